import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { countLists } from '../post/listing.ts';
import { readMenu, readSite } from '../site/read.ts';
import { updateSite } from '../site/save.ts';
import { saveMenu } from '../site/save-menu.ts';
import { createTerm, type TermChange, type TermCreation, updateTerm } from './edit.ts';
import { deleteTerm, mergeTerms } from './remove.ts';

/** The commands on a test's site, each in a transaction of its own. */
function shelf({ world, site }: Blog) {
  return {
    create: (creation: TermCreation) => world.db.write((tx) => createTerm(tx, site.id, creation)),
    update: (id: number, change: TermChange) => world.db.write((tx) => updateTerm(tx, site.id, id, change)),
    delete: async (id: number) => {
      const now = await readSite(world.db, site.id);
      return world.db.write((tx) => deleteTerm(tx, now ?? site, id));
    },
    merge: (from: number, into: number) => world.db.write((tx) => mergeTerms(tx, site, from, into)),
  };
}

/** A site without recent posts at the foot of its pages. */
async function openBare(dialect: 'sqlite' | 'postgres'): Promise<Blog> {
  const blog = await openBlog({ dialect });
  await updateSettings(blog, { footer: [{ kind: 'categories' }] });
  return blog;
}

async function made(blog: Blog, name: string, parentId?: number): Promise<number> {
  const created = await shelf(blog).create({ taxonomy: 'category', name, ...(parentId && { parentId }) });
  assert.ok(created.ok);
  return created.term.id;
}

async function rightlyCounted(blog: Blog): Promise<void> {
  const expected = await countLists({ db: blog.world.db.read as never }, blog.site);
  const rows = await blog.world.db.read.selectFrom('tally').selectAll().where('count', '!=', 0).execute();
  assert.deepEqual(
    Object.fromEntries(rows.map(({ list, count }) => [list, count])),
    Object.fromEntries(expected),
  );
}

