import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dialects, openTestWorld, type TestWorld } from '../../../test/support/world.ts';
import { listSites, readMenu } from '../../site/read.ts';
import { createSite } from '../../site/save.ts';
import type { Counts, ItemKind, Report } from '../report.ts';
import { itemKinds } from '../report.ts';
import { type ImportOptions, importMarkdown } from './index.ts';

const fixtures = fileURLToPath(new URL('../../../test/fixtures/markdown/', import.meta.url));

async function openBlogWorld(dialect: (typeof dialects)[number] = 'sqlite'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  const now = world.clock.now().toISOString();
  const made = await world.db.write((tx) =>
    createSite(tx, { host: 'new.example', title: 'New', locale: 'en' }, { now }),
  );
  assert.ok(made.ok);
  return world;
}

async function imported(
  world: TestWorld,
  folder: string | readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<Report> {
  const [site] = await listSites(world.db);
  const folders = (typeof folder === 'string' ? [folder] : folder).map((name) =>
    name.startsWith('/') ? name : join(fixtures, name),
  );
  const result = await importMarkdown(world, { site: site!, folders, media: 'skip', ...options });
  assert.ok(result.ok, JSON.stringify(result));
  const { read, created, updated, unchanged, refused }: Report = result.report;
  for (const kind of itemKinds) {
    assert.equal(read[kind], created[kind] + updated[kind] + unchanged[kind] + refused[kind], kind);
  }
  return result.report;
}

function counts(given: Partial<Record<ItemKind, number>>): Counts {
  return {
    posts: 0,
    pages: 0,
    comments: 0,
    attachments: 0,
    terms: 0,
    authors: 0,
    menus: 0,
    other: 0,
    ...given,
  };
}

async function post(world: TestWorld, slug: string) {
  const row = await world.db.read
    .selectFrom('post')
    .innerJoin('post_html', (join) =>
      join.onRef('post_html.site_id', '=', 'post.site_id').onRef('post_html.post_id', '=', 'post.id'),
    )
    .selectAll('post')
    .select('post_html.html')
    .where('slug', '=', slug)
    .executeTakeFirst();
  assert.ok(row, `there is no post ${slug}`);
  return row;
}

async function redirects(world: TestWorld): Promise<Record<string, string>> {
  const rows = await world.db.read
    .selectFrom('redirect')
    .leftJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'redirect.site_id').onRef('post.id', '=', 'redirect.post_id'),
    )
    .select(['redirect.path', 'redirect.target', 'post.slug'])
    .orderBy('redirect.path')
    .execute();
  return Object.fromEntries(rows.map(({ path, target, slug }) => [path, target ?? slug ?? '']));
}

/** Everything of a site that an import writes, without the times at which it did. */
async function contents(world: TestWorld): Promise<unknown> {
  const { read } = world.db;
  return {
    posts: await read
      .selectFrom('post')
      .select(['slug', 'path', 'title', 'status', 'published_at', 'version'])
      .orderBy('slug')
      .execute(),
    documents: (await read.selectFrom('post_document').select('document').execute())
      .map(({ document }) => document)
      .sort(),
    comments: await read
      .selectFrom('comment')
      .select(['text', 'depth', 'published_at'])
      .orderBy('text')
      .execute(),
    terms: await read.selectFrom('term').select(['path', 'name']).orderBy('path').execute(),
    redirects: await redirects(world),
    tally: (await read.selectFrom('tally').select(['list', 'count']).orderBy('list').execute()).filter(
      ({ list }) => !/^(term|author):/.test(list),
    ),
  };
}

