import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { cleanImage, mostPixels } from '../image.ts';
import { box, sample, tellingFilm, tellingPicture, traces } from '../sample.ts';
import { cleanGif } from './gif.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanMp4 } from './mp4.ts';
import { cleanMp4Stream } from './mp4-stream.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

async function cleaned(file: Buffer, mime: string) {
  const result = await cleanImage(file, mime);
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

function assertNoTrace(file: Buffer, name: string): void {
  for (const trace of traces) assert.equal(file.includes(trace), false, `${name}: ${trace}`);
}

const tail = Buffer.from('hidden-after-the-end');
const mimes = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif' } as const;

describe('pictures without traces', () => {
  for (const [format, mime] of Object.entries(mimes) as [keyof typeof mimes, string][]) {
    it(`Place, camera and maker leave a ${format}; what is seen and its colours stay`, async () => {
      const file = await tellingPicture(format);
      assert.ok(
        traces.some((trace) => file.includes(trace)),
        'the input tells something',
      );
      const result = await cleaned(file, mime);
      assertNoTrace(result.file, format);
      assert.deepEqual([result.mime, result.width, result.height], [mime, 60, 40]);
      const [before, after] = await Promise.all(
        [file, result.file].map((each) => sharp(each).raw().toBuffer()),
      );
      assert.deepEqual(after, before, 'not one pixel changed');
      const { exif, xmp, icc } = await sharp(result.file).metadata();
      assert.equal(xmp?.toString().trim() ?? '', '');
      assert.ok(icc !== undefined, 'the colour profile stays');
      if (format !== 'avif') assert.equal(exif, undefined);
    });

    it(`A ${format} that lies on its side is seen upright`, async () => {
      const file = await tellingPicture(format, { orientation: 6 });
      const result = await cleaned(file, mime);
      assertNoTrace(result.file, format);
      const { width, height } = (await sharp(result.file).metadata()).autoOrient;
      assert.deepEqual([result.width, result.height], [width, height]);
      if (format !== 'avif') assert.deepEqual([width, height], [40, 60]);
    });
  }

  it('What is hidden after the end of a picture is cut off', async () => {
    const picture = sample();
    const files = {
      'image/jpeg': await picture.jpeg().toBuffer(),
      'image/png': await picture.png().toBuffer(),
      'image/webp': await picture.webp().toBuffer(),
      'image/gif': await picture.gif().toBuffer(),
    };
    for (const [mime, file] of Object.entries(files)) {
      const result = await cleaned(Buffer.concat([file, tail]), mime);
      assertNoTrace(result.file, mime);
      assert.deepEqual(await sharp(result.file).raw().toBuffer(), await sharp(file).raw().toBuffer(), mime);
    }
  });

  it('A progressive JPEG keeps all its scans', async () => {
    const file = await sample(300, 200)
      .jpeg({ progressive: true })
      .withExif({ IFD0: { Artist: 'Jane Private' } })
      .toBuffer();
    const { file: after } = await cleaned(file, 'image/jpeg');
    assertNoTrace(after, 'progressive');
    assert.deepEqual(await sharp(after).raw().toBuffer(), await sharp(file).raw().toBuffer());
  });

  it('The thumbnail in a JFIF header goes', async () => {
    const file = await sample().jpeg().toBuffer();
    const thumbnail = Buffer.from(`ffe0001c4a46494600010100000100010201${'53'.repeat(12)}`, 'hex');
    thumbnail.writeUInt16BE(thumbnail.length - 2, 2);
    const result = cleanJpeg(Buffer.concat([file.subarray(0, 2), thumbnail, file.subarray(2)]), 1);
    assert.equal(result.includes('SSSS'), false);
    assert.equal((await sharp(result).metadata()).width, 60);
  });

  it('The frames and the loop of a moving GIF stay, its comments go', async () => {
    const frames = await sharp([await sample().png().toBuffer(), await sample().negate().png().toBuffer()], {
      join: { animated: true },
    })
      .gif({ loop: 3, delay: [100, 200] })
      .toBuffer();
    const comment = Buffer.concat([
      Buffer.from([0x21, 0xfe, 12]),
      Buffer.from('Jane Private'),
      Buffer.from([0]),
    ]);
    const start = 13 + (frames[10]! & 0x80 ? 3 * 2 ** ((frames[10]! & 7) + 1) : 0);
    const file = Buffer.concat([frames.subarray(0, start), comment, frames.subarray(start)]);
    const result = await cleaned(file, 'image/gif');
    assertNoTrace(result.file, 'gif');
    const { pages, loop, delay, height } = await sharp(result.file, { animated: true }).metadata();
    assert.deepEqual([pages, loop, delay, height], [2, 3, [100, 200], 80]);
    assert.deepEqual([result.width, result.height], [60, 40]);
  });

  it('A TIFF becomes a PNG', async () => {
    const result = await cleaned(await tellingPicture('tiff', { orientation: 6 }), 'image/tiff');
    assert.deepEqual([result.mime, result.width, result.height], ['image/png', 40, 60]);
    assertNoTrace(result.file, 'tiff');
  });

  it('A picture that breaks off is kept as far as it goes', async () => {
    const file = await sample(300, 200).jpeg().toBuffer();
    const result = await cleaned(file.subarray(0, file.length / 2), 'image/jpeg');
    assert.deepEqual([result.width, result.height], [300, 200]);
  });

  it('What only begins like a picture is unreadable', async () => {
    const heads = {
      'image/jpeg': 'ffd8ffe000104a46',
      'image/png': '89504e470d0a1a0a0000000d49484452',
      'image/gif': '474946383961',
    };
    for (const [mime, head] of Object.entries(heads)) {
      const result = await cleanImage(Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(100, 65)]), mime);
      assert.ok(!result.ok && result.reason === 'unreadable', mime);
    }
  });

  it('A bomb of a picture is refused before it is decoded', async () => {
    const small = await sample(1, 1).png().toBuffer();
    const bomb = Buffer.from(small);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const { crc32 } = await import('node:zlib');
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const started = performance.now();
    const result = await cleanImage(bomb, 'image/png');
    assert.ok(!result.ok && result.reason === 'too-many-pixels', JSON.stringify(result));
    assert.deepEqual([result.width, result.height], [60_000, 60_000]);
    assert.ok(performance.now() - started < 500);
    assert.ok(60_000 * 60_000 > mostPixels);
  });

  it('No file makes a cleaner hang or throw anything but RangeError', () => {
    const cleaners = [(file: Buffer) => cleanJpeg(file, 6), cleanPng, cleanWebp, cleanGif, cleanMp4];
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 400 }),
        fc.nat(cleaners.length - 1),
        (bytes, which) => {
          try {
            cleaners[which]!(Buffer.from(bytes));
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
          }
        },
      ),
    );
  });

  it('Cleaning again changes nothing', async () => {
    for (const [format, mime] of Object.entries(mimes) as [keyof typeof mimes, string][]) {
      const once = await cleaned(await tellingPicture(format), mime);
      assert.deepEqual((await cleaned(once.file, mime)).file, once.file, format);
    }
  });
});

