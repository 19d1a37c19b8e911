import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { loadWrite } from './load.ts';
import { trashPost, untrashPost } from './trash.ts';

for (const dialect of dialects) {
  describe(`The trash, on ${dialect}`, () => {
    it('takes a post off its address, and gives it back there', async () => {
      await withBlog(dialect, async (blog) => {
        const pen = penOf(blog);
        const id = await pen.post({ title: 'Kept', slug: 'kept', publishedAt: '2026-05-01T08:00:00.000Z' });
        const before = await loadWrite({ db: blog.world.db.read }, blog.site.id, id);
        assert.equal((await blog.get('/2026/05/01/kept/')).status, 200);
        assert.ok((await trash(blog, id)).ok);
        assert.equal((await blog.get('/2026/05/01/kept/')).status, 410);
        assert.ok(!(await blog.visit('/')).includes('Kept'));
        blog.clock.advance('1 day');
        const back = await untrash(blog, id);
        assert.equal(back.ok && back.path, '/2026/05/01/kept/');
        assert.equal((await blog.get('/2026/05/01/kept/')).status, 200);
        assert.ok((await blog.visit('/')).includes('Kept'));
        assert.deepEqual(await loadWrite({ db: blog.world.db.read }, blog.site.id, id), before);
      });
    });

    it('keeps the address of what lies in it from a newer post of that name', async () => {
      await withBlog(dialect, async (blog) => {
        const pen = penOf(blog);
        const id = await pen.post({ title: 'Twice', publishedAt: '2026-05-01T08:00:00.000Z' });
        await trash(blog, id);
        await pen.post({ title: 'Twice', publishedAt: '2026-05-01T09:00:00.000Z' });
        await untrash(blog, id);
        assert.ok(
          (await blog.get('/2026/05/01/twice/')).text.includes(`postid-${id}`) ||
            (await blog.get('/2026/05/01/twice/')).status === 200,
        );
        assert.equal((await blog.get('/2026/05/01/twice-2/')).status, 200);
      });
    });

    it('gives back each as what it was: a draft as a draft, a scheduled one whose hour passed as a draft', async () => {
      await withBlog(dialect, async (blog) => {
        const pen = penOf(blog);
        const statusOf = async (id: number) =>
          (await loadWrite({ db: blog.world.db.read }, blog.site.id, id))?.status;
        const draft = await pen.post({ status: 'draft' });
        const hidden = await pen.post({ status: 'private' });
        const soon = await pen.post({ publishedAt: '2026-05-22T12:00:00.000Z' });
        const later = await pen.post({ publishedAt: '2026-07-22T12:00:00.000Z' });
        const imported = await pen.post({ status: 'trash' });
        for (const id of [draft, hidden, soon, later]) assert.ok((await trash(blog, id)).ok);
        blog.clock.advance('10 days');
        await blog.work();
        for (const id of [draft, hidden, soon, later, imported]) assert.ok((await untrash(blog, id)).ok);
        assert.deepEqual(await Promise.all([draft, hidden, soon, later, imported].map(statusOf)), [
          'draft',
          'private',
          'draft',
          'scheduled',
          'draft',
        ]);
      });
    });

    it('refuses what lies in it already, what does not, and what is not there', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await penOf(blog).post({});
        assert.deepEqual(await untrash(blog, id), { ok: false, reason: 'not-in-trash' });
        await trash(blog, id);
        assert.deepEqual(await trash(blog, id), { ok: false, reason: 'in-trash' });
        assert.deepEqual(await trash(blog, 99), { ok: false, reason: 'missing' });
        assert.deepEqual(await untrash(blog, 99), { ok: false, reason: 'missing' });
      });
    });

    it('is emptied of what has lain in it for 30 days', async () => {
      await withBlog(dialect, async (blog) => {
        const pen = penOf(blog);
        await blog.work();
        const old = await pen.post({ title: 'Old' });
        const page = await pen.post({ type: 'page', title: 'Old page' });
        for (const id of [old, page]) await trash(blog, id);
        blog.clock.advance('20 days');
        const young = await pen.post({ title: 'Young' });
        await trash(blog, young);
        blog.clock.advance('11 days');
        await blog.work();
        const left = await blog.world.db.read.selectFrom('post').select('id').execute();
        assert.deepEqual(
          left.map(({ id }) => id),
          [young],
        );
      });
    });
  });
}

async function withBlog(dialect: 'sqlite' | 'postgres', work: (blog: Blog) => Promise<void>): Promise<void> {
  const blog = await openBlog({ dialect });
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

const trash = (blog: Blog, id: number) =>
  blog.world.db.write((tx) => trashPost(tx, blog.site, id, { now: blog.clock.now().toISOString() }));
const untrash = (blog: Blog, id: number) =>
  blog.world.db.write((tx) => untrashPost(tx, blog.site, id, { now: blog.clock.now().toISOString() }));
