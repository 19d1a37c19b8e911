import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recognise } from './kind.ts';
import { fileName, normalPath, numbered, originalsOf, sizeIn, uploadPath } from './path.ts';
import { rangeAsked } from './range.ts';
import { sample, tellingFilm } from './sample.ts';

async function mimeOf(content: string | Buffer, name: string): Promise<string> {
  const found = await recognise(Buffer.from(content), name);
  return found.ok ? found.kind.mime : `refused: ${found.mime}`;
}

describe('what a file is', () => {
  it('Is told by its content, whatever its name says', async () => {
    const picture = sample();
    const frame = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(413)]);
    const sound = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), frame, frame]);
    for (const name of ['a.jpg', 'a.png', 'a.exe', 'a', 'a.php.jpg']) {
      assert.equal(await mimeOf(await picture.png().toBuffer(), name), 'image/png', name);
      assert.equal(await mimeOf(await picture.webp().toBuffer(), name), 'image/webp', name);
      assert.equal(await mimeOf(await picture.avif().toBuffer(), name), 'image/avif', name);
      assert.equal(await mimeOf(await picture.gif().toBuffer(), name), 'image/gif', name);
      assert.equal(await mimeOf(tellingFilm(), name), 'video/mp4', name);
      assert.equal(await mimeOf('%PDF-1.7\n1 0 obj', name), 'application/pdf', name);
      assert.equal(await mimeOf(sound, name), 'audio/mpeg', name);
      assert.equal(
        await mimeOf('OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01', name),
        'audio/ogg',
        name,
      );
    }
  });

  it('Text is told by how it begins, and plain text by its name', async () => {
    assert.equal(await mimeOf('<svg xmlns="http://www.w3.org/2000/svg"/>', 'x'), 'image/svg+xml');
    assert.equal(
      await mimeOf('\ufeff<?xml version="1.0"?>\n<!-- c --><svg:svg xmlns:svg="s"/>', 'x.txt'),
      'image/svg+xml',
    );
    assert.equal(await mimeOf('WEBVTT\n\n00:00.000 --> 00:01.000\nHello', 'x'), 'text/vtt');
    assert.equal(await mimeOf('hello', 'notes.txt'), 'text/plain');
    assert.equal(await mimeOf('a;b\n1;2', 'table.CSV'), 'text/csv');
    assert.equal(await mimeOf('1\n00:00:01,000 --> 00:00:02,000\nHi', 'film.srt'), 'text/plain');
  });

  it('Everything else is refused, and named where it is known', async () => {
    assert.equal(await mimeOf('hello', 'notes'), 'refused: text/plain');
    assert.equal(await mimeOf('<!doctype html><script>alert(1)</script>', 'a.jpg'), 'refused: text/html');
    assert.equal(await mimeOf('<html><body>', 'a.txt'), 'refused: text/html');
    assert.equal(await mimeOf('<script>alert(1)</script>', 'a.csv'), 'refused: text/html');
    assert.equal(await mimeOf('<?xml version="1.0"?><html/>', 'a.txt'), 'refused: application/xml');
    assert.equal(await mimeOf('MZ\x90\0\x03\0\0\0', 'a.jpg'), 'refused: application/x-msdownload');
    assert.equal(await mimeOf('\x7fELF\x02\x01\x01\0', 'a.txt'), 'refused: application/x-elf');
    assert.equal(await mimeOf('BM\x46\0\0\0\0\0\0\0', 'a.bmp'), 'refused: image/bmp');
    assert.equal(await mimeOf(Buffer.alloc(2000), 'a.txt'), 'refused: undefined');
    assert.equal(await mimeOf('', 'a.txt'), 'text/plain');
    assert.equal(await mimeOf(Buffer.from([0xff, 0xfe, 0xfd, 0x80, 0x81]), 'a.txt'), 'refused: undefined');
  });
});

