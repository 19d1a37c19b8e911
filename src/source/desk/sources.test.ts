import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../../test/support/blog.ts';
import { requestCapture } from '../../capture/save.ts';
import { readSource } from '../read.ts';
import { ensureSource } from '../save.ts';

const now = '2026-05-21T12:00:00.000Z';
const path = '/-/admin/sources/';

function made({ world, site }: Blog, address: string, title = '') {
  return world.db.write((tx) => ensureSource(tx, site.id, { address, title }, { now })).then(({ id }) => id);
}

function beganOf(page: string): string {
  const [, value = ''] = /name="began" value="([^"]*)"/.exec(page) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#34;', '"');
}

describe('The desk of sources', () => {
  it('says what to do where there are none, and lists, narrows and orders them', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    assert.match((await author.get(path)).text, /No sources yet/);
    await made(blog, 'https://example.org/b', 'Budget speech');
    await made(blog, 'https://example.com/a', 'بيان الوزارة');
    const titles = async (query: string) =>
      [...(await author.get(`${path}${query}`)).text.matchAll(/<th scope="row"><a [^>]+><bdi>([^<]+)/g)].map(
        ([, title]) => title,
      );
    assert.deepEqual(await titles(''), ['بيان الوزارة', 'Budget speech']);
    assert.deepEqual(await titles('?order=title'), ['Budget speech', 'بيان الوزارة']);
    assert.deepEqual(await titles('?q=بَيان'), ['بيان الوزارة']);
    assert.deepEqual(await titles('?q=SPEECH+budg'), ['Budget speech']);
    assert.deepEqual(await titles('?q=example.com'), ['بيان الوزارة']);
    assert.deepEqual(await titles('?kind=book'), []);
    assert.match((await author.get(`${path}?state=dead`)).text, /No source fits/);
    await blog.close();
  });

  it('makes and changes one, with a copy where that was asked for', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const answer = await author.post(path, {
      title: 'On the harbour',
      kind: 'statement',
      address: 'example.org/harbour?utm_source=mail',
      published: '٢٠١٦-٠٥',
      lang: 'AR',
      legalBasis: 'Right to quote',
      do: 'capture',
    });
    const at = String(answer.headers.location);
    assert.match(at, /^\/-\/admin\/sources\/\d+\/$/);
    const page = (await author.get(at)).text;
    for (const shown of ['value="2016-05"', 'value="ar"', 'https://example.org/harbour?utm_source=mail'])
      assert.ok(page.includes(shown), shown);
    assert.match(page, /href="\/-\/admin\/captures\/\d+\/"[\s\S]*waiting/);
    const saved = await author.post(at, {
      title: 'Harbour',
      kind: 'speech',
      address: 'https://example.org/harbour',
    });
    assert.equal(saved.status, 303);
    const source = await readSource(blog.world.db, blog.site.id, Number(at.split('/').at(-2)));
    assert.deepEqual([source?.title, source?.kind, source?.published], ['Harbour', 'speech', null]);
    await blog.close();
  });

  it('says at its field what is wrong, keeps what was written, and asks who saved meanwhile', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const refused = await author.post(path, {
      title: '"A"',
      published: '2016-13',
      lang: 'english',
      address: 'ftp://x',
    });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /id="published-problem"/);
    assert.match(refused.text, /id="lang-problem"/);
    assert.match(refused.text, /value="&quot;A&quot;"|value="&#34;A&#34;"/);
    assert.match((await author.post(path, { address: 'ftp://x' })).text, /id="address-problem"/);
    assert.match((await author.post(path, {})).text, /id="title-problem"/);
    const id = await made(blog, 'https://example.org/1', 'One');
    const began = beganOf((await author.get(`${path}${id}/`)).text);
    const fields = { kind: 'article', address: 'https://example.org/1', began };
    assert.equal((await author.post(`${path}${id}/`, { ...fields, title: 'First' })).status, 303);
    const stale = await author.post(`${path}${id}/`, { ...fields, title: 'Second' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /First<\/td>/);
    await blog.close();
  });

  it('offers to make two of one address one, and leads from the number that went', async () => {
    const blog = await openBlog();
    const [author, editor] = [await blog.as('author'), await blog.as('editor')];
    const [one, other] = [
      await made(blog, 'https://example.org/1', 'One'),
      await made(blog, 'https://example.org/2'),
    ];
    const fields = { title: 'Two', kind: 'article', address: 'http://example.org/1#top' };
    const refused = await editor.post(`${path}${other}/`, fields);
    assert.equal(refused.status, 422);
    assert.match(
      refused.text,
      new RegExp(`action="${path}${other}/merge"[\\s\\S]*name="into" value="${one}"`),
    );
    assert.doesNotMatch((await author.post(`${path}${other}/`, fields)).text, /\/merge"/);
    assert.equal((await author.post(`${path}${other}/merge`, { into: String(one) })).status, 403);
    assert.equal(
      (await editor.post(`${path}${other}/merge`, { into: 'https://nowhere.example/' })).status,
      422,
    );
    const merged = await editor.post(`${path}${other}/merge`, { into: 'https://example.org/1' });
    assert.equal(merged.headers.location, `${path}${one}/`);
    assert.equal((await editor.get(`${path}${other}/`)).headers.location, `${path}${one}/`);
    assert.equal((await readSource(blog.world.db, blog.site.id, other))?.id, one);
    await blog.close();
  });

  it('does things to several: copies them, makes them one, deletes those that stand nowhere', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const editor = await blog.as('editor');
    const ids = [
      await made(blog, 'https://example.org/1', 'One'),
      await made(blog, 'https://example.org/2', 'Two'),
      await made(blog, 'https://example.org/3', 'Three'),
    ];
    await world.db.write((tx) =>
      requestCapture(tx, site.id, { address: 'https://example.org/3', sourceId: ids[2], method: 'http' }),
    );
    const asked = await editor.post(`${path}selected`, { do: 'merge', ids: ids.slice(0, 2).join(',') });
    assert.match(asked.text, /Which one stays/);
    await editor.post(`${path}selected`, {
      do: 'merge',
      ids: ids.slice(0, 2).join(','),
      into: String(ids[1]),
      sure: '1',
    });
    assert.equal((await readSource(world.db, site.id, ids[0] ?? 0))?.title, 'Two');
    assert.match(
      (await editor.post(`${path}selected`, { do: 'delete', id: String(ids[2]) })).text,
      /Delete this source\?/,
    );
    await editor.post(`${path}selected`, { do: 'delete', ids: ids.join(','), sure: '1' });
    assert.equal(await readSource(world.db, site.id, ids[1] ?? 0), undefined);
    assert.equal((await readSource(world.db, site.id, ids[2] ?? 0))?.title, 'Three', 'it has a copy');
    const author = await blog.as('author');
    await author.post(`${path}selected`, { do: 'delete', ids: String(ids[2]), sure: '1' });
    await author.post(`${path}selected`, { do: 'capture', ids: ids.join(',') });
    assert.equal((await readSource(world.db, site.id, ids[2] ?? 0))?.title, 'Three');
    await blog.close();
  });

  it('shows what others wrote as text, and no other site’s', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const id = await made(blog, 'https://example.org/"><script>x', '<i>Hostile</i>');
    for (const at of [path, `${path}${id}/`, `${path}?q=<i>`])
      assert.doesNotMatch((await author.get(at)).text, /<i>Hostile|<script>x|value="<i>/, at);
    assert.equal((await author.get(`${path}99/`)).status, 404);
    assert.equal((await (await blog.as('contributor')).get(path)).status, 403);
    await blog.close();
  });
});
