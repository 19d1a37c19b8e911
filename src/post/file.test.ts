import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../../test/support/api.ts';
import { dialects } from '../../test/support/blog.ts';

for (const dialect of dialects) {
  describe(`The default category, on ${dialect}`, () => {
    it('takes posts that are published without a category, and leaves others as they are', async () => {
      const api = await openApi({ dialect });
      await api.people('ada', 'administrator');
      const made = async (name: string) =>
        (await api.post('wp/v2/categories', { name }, { as: 'ada' })).data.id as number;
      const [notes, travel] = [await made('Notes'), await made('Travel')];
      const tag = (await api.post('wp/v2/tags', { name: 'North' }, { as: 'ada' })).data.id;
      const written = async (path: string, given: object) =>
        (await api.post(`wp/v2/${path}`, { title: 'A post', content: 'Words.', ...given }, { as: 'ada' }))
          .data;
      assert.deepEqual((await written('posts', { status: 'publish' })).categories, []);

      const set = (id: number) => api.post('wp/v2/settings', { default_category: id }, { as: 'ada' });
      assert.equal((await set(tag)).status, 400);
      assert.equal((await set(notes)).data.default_category, notes);
      const plain = await written('posts', { status: 'publish', tags: [tag] });
      assert.deepEqual([plain.categories, plain.tags], [[notes], [tag]]);
      assert.match(await api.blog.visit('/category/notes/'), /A post/);
      const elsewhere = await written('posts', { status: 'publish', categories: [travel] });
      assert.deepEqual(elsewhere.categories, [travel]);
      const draft = await written('posts', { status: 'draft' });
      assert.deepEqual(draft.categories, []);
      assert.deepEqual((await written(`posts/${draft.id}`, { status: 'publish' })).categories, [notes]);
      const later = await written('posts', { status: 'publish', date: '2030-01-01T00:00:00' });
      assert.deepEqual([later.status, later.categories], ['future', [notes]]);
      const page = await written('pages', { status: 'publish' });
      assert.ok(page.id > 0 && page.categories === undefined);

      assert.equal((await set(0)).data.default_category, 0);
      assert.deepEqual((await written('posts', { status: 'publish' })).categories, []);
      await api.close();
    });
  });
}
