import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Blog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { blank, idFrom, posts, withBlog } from '../../../test/support/post-desk.ts';

const published = { ...blank, status: 'published', title: 'Tide', text: 'High.', do: 'save' };

describe('What readers are told of a change', () => {
  it('is asked for in the form of a published post alone, and stands in its history under the writer’s name', async () => {
    await withBlog(async (blog) => {
      const author = await blog.as('author');
      assert.ok(!(await author.get(`${posts}new`)).text.includes('name="announcement"'));
      const made = await author.post(`${posts}new`, { ...published, version: '0', do: 'publish' });
      const id = idFrom(made.headers.location);
      assert.ok((await author.get(`${posts}${id}/`)).text.includes('name="announcement"'));
      const saved = await author.post(`${posts}${id}/`, {
        ...published,
        version: '1',
        text: 'Low.',
        announcement: 'It was low, not high.',
        correction: '1',
        note: 'for us alone',
      });
      assert.equal(saved.status, 303, saved.text);
      const list = await blog.get(`/-/posts/${id}/history/`);
      assert.match(list.text, /Corrected[\s\S]*by <bdi>[^<]+<\/bdi>[\s\S]*It was low, not high\./);
      assert.ok(!list.text.includes('for us alone'));
      assert.match((await blog.get('/-/corrections/')).text, /It was low, not high\./);
      assert.match((await blog.get('/-/corrections/feed/')).text, /<title>Correction: Tide<\/title>/);
    });
  });

  it('is asked for where a correction says nothing, and what was written is kept', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const id = idFrom((await editor.post(`${posts}new`, published)).headers.location);
      const refused = await editor.post(`${posts}${id}/`, {
        ...published,
        version: '1',
        text: 'Kept text',
        correction: '1',
      });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /A correction says what was corrected/);
      assert.match(refused.text, /Kept text/);
    });
  });

  it('is why a post was withdrawn, by its form or by its bin', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const reason = { announcement: 'The minutes were a draft.' };
      const first = idFrom((await editor.post(`${posts}new`, published)).headers.location);
      await editor.post(`${posts}${first}/`, { ...published, version: '1', status: 'draft', ...reason });
      const second = idFrom((await editor.post(`${posts}new`, published)).headers.location);
      await editor.post(`${posts}${second}/trash`, { ...published, ...reason, note: 'not for readers' });
      for (const id of [first, second]) {
        const { text } = await blog.get(`/-/posts/${id}/history/`);
        assert.match(text, /Withdrawn[\s\S]*The minutes were a draft\./);
        assert.ok(!text.includes('not for readers'));
      }
    });
  });

  it('has a name also where the post is deleted at once', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const id = idFrom((await editor.post(`${posts}new`, published)).headers.location);
      await editor.post(`${posts}${id}/delete`, {});
      const rows = await blog.world.db.read.selectFrom('publication').select(['kind', 'by_name']).execute();
      assert.deepEqual(
        rows.map(({ kind }) => kind),
        ['publish', 'retract'],
      );
      assert.notEqual(rows[0]?.by_name, '');
      assert.equal(rows[1]?.by_name, rows[0]?.by_name);
    });
  });
});

describe('The public versions of a post at the desk', () => {
  it('lose their text by who curates, with a notice, but for the one that readers see', async () => {
    await withBlog(async (blog) => {
      const id = await threeVersions(blog);
      const editor = await blog.as('editor');
      const address = `${posts}${id}/history/`;
      const page = await editor.get(address);
      assert.equal([...page.text.matchAll(/type="checkbox" name="version"/g)].length, 2);
      assert.equal((await editor.post(`${address}redact`, { version: '1', notice: ' ' })).status, 422);
      const done = await editor.post(`${address}redact`, {
        version: ['1', '3'],
        notice: 'By order of a court.',
      });
      assert.equal(done.status, 303);
      const list = await blog.get(`/-/posts/${id}/history/`);
      assert.match(list.text, /By order of a court\./);
      assert.equal((await blog.get(`/-/posts/${id}/history/1/`)).status, 410);
      assert.equal((await blog.get(`/-/posts/${id}/history/3/`)).status, 200);
      assert.match((await editor.get(address)).text, /removed already/);
      const author = await blog.as('author');
      assert.equal((await author.post(`${address}redact`, { version: '2', notice: 'x' })).status, 403);
    });
  });
});

async function threeVersions(blog: Blog): Promise<number> {
  const pen = penOf(blog);
  const id = await pen.post({ title: 'Tide', text: 'First.' });
  await pen.change(id, { text: 'Second.' });
  await pen.change(id, { text: 'Third.' });
  return id;
}
