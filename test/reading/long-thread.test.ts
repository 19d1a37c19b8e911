import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import type { Database } from '../../src/kit/database/index.ts';
import { updateSite } from '../../src/site/save.ts';
import { type Blog, dialects, openBlog, productOf } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { fillThread, type LongEntry } from '../support/long-thread.ts';
import { penOf } from '../support/pen.ts';

const path = '/2026/05/20/talk/';
const perPage = 50;
const pageOf = (number: number) => (number === 1 ? path : `${path}comment-page-${number}/`);

for (const dialect of dialects) {
  describe(`A thread of 20,000 replies, 200 deep (${dialect})`, { timeout: 120_000 }, () => {
    // Filled once: what the tests change of it, the ones behind them do not look at, or have again as it was.
    let blog: Blog;
    let post: number;
    let entries: readonly LongEntry[];
    before(async () => {
      blog = await openBlog({ dialect });
      post = await penOf(blog).post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
      entries = await fillThread(blog, post);
      if (dialect === 'postgres') await sql`analyze comment, identity`.execute(blog.world.db.read);
    });
    after(() => blog.close());

    it('is read page by page from its stretches, with no more questions on page 140 than on the first', async () => {
      assert.equal(Math.max(...entries.map(({ depth }) => depth)), 200);
      // The blocks at the foot of the page are kept apart from it.
      await blog.get(path);
      for (const number of [1, 2, 140, 399, 400]) {
        const { text, asked } = await watched(blog, () => blog.get(pageOf(number)));
        const expected = entries.slice((number - 1) * perPage, number * perPage).map(({ id }) => id);
        assert.deepEqual(shownIn(text), expected, `page ${number}`);
        const ofThread = asked.filter((question) => /from "(comment|thread_stretch)"/.test(question.sql));
        assert.ok(ofThread.length <= 5, `${ofThread.length} questions about the thread on page ${number}`);
        assert.ok(asked.length <= 20, `${asked.length} questions on page ${number}`);
        for (const question of ofThread) await assertNoScan(blog, question);
        for (const { rows } of ofThread) assert.ok(rows <= 201, `${rows} rows`);
        if (number === 140) await assertValidHtml(text, 'page 140');
      }
      assert.equal((await blog.get(pageOf(401))).status, 404);
    });

    it('leads from a reply’s own address to page 140, and to a reply that is right-to-left', async () => {
      const deep = entries.slice(139 * perPage, 140 * perPage).find(({ id }) => id % 3 === 0) as LongEntry;
      const { asked, ...answer } = await watched(blog, () => blog.get(`/-/comments/${deep.id}`));
      assert.equal(answer.headers.location, `${pageOf(140)}#comment-${deep.id}`);
      for (const question of asked) await assertNoScan(blog, question);
      const page = await blog.get(pageOf(140));
      assert.match(page.text, new RegExp(`id="comment-${deep.id}" dir="rtl"`));
      assert.match(page.text, /in reply to/);
    });

    it('begins with the newest where the site wants that, each reply’s answers in their order under it', async () => {
      await blog.world.db.write((tx) =>
        updateSite(tx, blog.site.id, { settings: { commentsOrder: 'newest' } }),
      );
      const newest = [...entries].sort(
        (one, other) => other.root - one.root || (one.path < other.path ? -1 : 1),
      );
      for (const number of [1, 140, 141, 400]) {
        const { text, asked } = await watched(blog, () => blog.get(pageOf(number)));
        const expected = newest.slice((number - 1) * perPage, number * perPage).map(({ id }) => id);
        assert.deepEqual(shownIn(text), expected, `page ${number}`);
        for (const question of asked) if (/"comment"/.test(question.sql)) await assertNoScan(blog, question);
      }
      const some = newest[139 * perPage + 7] as LongEntry;
      const there = await blog.get(`/-/comments/${some.id}`);
      assert.equal(there.headers.location, `${pageOf(140)}#comment-${some.id}`);
      await blog.world.db.write((tx) =>
        updateSite(tx, blog.site.id, { settings: { commentsOrder: 'oldest' } }),
      );
    });

    it('keeps its stretches right when replies come and go in the midst of it', async () => {
      const pen = penOf(blog);
      const { world, site } = blog;
      const middle = entries[9_000] as LongEntry;
      for (let i = 0; i < 420; i++) await pen.comment(post, 'Dee', `more ${i}`, { parentId: middle.id });
      for (const { id } of entries.slice(9_100, 9_120))
        await world.db.write((tx) => setCommentStatus(tx, site.id, id, 'spam', { by: null }));
      const stretches = await world.db.read
        .selectFrom('thread_stretch')
        .select(['start', 'count'])
        .where('post_id', '=', post)
        .orderBy('start')
        .execute();
      const shownPaths = await world.db.read
        .selectFrom('comment')
        .select('path')
        .where('post_id', '=', post)
        .where('status', 'in', ['live', 'tombstone'])
        .execute();
      assert.ok(stretches.length >= 101, 'the grown one was cut');
      const paths = shownPaths.map((row) => row.path);
      const wrong = stretches.filter(({ start, count }, index) => {
        const end = stretches[index + 1]?.start;
        const real = paths.filter((one) => one >= start && (end === undefined || one < end)).length;
        return Number(count) !== real;
      });
      assert.deepEqual(wrong, []);
      const fresh = productOf(world);
      const shown = shownIn((await blog.get(pageOf(200), {}, fresh)).text);
      assert.equal(shown.length, perPage);
    });
  });
}

function shownIn(text: string): readonly number[] {
  return [...text.matchAll(/<article class="comment[^"]*" id="comment-(\d+)"/g)].map(([, id]) => Number(id));
}

type Question = { readonly sql: string; readonly parameters: readonly unknown[]; readonly rows: number };

/** What `work` answers, and what it asked the database for. */
async function watched<T extends object>(
  { world }: Blog,
  work: () => Promise<T>,
): Promise<T & { readonly asked: readonly Question[] }> {
  const { select } = world.db;
  const asked: Question[] = [];
  const watching: Database['select'] = async (text, parameters) => {
    const rows = await select(text, parameters);
    asked.push({ sql: text, parameters, rows: rows.length });
    return rows;
  };
  Object.assign(world.db, { select: watching });
  try {
    return { ...(await work()), asked };
  } finally {
    Object.assign(world.db, { select });
  }
}

/** Nothing goes through a table of comments from end to end. */
async function assertNoScan({ world }: Blog, { sql: text, parameters }: Question): Promise<void> {
  const prefix = world.db.dialect === 'sqlite' ? 'explain query plan ' : 'explain ';
  const plan = JSON.stringify(await world.db.select(prefix + text, parameters));
  assert.doesNotMatch(plan, /SCAN (comment|here)\b|Seq Scan on comment\b/, text);
}
