import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { updateSite } from '../../site/save.ts';
import { listTerms } from '../read.ts';

async function named(blog: Blog, taxonomy: 'category' | 'tag', name: string) {
  const [term] = await listTerms(
    blog.world.db,
    blog.site.id,
    { taxonomy, search: name },
    { order: 'name', limit: 5 },
  );
  return term;
}

for (const dialect of dialects) {
  describe(`The list of categories on ${dialect}`, () => {
    it('is a tree, narrowed by parts of names in any script, and goes page by page both ways', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const a = await pen.category('A');
      await pen.category('A-b');
      const below = await pen.category('Zulu', a);
      await pen.category('Ёлка', below);
      await pen.category('مرفأ');
      await pen.post({ terms: [below] });
      const all = (more: object) =>
        listTerms(
          blog.world.db,
          blog.site.id,
          { taxonomy: 'category' },
          { order: 'tree', limit: 10, ...more },
        );
      const whole = await all({});
      assert.deepEqual(
        whole.map(({ path }) => path),
        ['a', 'a/zulu', 'a/zulu/ёлка', 'a-b', 'مرفأ'],
      );
      assert.deepEqual(
        whole.map(({ count }) => count),
        [1, 1, 0, 0, 0],
      );
      const [first, second, third] = whole;
      const keyOf = (term: (typeof whole)[number] | undefined) => [String(term?.key), String(term?.id)];
      assert.deepEqual(
        (await all({ limit: 2, after: keyOf(first) })).map(({ id }) => id),
        [second?.id, third?.id],
      );
      assert.deepEqual(
        (await all({ before: keyOf(third) })).map(({ id }) => id),
        [second?.id, first?.id],
      );
      for (const [search, name] of [
        ['ёЛ', 'Ёлка'],
        ['zU', 'Zulu'],
        ['رفأ', 'مرفأ'],
      ] as const)
        assert.equal((await named(blog, 'category', search))?.name, name);
      assert.equal(await named(blog, 'category', '%'), undefined);
      const byCount = await listTerms(
        blog.world.db,
        blog.site.id,
        { taxonomy: 'category', used: true },
        { order: 'count', descending: true, limit: 5 },
      );
      assert.deepEqual(byCount.map(({ name }) => name).toSorted(), ['A', 'Zulu']);
      await blog.close();
    });
  });
}

describe('The desk of categories and tags', () => {
  it('makes, changes, merges and deletes them', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    const editor = await blog.as('editor');
    const made = await editor.post('/-/admin/categories/', { name: 'Harbour', slug: '', parent: '' });
    assert.equal(made.headers.location, '/-/admin/categories/');
    const harbour = await named(blog, 'category', 'Harbour');
    assert.ok(harbour);
    await editor.post('/-/admin/categories/', { name: 'Quay', parent: String(harbour.id) });
    assert.match((await editor.get('/-/admin/categories/')).text, /class="depth-1" href="[^"]+"><bdi>Quay/);
    const post = await pen.post({ title: 'Dredging', terms: [harbour.id] });
    const path = `/-/admin/categories/${harbour.id}/`;
    const saved = await editor.post(path, { name: 'Port', slug: 'port', parent: '', description: 'Ships.' });
    assert.equal(saved.headers.location, path);
    assert.equal(
      (await blog.get('/category/harbour/quay/')).headers.location,
      'https://blog.example/category/port/quay/',
    );
    await editor.post('/-/admin/tags/', { name: 'Silt' });
    await editor.post('/-/admin/tags/', { name: 'Mud' });
    const [silt, mud] = [await named(blog, 'tag', 'Silt'), await named(blog, 'tag', 'Mud')];
    assert.equal((await editor.post(`/-/admin/tags/${silt?.id}/merge`, { into: 'nothing' })).status, 422);
    const merged = await editor.post(`/-/admin/tags/${silt?.id}/merge`, { into: 'mud' });
    assert.equal(merged.headers.location, `/-/admin/tags/${mud?.id}/`);
    const asked = await editor.post('/-/admin/categories/delete', { id: String(harbour.id), do: 'delete' });
    assert.match(asked.text, /Delete this category\?[\s\S]*Port<\/bdi>: 1 post/);
    assert.equal((await blog.get('/category/port/')).status, 200, 'it was only asked');
    await editor.post('/-/admin/categories/delete', { ids: String(harbour.id), sure: '1' });
    assert.equal((await blog.get('/category/port/')).status, 410);
    assert.equal((await blog.get('/category/quay/')).status, 200);
    assert.equal((await blog.get(`/?p=${post}`)).status, 301);
    await blog.close();
  });

  it('says at its field what is wrong, and keeps what was written', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    await editor.post('/-/admin/tags/', { name: 'Silt' });
    const twice = await editor.post('/-/admin/tags/', { name: 'silt', description: 'Fine & "soft"' });
    assert.equal(twice.status, 422);
    assert.match(twice.text, /id="slug-problem">Another one has this name/);
    assert.match(twice.text, /value="silt"[\s\S]*Fine &amp; &quot;soft&quot;/);
    const nameless = await editor.post('/-/admin/categories/', { name: ' ' });
    assert.match(nameless.text, /id="name-problem">It needs a name/);
    const lost = await editor.post('/-/admin/categories/', { name: 'X', parent: '77' });
    assert.match(lost.text, /id="parent-problem"/);
    await blog.close();
  });

  it('keeps the default category until another is chosen', async () => {
    const blog = await openBlog();
    const id = await penOf(blog).category('Everything');
    await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { defaultCategory: id } }));
    const editor = await blog.as('editor');
    assert.match((await editor.get(`/-/admin/categories/${id}/`)).text, /This is the default category/);
    await editor.post('/-/admin/categories/delete', { ids: String(id), sure: '1' });
    assert.equal((await blog.get('/category/everything/')).status, 200);
    await blog.close();
  });

  it('is for who may manage them, and shows no other site’s, nor one kind as the other', async () => {
    const blog = await openBlog();
    const id = await penOf(blog).tag('<i>Hostile</i>');
    const editor = await blog.as('editor');
    const author = await blog.as('author');
    assert.equal((await author.get('/-/admin/tags/')).status, 403);
    assert.equal((await author.post('/-/admin/tags/delete', { ids: String(id), sure: '1' })).status, 403);
    for (const path of [`/-/admin/categories/${id}/`, '/-/admin/tags/99/', '/-/admin/tags/x/'])
      assert.equal((await editor.get(path)).status, 404, path);
    assert.doesNotMatch((await editor.get('/-/admin/tags/')).text, /<i>Hostile/);
    assert.doesNotMatch((await editor.get(`/-/admin/tags/${id}/`)).text, /<i>Hostile/);
    await blog.close();
  });
});
