import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';

const path = '/2026/05/20/talk/';

async function open() {
  const blog = await openBlog();
  const pen = penOf(blog);
  const post = await pen.post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
  const token = async () => /name="token" value="([^"]+)"/.exec((await blog.get(path)).text)?.[1] ?? '';
  return { blog, pen, post, token, [Symbol.asyncDispose]: () => blog.close() };
}

/** The browser's number, out of an answer. */
function cookieOf(headers: Readonly<Record<string, string>>): string {
  const [, cookie = ''] =
    /((?:__Host-)?verbatim-reader=[0-9a-f]{32})/.exec(headers['set-cookie'] ?? '') ?? [];
  return cookie;
}

describe('The form under a post', () => {
  it('leads its sender to the reply, which waits and is shown to nobody else', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const fields = { post: String(post), name: 'Ada', text: 'A *new* reply.', token: await token() };
    blog.clock.advance('1 minute');
    const sent = await blog.post('/-/comments/', fields);
    assert.equal(sent.status, 303);
    assert.equal(sent.headers.location, `${path}#comment-1`);
    const cookie = cookieOf(sent.headers);
    assert.ok(cookie);
    assert.match((await blog.get(path, { cookie })).text, /A <em>new<\/em> reply/);
    assert.doesNotMatch((await blog.get(path)).text, /A <em>new<\/em> reply/);
  });

  it('comes back filled in when it lay open too long, and is taken then', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const fields = { post: String(post), name: 'Ada & Eve', text: 'Kept <b>words</b>', token: await token() };
    blog.clock.advance('3 day');
    const late = await blog.post('/-/comments/', fields);
    assert.equal(late.status, 403);
    assert.match(late.text, /value="Ada &amp; Eve"/);
    assert.match(late.text, /Kept &lt;b&gt;words&lt;\/b&gt;/);
    const fresh = /name="token" value="([^"]+)"/.exec(late.text)?.[1] ?? '';
    blog.clock.advance('1 minute');
    assert.equal((await blog.post('/-/comments/', { ...fields, token: fresh })).status, 303);
  });

  it('is one reply when it is sent twice, also by a browser that has no number yet', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const fields = { post: String(post), name: 'Ada', text: 'Only once, please.', token: await token() };
    blog.clock.advance('1 minute');
    const sent = await Promise.all([1, 2, 3].map(() => blog.post('/-/comments/', fields)));
    assert.deepEqual(new Set(sent.map(({ headers }) => headers.location)), new Set([`${path}#comment-1`]));
    assert.equal(new Set(sent.map(({ headers }) => cookieOf(headers))).size, 1);
    const rows = await blog.world.db.read.selectFrom('comment').select('id').execute();
    assert.equal(rows.length, 1);
  });

  it('says at its place what is missing', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const empty = await blog.post('/-/comments/', {
      post: String(post),
      text: 'No name',
      token: await token(),
    });
    assert.equal(empty.status, 400);
    assert.match(empty.text, /Please give a name/);
    assert.match(empty.text, /No name/);
  });

  it('sent from another site does nothing', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const fields = { post: String(post), name: 'Ada', text: 'Forged', token: await token() };
    const forged = await blog.post('/-/comments/', fields, { origin: 'https://evil.example' });
    assert.equal(forged.status, 403);
    assert.equal((await blog.world.db.read.selectFrom('comment').select('id').execute()).length, 0);
  });

  it('says so when it is larger than any reply: the browser still has the words', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const fields = { post: String(post), name: 'Ada', text: 'x'.repeat(600_000), token: await token() };
    for (const to of ['', 'preview', 'leave', '1/edit']) {
      const sent = await blog.post(`/-/comments/${to}`, fields);
      assert.equal(sent.status, 413, to);
      assert.match(sent.text, /larger than this form takes/);
    }
  });

  it('says how long to wait when there were too many', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    let cookie = '';
    for (let i = 0; i < 6; i++) {
      const fields = { post: String(post), name: 'Ada', text: `Number ${i}`, token: await token() };
      const sent = await blog.post('/-/comments/', fields, cookie ? { cookie } : {});
      cookie ||= cookieOf(sent.headers);
      assert.equal(sent.status, i < 5 ? 303 : 429);
      if (i === 5) assert.ok(Number(sent.headers['retry-after']) > 0);
    }
  });

  it('keeps the words of somebody whose account was deleted while they wrote', async () => {
    await using place = await open();
    const { blog, post, token } = place;
    const reader = await blog.as('reader');
    const text = 'What took me an hour to write, and more.';
    const fields = { post: String(post), text, token: await token() };
    await blog.world.db.write((tx) => tx.db.deleteFrom('account').execute());
    blog.clock.advance('1 minute');
    const sent = await reader.post('/-/comments/', fields);
    assert.equal(sent.status, 400, sent.text);
    assert.match(sent.text, /What took me an hour to write, and more\.<\/textarea>/);
    assert.match(sent.text, /id="reply-name-problem"/, 'now as a guest, whose name is asked for');
    assert.deepEqual(await blog.world.db.read.selectFrom('comment').select('id').execute(), []);
  });

  it('has a lasting address for each reply', async () => {
    await using place = await open();
    const { blog, pen, post } = place;
    await pen.comment(post, 'Ada', 'Here.');
    const moved = await blog.get('/-/comments/1');
    assert.equal(moved.status, 303);
    assert.equal(moved.headers.location, `${path}#comment-1`);
    const none = await blog.get('/-/comments/99');
    assert.equal(none.status, 404);
    assert.match(none.text, /action="\/" [^>]*role="search"|role="search"|<search/, 'a page, with a search');
  });
});
