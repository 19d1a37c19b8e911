import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { permalinksProblem } from './permalinks.ts';
import { findSite, listSites, readSite } from './read.ts';
import { addHost, createSite, type SiteCreation, updateSite } from './save.ts';
import { defaultSettings } from './settings.ts';
import { canonicalLocale, canonicalTimeZone } from './site.ts';

const now = { now: '2026-03-01T08:00:00.000Z' };
const tea: SiteCreation = { host: 'blog.example', title: 'Tea', locale: 'en' };

function create(world: TestWorld, creation: Partial<SiteCreation> = {}) {
  return world.db.write((tx) => createSite(tx, { ...tea, ...creation }, now));
}

for (const dialect of dialects) {
  describe(`A site (${dialect})`, () => {
    it('is made with what it needs, and found by its host alone', async () => {
      await using world = await openTestWorld(dialect);
      assert.deepEqual(
        await create(world, { host: 'Blog.Example', timeZone: 'europe/paris', locale: 'FR_ca' }),
        {
          ok: true,
          id: 1,
          host: 'blog.example',
        },
      );
      const site = await findSite(world.db, 'blog.example');
      assert.deepEqual(site, {
        id: 1,
        title: 'Tea',
        tagline: '',
        locale: 'fr-CA',
        timeZone: 'Europe/Paris',
        calendar: 'gregory',
        permalinks: '/%year%/%monthnum%/%day%/%postname%/',
        settings: defaultSettings,
        hosts: [{ host: 'blog.example', scheme: 'https' }],
        url: 'https://blog.example/',
      });
      for (const host of ['', 'blog.example:4000', 'www.blog.example', 'blog.example.', "' or 1=1"]) {
        assert.equal(await findSite(world.db, host), undefined, host);
      }
    });

    it('answers on this machine whatever the port as long as it is the only one', async () => {
      await using world = await openTestWorld(dialect);
      assert.equal(await findSite(world.db, '127.0.0.1:4000'), undefined);
      await create(world);
      for (const host of ['127.0.0.1:4000', 'localhost', '[::1]:9'])
        assert.equal((await findSite(world.db, host))?.id, 1);
      await create(world, { host: '127.0.0.1:5000' });
      assert.equal(await findSite(world.db, '127.0.0.1:4000'), undefined);
      assert.equal((await findSite(world.db, '127.0.0.1:5000'))?.id, 2);
      assert.deepEqual(
        (await listSites(world.db)).map(({ id }) => id),
        [1, 2],
      );
    });

    it('has a host that no other site has, also when both are made at once', async () => {
      await using world = await openTestWorld(dialect);
      const another = world.another();
      const results = await Promise.all(
        [world, another, world, another].map((at) => at.db.write((tx) => createSite(tx, tea, now))),
      );
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results)
        if (!result.ok) assert.deepEqual(result, { ok: false, reason: 'host-taken', host: tea.host });
      assert.equal((await listSites(world.db)).length, 1);
    });

    it('can have further hosts, one of them the primary', async () => {
      await using world = await openTestWorld(dialect);
      await create(world);
      const more = await world.db.write((tx) => addHost(tx, 1, { host: 'new.example', primary: true }));
      assert.ok(more.ok);
      const site = await findSite(world.db, 'blog.example');
      assert.equal(site?.url, 'https://new.example/');
      assert.deepEqual(
        site.hosts.map(({ host }) => host),
        ['new.example', 'blog.example'],
      );
      const again = await world.db.write((tx) => addHost(tx, 1, { host: 'blog.example' }));
      assert.deepEqual(again, { ok: false, reason: 'host-taken', host: 'blog.example' });
    });

    it('changes what is named and keeps the rest, settings too', async () => {
      await using world = await openTestWorld(dialect);
      await create(world);
      const update = (change: Parameters<typeof updateSite>[2]) =>
        world.db.write((tx) => updateSite(tx, 1, change));
      assert.deepEqual(await update({ title: ' Tea\n& more ', settings: { perPage: 5 } }), { ok: true });
      assert.deepEqual(
        await update({ timeZone: 'Asia/Tokyo', settings: { footer: [{ kind: 'recent-posts' }] } }),
        { ok: true },
      );
      const site = await readSite(world.db, 1);
      assert.deepEqual(
        [site?.title, site?.timeZone, site?.locale, site?.settings.perPage, site?.settings.feedItems],
        ['Tea & more', 'Asia/Tokyo', 'en', 5, defaultSettings.feedItems],
      );
      assert.deepEqual(site?.settings.footer, [{ kind: 'recent-posts', count: 5 }]);
      assert.deepEqual(await world.db.write((tx) => updateSite(tx, 2, {})), { ok: false, reason: 'missing' });
    });

    it('names what it changed', async () => {
      await using world = await openTestWorld(dialect);
      const names: string[] = [];
      world.db.changes.subscribe((changed) =>
        names.push(...(changed === 'everything' ? ['everything'] : changed)),
      );
      await create(world);
      await world.db.write((tx) => updateSite(tx, 1, { title: 'Coffee' }));
      assert.deepEqual(names, ['1/site', '1/menu', '0/sites', '1/site']);
    });

    it('keeps the pattern of its posts’ addresses once it has posts', async () => {
      await using world = await openTestWorld(dialect);
      await create(world);
      const change = () => world.db.write((tx) => updateSite(tx, 1, { permalinks: '/%postname%/' }));
      assert.deepEqual(await change(), { ok: true });
      await world.db.write((tx) => tx.db.insertInto('post').values(aPost).execute());
      assert.deepEqual(await change(), { ok: true });
      const other = await world.db.write((tx) => updateSite(tx, 1, { permalinks: '/%post_id%/' }));
      assert.deepEqual(other, { ok: false, reason: 'has-posts', field: 'permalinks' });
      const zone = await world.db.write((tx) => updateSite(tx, 1, { timeZone: 'Asia/Tokyo' }));
      assert.deepEqual(zone, { ok: false, reason: 'has-posts', field: 'timeZone' });
    });
  });
}

