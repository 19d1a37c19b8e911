import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sample } from '../../src/media/sample.ts';
import { storeMedia } from '../../src/media/save.ts';
import { redirectTo } from '../../src/redirect/save.ts';
import { readSite } from '../../src/site/read.ts';
import { createSite, updateSite } from '../../src/site/save.ts';
import { saveMenu } from '../../src/site/save-menu.ts';
import { type Blog, dialects, openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

/** The same things on every site, each with the site's own word in it; IDs and slugs are the same everywhere. */
async function furnish(blog: Blog, word: string, color: string): Promise<void> {
  const { world, site } = blog;
  const pen = penOf(blog);
  const author = await pen.author(`Author ${word}`, `Biography ${word}.`);
  const term = await pen.category(`Category ${word}`);
  const tag = await pen.tag('shared');
  const picture = await storeMedia(world, site.id, {
    name: 'photo.png',
    body: await sample(color === 'first' ? 40 : 50, 30)
      .png()
      .toBuffer(),
    alt: `Picture ${word}`,
    path: `/wp-content/uploads/${word}.png`,
  });
  assert.ok(picture.ok);
  for (const slug of ['one', 'two', `only-${word}`]) {
    const id = await pen.post({
      title: `Title ${word}`,
      slug,
      text: `Words of ${word}, found by everybody.`,
      authors: [author],
      terms: [term, tag],
      pictureId: picture.media.id,
    });
    await pen.comment(id, `Reader ${word}`, `Reply ${word}`);
  }
  await pen.post({ type: 'page', title: `Page ${word}`, slug: 'about' });
  await world.db.write(async (tx) => {
    await saveMenu(tx, site.id, {
      name: 'main',
      location: 'main',
      items: [{ label: `Menu ${word}`, target: { kind: 'post', id: 1 }, children: [] }],
    });
    await updateSite(tx, site.id, { tagline: `Tagline ${word}`, settings: { icon: picture.media.id } });
  });
}

for (const dialect of dialects) {
  describe(`Two sites of one install, on ${dialect}`, () => {
    it('show nothing of each other at any address, kept or made anew', { timeout: 60_000 }, async () => {
      const first = await openBlog({ dialect, site: { host: 'first.example', title: 'Site alpha' } });
      const made = await first.world.db.write((tx) =>
        createSite(
          tx,
          { host: 'second.example', title: 'Site omega', locale: 'en', timeZone: 'UTC' },
          { now: first.clock.now().toISOString() },
        ),
      );
      assert.ok(made.ok);
      const site = await readSite(first.world.db, made.id);
      assert.ok(site);
      const second: Blog = { ...first, site };
      await furnish(first, 'alpha', 'first');
      await furnish(second, 'omega', 'second');
      await first.work();
      const paths = [
        ...['/', '/2026/', '/2026/05/', '/2026/05/21/', '/2026/05/21/one/', '/2026/05/21/two/', '/about/'],
        ...['/author/author-alpha/', '/author/author-omega/', '/category/category-alpha/', '/tag/shared/'],
        ...['/category/category-omega/', '/2026/05/21/only-alpha/', '/2026/05/21/only-omega/', '/missing/'],
        ...[
          '/feed/',
          '/feed/atom/',
          '/feed/json/',
          '/comments/feed/',
          '/2026/05/21/one/feed/',
          '/tag/shared/feed/',
        ],
        ...['/?s=alpha', '/?s=omega', '/?s=everybody', '/search/title/', '/?s="words of"', '/?s=alph*'],
        ...[
          '/sitemap.xml',
          '/sitemap-posts-1.xml',
          '/sitemap-terms-1.xml',
          '/sitemap-authors-1.xml',
          '/robots.txt',
        ],
        ...[1, 2, 3, 4, 5, 6].flatMap((id) => [
          ...[`/?p=${id}`, `/?page_id=${id}`, `/?cat=${id}`, `/?author=${id}`, `/?attachment_id=${id}`],
        ]),
        ...['alpha', 'omega'].flatMap((word) => [
          `/oembed?url=https://first.example/2026/05/21/only-${word}/`,
          `/oembed?url=https://second.example/2026/05/21/only-${word}/`,
        ]),
        ...['/-/account/sign-in', '/-/account/'],
      ];
      for (const round of [1, 2]) {
        for (const [blog, own, other] of [
          [first, 'alpha', 'omega'],
          [second, 'omega', 'alpha'],
        ] as const) {
          for (const path of paths) {
            const host = blog.site.hosts[0]!.host;
            const { text, headers } = await first.get(`https://${host}${path}`);
            const asked = decodeURIComponent(path);
            // What was asked for is said back: the address and the question.
            const shown = `${text} ${headers.location ?? ''}`.replaceAll(
              asked.split(/[=/]/).at(-1) || '\0',
              '',
            );
            assert.doesNotMatch(shown, new RegExp(other), `${host}${path}, round ${round}`);
            if (path === '/' || path === '/feed/') assert.match(shown, new RegExp(own), `${host}${path}`);
          }
        }
      }
      await first.close();
    });

    it('serve no file of each other, by path, ID or content', async () => {
      const first = await openBlog({ dialect, site: { host: 'first.example' } });
      const made = await first.world.db.write((tx) =>
        createSite(
          tx,
          { host: 'second.example', title: 'Second', locale: 'en', timeZone: 'UTC' },
          { now: first.clock.now().toISOString() },
        ),
      );
      assert.ok(made.ok);
      const body = await sample(1_000, 600).png().toBuffer();
      const stored = await storeMedia(first.world, first.site.id, { name: 'mine.png', body });
      assert.ok(stored.ok);
      await first.work();
      const row = await first.world.db.read.selectFrom('media').selectAll().executeTakeFirstOrThrow();
      const variants = JSON.parse(row.variants) as { readonly path: string }[];
      assert.ok(variants.length > 0);
      for (const path of [row.path, ...variants.map((variant) => variant.path)]) {
        assert.equal((await first.get(`https://first.example${path}`)).status, 200, path);
        assert.equal((await first.get(`https://second.example${path}`)).status, 404, path);
      }
      await first.close();
    });

    it('keep their redirects apart', async () => {
      const first = await openBlog({ dialect, site: { host: 'first.example' } });
      const made = await first.world.db.write((tx) =>
        createSite(
          tx,
          { host: 'second.example', title: 'Second', locale: 'en', timeZone: 'UTC' },
          { now: first.clock.now().toISOString() },
        ),
      );
      assert.ok(made.ok);
      await penOf(first).post({ title: 'Here', slug: 'here' });
      await first.world.db.write((tx) =>
        redirectTo(tx, first.site.id, '/old/', '/2026/05/21/here/', first.clock.now().toISOString()),
      );
      assert.equal((await first.get('https://first.example/old/')).status, 301);
      assert.equal((await first.get('https://second.example/old/')).status, 404);
      await first.close();
    });
  });
}
