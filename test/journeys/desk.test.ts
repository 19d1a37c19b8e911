import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sample } from '../../src/media/sample.ts';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';

type DeskSite = Awaited<ReturnType<typeof openDeskSite>>;

describe('Whoever keeps a site, in a browser without scripts', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  /** A page of the desk's owner; what is done there, and then nothing is left open. */
  async function asOwner(
    work: (page: Page, site: DeskSite) => Promise<void>,
    javaScript = false,
  ): Promise<void> {
    const site = await openDeskSite();
    const page = await browser.newPage({ javaScript });
    try {
      await site.enter(page, 'owner');
      await work(page, site);
    } finally {
      await page.close();
      await site.close();
    }
  }

  it('adds a picture, says what is to be seen on it, and uses it', async () => {
    await asOwner(async (page, { url, pen }) => {
      await page.goto(`${url}/-/admin/media/`);
      const buffer = await sample(640, 400).png().toBuffer();
      await page.setInputFiles('#files', [{ name: 'harbour at dawn.png', mimeType: 'image/png', buffer }]);
      await page.click('form.upload button');
      assert.match(page.url(), /\/-\/admin\/media\/\d+\/$/);
      assert.match((await page.textContent('#alt-problem')) ?? '', /Missing/);
      await page.fill('#alt', 'Fishing boats at dawn');
      await page.click('form:has(#alt) button[type=submit]');
      assert.equal(await page.locator('#alt-problem').count(), 0);
      const markdown = await page.inputValue('#markdown');
      await pen.post({ title: 'Dawn', text: markdown });
      await page.goto(`${url}/2026/05/21/dawn/`);
      const width = 'document.querySelector(`img[alt="Fishing boats at dawn"]`).naturalWidth';
      assert.equal(await page.evaluate(width), 640);
      await page.goto(`${url}/-/admin/media/`);
      await page.click('.media-grid a');
      assert.match((await page.textContent('main')) ?? '', /Used in[\s\S]*Dawn/);
    });
  });

  it('makes a category and renames it, and the archive’s old address leads to the new one', async () => {
    await asOwner(async (page, { url, pen }) => {
      await page.goto(`${url}/-/admin/categories/`);
      await page.fill('#name', 'Harbour');
      await page.click('section.panel button[type=submit]');
      const id = Number(
        /categories\/(\d+)\//.exec((await page.getAttribute('.list tbody th a', 'href')) ?? '')?.[1],
      );
      await pen.post({ title: 'Dredging', terms: [id] });
      await page.click('.list tbody th a');
      await page.fill('#name', 'The Port');
      await page.fill('#slug', '');
      await page.click('main form button[type=submit] >> nth=0');
      assert.match((await page.textContent('.notice')) ?? '', /Saved: The Port/);
      await page.goto(`${url}/category/harbour/`);
      assert.equal(page.url(), `${url}/category/the-port/`);
      assert.match((await page.textContent('main')) ?? '', /Dredging/);
    });
  });

  it('makes a menu, puts its entries in order, and sees it on the site', async () => {
    await asOwner(async (page, { url, pen }) => {
      await pen.post({ type: 'page', title: 'About' });
      await page.goto(`${url}/-/admin/menus/`);
      await page.fill('#name', 'Main');
      await page.click('section.panel button[type=submit]');
      await page.selectOption('#add-known', { label: 'About' });
      await page.click('button[value=add]');
      await page.fill('#add-href', 'https://harbour.example/');
      await page.fill('#add-label', 'The harbour');
      await page.click('button[value=add]');
      await page.click('button[value=up-1]');
      await page.click('button[value=in-1]');
      assert.match((await page.textContent('.notice')) ?? '', /not saved yet/);
      await page.click('button[value=save]:not(.quiet)');
      assert.match((await page.textContent('.notice')) ?? '', /Saved/);
      await page.goto(`${url}/`);
      const menu = await page.textContent('#menu');
      assert.match(menu ?? '', /The harbour[\s\S]*About/);
    });
  });

  it('changes settings, and is told at the field what cannot be', async () => {
    await asOwner(async (page, { url }) => {
      await page.goto(`${url}/-/admin/settings/`);
      await page.fill('#title', 'Harbour & Sea');
      await page.fill('#locale', 'klingon');
      await page.click('main button[type=submit]');
      assert.match((await page.textContent('#locale-problem')) ?? '', /no language tag/);
      await page.fill('#locale', 'en');
      await page.click('main button[type=submit]');
      await page.click('.tabs >> text=Reading');
      await page.fill('#related', '0');
      await page.uncheck('#readingTime');
      await page.click('main button[type=submit]');
      assert.match((await page.textContent('.notice')) ?? '', /Saved/);
      assert.equal(await page.isChecked('#readingTime'), false);
      await page.goto(`${url}/`);
      assert.match(await page.title(), /Harbour & Sea/);
    });
  });

  it('chooses colours, is refused one that cannot be read, takes the nearest, and sees it', async () => {
    await asOwner(async (page, { url }) => {
      await page.goto(`${url}/-/admin/look/`);
      await page.fill('#light-accent', '#ffcc00');
      await page.click('button[value=save]:not(.quiet)');
      assert.match((await page.textContent('#light-accent-problem')) ?? '', /4\.5 : 1 is needed/);
      await page.click('button[value^="take:light:accent"]');
      const taken = await page.inputValue('#light-accent');
      await page.click('button[value=save]:not(.quiet)');
      assert.match((await page.textContent('.notice')) ?? '', /Saved/);
      await page.goto(`${url}/`);
      const colour = await page.evaluate(
        'getComputedStyle(document.documentElement).getPropertyValue("--accent")',
      );
      assert.equal(colour, taken);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await page.evaluate(
        'getComputedStyle(document.documentElement).getPropertyValue("--accent")',
      );
      assert.equal(dark, '#a3c0ee', 'the night keeps the theme’s own');
    });
  });

  it('with scripts drops files, sees what is refused, and sees colours while choosing', async () => {
    await asOwner(async (page, { url }) => {
      await page.goto(`${url}/-/admin/media/`);
      const buffer = await sample(64, 40).png().toBuffer();
      await page.setInputFiles('#files', [
        { name: 'good.png', mimeType: 'image/png', buffer },
        { name: 'bad.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
      ]);
      await page.click('form.upload button');
      await page.waitForSelector('.upload-list .problem');
      assert.match(
        (await page.textContent('.upload-list')) ?? '',
        /good\.png[\s\S]*bad\.exe[\s\S]*not taken/,
      );
      await page.goto(`${url}/-/admin/look/`);
      await page.fill('#light-accent', '#7a1f5c');
      const shown =
        'getComputedStyle(document.querySelector(".look-sample.light")).getPropertyValue("--accent")';
      // The page's policy lets nothing wait inside it.
      for (let tries = 0; tries < 50 && (await page.evaluate(shown)) !== '#7a1f5c'; tries++)
        await page.waitForTimeout(100);
      assert.equal(await page.evaluate(shown), '#7a1f5c');
    }, true);
  });
});

