import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, openBrowser, type Page, phone } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';
import { article, openSourceSite } from '../support/source-site.ts';

const words = [
  'The ministry regrets the delay of the programme, said the spokesman on Monday morning.',
  'It will not reopen the negotiations before the parties have signed the agreement in full.',
].join('\n');

/** Without a barrier, and no wider than the screen. */
async function assertFits(page: Page): Promise<void> {
  assert.deepEqual(await axe(page), [], page.url());
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  assert.equal(wide, false, `${page.url()} is wider than the screen`);
}

describe('A writer who republishes', () => {
  for (const locale of ['en', 'ar']) {
    it(`gives an address, waits for the copy, and sees the verdict come by itself (${locale})`, async () => {
      const site = await openDeskSite(locale, { fetchAllow: ['127.0.0.1/32'] });
      await using source = await openSourceSite({ '/statement': article(words) });
      const browser = await openBrowser();
      const page = await browser.newPage({ viewport: phone });
      await site.enter(page, 'author');
      await page.goto(`${site.url}/-/admin/republish/`);
      await assertFits(page);
      await page.fill('#url', source.url('/statement'));
      await page.click('button[value=address]');
      await page.waitForSelector('[data-waits]');
      await assertFits(page);
      await site.blog.work();
      // The island looks again: nobody reloads.
      await page.waitForSelector('#before');
      assert.match(await page.inputValue('#text'), /It will not reopen the negotiations/);
      await assertFits(page);
      await page.fill('#before', 'Our own words.');
      await page.click('.side button[type=submit]');
      await page.waitForURL(/republish\/posts\/1\//);
      await site.blog.work();
      await page.waitForSelector('[data-waits]', { state: 'detached' });
      await assertFits(page);
      await page.goto(`${site.url}/-/admin/posts/1/preview`);
      assert.equal(await page.getAttribute('.origin .verdict', 'data-verdict'), 'exact');
      await assertFits(page);
      for (const path of ['/-/admin/tools/', '/-/admin/republish/old/']) {
        await page.goto(site.url + path);
        await assertFits(page);
      }
      assert.deepEqual(browser.complaints, []);
      await browser.close();
      await site.close();
    });
  }
});
