import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Blog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { load, posts, withBlog } from '../../../test/support/post-desk.ts';

const statusOf = async (blog: Blog, id: number) => (await load(blog, id))?.status;

describe('Several posts at once', () => {
  it('are published, withdrawn, binned and taken back, as far as one may', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const ids = [
        await pen.post({ status: 'draft', title: 'A' }),
        await pen.post({ status: 'draft', title: 'B' }),
      ];
      const editor = await blog.as('editor');
      const bulk = (deed: string, id: readonly string[] = ids.map(String), more = {}) =>
        editor.post(`${posts}bulk`, { do: deed, id, back: `${posts}?status=draft`, ...more });
      const published = await bulk('publish', [...ids.map(String), '99']);
      assert.equal(published.headers.location, `${posts}?status=draft`);
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['published', 'published']);
      await bulk('draft');
      await bulk('trash');
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['trash', 'trash']);
      await bulk('untrash', [ids.join(',')]);
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['draft', 'draft']);
      const elsewhere = await bulk('publish', [], { back: '//evil.example/' });
      assert.equal(elsewhere.headers.location, posts);
    });
  });

  it('are deleted for good only out of the bin, after one question', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const [live, binned] = [await pen.post({}), await pen.post({ status: 'trash' })];
      const editor = await blog.as('editor');
      const fields = { do: 'delete', id: [String(live), String(binned)], back: posts };
      const question = await editor.post(`${posts}bulk`, fields);
      assert.match(question.text, /This cannot be undone/);
      assert.equal(await statusOf(blog, binned), 'trash');
      await editor.post(`${posts}bulk`, { ...fields, confirmed: '1' });
      assert.equal(await statusOf(blog, binned), undefined);
      assert.equal(await statusOf(blog, live), 'published');
    });
  });

  it('get and lose categories and tags', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const [news, quay] = [await pen.category('News'), await pen.tag('Quay')];
      const ids = [await pen.post({ terms: [quay] }), await pen.post({ terms: [quay] })];
      const editor = await blog.as('editor');
      const fields = { do: 'terms', id: ids.map(String), back: posts };
      assert.match((await editor.post(`${posts}bulk`, fields)).text, /name="add-category" value="1"/);
      await editor.post(`${posts}bulk`, {
        ...fields,
        confirmed: '1',
        'add-category': [String(news)],
        'add-tags': 'Silt',
        'remove-tags': 'quay',
      });
      const silt = await blog.world.db.read
        .selectFrom('term')
        .select('id')
        .where('slug', '=', 'silt')
        .executeTakeFirst();
      for (const id of ids) assert.deepEqual((await load(blog, id))?.terms, [news, silt?.id]);
    });
  });

  it('of others are left alone for an author', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({});
      const author = await blog.as('author');
      for (const deed of ['publish', 'draft', 'trash'])
        await author.post(`${posts}bulk`, { do: deed, id: [String(id)], back: posts });
      await author.post(`${posts}bulk`, { do: 'terms', id: [String(id)], confirmed: '1', back: posts });
      assert.equal(await statusOf(blog, id), 'published');
      const { version } = await blog.world.db.read
        .selectFrom('post')
        .select('version')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.equal(version, 1);
    });
  });
});
