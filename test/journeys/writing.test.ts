import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { assertValidHtml } from '../support/html.ts';
import type { Person } from '../support/person.ts';
import { openServer } from '../support/server.ts';

type Server = Awaited<ReturnType<typeof openServer>>;

const now = '2026-05-21T12:00:00.000Z';
const openSite = (locale = 'en') => openServer({ site: { host: '127.0.0.1', locale }, now });
const addressOf = ({ port }: Server) => `http://127.0.0.1:${port}`;

/** A browser in which that person is signed in. */
async function signedIn(
  browser: Browser,
  server: Server,
  person: Person,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const page = await browser.newPage(options);
  const url = addressOf(server);
  await page.context().addCookies(
    person.cookie.split('; ').map((cookie) => {
      const [name = '', value = ''] = cookie.split(/=(.*)/s);
      return { name, value, url };
    }),
  );
  return page;
}

async function textOf(server: Server, path: string): Promise<string> {
  return (await server.ask(path, { host: `127.0.0.1:${server.port}` })).body.toString();
}

describe('A writer, in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    it(`begins a post, previews, publishes, renames, bins and takes it back, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      await using server = await openSite();
      const editor = await server.blog.as('editor');
      const page = await signedIn(browser, server, editor, { javaScript });
      await page.goto(`${addressOf(server)}/-/admin/posts/`);
      await page.click('main a.button[href$="/new"]');
      await page.fill('#title', 'Storm on the quay');
      await page.fill('#text', 'The ferry left at *nine*.');
      await page.fill('#tags', 'Quay, Silt');
      const opened = page.context().waitForEvent('page');
      await page.click('button[value=preview]');
      const preview = await opened;
      await preview.waitForLoadState();
      assert.equal(await preview.textContent('h1'), 'Storm on the quay');
      assert.equal(await preview.textContent('.prose em'), 'nine');
      await preview.close();
      await page.click('button[value=publish]');
      assert.match(await page.textContent('.notice').then(String), /It is published\./);
      await server.blog.work();
      for (const path of ['/', '/feed/', '/?s=ferry', '/tag/silt/'])
        assert.ok((await textOf(server, path)).includes('Storm on the quay'), path);
      const maps = [...(await textOf(server, '/sitemap.xml')).matchAll(/<loc>[^<]*?(\/[^/<]+)<\/loc>/g)];
      const listed = await Promise.all(maps.map(([, path = '']) => textOf(server, path)));
      assert.ok(listed.join('').includes('/storm-on-the-quay/'), 'the sitemap');
      await page.fill('#slug', 'a-storm');
      await page.click('.side button[value=save]');
      await page.goto(`${addressOf(server)}/2026/05/21/storm-on-the-quay/`);
      assert.equal(new URL(page.url()).pathname, '/2026/05/21/a-storm/');
      await page.goto(`${addressOf(server)}/-/admin/posts/`);
      await page.click('button.link.bad');
      assert.match(await page.textContent('.notice').then(String), /“Storm on the quay” is in the bin/);
      const gone = await server.ask('/2026/05/21/a-storm/', { host: `127.0.0.1:${server.port}` });
      assert.equal(gone.status, 410);
      await page.click('.notice button');
      assert.match(await page.textContent('.notice').then(String), /is back/);
      await page.goto(`${addressOf(server)}/2026/05/21/a-storm/`);
      assert.equal(await page.textContent('h1'), 'Storm on the quay');
      await page.close();
    });

    it(`who saves in two tabs is shown both texts, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      await using server = await openSite();
      const id = await server.pen.post({ title: 'Tide', text: 'High at nine.' });
      const editor = await server.blog.as('editor');
      const first = await signedIn(browser, server, editor, { javaScript });
      const second = await first.context().newPage();
      const address = `${addressOf(server)}/-/admin/posts/${id}/`;
      await first.goto(address);
      await second.goto(address);
      await second.fill('#text', 'High at ten.');
      await second.click('.side button[value=save]');
      await first.fill('#text', 'High at nine, as ever.');
      await first.click('.side button[value=save]');
      assert.match(await first.textContent('.stale').then(String), /Somebody saved this while you wrote/);
      assert.match(await first.textContent('.compared del').then(String), /ten/);
      assert.equal(await first.inputValue('#text'), 'High at nine, as ever.');
      await first.click('.side button[value=save]');
      assert.match(await first.textContent('.notice').then(String), /Saved\./);
      await first.goto(`${address}revisions/`);
      assert.equal(await first.locator('.versions tbody tr').count(), 3);
      await first.close();
    });
  }

  it('sees the text in the theme while writing, and loses nothing with a closed tab or without a network', async () => {
    await using server = await openSite();
    const editor = await server.blog.as('editor');
    const page = await signedIn(browser, server, editor);
    await page.goto(`${addressOf(server)}/-/admin/posts/new`);
    await page.fill('#title', 'Begun');
    await page.fill('#text', 'Some *words*.');
    await page.click('button[aria-pressed]');
    await page.frameLocator('.live iframe').locator('.prose em').waitFor();
    await page.fill('#text', 'Some *other* words.');
    await page.frameLocator('.live iframe').locator('.prose em', { hasText: 'other' }).waitFor();
    await page.waitForURL(/\/posts\/\d+\/$/, { timeout: 15_000 });
    const address = page.url();
    await page.context().setOffline(true);
    await page.fill('#text', 'Written without a network.');
    await page.waitForTimeout(200);
    await page.context().setOffline(false);
    await page.goto(address);
    await page.click('main > .notice button:not(.plain)');
    assert.equal(await page.inputValue('#text'), 'Written without a network.');
    await page.click('.side button[value=save]');
    assert.equal(await page.inputValue('#text'), 'Written without a network.');
    await page.goto(address);
    assert.equal(await page.locator('main > .notice').count(), 0, 'what arrived is not offered again');
    await page.close();
  });

  it('writes on in a page that lay open for two days: its preview and what is kept need nothing reloaded', async () => {
    await using server = await openSite();
    const id = await server.pen.post({ type: 'page', title: 'Tide', text: 'High at nine.' });
    const page = await signedIn(browser, server, await server.blog.as('editor'));
    await page.goto(`${addressOf(server)}/-/admin/pages/${id}/`);
    server.blog.clock.advance('48 hours');
    await page.fill('#text', 'High at *ten*.');
    await page.click('button[aria-pressed]');
    await page.frameLocator('.live iframe').locator('.prose em', { hasText: 'ten' }).waitFor();
    await page.fill('#text', 'High at *eleven*.');
    await page.locator('.autosaved', { hasText: /\d/ }).waitFor();
    await page.evaluate('localStorage.clear()');
    await page.goto(`${addressOf(server)}/-/admin/pages/${id}/?unsaved=1`);
    assert.equal(await page.inputValue('#text'), 'High at *eleven*.');
    await page.close();
  });

  for (const [locale, name, viewport] of [
    ['ar', 'a phone', phone],
    ['en', 'a desk', desktop],
  ] as const) {
    it(`finds every page of writing accessible, in ${locale} on ${name}`, {
      timeout: 120_000,
    }, async () => {
      await using server = await openSite(locale);
      const owner = await server.blog.as('owner');
      const page = await signedIn(browser, server, owner, { viewport, locale });
      const id = await furnish(server);
      const desk = '/-/admin/posts/';
      const paths = [
        desk,
        `${desk}?status=trash`,
        `${desk}?s=nothing`,
        `${desk}new`,
        `${desk}${id}/`,
        `${desk}${id}/revisions/`,
        `${desk}${id}/revisions/2`,
        `${desk}${id}/delete`,
        '/-/admin/pages/',
        '/-/admin/pages/new',
      ];
      for (const path of paths) {
        await page.goto(addressOf(server) + path);
        await look(page, path);
      }
      await page.goto(`${addressOf(server)}${desk}${id}/`);
      await page.evaluate("document.querySelector('[name=version]').value = '1'");
      await page.fill('#text', 'Something else.');
      await page.click('.side button[value=save]');
      await look(page, 'two at once');
      await page.goto(`${addressOf(server)}${desk}new`);
      await page.fill('#slug', '???');
      await page.click('.side button[value=save]');
      await look(page, 'problems');
      await page.goto(`${addressOf(server)}${desk}new`);
      await page.fill('#text', 'Some words.');
      await page.click('button[aria-pressed]');
      await page.frameLocator('.live iframe').locator('.prose p').waitFor();
      await look(page, 'live preview');
      await page.close();
    });
  }

  it('was shown nothing that the policy of its pages forbids', () => {
    const refusals = /status of (403|404|409|410|422)|ERR_INTERNET_DISCONNECTED/;
    assert.deepEqual(
      browser.complaints.filter((text) => !refusals.test(text)),
      [],
    );
    assert.deepEqual(browser.refused, []);
  });
});

async function furnish(server: Server): Promise<number> {
  const { pen } = server;
  const news = await pen.category('News');
  await pen.category('Harbour', news);
  await pen.post({
    title: 'عاصفة',
    terms: [news, await pen.tag('Quay')],
    authors: [await pen.author('ليلى')],
    sticky: true,
    password: 'x',
  });
  await pen.post({ status: 'trash', title: 'Old' });
  await pen.post({ type: 'page', title: 'About' });
  const id = await pen.post({ status: 'pending', title: 'Tide', text: 'High at nine.\n\nLow at three.' });
  await pen.change(id, { text: 'High at ten.\n\nLow at three.' });
  return id;
}

async function look(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axe(page), [], name);
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  assert.equal(wide, false, `${name} is wider than the screen`);
}

describe('The HTML of the desk for writing', () => {
  it('is valid', { timeout: 60_000 }, async () => {
    await using server = await openSite();
    const owner = await server.blog.as('owner');
    const id = await furnish(server);
    for (const path of [
      '',
      '?status=trash',
      'new',
      `${id}/`,
      `${id}/revisions/`,
      `${id}/revisions/2`,
      `${id}/delete`,
    ]) {
      const { text } = await owner.get(`/-/admin/posts/${path}`);
      assertValidHtml(text, path);
    }
  });
});
