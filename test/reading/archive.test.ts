import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { updateSite } from '../../src/site/save.ts';
import { type Blog, dialects, openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';

for (const dialect of dialects) {
  const open = async () => {
    const blog = await openBlog({ dialect });
    return { blog, pen: penOf(blog), [Symbol.asyncDispose]: () => blog.close() };
  };

  describe(`Lists (${dialect})`, () => {
    it('show each post once over all their pages, newest first, sticky ones before all', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await settings(blog, { perPage: 3 });
      const term = await pen.tag('silt');
      const author = await pen.author('Ann');
      for (let day = 1; day <= 10; day++) {
        const date = `2026-04-${String(day).padStart(2, '0')}T08:00:00.000Z`;
        await pen.post({
          title: `Nr ${day}.`,
          publishedAt: date,
          terms: [term],
          authors: [author],
          sticky: day === 2,
        });
      }
      const newestFirst = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
      assert.deepEqual(await titlesOver(blog, '/'), [2, 10, 9, 8, 7, 6, 5, 4, 3, 1]);
      for (const base of ['/tag/silt/', '/author/ann/', '/2026/', '/2026/04/'])
        assert.deepEqual(await titlesOver(blog, base), newestFirst, base);
      assert.deepEqual(await titlesOver(blog, '/2026/04/05/'), [5]);
    });

    it('have every form of page valid, and one address each', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await settings(blog, { perPage: 1 });
      const outer = await pen.category('Outer');
      const inner = await pen.category('Inner', outer);
      await pen.post({ terms: [outer], publishedAt: '2026-04-01T08:00:00.000Z' });
      await pen.post({ terms: [inner], publishedAt: '2026-04-02T08:00:00.000Z' });
      for (const path of [
        '/',
        '/page/2/',
        '/category/outer/',
        '/category/outer/inner/',
        '/2026/',
        '/2026/04/',
        '/2026/04/02/',
        '/search/words/',
        '/?s=',
      ]) {
        const page = await blog.get(path);
        assert.equal(page.status, 200, path);
        await assertValidHtml(page.text, path);
      }
      const moved: Readonly<Record<string, string>> = {
        '/page/1/': '/',
        '/page/2': '/page/2/',
        '/category/outer': '/category/outer/',
        '/category/outer/page/1/': '/category/outer/',
        '/2026/04': '/2026/04/',
        [`/?cat=${inner}`]: '/category/outer/inner/',
      };
      for (const [from, to] of Object.entries(moved)) {
        const answer = await blog.get(from);
        assert.deepEqual([answer.status, answer.headers.location], [301, `https://blog.example${to}`], from);
      }
      for (const path of [
        '/page/9/',
        '/category/none/',
        '/tag/outer/',
        '/author/nobody/',
        '/2025/',
        '/2026/13/',
        '/2026/02/30/',
        '/category/',
        '/page/x/',
      ]) {
        assert.equal((await blog.get(path)).status, 404, path);
      }
    });

    it('of a category hold the posts of the categories within it, once', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const outer = await pen.category('Outer');
      const inner = await pen.category('Inner', outer);
      await pen.post({ title: 'Nr 1.', terms: [outer], publishedAt: '2026-04-01T08:00:00.000Z' });
      const two = await pen.post({ title: 'Nr 2.', terms: [inner], publishedAt: '2026-04-02T08:00:00.000Z' });
      await pen.post({ title: 'Nr 3.', terms: [inner, outer], publishedAt: '2026-04-03T08:00:00.000Z' });
      assert.deepEqual(await titlesOver(blog, '/category/outer/'), [3, 2, 1]);
      assert.deepEqual(await titlesOver(blog, '/category/outer/inner/'), [3, 2]);
      const main = mainOf((await blog.get('/2026/04/02/nr-2/')).text);
      assert.doesNotMatch(main, /href="\/category\/outer\/"/, 'it is filed under its own alone');
      await pen.change(two, { terms: [] });
      assert.deepEqual(await titlesOver(blog, '/category/outer/'), [3, 1]);
    });

    it('say so when there is nothing in them', async () => {
      await using place = await open();
      const page = await place.blog.get('/');
      assert.equal(page.status, 200);
      assert.match(page.text, /Nothing has been published/);
      await assertValidHtml(page.text, 'empty home');
    });

    it('give way to a page in front, and stand at the page for posts', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const front = await pen.post({ type: 'page', title: 'Welcome', text: 'In front.' });
      const journal = await pen.post({ type: 'page', title: 'Journal' });
      for (const day of ['01', '02'])
        await pen.post({ title: `Post of day ${day}`, publishedAt: `2026-04-${day}T08:00:00.000Z` });
      await settings(blog, { frontPage: front, postsPage: journal, perPage: 1 });
      assert.match((await blog.get('/')).text, /In front/);
      assert.equal((await blog.get('/welcome/')).headers.location, 'https://blog.example/');
      assert.match((await blog.get('/journal/')).text, /Post of day 02/);
      assert.match((await blog.get('/journal/page/2/')).text, /Post of day 01/);
      assert.equal((await blog.get('/journal/page/3/')).status, 404);
    });

    it('ask the database no more for many posts than for few', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const term = await pen.tag('silt');
      const author = await pen.author('Ann');
      const count = await countingQueries(blog);
      const write = async (posts: number) => {
        for (let i = 0; i < posts; i++)
          await pen.post({
            title: `P${i}`,
            terms: [term],
            authors: [author],
            publishedAt: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
          });
      };
      await write(2);
      await blog.get('/');
      const few = await count(() => blog.get('/'));
      await write(30);
      await blog.get('/');
      const many = await count(() => blog.get('/'));
      assert.equal(many, few);
      assert.ok(few <= 6, `a list takes ${few} queries`);
      const post = await count(() => blog.get('/2026/01/01/p5/'));
      assert.ok(post <= 14, `a post takes ${post} queries`);
    });
  });
}

/** Counts what is asked of the database while something is done. */
async function countingQueries(blog: Blog) {
  const { db } = blog.world;
  const select = db.select;
  let queries = 0;
  Object.assign(db, {
    select: (sql: string, parameters: readonly unknown[]) => {
      queries++;
      return select(sql, parameters);
    },
  });
  return async (work: () => Promise<unknown>): Promise<number> => {
    queries = 0;
    await work();
    return queries;
  };
}

async function settings(blog: Blog, change: Parameters<typeof updateSite>[2]['settings']): Promise<void> {
  const result = await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: change ?? {} }));
  assert.ok(result.ok);
}

/** Numbers of the posts on every page of a list, in the order in which they stand there. */
async function titlesOver(blog: Blog, base: string): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (let page = 1; ; page++) {
    const { status, text } = await blog.get(page === 1 ? base : `${base}page/${page}/`);
    if (status === 404) return numbers;
    numbers.push(...[...mainOf(text).matchAll(/>Nr (\d+)\.</g)].map(([, number]) => Number(number)));
  }
}

function mainOf(text: string): string {
  return /<main.*<\/main>/s.exec(text)?.[0] ?? '';
}
