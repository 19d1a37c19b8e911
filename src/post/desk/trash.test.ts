import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Blog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { blank, idFrom, load, posts, withBlog } from '../../../test/support/post-desk.ts';

const statusOf = async (blog: Blog, id: number) => (await load(blog, id))?.status;

describe('The bin', () => {
  it('gives back at once what was put there, and asks before it deletes', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({ title: 'Tide', publishedAt: '2026-05-01T08:00:00.000Z' });
      const editor = await blog.as('editor');
      const binned = await editor.post(`${posts}${id}/trash`);
      assert.equal(binned.headers.location, posts);
      const cookie = `${editor.cookie}; ${(binned.headers['set-cookie'] ?? '').split(';')[0]}`;
      const said = await editor.get(posts, { cookie });
      assert.match(said.text, new RegExp(`“Tide” is in the bin[\\s\\S]*action="${posts}${id}/untrash"`));
      assert.equal((await blog.get('/2026/05/01/tide/')).status, 410);
      await editor.post(`${posts}${id}/untrash`);
      assert.equal((await blog.get('/2026/05/01/tide/')).status, 200);
      await editor.post(`${posts}${id}/trash`);
      assert.match((await editor.get(`${posts}${id}/delete`)).text, /Delete “Tide” for good\?/);
      await editor.post(`${posts}${id}/delete`);
      assert.equal((await editor.get(`${posts}${id}/`)).status, 404);
    });
  });

  it('does not publish again what a contributor takes out of it', async () => {
    await withBlog(async (blog) => {
      const contributor = await blog.as('contributor');
      const made = await contributor.post(`${posts}new`, { ...blank, title: 'Mine', text: 'x' });
      const id = idFrom(made.headers.location);
      const editor = await blog.as('editor');
      await editor.post(`${posts}bulk`, { do: 'publish', id: [String(id)], back: posts });
      await editor.post(`${posts}bulk`, { do: 'trash', id: [String(id)], back: posts });
      assert.equal((await contributor.post(`${posts}${id}/untrash`)).status, 403);
      await contributor.post(`${posts}bulk`, { do: 'untrash', id: [String(id)], back: posts });
      assert.equal(await statusOf(blog, id), 'trash');
    });
  });
});