for (const dialect of dialects) {
  describe(`A Hugo folder (${dialect})`, () => {
    it('comes in whole, and its second import changes nothing', async () => {
      await using world = await openBlogWorld(dialect);
      const trial = await imported(world, 'hugo', { dryRun: true });
      assert.deepEqual(await world.db.read.selectFrom('post').selectAll().execute(), []);
      assert.deepEqual(await world.db.read.selectFrom('term').selectAll().execute(), []);
      const first = await imported(world, 'hugo');
      const all = counts({ posts: 8, pages: 4, attachments: 4, terms: 5, authors: 2, menus: 1 });
      assert.deepEqual(first.created, all);
      assert.deepEqual({ ...trial, seconds: 0 }, { ...first, seconds: 0 }, 'a trial run reports the same');
      const before = await contents(world);
      const second = await imported(world, 'hugo');
      assert.deepEqual(second.unchanged, all);
      assert.equal(second.redirects, 0);
      assert.deepEqual(await contents(world), before);
    });

    it('keeps titles, dates, terms, authors and what its front matter says besides', async () => {
      await using world = await openBlogWorld(dialect);
      await imported(world, 'hugo');
      const frost = await post(world, 'first-frost');
      assert.equal(frost.title, 'First frost: -2°');
      assert.equal(frost.published_at, '2016-05-08T21:30:00.000Z');
      assert.equal(frost.updated_at, '2017-01-02T00:00:00.000Z', 'a day is the same day here');
      assert.equal(frost.excerpt, 'A short & cold note');
      assert.deepEqual(JSON.parse(frost.meta), { frontMatter: { ring: 'blue' } });
      const terms = await world.db.read
        .selectFrom('term')
        .select(['taxonomy', 'path', 'name'])
        .orderBy('path')
        .execute();
      assert.deepEqual(terms.map(({ taxonomy, path, name }) => `${taxonomy} ${path} ${name}`).sort(), [
        'category weather weather',
        'category weather/cold cold',
        'tag c C++',
        'tag c-2 C',
        'tag frost frost',
      ]);
      const authors = await world.db.read
        .selectFrom('author')
        .select(['slug', 'name', 'links', 'biography_html'])
        .orderBy('slug')
        .execute();
      assert.deepEqual(
        authors.map(({ slug, name }) => `${slug} ${name}`),
        ['ada-weaver Ada Weaver', 'bo-lund Bo Lund'],
      );
      assert.match(authors[0]?.biography_html ?? '', /Watches the <em>sky<\/em>/);
      assert.deepEqual(JSON.parse(authors[0]?.links ?? ''), [
        { label: 'ada.example', href: 'https://ada.example/' },
      ]);
      const about = await post(world, 'about');
      assert.deepEqual(
        [about.type, about.title, about.menu_order, about.path],
        ['page', 'About the station', 3, '/about/'],
      );
      assert.equal((await post(world, 'instruments')).path, '/docs/instruments/');
      assert.match(about.html, /<a href="\/docs\/instruments\/">the instruments<\/a>/);
    });

    it('has its shortcodes as blocks, and its links and pictures where they are now', async () => {
      await using world = await openBlogWorld(dialect);
      const report = await imported(world, 'hugo');
      const { html } = await post(world, 'first-frost');
      const rain = await post(world, 'rain');
      assert.match(html, new RegExp(`<a href="${rain.path}">The rain</a>`));
      assert.match(html, /<a href="\/2016\/06\/03\/a-bundle\/#end">the bundle<\/a>/);
      assert.match(
        html,
        /<figure class="align-right"><img src="\/img\/frost\.png"[^>]* alt="Frost on a pane"/,
      );
      assert.match(html, /<figcaption>Before <em>dawn<\/em><\/figcaption>/);
      assert.match(html, /youtube\.com\/watch\?v=abcdefghijk/);
      assert.match(html, /Cover the <em>seedlings<\/em>/);
      assert.match(
        html,
        /<code[^>]*>fmt\.Println\(&quot;\{\{ \. \}\}&quot;\)|<code[^>]*>fmt\.Println\("\{\{ \. \}\}"\)/,
      );
      assert.match(html, /<code>\{\{&lt; seismograph station="12" &gt;\}\}<\/code>/);
      assert.match(html, /<strong>Kept words<\/strong>[\s\S]*Inside <em>an unknown<\/em> frame/);
      assert.match(html, /<code>\{\{&lt; figure src="x\.png" &gt;\}\}<\/code>/);
      const losses = report.losses.map(({ what, kept }) => `${what} → ${kept}`);
      assert.ok(losses.includes('shortcode or tag {{< seismograph station="12" >}} → as it is written'));
      assert.ok(losses.includes('shortcode frame → its text'));
      assert.match(rain.html, /<a href="\/tag\/frost\/">a tag<\/a>/);
      const bundle = await post(world, 'a-bundle');
      const cover = await world.db.read
        .selectFrom('media')
        .selectAll()
        .where('path', '=', '/posts/bundle/cover.png')
        .executeTakeFirstOrThrow();
      assert.equal(bundle.picture_id, cover.id);
      assert.match(bundle.html, /src="\/posts\/bundle\/cover\.png"/);
      const remote = await world.db.read
        .selectFrom('media')
        .select(['source_url', 'status'])
        .where('source_url', 'is not', null)
        .orderBy('source_url')
        .execute();
      assert.deepEqual(
        remote.map((row) => ({ ...row })),
        [
          { source_url: 'https://old.example/img/none.png', status: 'remote' },
          { source_url: 'https://pictures.example/cloud.jpg', status: 'remote' },
        ],
      );
      const jobs = await world.db.read
        .selectFrom('job')
        .select('kind')
        .where('kind', '=', 'media.fetch')
        .execute();
      assert.deepEqual(jobs, [], '--media skip fetches nothing');
    });

    it('has its menu in the place of the main one, leading to its own pages', async () => {
      await using world = await openBlogWorld(dialect);
      await imported(world, 'hugo');
      const menu = await readMenu(world.db, 1, 'main');
      const about = await post(world, 'about');
      const docs = await post(world, 'docs');
      const instruments = await post(world, 'instruments');
      assert.deepEqual(menu?.items, [
        { label: 'Home', target: { kind: 'home' }, children: [] },
        { target: { kind: 'page', id: about.id }, children: [] },
        {
          label: 'Handbook',
          target: { kind: 'page', id: docs.id },
          children: [{ label: 'Instruments', target: { kind: 'page', id: instruments.id }, children: [] }],
        },
        { label: 'Frost', target: { kind: 'url', href: '/tag/frost/' }, children: [] },
        { label: 'Elsewhere', target: { kind: 'url', href: 'https://elsewhere.example/' }, children: [] },
      ]);
    });

    it('keeps what is not public as it is, and its old addresses answering', async () => {
      await using world = await openBlogWorld(dialect);
      await imported(world, 'hugo');
      assert.deepEqual((await post(world, 'expired')).status, 'private');
      assert.deepEqual((await post(world, 'unfinished')).status, 'draft');
      assert.deepEqual((await post(world, 'later')).status, 'scheduled');
      const found = await redirects(world);
      assert.equal(found['/2016/frost.html'], 'first-frost');
      assert.equal(found['/journal/2016/05/first-frost/'], 'first-frost', 'by the configuration');
      assert.equal(found['/b/'], 'a-bundle');
      assert.equal(found['/tools/'], 'instruments');
      assert.equal(found['/2015/03/01/moved/'], 'https://elsewhere.example/moved/');
      await using other = await openBlogWorld(dialect);
      await imported(other, 'hugo', { expired: 'publish' });
      assert.equal((await post(other, 'expired')).status, 'published');
    });

    it('has translations in their languages, each with an address of its own', async () => {
      await using world = await openBlogWorld(dialect);
      await imported(world, 'hugo');
      const french = await post(world, 'rain-fr');
      assert.deepEqual([french.lang, french.title, french.path], ['fr', 'La pluie', '/2016/06/01/rain-fr/']);
      assert.equal((await post(world, 'rain')).lang, 'en');
    });
  });

  describe(`A Jekyll folder (${dialect})`, () => {
    it('comes in with its comments in threads, and without anybody’s mail', async () => {
      await using world = await openBlogWorld(dialect);
      const report = await imported(world, 'jekyll');
      assert.deepEqual(
        report.created,
        counts({ posts: 3, pages: 1, comments: 2, attachments: 1, terms: 3, authors: 1 }),
      );
      assert.deepEqual(report.refused, counts({ pages: 1, comments: 1 }));
      const comments = await world.db.read
        .selectFrom('comment')
        .innerJoin('identity', (join) =>
          join
            .onRef('identity.site_id', '=', 'comment.site_id')
            .onRef('identity.id', '=', 'comment.identity_id'),
        )
        .select([
          'comment.html',
          'comment.depth',
          'comment.published_at',
          'identity.name',
          'identity.email',
          'identity.url',
        ])
        .orderBy('comment.id')
        .execute();
      assert.deepEqual(
        comments.map(({ name, email, url, depth, published_at }) => ({
          name,
          email,
          url,
          depth,
          published_at,
        })),
        [
          { name: 'Rook', email: null, url: null, depth: 0, published_at: '2014-07-04T18:53:20.000Z' },
          {
            name: 'Keeper',
            email: null,
            url: 'https://lamps.example',
            depth: 1,
            published_at: '2014-07-05T10:00:00.000Z',
          },
        ],
      );
      assert.match(comments[0]?.html ?? '', /Bright!<br>Truly <a href="https:\/\/rook\.example\/a"[^>]*>/);
      assert.match(comments[1]?.html ?? '', /<p>Thank <strong>you<\/strong>\.<\/p>/);
      assert.equal((await post(world, 'first-light')).comment_count, 2);
      const second = await imported(world, 'jekyll');
      assert.deepEqual(second.unchanged, report.created);
    });

    it('has its template tags read, and its defaults', async () => {
      await using world = await openBlogWorld(dialect);
      await imported(world, 'jekyll');
      const first = await post(world, 'first-light');
      const second = await post(world, 'second-light');
      assert.equal(first.published_at, '2014-07-04T00:00:00.000Z', 'a day is the same day here');
      assert.equal(second.published_at, '2014-08-06T01:15:00.000Z');
      assert.equal(second.excerpt, 'A light that goes on over two lines');
      assert.deepEqual([first.sticky, first.comments_open, second.comments_open], [1, 1, 0]);
      assert.match(first.html, /<figcaption>The lamp<\/figcaption>/);
      assert.match(first.html, /<pre[^>]*><code[^>]*>puts /);
      assert.match(
        first.html,
        /\{\{ not\.a\.value \}\} and <a href="\/2014\/08\/06\/second-light\/">the next<\/a>\./,
      );
      assert.match(first.html, /Lamp notes at \/about\/ says First light\. <code>\{% weather %\}<\/code>/);
      assert.match(first.html, /<h2 id="the-notes">Notes<\/h2>/);
      assert.match(
        second.html,
        /<a href="\/2014\/07\/04\/first-light\/">the first<\/a> and <a href="\/about\/">about<\/a>/,
      );
      assert.equal((await redirects(world))['/lamps/oil/2014/07/04/first-light/'], 'first-light');
      const signed = await world.db.read.selectFrom('post_author').select('post_id').execute();
      assert.equal(signed.length, 3, 'the keeper signs every post');
    });
  });

  describe(`An Eleventy folder (${dialect})`, () => {
    it('comes in, from right to left where it is so written', async () => {
      await using world = await openBlogWorld(dialect);
      const report = await imported(world, 'eleventy');
      assert.deepEqual(report.created, counts({ posts: 2, pages: 1, attachments: 1, terms: 1 }));
      const garden = await post(world, 'גינה');
      assert.deepEqual(
        [garden.title, garden.dir, garden.lang, garden.path],
        ['הגינה שלי', 'rtl', 'he', '/2020/02/03/גינה/'],
      );
      assert.match(garden.html, /<img src="\/img\/leaf\.png"[^>]* alt="עלה"/);
      assert.doesNotMatch(garden.html, /comment/);
      assert.equal((await post(world, 'plain')).title, 'A title from the text');
      assert.match((await post(world, 'notes')).html, /Plain <em>HTML<\/em>/);
    });
  });
}

