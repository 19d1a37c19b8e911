import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { penOf } from '../../../test/support/pen.ts';
import { blank, posts, withBlog } from '../../../test/support/post-desk.ts';

describe('A preview', () => {
  it('shows what is written in the theme, to its writer alone, and writes nothing', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const shown = await editor.post(`${posts}preview`, {
        ...blank,
        title: 'Draft <b>',
        text: 'Some *words*.\n\n<script>x()</script>',
      });
      assert.equal(shown.status, 200);
      assert.equal(shown.headers['cache-control'], 'private, no-store');
      assert.match(shown.text, /<h1>Draft &lt;b&gt;<\/h1>/);
      assert.match(shown.text, /<p>Some <em>words<\/em>\.<\/p>/);
      assert.ok(!shown.text.includes('x()'));
      assert.match(shown.text, /theme\.[0-9a-f]+\.css/);
      assert.equal(shown.reads, undefined);
      assert.equal((await blog.world.db.read.selectFrom('post').select('id').execute()).length, 0);
      const id = await penOf(blog).post({ status: 'draft', title: 'Kept', text: 'Saved words.' });
      assert.match((await editor.get(`${posts}${id}/preview`)).text, /Saved words/);
      const large = await editor.post(`${posts}preview`, {
        ...blank,
        title: 'T',
        text: 'x'.repeat(5 * 1024 * 1024 + 1),
      });
      assert.equal(large.status, 413);
      assert.equal((await blog.get(`${posts}${id}/preview`)).status, 303, 'a visitor is asked to sign in');
      const contributor = await blog.as('contributor');
      assert.equal((await contributor.get(`${posts}${id}/preview`)).status, 403);
    });
  });
});
