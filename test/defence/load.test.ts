import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anchorIn } from '../../src/comment/text.ts';
import { parseMarkdown } from '../../src/document/index.ts';
import { readForm } from '../../src/kit/http/form.ts';
import { readMultipart } from '../../src/kit/http/multipart.ts';
import { compareTexts } from '../../src/revision/compare.ts';
import { openApi } from '../support/api.ts';
import { incoming } from '../support/incoming.ts';

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

/** Milliseconds that some work takes, during which nobody else is answered. */
async function taken(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

describe('What is made to be costly', () => {
  it('is a form of millions of fields, which is refused before any is made', async () => {
    const body = Buffer.alloc(16 * 1024 * 1024, 'a&');
    const request = incoming('/-/admin/posts/new', { method: 'POST', headers: urlencoded, body });
    const time = await taken(async () => {
      assert.deepEqual(await readForm(request, body.length), { ok: false, reason: 'too-large' });
    });
    assert.ok(time < 500, `${time} ms`);
  });

  it('is such a form sent to the API, by nobody in particular', async () => {
    const api = await openApi();
    const body = 'a&'.repeat(3_000_000);
    const time = await taken(async () => {
      const answer = await api.ask('POST', 'wp/v2/comments', { headers: urlencoded, body });
      assert.equal(answer.status, 413);
    });
    assert.ok(time < 500, `${time} ms`);
    await api.close();
  });

  it('are fields of half a gigabyte beside a file: they stand in memory, and are few', async () => {
    const boundary = 'edge';
    const field = (index: number) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="f${index}"\r\n\r\n${'x'.repeat(1_000_000)}\r\n`;
    const body = Array.from({ length: 8 }, (_, index) => field(index)).join('');
    const request = incoming('/', {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: `${body}--${boundary}--\r\n`,
    });
    const limits = { folder: '/nonexistent', fileBytes: 2 ** 30, bytes: 2 ** 30, files: 10 };
    assert.deepEqual(await readMultipart(request, limits), { ok: false, reason: 'too-large' });
  });

  it('are two texts with nothing in common, block by block', async () => {
    const text = (seed: string) =>
      Array.from({ length: 40 }, (_, block) =>
        Array.from({ length: 4_000 }, (_, word) => `${seed}${(word * 7 + block) % 991}`).join(' '),
      ).join('\n\n');
    const stateOf = (seed: string) => {
      const parsed = parseMarkdown(text(seed), { limit: 'writer' });
      assert.ok(parsed.ok);
      return { title: seed, document: parsed.document };
    };
    const [before, after] = [stateOf('a'), stateOf('b')];
    const time = await taken(() => compareTexts(before, after));
    assert.ok(time < 4_000, `${time} ms`);
  });

  it('is a passage that is nearly everywhere in a text', async () => {
    const text = 'a '.repeat(250_000);
    for (const quote of [`${'a '.repeat(990)}b`, `b${' a'.repeat(990)}`]) {
      const time = await taken(() => assert.equal(anchorIn(text, quote), undefined));
      assert.ok(time < 1_500, `${time} ms`);
    }
    const spaced = 'It \n\n was  late,\t and cold.';
    const { exact, start } = anchorIn(spaced, 'late, and') ?? {};
    assert.deepEqual([exact, start], ['late,\t and', spaced.indexOf('late')]);
  });

  it('are lists of the API with thousands of IDs, fields and things to bring along', async () => {
    const api = await openApi();
    const many = Array.from({ length: 5_000 }, (_, index) => index + 1);
    for (let post = 0; post < 20; post++) await api.pen.post({ title: `Post ${post}` });
    const paths = [
      `wp/v2/posts?include=${many.slice(0, 900).join(',')}&per_page=100&_embed`,
      `wp/v2/posts?include=${many.join(',')}`,
      `wp/v2/posts?per_page=100000`,
      `wp/v2/posts?page=${2 ** 40}`,
      `wp/v2/posts?offset=${2 ** 52}`,
      `wp/v2/posts?_fields=${many.map((name) => `a${name}.b.c`).join(',')}`,
      `wp/v2/posts?${'a[b][c][d][e][f][g]'.repeat(20)}=1`,
      `wp/v2/comments?search=${'%25'.repeat(100)}_`,
      `wp/v2/users?search=%25`,
    ];
    for (const path of paths) {
      let status = 0;
      const time = await taken(async () => {
        status = (await api.get(path)).status;
      });
      assert.ok(time < 2_000, `${path.slice(0, 60)}: ${time} ms`);
      assert.ok(status < 500, `${path.slice(0, 60)}: ${status}`);
    }
    const deep = `${'{"meta":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const json = { 'content-type': 'application/json' };
    const answer = await api.ask('POST', 'wp/v2/comments', { headers: json, body: deep });
    assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
    await api.close();
  });
});