describe('An import of Markdown', () => {
  it('refuses a file whose front matter is broken, by its line, and takes the others', async () => {
    await using world = await openBlogWorld();
    const report = await imported(world, 'broken');
    assert.deepEqual([report.created.posts, report.refused.posts], [1, 4]);
    const lines = report.losses.map(({ item, what }) => `${item}: ${what}`);
    assert.match(lines.join('\n'), /2020-01-02-bad-yaml\.md: line \d: /);
    assert.match(lines.join('\n'), /2020-01-03-no-end\.md: line 1: .*no end/);
    assert.match(lines.join('\n'), /2020-01-04-bad-toml\.md: line 3: /);
    assert.match(lines.join('\n'), /2020-01-05-not-text\.md: it cannot be read as text/);
  });

  it('leaves the site alone when one of the folders is no blog', async () => {
    await using world = await openBlogWorld();
    const [site] = await listSites(world.db);
    for (const [folder, reason] of [
      ['no-blog', 'no-blog'],
      ['nowhere', 'no-folder'],
      ['README.md', 'no-folder'],
    ] as const) {
      const result = await importMarkdown(world, {
        site: site!,
        folders: [join(fixtures, 'hugo'), join(fixtures, folder)],
        media: 'skip',
      });
      assert.deepEqual({ ...result, folder: '' }, { ok: false, reason, folder: '' });
    }
    assert.deepEqual(await world.db.read.selectFrom('post').selectAll().execute(), []);
    assert.deepEqual(await world.db.read.selectFrom('media').selectAll().execute(), []);
  });

  it('writes anew what changed, and what links to a post that has come since', async () => {
    await using world = await openBlogWorld();
    using blog = copyOf('hugo');
    const moved = join(blog.path, 'content/posts/rain.md');
    unlinkSync(moved);
    unlinkSync(join(blog.path, 'content/posts/rain.fr.md'));
    const first = await imported(world, blog.path);
    assert.match(
      first.losses.map(({ what }) => what).join('\n'),
      /the link to rain, which is not in the folder/,
    );
    cpSync(join(fixtures, 'hugo/content/posts/rain.md'), moved);
    writeFileSync(join(blog.path, 'content/about.md'), '---\ntitle: About us\nslug: about\n---\nWe moved.\n');
    const second = await imported(world, blog.path);
    assert.deepEqual([second.created.posts, second.updated.posts, second.updated.pages], [1, 1, 1]);
    assert.match((await post(world, 'first-frost')).html, /<a href="\/2016\/06\/01\/rain\/">The rain<\/a>/);
    const about = await post(world, 'about');
    assert.deepEqual([about.title, about.version], ['About us', 2]);
    assert.equal((await imported(world, blog.path)).updated.pages, 0);
  });

  it('gives a post whose slug is taken a number, and the links to it too', async () => {
    await using world = await openBlogWorld();
    using blog = copyOf('broken');
    const folder = join(blog.path, '_posts');
    writeFileSync(
      join(folder, '2020-02-01-good.md'),
      '---\ntitle: Good too\n---\n[The first]({% post_url 2020-01-01-good %})\n',
    );
    writeFileSync(
      join(folder, '2020-02-02-more.md'),
      '---\ntitle: More\n---\n[Here]({% post_url 2020-02-01-good %}), [there](/2020/01/01/good/)\n',
    );
    await imported(world, blog.path);
    assert.match((await post(world, 'good-2')).html, /href="\/2020\/01\/01\/good\/"/);
    assert.match(
      (await post(world, 'more')).html,
      /href="\/2020\/02\/01\/good-2\/">Here<\/a>, <a href="\/2020\/01\/01\/good\/">there/,
    );
  });

  it('goes on where it was stopped', async () => {
    await using whole = await openBlogWorld();
    await using parts = await openBlogWorld();
    using blog = bigBlog(180);
    await imported(whole, blog.path);
    const [site] = await listSites(parts.db);
    for (let stop = 1; stop < 6; stop++) {
      const stopping = new AbortController();
      let steps = 0;
      const result = await importMarkdown(parts, {
        site: site!,
        folders: [blog.path],
        media: 'skip',
        signal: stopping.signal,
        progress: ({ step }) => {
          if (step !== 'reading' && ++steps > stop * 2) stopping.abort();
        },
      });
      assert.ok(result.ok || result.reason === 'stopped');
    }
    await imported(parts, blog.path);
    assert.deepEqual(await contents(parts), await contents(whole));
  });

  it('takes two blogs of the same names apart', async () => {
    await using world = await openBlogWorld();
    using one = copyOf('broken');
    using two = copyOf('broken');
    const report = await imported(world, [one.path, two.path]);
    assert.equal(report.created.posts, 2);
    assert.deepEqual(Object.keys(await redirects(world)), []);
    assert.equal((await post(world, 'good-2')).path, '/2020/01/01/good-2/');
  });

  it('finds pictures among the uploads by the end of their address', async () => {
    await using world = await openBlogWorld();
    using blog = copyOf('broken');
    using uploads = temporary();
    mkdirSync(join(uploads.path, '2020/01'), { recursive: true });
    cpSync(join(fixtures, 'hugo/static/img/frost.png'), join(uploads.path, '2020/01/frost.png'));
    writeFileSync(
      join(blog.path, '_posts/2020-03-01-picture.md'),
      '---\ntitle: Picture\n---\n{{< legacy-img src="2020/01/frost.png" alt="Frost" >}}\n\n![Gone](/assets/gone.png)\n',
    );
    const report = await imported(world, blog.path, { uploads: uploads.path });
    assert.equal(report.created.attachments, 1);
    assert.match((await post(world, 'picture')).html, /src="\/wp-content\/uploads\/2020\/01\/frost\.png"/);
    assert.ok(report.losses.some(({ what }) => what === 'the file /assets/gone.png is not in the folder'));
  });

  it('asks for pictures of elsewhere to be fetched, once each', async () => {
    await using world = await openBlogWorld();
    await imported(world, 'hugo', { media: 'fetch' });
    await imported(world, 'hugo', { media: 'fetch' });
    const jobs = await world.db.read
      .selectFrom('job')
      .select('kind')
      .where('kind', '=', 'media.fetch')
      .execute();
    assert.equal(jobs.length, 2);
  });
});

type Folder = { readonly path: string; readonly [Symbol.dispose]: () => void };

function temporary(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'verbatim-blog-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function copyOf(fixture: string): Folder {
  const folder = temporary();
  cpSync(join(fixtures, fixture), folder.path, { recursive: true });
  return folder;
}

/** Posts that link to each other, with comments. */
function bigBlog(posts: number): Folder {
  const folder = temporary();
  mkdirSync(join(folder.path, '_posts'));
  for (let i = 0; i < posts; i++) {
    const links = `[a]({% post_url 2020-01-01-p${(i * 7) % posts} %}) [b](/2020/01/01/p${(i * 11 + 5) % posts}/)`;
    writeFileSync(
      join(folder.path, '_posts', `2020-01-01-p${i}.md`),
      `---\ntitle: P ${i}\ntags: [t${i % 5}]\n---\n${links}\n`,
    );
    if (i % 9 > 0) continue;
    mkdirSync(join(folder.path, '_data/comments', `p${i}`), { recursive: true });
    writeFileSync(
      join(folder.path, '_data/comments', `p${i}`, 'c.yml'),
      `_id: c${i}\nname: N\nmessage: M ${i}\ndate: 2020-01-02\n`,
    );
  }
  return folder;
}
