import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld } from '../../../test/support/world.ts';
import type { World } from '../../kit/world.ts';
import { createPost } from '../../post/save.ts';
import { usesOfSources } from '../../record/uses.ts';
import { listSites, readMenu, readSite } from '../../site/read.ts';
import { createSite } from '../../site/save.ts';
import { loadDemo } from './load.ts';
import { readDemo } from './read.ts';

const host = 'localhost:4000';

for (const dialect of dialects) {
  describe(`The demonstration site, on ${dialect}`, () => {
    it('fills an empty install: texts, people, lists, threads, pictures, menu and foot', async () => {
      await using world = await openTestWorld(dialect);
      world.clock.set('2026-11-22T09:00:00.000Z');
      const demo = await readDemo();
      const loaded = await loadDemo(world, { host });
      assert.ok(loaded.ok);
      const { siteId, url, ...counts } = loaded;
      assert.equal(url, 'http://localhost:4000/');
      assert.deepEqual(counts, {
        ok: true,
        posts: demo.posts.length,
        pages: demo.pages.length,
        comments: demo.threads.flatMap(({ comments }) => comments).length,
        pictures: Object.keys(demo.pictures).length + demo.site.authors.length + 1,
        sources: demo.sources.sources.length,
      });
      const site = await readSite(world.db, siteId);
      assert.equal(site?.title, demo.site.title);
      assert.equal(site?.permalinks, '/%year%/%monthnum%/%day%/%postname%/');
      assert.ok(site.settings.icon);
      assert.deepEqual(
        site.settings.footer.map(({ kind }) => kind),
        demo.site.footer.map(({ kind }) => kind),
      );
      assert.equal((await readMenu(world.db, siteId, 'main'))?.items.length, demo.site.menu.length);
      assert.deepEqual(await statuses(world), {
        published: demo.posts.length - 2 + demo.pages.length,
        scheduled: 1,
        draft: 1,
      });
    });

    it('puts what it writes where its files say', async () => {
      await using world = await openTestWorld(dialect);
      world.clock.set('2026-11-22T09:00:00.000Z');
      await loadDemo(world, { host });
      const ferry = await postAt(world, '/2026/05/19/the-ferry-question/');
      assert.equal(ferry?.comment_count, 66);
      assert.equal(ferry?.updated_at, '2026-05-21T09:05:00.000Z');
      assert.equal(await depthOf(world), 6);
      const arabic = await postAt(world, '/2023/07/19/خذ-ما-تراه/');
      assert.deepEqual([arabic?.lang, arabic?.dir], ['ar', 'rtl']);
      assert.ok(await postAt(world, '/about/how-we-work/'));
      const gallery = await htmlOf(world, '/2023/06/06/drawings-from-the-reading-room/');
      assert.match(gallery, /src="\/wp-content\/uploads\/2023\/06\/archive-shelves\.webp"/);
      assert.match(gallery, /width="1440" height="900"/);
      assert.doesNotMatch(gallery, /\.\.\/pictures/);
    });

    it('finds of every quotation what its files say, and fetches nothing', async () => {
      await using world = await openTestWorld(dialect);
      world.clock.set('2026-11-22T09:00:00.000Z');
      const asked: string[] = [];
      const fetch: World['fetch'] = async (address) => {
        asked.push(String(address));
        throw new Error('nobody answers');
      };
      const loaded = await loadDemo({ ...world, fetch }, { host });
      assert.ok(loaded.ok);
      const { sources } = await readDemo();
      const found: Record<string, Record<string, string>> = {};
      const rows = await world.db.read
        .selectFrom('quotation')
        .innerJoin('post', (join) =>
          join.onRef('post.site_id', '=', 'quotation.site_id').onRef('post.id', '=', 'quotation.post_id'),
        )
        .select(['post.slug', 'quotation.key', 'quotation.verdict', 'quotation.override'])
        .execute();
      for (const { slug, key, verdict } of rows) found[slug] = { ...found[slug], [key]: verdict };
      assert.deepEqual(found, sources.verdicts);
      assert.deepEqual(
        rows.filter(({ override }) => override !== null).map(({ key }) => key),
        sources.vouched.map(({ key }) => key),
      );
      const requested = await world.db.read
        .selectFrom('capture')
        .select('address')
        .where('method', '!=', 'file')
        .execute();
      assert.deepEqual([...asked, ...requested], []);
    });

    it('counts where a text was found among the sources that are in use', async () => {
      await using world = await openTestWorld(dialect);
      world.clock.set('2026-11-22T09:00:00.000Z');
      const loaded = await loadDemo(world, { host });
      assert.ok(loaded.ok);
      const { id } = await world.db.read
        .selectFrom('source')
        .select('id')
        .where('title', '=', 'a reader at Lamp Stairs')
        .executeTakeFirstOrThrow();
      const uses = await usesOfSources(world.db, loaded.siteId, [Number(id)]);
      assert.deepEqual(uses.get(Number(id)), { captures: 0, quotations: 0, republications: 1 });
    });

    it('keeps what stood in a post before it was corrected', async () => {
      await using world = await openTestWorld(dialect);
      world.clock.set('2026-11-22T09:00:00.000Z');
      await loadDemo(world, { host });
      const corrections = await world.db.read
        .selectFrom('publication')
        .select(['version', 'at', 'note'])
        .where('kind', '=', 'correct')
        .orderBy('at')
        .execute();
      const posts = (await readDemo()).posts.flatMap((post) => post.corrections);
      assert.deepEqual(
        corrections.map(({ note }) => note),
        posts.map(({ note }) => note),
      );
      assert.deepEqual(
        corrections.map(({ version }) => Number(version)),
        [2, 2],
      );
      const post = await postAt(world, '/2026/07/07/stenografistka/');
      assert.equal(post?.updated_at, '2026-07-08T12:10:00.000Z');
      assert.match(await htmlOf(world, '/2026/07/07/stenografistka/'), /Континенталь/);
    });

    it('takes over the site that set-up left empty, and nothing else', async () => {
      await using world = await openTestWorld(dialect);
      const made = await world.db.write((tx) =>
        createSite(
          tx,
          { host: 'blog.example', title: 'Mine', locale: 'fr' },
          { now: '2026-03-01T08:00:00.000Z' },
        ),
      );
      assert.ok(made.ok);
      const loaded = await loadDemo(world, { host });
      assert.equal(loaded.ok && loaded.url, 'https://blog.example/');
      assert.equal((await readSite(world.db, made.id))?.title, 'The Fair Copy');
      const again = await loadDemo(world, { host });
      assert.deepEqual(again, { ok: false, reason: 'not-empty', url: 'https://blog.example/' });
    });

    it('leaves an install with a post as it is', async () => {
      await using world = await openTestWorld(dialect);
      const now = '2026-03-01T08:00:00.000Z';
      await world.db.write(async (tx) => {
        const made = await createSite(tx, { host: 'blog.example', title: 'Mine', locale: 'en' }, { now });
        assert.ok(made.ok);
        const site = {
          id: made.id,
          locale: 'en',
          timeZone: 'UTC',
          permalinks: '/%postname%/',
          url: 'https://blog.example/',
        };
        const document = {
          type: 'doc',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Mine.' }] }],
        } as const;
        await createPost(
          tx,
          site,
          { type: 'post', status: 'published', title: 'Mine', document, authors: [], terms: [] },
          { now },
        );
      });
      const refused = await loadDemo(world, { host });
      assert.deepEqual(refused, { ok: false, reason: 'not-empty', url: 'https://blog.example/' });
      assert.equal((await listSites(world.db))[0]?.title, 'Mine');
      assert.deepEqual(await statuses(world), { published: 1 });
    });

    it('refuses a host that is none, and makes nothing', async () => {
      await using world = await openTestWorld(dialect);
      assert.deepEqual(await loadDemo(world, { host: 'no host' }), {
        ok: false,
        reason: 'bad-host',
        host: 'no host',
      });
      assert.deepEqual(await listSites(world.db), []);
    });
  });
}

async function statuses({ db }: World): Promise<Record<string, number>> {
  const rows = await db.read
    .selectFrom('post')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}

async function postAt({ db }: World, path: string) {
  return db.read.selectFrom('post').selectAll().where('path', '=', path).executeTakeFirst();
}

async function htmlOf(world: World, path: string): Promise<string> {
  const post = await postAt(world, path);
  const row = await world.db.read
    .selectFrom('post_html')
    .select('html')
    .where('post_id', '=', post?.id ?? 0)
    .executeTakeFirstOrThrow();
  return row.html;
}

async function depthOf({ db }: World): Promise<number> {
  const row = await db.read
    .selectFrom('comment')
    .select(({ fn }) => fn.max('depth').as('depth'))
    .executeTakeFirstOrThrow();
  return Number(row.depth);
}
