import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../../test/support/blog.ts';
import { article, openSourceSite } from '../../../test/support/source-site.ts';
import { quotationsOfPost } from '../read.ts';

const quotations = '/-/admin/quotations/';

for (const dialect of dialects) {
  describe(`Quotations of what readers cannot see (${dialect})`, () => {
    it('are shown to editors and to those who wrote it, and to no other author', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      await using source = await openSourceSite({
        '/s': article('<p>We shall overcome some day, said nobody.</p>'),
      });
      const [writer, other] = [await blog.as('editor'), await blog.as('author')];
      const form = {
        title: 'Embargoed matters',
        text: `:::quotation{cite="${source.url('/s')}" said=2026-05}\nWe shall overcome some day\n:::\n`,
        format: 'markdown',
        comments: '1',
      };
      const made = await writer.post('/-/admin/posts/new', { ...form, status: 'draft' });
      const id = Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
      await blog.work();
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.ok(row);
      const one = `${quotations}${row.id}/`;
      const ofSource = `/-/admin/sources/${row.sourceId}/`;
      assert.match((await writer.get(quotations)).text, /We shall overcome some day/);
      assert.match((await writer.get(one)).text, /Embargoed matters/);
      assert.match((await writer.get(ofSource)).text, /Embargoed matters/);
      assert.doesNotMatch((await other.get(quotations)).text, /We shall overcome some day/);
      assert.equal((await other.get(one)).status, 404);
      assert.equal((await other.post(`${one}check`, {})).status, 404);
      assert.doesNotMatch((await other.get(ofSource)).text, /Embargoed matters/);

      await writer.post(`/-/admin/posts/${id}/`, { ...form, status: 'published', version: '1' });
      await blog.work();
      assert.match((await other.get(quotations)).text, /We shall overcome some day/);
      assert.equal((await other.get(one)).status, 200);
      assert.match((await other.get(ofSource)).text, /Embargoed matters/);

      const own = { ...form, title: 'A draft of mine', text: form.text.replace('some day', 'one day') };
      await other.post('/-/admin/posts/new', { ...own, status: 'draft' });
      assert.match((await other.get(quotations)).text, /We shall overcome one day/);
      assert.match((await other.get(ofSource)).text, /A draft of mine/);
      await blog.close();
    });
  });
}
