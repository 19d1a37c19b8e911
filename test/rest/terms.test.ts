import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

for (const dialect of dialects) {
  describe(`Categories and tags over the API, on ${dialect}`, () => {
    it('are made, found, changed and deleted', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      await api.people('ann', 'author');
      const fish = await api.post(
        'wp/v2/categories',
        { name: 'Fish &amp; <b>chips</b>', description: '<p>Wet.</p>' },
        { as: 'ed' },
      );
      assert.equal(fish.status, 201, fish.text);
      assert.equal(fish.data.name, 'Fish & chips');
      assert.equal(fish.data.description, 'Wet.');
      assert.equal(fish.data.taxonomy, 'category');
      assert.equal(fish.headers.location, `https://blog.example/wp-json/wp/v2/categories/${fish.data.id}`);
      const cod = await api.post('wp/v2/categories', { name: 'Cod', parent: fish.data.id }, { as: 'ed' });
      assert.equal(cod.data.link, `https://blog.example/category/${fish.data.slug}/cod/`);
      const again = await api.post('wp/v2/categories', { name: 'Cod', parent: fish.data.id }, { as: 'ed' });
      assert.deepEqual([again.status, again.data.code], [400, 'term_exists']);
      assert.equal(again.data.data.term_id, cod.data.id);
      const lost = await api.post('wp/v2/categories', { name: 'Ling', parent: 99 }, { as: 'ed' });
      assert.deepEqual([lost.status, lost.data.code], [400, 'rest_term_invalid']);
      const nameless = await api.post('wp/v2/tags', {}, { as: 'ed' });
      assert.deepEqual([nameless.status, nameless.data.code], [400, 'rest_missing_callback_param']);
      const boats = await api.post('wp/v2/tags', { name: 'Boats' }, { as: 'ann' });
      assert.equal(boats.status, 201);
      assert.equal((await api.post('wp/v2/categories', { name: 'x' }, { as: 'ann' })).status, 403);
      const own = await api.delete(`wp/v2/tags/${boats.data.id}?force=true`, { as: 'ann' });
      assert.equal(own.status, 403);
      await api.delete(`wp/v2/tags/${boats.data.id}?force=true`, { as: 'ed' });
      assert.equal((await api.post('wp/v2/tags', { name: 'x' })).data.code, 'rest_cannot_create');

      const north = await api.post('wp/v2/tags', { name: 'North' }, { as: 'ed' });
      assert.equal(north.data.taxonomy, 'post_tag');
      const post = await api.pen.post({ terms: [cod.data.id, north.data.id] });
      const ids = async (query: string) =>
        (await api.get(`wp/v2/${query}`)).data.map(({ id }: { id: number }) => id);
      assert.deepEqual(await ids('categories?orderby=id'), [fish.data.id, cod.data.id]);
      assert.deepEqual(await ids('categories?orderby=name&order=asc'), [cod.data.id, fish.data.id]);
      assert.deepEqual(await ids(`categories?parent=${fish.data.id}`), [cod.data.id]);
      assert.deepEqual(await ids(`categories?post=${post}`), [cod.data.id]);
      assert.deepEqual(await ids('categories?search=chips'), [fish.data.id]);
      assert.deepEqual(await ids('categories?slug=cod'), [cod.data.id]);
      assert.deepEqual(await ids(`categories?include=${cod.data.id}`), [cod.data.id]);
      assert.deepEqual(await ids(`categories?exclude=${cod.data.id}`), [fish.data.id]);
      assert.deepEqual(await ids(`categories?include=${cod.data.id},${fish.data.id}&orderby=include`), [
        cod.data.id,
        fish.data.id,
      ]);
      assert.deepEqual(await ids('tags?hide_empty=true&orderby=count&order=desc'), [north.data.id]);
      assert.equal((await api.get('wp/v2/tags')).data[0].count, 1);
      const page = await api.get('wp/v2/categories?per_page=1');
      assert.deepEqual([page.headers['x-wp-total'], page.headers['x-wp-totalpages']], ['2', '2']);

      const renamed = await api.post(
        `wp/v2/tags/${north.data.id}`,
        { name: 'South', slug: 'south' },
        { as: 'ed' },
      );
      assert.equal(renamed.data.link, 'https://blog.example/tag/south/');
      assert.equal((await api.get(`wp/v2/categories/${north.data.id}`)).status, 404, 'a tag is no category');
      const soft = await api.delete(`wp/v2/tags/${north.data.id}`, { as: 'ed' });
      assert.deepEqual([soft.status, soft.data.code], [501, 'rest_trash_not_supported']);
      const gone = await api.delete(`wp/v2/tags/${north.data.id}?force=true`, { as: 'ed' });
      assert.deepEqual([gone.data.deleted, gone.data.previous.name], [true, 'South']);
      assert.equal((await api.get(`wp/v2/tags/${north.data.id}`)).data.code, 'rest_term_invalid');
      assert.equal((await api.get('wp/v2/tags?context=edit')).data.code, 'rest_forbidden_context');
      assert.equal((await api.get('wp/v2/tags?context=edit', { as: 'ann' })).status, 200);
      await api.close();
    });
  });
}
