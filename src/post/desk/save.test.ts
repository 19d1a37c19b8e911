import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { penOf } from '../../../test/support/pen.ts';
import { blank, fieldIn, idFrom, load, posts, withBlog } from '../../../test/support/post-desk.ts';

describe('Who saves a post', () => {
  it('that somebody else saved meanwhile is shown both, loses nothing, and may then save', async () => {
    await withBlog(async (blog) => {
      const [editor, owner] = [await blog.as('editor'), await blog.as('owner')];
      const made = await editor.post(`${posts}new`, {
        ...blank,
        title: 'Ferry',
        text: 'It left at nine.',
        excerpt: 'Brief',
      });
      const id = idFrom(made.headers.location);
      await owner.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        title: 'The ferry',
        text: 'It left at ten.',
        excerpt: 'Brief',
        note: 'Asked the captain',
      });
      const late = await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        title: 'Ferry',
        text: 'It left at nine, in fog.',
        excerpt: 'Longer',
      });
      assert.equal(late.status, 409);
      assert.match(
        late.text,
        /<bdi>The owner<\/bdi>[\s\S]*title, text, address <q dir="auto">Asked the captain<\/q>/,
      );
      assert.match(late.text, /<del>[\s\S]*?ten<\/del>/);
      assert.match(late.text, /id="theirs"[\s\S]*It left at ten\./);
      assert.match(late.text, /name="text"[^>]*>\nIt left at nine, in fog\.<\/textarea>/);
      assert.equal(
        fieldIn(late.text, 'title'),
        'The ferry',
        'what one left alone is as it was saved meanwhile',
      );
      assert.match(late.text, />\nLonger<\/textarea>/);
      assert.equal(fieldIn(late.text, 'version'), '2');
      assert.equal((await load(blog, id))?.source?.text, 'It left at ten.');
      const again = await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '2',
        title: 'The ferry',
        text: 'It left at ten, in fog.',
        excerpt: 'Longer',
      });
      assert.equal(again.status, 303);
      assert.equal((await load(blog, id))?.source?.text, 'It left at ten, in fog.');
    });
  });

  it('as a contributor drafts and submits, and does not publish', async () => {
    await withBlog(async (blog) => {
      const contributor = await blog.as('contributor');
      const form = await contributor.get(`${posts}new`);
      assert.ok(!form.text.includes('value="publish"'));
      assert.ok(!form.text.includes('name="password"'));
      for (const fields of [{ do: 'publish' }, { status: 'published' }, { status: 'private' }]) {
        const refused = await contributor.post(`${posts}new`, {
          ...blank,
          title: 'Mine',
          text: 'Kept.',
          ...fields,
        });
        assert.equal(refused.status, 403);
        assert.match(refused.text, /id="status-problem"/);
        assert.ok(refused.text.includes('Kept.'));
      }
      const made = await contributor.post(`${posts}new`, {
        ...blank,
        title: 'Mine',
        text: 'x',
        do: 'submit',
        sticky: '1',
        password: 'p',
      });
      const id = idFrom(made.headers.location);
      const write = await load(blog, id);
      assert.equal(write?.status, 'pending');
      assert.equal(write?.sticky, false);
      assert.equal(write?.password, undefined);
      const editor = await blog.as('editor');
      await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'Mine',
        text: 'x',
        author: write?.authors.map(String) ?? [],
      });
      assert.equal(
        (await contributor.get(`${posts}${id}/`)).status,
        403,
        'once readers see it, it is the editors’',
      );
    });
  });

  it('as an author publishes their own, and does not touch others’', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const other = await pen.post({ title: 'Not mine', authors: [await pen.author('Somebody')] });
      const author = await blog.as('author');
      const text = 'An hour of work that is not to be lost by a refusal.';
      for (const path of ['', 'trash', 'untrash', 'delete', 'autosave/drop', 'revisions/1/restore']) {
        const refused = await author.post(`${posts}${other}/${path}`, {
          ...blank,
          version: '1',
          title: 'Mine',
          text,
        });
        assert.equal(refused.status, 403, path);
        assert.ok(refused.text.includes(text), path);
      }
      for (const path of ['', 'preview', 'delete', 'revisions/', 'revisions/1'])
        assert.equal((await author.get(`${posts}${other}/${path}`)).status, 403, path);
      assert.equal((await load(blog, other))?.title, 'Not mine');
      const made = await author.post(`${posts}new`, { ...blank, title: 'Own', text: 'x', do: 'publish' });
      assert.equal((await load(blog, idFrom(made.headers.location)))?.status, 'published');
      assert.equal((await author.get('/-/admin/pages/')).status, 403);
      assert.equal(
        (await author.post('/-/admin/pages/new', { ...blank, title: 'P', text: 'x' })).status,
        403,
      );
    });
  });

  it('and lost the right in between gets the text back', async () => {
    await withBlog(async (blog) => {
      const author = await blog.as('author');
      const made = await author.post(`${posts}new`, { ...blank, title: 'Own', text: 'x', do: 'publish' });
      const id = idFrom(made.headers.location);
      await blog.world.db.write((tx) =>
        tx.db
          .updateTable('role')
          .set({ role: 'contributor' })
          .where('account_id', '=', author.accountId)
          .execute(),
      );
      const text = 'Everything that was written since the morning of that day.';
      const refused = await author.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'Own',
        text,
      });
      assert.equal(refused.status, 403);
      assert.ok(refused.text.includes(text));
    });
  });

  it('makes tags for everybody who may write, and categories for editors', async () => {
    await withBlog(async (blog) => {
      await penOf(blog).tag('Quay');
      const writer = await blog.as('contributor');
      const write = { ...blank, title: 'T', text: 'x', tags: 'quay, Silt' };
      const refused = await writer.post(`${posts}new`, { ...write, 'new-category': 'Boats' });
      assert.equal(refused.status, 422);
      const saved = await writer.post(`${posts}new`, write);
      assert.equal(saved.status, 303);
      assert.equal(fieldIn((await writer.get(saved.headers.location ?? '')).text, 'tags'), 'Quay, Silt');
    });
  });
});