describe('films without traces', () => {
  const places = ['36.8065', 'Jane Private', 'SpyPhone', 'location.ISO6709'];

  it('Places leave a film, which keeps its length, its titles and its pictures', () => {
    const film = tellingFilm();
    const after = cleanMp4(film);
    assert.equal(after.length, film.length);
    for (const place of places) {
      assert.ok(film.includes(place), place);
      assert.equal(after.includes(place), false, place);
    }
    assert.ok(after.includes('A title'));
    assert.deepEqual(after.subarray(-5008), film.subarray(-5008));
  });

  it('A film that comes in pieces is cleaned to the same bytes, however it is cut', async () => {
    const film = tellingFilm();
    const whole = cleanMp4(film);
    for (const size of [1, 7, 100, 1000, film.length]) {
      const pieces = (async function* () {
        for (let at = 0; at < film.length; at += size) yield film.subarray(at, at + size);
      })();
      assert.deepEqual(
        Buffer.concat(await Array.fromAsync(cleanMp4Stream(pieces))),
        whole,
        `pieces of ${size}`,
      );
    }
  });

  it('A box that never ends passes, a description that never ends is refused', async () => {
    const endless = (type: string, size: bigint) => {
      const header = Buffer.from(`00000001${Buffer.from(type).toString('hex')}0000000000000000`, 'hex');
      header.writeBigUInt64BE(size, 8);
      return header;
    };
    const read = (...pieces: Buffer[]) =>
      Array.fromAsync(
        cleanMp4Stream(
          (async function* () {
            yield* pieces;
          })(),
        ),
      );
    const media = [box('ftyp', 'isom'), endless('mdat', 2n ** 40n), Buffer.alloc(1000)];
    assert.equal(Buffer.concat(await read(...media)).length, Buffer.concat(media).length);
    await assert.rejects(read(endless('moov', 2n ** 40n), Buffer.alloc(1000)), RangeError);
    await assert.rejects(read(Buffer.from('000000037878787800000000000000000000', 'hex')), RangeError);
  });
});
