import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { setupLink } from '../../src/account/setup.ts';
import { serve } from '../../src/main.ts';
import { type Browser, openBrowser, type Page } from '../support/browser.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

type Served = { readonly world: TestWorld; readonly url: string; readonly stop: () => Promise<void> };

/** An install that nobody has set up, pages and work in one process. */
async function serveEmpty(): Promise<Served> {
  const world = await openTestWorld();
  // The server closes its database when it stops; the test's world would close it again.
  const db = { ...world.db, close: async () => {} };
  const running = await serve({ ...world, db }, 'all', { host: '127.0.0.1', port: 0 });
  return {
    world,
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop();
      await world.close();
    },
  };
}

async function setUp(page: Page, { world, url }: Served): Promise<void> {
  await page.goto((await setupLink(world, url)) ?? '');
  await page.fill('[name=title]', 'Tea & Bread');
  await page.selectOption('[name=locale]', 'en');
  await page.fill('[name=name]', 'Zoë');
  await page.fill('[name=login]', 'zoe');
  await page.fill('[name=email]', 'zoe@blog.example');
  await page.fill('[name=password]', 'correct horse battery');
  await page.click('button[type=submit]');
}

/** Puts a picture among the media; answers with the Markdown that shows it. */
async function upload(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/-/admin/media/`);
  const buffer = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#7a9' } })
    .png()
    .toBuffer();
  await page.setInputFiles('#files', [{ name: 'a loaf.png', mimeType: 'image/png', buffer }]);
  await page.click('form.upload button');
  // With scripts the list shows what came; without, the one file's own page does.
  if (/\/media\/$/.test(page.url())) await page.click('.media-grid a');
  await page.fill('#alt', 'A loaf on a board');
  await page.click('form:has(#alt) button[type=submit]');
  return page.inputValue('#markdown');
}

async function publish(page: Page, url: string, picture: string): Promise<void> {
  await page.goto(`${url}/-/admin/posts/new`);
  await page.fill('#title', 'The first loaf');
  await page.fill('#text', `It rose by *noon*.\n\n${picture}\n\nWe ate it by one.`);
  await page.click('button[value=publish]');
}

describe('The first day of a blog, in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    it(`goes from set-up by way of a picture and a post to a reply that is approved, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      const served = await serveEmpty();
      const { url } = served;
      try {
        const writer = await browser.newPage({ javaScript });
        await setUp(writer, served);
        await publish(writer, url, await upload(writer, url));

        const reader = await browser.newPage({ javaScript });
        await reader.goto(`${url}/`);
        await reader.getByRole('link', { name: 'The first loaf' }).first().click();
        assert.equal(await reader.textContent('.prose em'), 'noon');
        const picture = reader.locator('.prose img');
        assert.equal(await picture.getAttribute('alt'), 'A loaf on a board');
        assert.ok((await reader.request.get(url + (await picture.getAttribute('src')))).ok());
        await reader.locator('#reply-text').fill('May I have the *crust*?');
        await reader.locator('#reply-name').fill('Amal');
        served.world.clock.advance(60);
        await reader.locator('#respond .send button').first().click();
        const waiting = reader.locator('.comment').filter({ hasText: 'May I have the crust?' });
        assert.match((await waiting.textContent()) ?? '', /awaiting|waits/i, 'its writer sees that it waits');

        const stranger = await browser.newPage({ javaScript });
        await stranger.goto(reader.url());
        assert.equal(await stranger.locator('.comment').count(), 0, 'and nobody else sees it');

        await writer.goto(`${url}/-/admin/comments/`);
        await writer.getByRole('button', { name: 'Approve', exact: true }).first().click();
        await stranger.reload();
        assert.match((await stranger.textContent('.comment')) ?? '', /Amal[\s\S]*May I have the crust\?/);
        for (const page of [writer, reader, stranger]) await page.close();
      } finally {
        await served.stop();
      }
      assert.deepEqual(browser.complaints, []);
      assert.deepEqual(browser.refused, []);
    });
  }
});