for (const dialect of dialects) {
  describe(`A category on ${dialect}`, () => {
    it('is made with an address from its name, and refused when its name is there', async () => {
      const blog = await openBare(dialect);
      const { create } = shelf(blog);
      const tea = await create({
        taxonomy: 'category',
        name: '  Té &  Infusions ',
        description: ' Leaves. ',
      });
      assert.deepEqual(tea, {
        ok: true,
        term: {
          id: 1,
          taxonomy: 'category',
          name: 'Té & Infusions',
          slug: 'te-infusions',
          path: 'te-infusions',
          description: 'Leaves.',
          parentId: null,
        },
      });
      const below = await create({ taxonomy: 'category', name: 'Green', parentId: 1 });
      assert.ok(below.ok && below.term.path === 'te-infusions/green');
      assert.deepEqual(await create({ taxonomy: 'category', name: 'té & infusions' }), {
        ok: false,
        reason: 'taken',
        id: 1,
      });
      const c = await create({ taxonomy: 'tag', name: 'C' });
      const plus = await create({ taxonomy: 'tag', name: 'C++' });
      assert.ok(c.ok && plus.ok && plus.term.slug === 'c-2');
      assert.deepEqual(await create({ taxonomy: 'tag', name: 'D', slug: 'c' }), {
        ok: false,
        reason: 'taken',
        id: c.term.id,
      });
      assert.deepEqual(await create({ taxonomy: 'tag', name: ' \n' }), { ok: false, reason: 'no-name' });
      const feed = await create({ taxonomy: 'tag', name: 'Feed' });
      assert.ok(feed.ok && feed.term.slug === 'feed-2');
      await blog.close();
    });

    it('is not put below itself, a tag, or what is not there', async () => {
      const blog = await openBare(dialect);
      const { create, update } = shelf(blog);
      const a = await made(blog, 'A');
      const b = await made(blog, 'B', a);
      const tag = await create({ taxonomy: 'tag', name: 'T' });
      assert.ok(tag.ok);
      const refused = { ok: false, reason: 'bad-parent' };
      for (const parentId of [a, b, tag.term.id, 99])
        assert.deepEqual(await update(a, { parentId }), refused, String(parentId));
      assert.deepEqual(await update(tag.term.id, { parentId: a }), refused);
      assert.deepEqual(await create({ taxonomy: 'tag', name: 'U', parentId: a }), refused);
      assert.deepEqual(await update(99, { name: 'X' }), { ok: false, reason: 'missing' });
      await blog.close();
    });

    it('that moves leaves redirects, for what is below it too, and for good', async () => {
      const blog = await openBare(dialect);
      const { update } = shelf(blog);
      const pen = penOf(blog);
      const news = await made(blog, 'News');
      const local = await made(blog, 'Local', news);
      await updateSettings(blog, { perPage: 1 });
      for (const title of ['One', 'Two']) await pen.post({ title, terms: [local] });
      assert.match(await blog.visit('/category/news/local/'), /Local/);
      const moved = await update(news, { slug: 'reports', name: 'Reports' });
      assert.ok(moved.ok && moved.term.path === 'reports');
      assert.match(await blog.visit('/category/reports/local/'), /Reports/);
      assert.ok((await update(news, { slug: 'chronicle' })).ok);
      for (const [old, now] of [
        ['/category/news/', '/category/chronicle/'],
        ['/category/reports/', '/category/chronicle/'],
        ['/category/news/local/', '/category/chronicle/local/'],
        ['/category/news/local/page/2/', '/category/chronicle/local/page/2/'],
        ['/category/news/local/feed/', '/category/chronicle/local/feed/'],
      ] as const) {
        const got = await blog.get(old);
        assert.equal(got.status, 301, old);
        assert.equal(got.headers.location, `https://blog.example${now}`);
        assert.equal((await blog.get(now)).status, 200, now);
      }
      assert.ok((await update(news, { slug: 'news' })).ok);
      assert.equal((await blog.get('/category/news/')).status, 200);
      await blog.close();
    });

    it('that gets another parent takes its posts into the archives above, and out of those left', async () => {
      const blog = await openBare(dialect);
      const { update } = shelf(blog);
      const pen = penOf(blog);
      const [news, sport] = [await made(blog, 'News'), await made(blog, 'Sport')];
      const rowing = await made(blog, 'Rowing', news);
      const both = await made(blog, 'Both', news);
      await pen.post({ title: 'Eight oars', terms: [rowing] });
      await pen.post({ title: 'Two hats', terms: [rowing, both] });
      await pen.post({ title: 'Unseen', terms: [rowing], status: 'draft' });
      assert.ok((await update(rowing, { parentId: sport })).ok);
      assert.doesNotMatch(await blog.visit('/category/news/'), /Eight oars/);
      assert.match(await blog.visit('/category/news/'), /Two hats/);
      assert.match(await blog.visit('/category/sport/'), /Eight oars/);
      await rightlyCounted(blog);
      assert.ok((await update(rowing, { parentId: null })).ok);
      assert.doesNotMatch(await blog.visit('/category/sport/'), /Eight oars/);
      assert.match(await blog.visit('/category/rowing/'), /Eight oars/);
      await rightlyCounted(blog);
      await blog.close();
    });

    it('that is deleted leaves its posts, to the default category or to none', async () => {
      const blog = await openBare(dialect);
      const term = shelf(blog);
      const pen = penOf(blog);
      const [top, other] = [await made(blog, 'Top'), await made(blog, 'Other')];
      const mid = await made(blog, 'Mid', top);
      const leaf = await made(blog, 'Leaf', mid);
      const id = await pen.post({ title: 'Kept', terms: [mid] });
      await pen.post({ title: 'Twice', terms: [mid, other] });
      await pen.post({ title: 'Lower', terms: [leaf] });
      assert.match(await blog.visit('/category/top/mid/'), /Kept/);
      assert.deepEqual(await term.delete(mid), { ok: true });
      assert.equal((await blog.get('/category/top/mid/')).status, 410);
      assert.equal(
        (await blog.get('/category/top/mid/leaf/')).headers.location,
        'https://blog.example/category/top/leaf/',
      );
      assert.doesNotMatch(await blog.visit('/category/top/'), /Kept/);
      assert.match(await blog.visit('/category/top/'), /Lower/);
      assert.deepEqual(await ownTerms(blog, id), []);
      await rightlyCounted(blog);
      const second = await pen.post({ title: 'Filed', terms: [leaf] });
      await updateSettings(blog, { defaultCategory: other });
      assert.deepEqual(await term.delete(other), { ok: false, reason: 'is-default' });
      assert.deepEqual(await term.delete(leaf), { ok: true });
      assert.deepEqual(await ownTerms(blog, second), [other]);
      assert.match(await blog.visit('/category/other/'), /Filed/);
      assert.deepEqual(await term.delete(leaf), { ok: false, reason: 'missing' });
      await rightlyCounted(blog);
      await blog.close();
    });

    it('becomes part of another with its posts, its tree, its addresses and its places in menus', async () => {
      const blog = await openBare(dialect);
      const term = shelf(blog);
      const pen = penOf(blog);
      const [from, into] = [await made(blog, 'Films'), await made(blog, 'Cinema')];
      const [silent, quiet] = [await made(blog, 'Silent', from), await made(blog, 'Silent', into)];
      const lone = await made(blog, 'Lone', from);
      const a = await pen.post({ title: 'Metropolis', terms: [from, into] });
      await pen.post({ title: 'Sunrise', terms: [silent] });
      await pen.post({ title: 'Alone', terms: [lone] });
      await blog.world.db.write((tx) =>
        saveMenu(tx, blog.site.id, {
          name: 'Main',
          location: 'main',
          items: [{ target: { kind: 'term', id: from }, children: [] }],
        }),
      );
      assert.match(await blog.visit('/'), /Films/);
      assert.deepEqual(await term.merge(into, into), { ok: false, reason: 'bad-target' });
      assert.deepEqual(await term.merge(from, silent), { ok: false, reason: 'bad-target' });
      assert.deepEqual(await term.merge(from, into), { ok: true });
      for (const [old, now] of [
        ['/category/films/', '/category/cinema/'],
        ['/category/films/silent/', '/category/cinema/silent/'],
        ['/category/films/lone/', '/category/cinema/lone/'],
        [`/?cat=${from}`, '/category/cinema/'],
      ] as const)
        assert.equal((await blog.get(old)).headers.location, `https://blog.example${now}`, old);
      const page = await blog.visit('/category/cinema/');
      for (const title of ['Metropolis', 'Sunrise', 'Alone']) assert.match(page, new RegExp(title));
      assert.doesNotMatch(await blog.visit('/'), /Films/);
      assert.deepEqual(await ownTerms(blog, a), [into]);
      assert.equal((await readMenu(blog.world.db, blog.site.id, 'main'))?.items[0]?.target.kind, 'term');
      assert.equal((await blog.get('/category/cinema/silent/')).status, 200);
      assert.notEqual(silent, quiet);
      await rightlyCounted(blog);
      await blog.close();
    });
  });
}

async function updateSettings(blog: Blog, settings: object): Promise<void> {
  const result = await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings }));
  assert.ok(result.ok);
}

async function ownTerms(blog: Blog, postId: number): Promise<readonly number[]> {
  const rows = await blog.world.db.read
    .selectFrom('post_term')
    .select('term_id')
    .where('post_id', '=', postId)
    .where('position', '>=', 0)
    .orderBy('position')
    .execute();
  return rows.map(({ term_id }) => term_id);
}