const aPost = {
  site_id: 1,
  id: 1,
  type: 'post',
  status: 'draft',
  slug: 'a',
  path: null,
  title: 'A',
  excerpt: '',
  summary: '',
  lang: null,
  dir: 'ltr',
  parent_id: null,
  menu_order: 0,
  picture_id: null,
  sticky: 0,
  password: null,
  comments_open: 1,
  comment_count: 0,
  created_at: now.now,
  changed_at: now.now,
  published_at: null,
  updated_at: null,
  listed_at: null,
  version: 1,
  words: 0,
  minutes: 0,
  parts: 1,
  guid: 'a',
  meta: '{}',
} as const;

describe('A site', () => {
  const refused: readonly [given: Partial<SiteCreation>, reason: string][] = [
    [{ title: ' \n' }, 'no-title'],
    [{ host: 'http://blog.example' }, 'bad-host'],
    [{ host: '' }, 'bad-host'],
    [{ locale: 'english' }, 'bad-locale'],
    [{ locale: 'x' }, 'bad-locale'],
    [{ locale: '' }, 'bad-locale'],
    [{ timeZone: 'Mars/Base' }, 'bad-time-zone'],
    [{ timeZone: '' }, 'bad-time-zone'],
    [{ permalinks: '/%year%/' }, 'bad-permalinks'],
  ];
  for (const [given, reason] of refused) {
    it(`is refused as ${reason} with ${JSON.stringify(given)}`, async () => {
      await using world = await openTestWorld();
      const result = await create(world, given);
      assert.equal(result.ok ? 'made' : result.reason, reason);
      assert.deepEqual(await listSites(world.db), []);
    });
  }

  const schemes: readonly [host: string, url: string][] = [
    ['blog.example', 'https://blog.example/'],
    ['blog.example:443', 'https://blog.example/'],
    ['blog.example:80', 'http://blog.example/'],
    ['blog.example:8080', 'http://blog.example:8080/'],
    ['127.0.0.1:4000', 'http://127.0.0.1:4000/'],
    ['localhost', 'http://localhost/'],
    ['مثال.إختبار', 'https://xn--mgbh0fb.xn--kgbechtv/'],
  ];
  for (const [host, url] of schemes) {
    it(`made for ${host} is found at ${url}`, async () => {
      await using world = await openTestWorld();
      await create(world, { host });
      assert.equal((await readSite(world.db, 1))?.url, url);
    });
  }

  const badSettings: readonly [settings: Record<string, unknown>, setting: string][] = [
    [{ perPage: 0 }, 'perPage'],
    [{ perPage: 1.5 }, 'perPage'],
    [{ perPage: '10' }, 'perPage'],
    [{ per_page: 10 }, 'per_page'],
    [{ frontPage: -1 }, 'frontPage'],
    [{ dates: 'never' }, 'dates'],
    [{ footer: [{ kind: 'widget' }] }, 'footer.0.kind'],
    [
      { footer: [{ kind: 'blogroll', links: [{ label: 'x', href: 'javascript:alert(1)' }] }] },
      'footer.0.links.0.href',
    ],
  ];
  for (const [settings, setting] of badSettings) {
    it(`is refused settings like ${JSON.stringify(settings)}`, async () => {
      await using world = await openTestWorld();
      await create(world);
      const result = await world.db.write((tx) => updateSite(tx, 1, { settings }));
      assert.ok(!result.ok && result.reason === 'bad-settings');
      assert.equal(result.setting, setting);
      assert.deepEqual((await readSite(world.db, 1))?.settings, defaultSettings);
    });
  }
});

