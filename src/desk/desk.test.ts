import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';

describe('The desk', () => {
  it('sends who is not signed in to sign in, and back', async () => {
    const blog = await openBlog();
    const answer = await blog.get('/-/admin/?x=1');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, `/-/account/sign-in?to=${encodeURIComponent('/-/admin/?x=1')}`);
    await blog.close();
  });

  it('is open to who writes here, and shows what their role may do', async () => {
    const blog = await openBlog();
    const writer = await (await blog.as('contributor')).get('/-/admin/');
    assert.equal(writer.status, 200);
    assert.match(writer.text, /href="\/-\/admin\/posts\/"/);
    assert.doesNotMatch(writer.text, /href="\/-\/admin\/settings\/"/);
    assert.equal(writer.headers['cache-control'], 'no-store');
    const administrator = await (await blog.as('administrator')).get('/-/admin/');
    assert.match(administrator.text, /href="\/-\/admin\/settings\/"/);
    await blog.close();
  });

  it('is closed to readers and to subscribers', async () => {
    const blog = await openBlog();
    for (const role of ['reader', 'subscriber'] as const) {
      const answer = await (await blog.as(role)).get('/-/admin/');
      assert.equal(answer.status, 403, role);
      assert.match(answer.text, /You may not do this/);
    }
    await blog.close();
  });
});
