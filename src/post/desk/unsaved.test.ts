import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Blog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { blank, posts, withBlog } from '../../../test/support/post-desk.ts';

describe('What is not saved', () => {
  it('is kept for its writer by the API, offered when they come back, and gone once it is saved', async () => {
    await withBlog(async (blog) => {
      const [editor, owner] = [await scripted(blog, 'editor'), await blog.as('owner')];
      const draft = {
        title: 'Half a',
        content: 'Half *a* sen',
        verbatim_format: 'markdown',
        status: 'draft',
      };
      const begun = await editor.call('wp/v2/posts', draft);
      assert.deepEqual([begun.status, begun.data.verbatim_version], [201, 1]);
      const address = `${posts}${begun.data.id}/`;
      const autosaves = `wp/v2/posts/${begun.data.id}/autosaves`;
      const fields = { ...blank, title: 'Half a title', text: 'Half *a* sentence, and', tags: 'Silt' };
      const form = (changed: object = {}) => Object.entries({ ...fields, token: 'x', ...changed });
      const kept = await editor.call(autosaves, { verbatim_form: form(), verbatim_version: 1 });
      assert.equal(kept.status, 200, kept.text);
      assert.equal(kept.data.verbatim_stale, false);
      assert.equal(kept.data.content.raw, fields.text);
      assert.match((await editor.get(address)).text, /did not save it/);
      assert.ok(!(await owner.get(address)).text.includes('did not save it'), 'it is nobody else’s');
      assert.ok(!(await editor.get(`${address}preview`)).text.includes('and'), 'the post is as it was');
      const back = await editor.get(`${address}?unsaved=1`);
      assert.match(back.text, />\nHalf \*a\* sentence, and<\/textarea>/);
      assert.match(back.text, /name="tags"[^>]*value="Silt"/);
      const rows = await blog.world.db.read.selectFrom('autosave').select('fields').execute();
      assert.ok(!rows[0]?.fields.includes('token'), 'only what is written is kept');
      await editor.post(address, { ...fields, version: '1', text: 'Half a sentence, and the rest.' });
      assert.ok(!(await editor.get(address)).text.includes('did not save it'));
      await editor.call(autosaves, { verbatim_form: form({ text: 'Not wanted' }), verbatim_version: 2 });
      await editor.post(`${address}autosave/drop`);
      assert.ok(!(await editor.get(address)).text.includes('did not save it'));
    });
  });

  it('says whether somebody else saved meanwhile', async () => {
    await withBlog(async (blog) => {
      const editor = await scripted(blog, 'editor');
      const id = await penOf(blog).post({ title: 'T' });
      await penOf(blog).change(id, { title: 'U' });
      const verbatim_form = Object.entries({ ...blank, title: 'T', text: 'x' });
      const answer = await editor.call(`wp/v2/posts/${id}/autosaves`, { verbatim_form, verbatim_version: 1 });
      assert.equal(answer.data.verbatim_stale, true);
      const page = await editor.get(`${posts}${id}/?unsaved=1`);
      assert.match(page.text, /name="version" value="1"/);
    });
  });
});

/** Somebody in whose page of the desk a script runs: it has the number of their session. */
async function scripted(blog: Blog, role: Parameters<Blog['as']>[0]) {
  const person = await blog.as(role);
  const nonce = /data-nonce="(\w+)"/.exec((await person.get(`${posts}new`)).text)?.[1] ?? '';
  const headers = { cookie: person.cookie, 'x-wp-nonce': nonce, 'content-type': 'application/json' };
  const call = async (path: string, body: object) => {
    const got = await blog.send('POST', `/wp-json/${path}`, headers, JSON.stringify(body));
    return { ...got, data: JSON.parse(got.text) };
  };
  return { ...person, call };
}