describe('where uploads stand', () => {
  const jpeg = { mime: 'image/jpeg', family: 'image', extensions: ['jpg', 'jpeg'] } as const;

  it('The name is made fit for an address, the extension true', () => {
    assert.equal(
      uploadPath('Photo.jpg', jpeg, '2016-05-21T10:00:00.000Z'),
      '/wp-content/uploads/2016/05/Photo.jpg',
    );
    assert.equal(fileName('Été à Tunis (1).JPEG', jpeg), 'Été-à-Tunis-1.jpeg');
    assert.equal(fileName('صورة.png', jpeg), 'صورة.jpg');
    assert.equal(fileName('../../etc/passwd', jpeg), 'passwd.jpg');
    assert.equal(fileName('C:\\x\\evil.php', jpeg), 'evil.jpg');
    assert.equal(fileName('evil.php.jpg', jpeg), 'evil.php.jpg');
    assert.equal(fileName('<script>.jpg', jpeg), 'script.jpg');
    assert.equal(fileName('', jpeg), 'file.jpg');
    assert.equal(fileName('...', jpeg), 'file.jpg');
    assert.equal(fileName('.htaccess', jpeg), 'file.jpg');
    assert.ok(Buffer.byteLength(fileName('ص'.repeat(500), jpeg)) < 200);
    assert.equal(fileName('E\u0301te\u0301.jpg', jpeg), 'Été.jpg');
  });

  it('A second file of the same name gets a number', () => {
    assert.equal(numbered('/a/b.c/photo.jpg', 0), '/a/b.c/photo.jpg');
    assert.equal(numbered('/a/b.c/photo.jpg', 2), '/a/b.c/photo-2.jpg');
    assert.equal(numbered('/a/b.c/photo', 1), '/a/b.c/photo-1');
  });

  it('A path from outside is normal, or none', () => {
    assert.equal(normalPath('/images/E\u0301.png'), '/images/É.png');
    for (const bad of [
      '',
      'a',
      '/',
      '//a',
      '/a//b',
      '/../a',
      '/a/./b',
      '/-/x',
      '/a\0',
      '/a\\b',
      `/${'a'.repeat(600)}`,
    ]) {
      assert.equal(normalPath(bad), undefined, bad);
    }
  });

  it("WordPress's names for sizes lead to their originals", () => {
    assert.deepEqual(originalsOf('/u/photo-300x200.jpg'), ['/u/photo.jpg', '/u/photo-scaled.jpg']);
    assert.deepEqual(originalsOf('/u/photo-scaled.jpg'), ['/u/photo.jpg']);
    assert.deepEqual(originalsOf('/u/photo.jpg'), []);
    assert.equal(sizeIn('/u/photo-300x200.jpg'), 300);
  });
});

describe('ranges', () => {
  it('Follow RFC 9110', () => {
    assert.deepEqual(rangeAsked('bytes=0-9', 100), { start: 0, end: 9 });
    assert.deepEqual(rangeAsked('bytes=90-', 100), { start: 90, end: 99 });
    assert.deepEqual(rangeAsked('bytes=90-500', 100), { start: 90, end: 99 });
    assert.deepEqual(rangeAsked('bytes=-10', 100), { start: 90, end: 99 });
    assert.deepEqual(rangeAsked('bytes=-500', 100), { start: 0, end: 99 });
    assert.equal(rangeAsked('bytes=100-', 100), 'unsatisfiable');
    assert.equal(rangeAsked('bytes=-0', 100), 'unsatisfiable');
    assert.equal(rangeAsked('bytes=0-', 0), 'unsatisfiable');
    for (const ignored of [
      undefined,
      '',
      'bytes=',
      'bytes=-',
      'bytes=9-1',
      'bytes=a-b',
      'items=0-1',
      'bytes=0-1,5-6',
    ]) {
      assert.equal(rangeAsked(ignored, 100), undefined, String(ignored));
    }
  });
});
