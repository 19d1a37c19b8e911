import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { incoming } from '../../../test/support/incoming.ts';
import { type MultipartLimits, readMultipart } from './multipart.ts';

/** A form as a browser sends it, to be read in a folder of its own; what lies there afterwards. */
async function read(form: FormData | string, limits: Partial<MultipartLimits> = {}, type?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-multipart-'));
  const response = new Response(typeof form === 'string' ? Buffer.from(form) : form);
  const body = Buffer.from(await response.arrayBuffer());
  const contentType = type ?? response.headers.get('content-type') ?? '';
  const request = incoming('/', { method: 'POST', headers: { 'content-type': contentType }, body });
  const result = await readMultipart(
    { ...request, stream: () => Readable.from(pieces(body)) },
    { folder, fileBytes: 1_000, bytes: 10_000, files: 3, ...limits },
  );
  const files = result.ok
    ? await Promise.all(
        result.files.map(async ({ open, ...file }) => ({
          ...file,
          text: Buffer.concat(await open().toArray()).toString(),
        })),
      )
    : [];
  if (result.ok) await result.discard();
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });
  return { result, files, left };
}

/** In pieces that cut through boundaries and letters. */
function* pieces(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 7) yield body.subarray(at, at + 7);
}

function formOf(...files: readonly (readonly [name: string, text: string])[]): FormData {
  const form = new FormData();
  form.append('token', 'abc');
  form.append('title', 'مرفأ & quay\u0000');
  for (const [name, text] of files) form.append('file', new File([text], name));
  return form;
}

describe('A form with files', () => {
  it('is read with its fields and its files, whatever their names', async () => {
    const { result, files, left } = await read(formOf(['صورة المرفأ.jpg', 'one'], ['a b "c".txt', '']));
    assert.ok(result.ok);
    assert.deepEqual(
      [...result.fields],
      [
        ['token', 'abc'],
        ['title', 'مرفأ & quay'],
      ],
    );
    assert.deepEqual(files, [
      { field: 'file', name: 'صورة المرفأ.jpg', bytes: 3, tooLarge: false, text: 'one' },
      { field: 'file', name: 'a b %22c%22.txt', bytes: 0, tooLarge: false, text: '' },
    ]);
    assert.deepEqual(left, [], 'nothing lies there after it was discarded');
  });

  it('has no folders in the names of its files', async () => {
    for (const name of ['../../etc/passwd', 'C:\\Users\\x\\passwd', '/passwd'])
      assert.equal((await read(formOf([name, 'x']))).files[0]?.name, 'passwd', name);
  });

  it('has no file where none was chosen', async () => {
    const form = formOf();
    form.append('file', new File([], ''));
    assert.deepEqual((await read(form)).files, []);
  });

  it('marks a file that is too long, and takes the others', async () => {
    const { files } = await read(formOf(['long.txt', 'x'.repeat(1_001)], ['short.txt', 'y']));
    assert.deepEqual(
      files.map(({ name, tooLarge }) => [name, tooLarge]),
      [
        ['long.txt', true],
        ['short.txt', false],
      ],
    );
  });

  it('that is too long, has too many files, or is none, is refused and leaves nothing', async () => {
    const four = formOf(...Array.from({ length: 4 }, (_, n) => [`${n}.txt`, 'x'] as const));
    const broken = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf';
    const trials: readonly [Awaited<ReturnType<typeof read>>, string][] = [
      [await read(formOf(['a.txt', 'x'.repeat(900)]), { bytes: 500 }), 'too-large'],
      [await read(four), 'too-many'],
      [await read(broken, {}, 'multipart/form-data; boundary=b'), 'not-a-form'],
      [await read('x', {}, 'multipart/form-data'), 'not-a-form'],
      [await read('x', {}, 'multipart/form-data; charset=x'), 'not-a-form'],
      [await read('a=b', {}, 'application/x-www-form-urlencoded'), 'not-a-form'],
    ];
    for (const [{ result, left }, reason] of trials) {
      assert.deepEqual(result, { ok: false, reason });
      assert.deepEqual(left, []);
    }
  });
});