describe('Every page of the desk', () => {
  let browser: Browser;
  let site: DeskSite;
  const paths = [
    '',
    'media/',
    'media/MEDIA/',
    'media/MEDIA/delete',
    'categories/',
    'categories/TERM/',
    'categories/TERM/delete',
    'tags/',
    'menus/',
    'menus/1/',
    'settings/',
    'settings/reading/',
    'settings/replies/',
    'settings/moderation/',
    'settings/addresses/',
    'settings/footer/',
    'look/',
    'jobs/',
    'jobs/?all=1',
  ];
  let media = 0;
  let term = 0;

  before(async () => {
    browser = await openBrowser();
    site = await openDeskSite();
    ({ media, term } = await furnish(site));
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const locale of ['en', 'ar']) {
    it(`has nothing that axe would find, on a phone and a desktop, by day and by night, in ${locale}`, async () => {
      const found: string[] = [];
      const page = await browser.newPage({ locale });
      await site.enter(page, 'owner');
      for (const path of paths) {
        const address = path.replace('MEDIA', String(media)).replace('TERM', String(term));
        await page.goto(`${site.url}/-/admin/${address}`);
        for (const [size, viewport] of Object.entries({ phone, desktop })) {
          await page.setViewportSize(viewport);
          // Colours are those of the day or the night, whichever way the text runs.
          const night = (size === 'phone') === (locale === 'ar');
          for (const colorScheme of night ? (['light', 'dark'] as const) : (['light'] as const)) {
            await page.emulateMedia({ colorScheme });
            const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {};
            for (const { rule, elements } of await axe(page, rules))
              found.push(`${path}, ${size}, ${colorScheme}: ${rule} ${elements[0]}`);
          }
          const wide = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
          if (wide > 0) found.push(`${path}, ${size}: ${wide} pixels too wide`);
        }
      }
      await page.close();
      assert.deepEqual(found, []);
      assert.deepEqual(browser.complaints, []);
      assert.deepEqual(browser.refused, []);
    });
  }
});

/** Something of everything, with names that are long, foreign or hostile. */
async function furnish({ blog, pen }: DeskSite): Promise<{ media: number; term: number }> {
  const { storeMedia } = await import('../../src/media/save.ts');
  const { saveMenu } = await import('../../src/site/save-menu.ts');
  const { enqueue } = await import('../../src/kit/queue/index.ts');
  const { world, site } = blog;
  const body = await sample(800, 500).png().toBuffer();
  const stored = await storeMedia(world, site.id, {
    name: 'harbour.png',
    body,
    title: 'ميناء الصيد عند الفجر',
  });
  assert.ok(stored.ok);
  const notes = Buffer.from('Some notes, kept.');
  await storeMedia(world, site.id, { name: 'notes.txt', body: notes, title: 'N'.repeat(90) });
  await blog.work();
  const news = await pen.category('News of the harbour and of everything that comes and goes there');
  const below = await pen.category('أخبار المرفأ', news);
  await pen.tag('<script>alert(1)</script>');
  await pen.tag('Ёлка');
  const page = await pen.post({ type: 'page', title: 'About <us>' });
  for (const [index, title] of ['Dredging & silt', 'تقرير المرفأ', 'What the ferry brought'].entries())
    await pen.post({
      title,
      terms: [below],
      publishedAt: `2026-0${index + 2}-10T10:00:00.000Z`,
      text: `![](${stored.media.path})`,
    });
  await pen.post({ title: 'Half a thought', status: 'draft' });
  await world.db.write(async (tx) => {
    await saveMenu(tx, site.id, {
      name: 'Main',
      location: 'main',
      items: [
        {
          target: { kind: 'page', id: page },
          children: [{ target: { kind: 'term', id: news }, children: [] }],
        },
        { label: 'Elsewhere', target: { kind: 'url', href: 'https://harbour.example/' }, children: [] },
      ],
    });
    await enqueue(tx, { kind: 'media.fetch', key: '1:9', siteId: site.id, payload: {} });
    const failed = {
      failed_at: tx.clock.now().toISOString(),
      attempts: 12,
      error: 'The address answered 404.',
    };
    await tx.db.updateTable('job').set(failed).where('kind', '=', 'media.fetch').execute();
  });
  return { media: stored.media.id, term: below };
}