describe('A text at the foot of the pages', () => {
  const footerOf = async (world: TestWorld) => JSON.stringify((await readSite(world.db, 1))?.settings.footer);

  it('is HTML made from its Markdown alone, clean, with nothing fetched from elsewhere', async () => {
    await using world = await openTestWorld();
    await create(world);
    const markdown = '# Hello *you*\n\n<script>alert(1)</script>![x](https://other.example/x.png)';
    const footer = [{ kind: 'text', markdown, html: '<script>alert(2)</script>' }] as const;
    assert.ok((await world.db.write((tx) => updateSite(tx, 1, { settings: { footer: [...footer] } }))).ok);
    const [block] = (await readSite(world.db, 1))?.settings.footer ?? [];
    assert.ok(block?.kind === 'text');
    assert.equal(block.markdown, markdown);
    assert.match(block.html, /<h3[^>]*>Hello <em>you<\/em><\/h3>/);
    assert.ok(!/<script|<img/.test(block.html), block.html);
  });

  it('says its words in the language that the site has now', async () => {
    await using world = await openTestWorld();
    await create(world);
    const footer = [{ kind: 'text' as const, markdown: 'Note[^1]\n\n[^1]: Below.' }];
    await world.db.write((tx) => updateSite(tx, 1, { settings: { footer } }));
    assert.match(await footerOf(world), /Back to the text/);
    await world.db.write((tx) => updateSite(tx, 1, { locale: 'fr' }));
    assert.ok(!/Back to the text/.test(await footerOf(world)));
  });
});

describe('A permalink pattern', () => {
  it('can be any of WordPress’s', () => {
    for (const pattern of [
      '/%postname%/',
      '/%postname%.html',
      '/archives/%post_id%',
      '/%category%/%postname%/',
      '/%year%/%monthnum%/%day%/%hour%-%minute%-%second%/%author%/%post_id%/',
    ]) {
      assert.equal(permalinksProblem(pattern), undefined, pattern);
    }
  });

  it('is refused when posts could not be told apart, or it names what is not known', () => {
    for (const pattern of [
      '',
      '%postname%',
      '/%year%/',
      '/%slug%/%postname%/',
      '/-/%postname%/',
      '/a b/%postname%/',
      '/%postname%/?x',
      '//%postname%/',
      '/%postname',
      '/\n%postname%/',
    ]) {
      assert.ok(permalinksProblem(pattern), pattern);
    }
  });
});

describe('Locales and time zones', () => {
  it('are kept in their canonical form', () => {
    assert.equal(canonicalLocale('zh_hant_tw'), 'zh-Hant-TW');
    assert.equal(canonicalLocale('AR'), 'ar');
    assert.equal(canonicalTimeZone('utc'), 'UTC');
    for (const text of ['', '-', 'en--US', 'not a tag', 'klingon', '"><script>'])
      assert.equal(canonicalLocale(text), undefined, text);
  });
});
