import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { penOf } from '../../../test/support/pen.ts';
import { blank, posts, withBlog } from '../../../test/support/post-desk.ts';

describe('Versions', () => {
  it('are listed, compared by words, and restored as a new one', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const made = await editor.post(`${posts}new`, {
        ...blank,
        title: 'Ferry',
        text: 'It left at nine.\n\nNobody saw it.',
      });
      const address = made.headers.location ?? '';
      await editor.post(address, {
        ...blank,
        version: '1',
        title: 'Ferry',
        text: 'It left at ten.\n\nNobody saw it.',
        note: 'Asked <b>the captain</b>',
      });
      const list = await editor.get(`${address}revisions/`);
      assert.match(list.text, /Version 2<\/a> <q dir="auto">Asked &lt;b&gt;the captain&lt;\/b&gt;<\/q>/);
      const compared = await editor.get(`${address}revisions/compare?from=1&to=2`);
      assert.match(compared.text, /It left at <del>.*?nine<\/del><ins>.*?ten<\/ins>/);
      assert.match(
        (await editor.get(`${address}revisions/compare?from=2&to=1`)).text,
        /<del>.*?nine<\/del>/,
        'from the earlier to the later',
      );
      assert.match((await editor.get(`${address}revisions/1`)).text, /<ins>.*?It left at nine/);
      assert.equal((await editor.get(`${address}revisions/compare?from=9&to=x`)).status, 404);
      const restored = await editor.post(`${address}revisions/1/restore`, { version: '2' });
      assert.equal(restored.headers.location, address);
      assert.match((await editor.get(address)).text, /It left at nine/);
      const stale = await editor.post(`${address}revisions/2/restore`, { version: '2' });
      assert.equal(stale.headers.location, `${address}revisions/`);
      assert.match((await editor.get(address)).text, /It left at nine/);
    });
  });

  it('of an import begin with the first change', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({ title: 'Brought' });
      const editor = await blog.as('editor');
      assert.match((await editor.get(`${posts}${id}/revisions/`)).text, /There is one version/);
    });
  });
});
