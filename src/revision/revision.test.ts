import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { documentOf } from '../../test/support/pen.ts';
import { loadWrite } from '../post/load.ts';
import type { PostWrite } from '../post/post.ts';
import { createPost, updatePost } from '../post/save.ts';
import { keepAutosave, readAutosave } from './autosave.ts';
import { listRevisions, readRevision } from './read.ts';
import { restoreRevision } from './restore.ts';

const draft: PostWrite = {
  type: 'post',
  status: 'draft',
  title: 'First',
  document: documentOf('One.'),
  source: { format: 'markdown', text: 'One.' },
  authors: [],
  terms: [],
};

for (const dialect of dialects) {
  describe(`Revisions, on ${dialect}`, () => {
    it('keep every save with who made it, when, and what it changed', async () => {
      const blog = await openBlog({ dialect });
      try {
        const id = await create(blog, draft, { by: 7 });
        blog.clock.advance('1 hour');
        await change(blog, id, { title: 'Second', password: 'hidden' }, { by: 8, note: 'A better title' });
        await change(blog, id, {}, { by: 8 });
        await change(blog, id, { document: documentOf('Two.') }, { by: 7 });
        const found = await listRevisions(blogReads(blog), blog.site.id, id, { limit: 10 });
        assert.deepEqual(
          found.map(({ version, by, note, fields }) => ({ version, by, note, fields })),
          [
            { version: 4, by: 7, note: '', fields: ['text'] },
            {
              version: 2,
              by: 8,
              note: 'A better title',
              fields: ['title', 'password'],
            },
            { version: 1, by: 7, note: '', fields: [] },
          ],
        );
        assert.equal(found[1]?.at, '2026-05-21T13:00:00.000Z');
        const second = await readRevision(blogReads(blog), blog.site.id, id, 2);
        assert.equal(second?.snapshot.title, 'Second');
        assert.equal(second?.snapshot.source?.text, 'One.');
        assert.ok(!JSON.stringify(second).includes('hidden'), 'a password stands in no revision');
        const page = await listRevisions(blogReads(blog), blog.site.id, id, { limit: 1, before: 4 });
        assert.deepEqual(
          page.map(({ version }) => version),
          [2],
        );
      } finally {
        await blog.close();
      }
    });

    it('keep what an import brought once somebody changes it, and not before', async () => {
      const blog = await openBlog({ dialect });
      try {
        const id = await create(blog, draft, {});
        assert.deepEqual(await listRevisions(blogReads(blog), blog.site.id, id, { limit: 9 }), []);
        await change(blog, id, { title: 'Mine now' }, { by: 3 });
        const found = await listRevisions(blogReads(blog), blog.site.id, id, { limit: 9 });
        assert.deepEqual(
          found.map(({ version, by }) => [version, by]),
          [
            [2, 3],
            [1, null],
          ],
        );
      } finally {
        await blog.close();
      }
    });

    it('say to who wrote on from an older version what was saved meanwhile', async () => {
      const blog = await openBlog({ dialect });
      try {
        const id = await create(blog, draft, { by: 7 });
        await change(blog, id, { title: 'Second' }, { by: 8 });
        const now = blog.clock.now().toISOString();
        const late = await blog.world.db.write((tx) =>
          updatePost(tx, blog.site, id, { ...draft, title: 'Mine' }, { now, version: 1, by: 7 }),
        );
        assert.ok(!late.ok && late.reason === 'stale');
        assert.equal(late.version, 2);
        assert.deepEqual(
          late.meanwhile.map(({ by, fields }) => ({ by, fields })),
          [{ by: 8, fields: ['title'] }],
        );
        assert.equal((await loadWrite(blogReads(blog), blog.site.id, id))?.title, 'Second');
      } finally {
        await blog.close();
      }
    });

    it('give back the words of an earlier version as a new one, and leave the rest', async () => {
      const blog = await openBlog({ dialect });
      try {
        const id = await create(blog, { ...draft, excerpt: 'Brief' }, { by: 7 });
        await change(
          blog,
          id,
          { title: 'Second', status: 'published', document: documentOf('Two.'), excerpt: '', lang: 'fr' },
          { by: 7 },
        );
        const now = blog.clock.now().toISOString();
        const restored = await blog.world.db.write((tx) =>
          restoreRevision(tx, blog.site, id, 1, { now, by: 9 }),
        );
        assert.ok(restored.ok);
        assert.equal(restored.version, 3);
        const write = await loadWrite(blogReads(blog), blog.site.id, id);
        assert.equal(write?.title, 'First');
        assert.equal(write?.source?.text, 'One.');
        assert.equal(write?.excerpt, 'Brief');
        assert.equal(write?.lang, undefined);
        assert.equal(write?.status, 'published');
        const gone = await blog.world.db.write((tx) => restoreRevision(tx, blog.site, 99, 1, { now }));
        assert.deepEqual(gone, { ok: false, reason: 'missing' });
      } finally {
        await blog.close();
      }
    });

    it('hold one unsaved state of each writer', async () => {
      const blog = await openBlog({ dialect });
      try {
        const id = await create(blog, draft, {});
        const account = await accountIn(blog);
        for (const text of ['a', 'ab', 'abc'])
          await blog.world.db.write((tx) =>
            keepAutosave(tx, blog.site.id, id, account, {
              version: 1,
              fields: [['text', text]],
              savedAt: `2026-05-21T12:00:0${text.length}.000Z`,
            }),
          );
        const kept = await readAutosave(blogReads(blog), blog.site.id, id, account);
        assert.deepEqual(kept, {
          version: 1,
          fields: [['text', 'abc']],
          savedAt: '2026-05-21T12:00:03.000Z',
        });
        const rows = await blog.world.db.read.selectFrom('autosave').select('post_id').execute();
        assert.equal(rows.length, 1);
      } finally {
        await blog.close();
      }
    });
  });
}

const blogReads = (blog: Blog) => ({ db: blog.world.db.read });

async function create(blog: Blog, write: PostWrite, saver: { by?: number }): Promise<number> {
  const now = blog.clock.now().toISOString();
  return (await blog.world.db.write((tx) => createPost(tx, blog.site, write, { now, ...saver }))).id;
}

async function change(
  blog: Blog,
  id: number,
  change: Partial<PostWrite>,
  saver: { by?: number; note?: string },
) {
  const now = blog.clock.now().toISOString();
  await blog.world.db.write(async (tx) => {
    const known = await loadWrite(tx, blog.site.id, id);
    assert.ok(known);
    const saved = await updatePost(tx, blog.site, id, { ...known, ...change }, { now, ...saver });
    assert.ok(saved.ok);
  });
}

async function accountIn(blog: Blog): Promise<number> {
  const at = blog.clock.now().toISOString();
  const row = await blog.world.db.write((tx) =>
    tx.db
      .insertInto('account')
      .values({
        login: 'ann',
        email: 'ann@example.com',
        email_verified: 1,
        name: 'Ann',
        image: null,
        locale: 'en',
        is_owner: 0,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}
