import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axe, type Browser, openBrowser, type Page, phone } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';
import { assertValidHtml } from '../support/html.ts';
import { article, openSourceSite } from '../support/source-site.ts';

const words = {
  en: {
    speech: 'We stay here, whatever the board decides about the beds. We shall never sell them.',
    post: (address: string) =>
      `On 21 May 2016 Ann Roe [said](${address}): “We stay here, whatever the board decides about the beds.” Bob Doe said: “We go away as soon as we can.” Later Ann Roe [said](${address}): “We shall never sell them.”`,
  },
  ar: {
    speech: 'سنبقى هنا مهما قرر المجلس في أمر الأحواض. لن نبيعها لأحد أبدا.',
    post: (address: string) =>
      `قالت سلمى حداد [يومها](${address}): «سنبقى هنا مهما قرر المجلس في أمر الأحواض». وقال سامي نصر: «سنرحل في أقرب وقت ممكن». ثم قالت سلمى حداد [بعدها](${address}): «لن نبيعها لأحد أبدا».`,
  },
};

describe('Quotations without a source, by keyboard', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const locale of ['en', 'ar'] as const)
    it(`are gone through, bound and dismissed, and what was bound is checked (${locale})`, async () => {
      const site = await openDeskSite(locale, { fetchAllow: ['127.0.0.1/32'] });
      await using source = await openSourceSite({ '/speech': article(words[locale].speech) });
      const page = await browser.newPage({ viewport: phone, locale });
      page.setDefaultTimeout(8_000);
      try {
        const id = await site.pen.post({
          title: 'Three said so',
          text: words[locale].post(source.url('/speech')),
        });
        await site.blog.work();
        await site.enter(page, 'editor');
        await page.goto(`${site.url}/-/admin/quotations/`);
        await page.click('a[href="/-/admin/quotations/unsourced/"]');
        await look(page);
        const cards = page.locator('article.held');
        assert.equal(await cards.count(), 3);
        const decided = (count: number) =>
          page
            .locator('article.held.decided')
            .nth(count - 1)
            .waitFor({ state: 'attached' });
        const focused = () =>
          page.evaluate(`[...document.querySelectorAll('article.held')].indexOf(document.activeElement)`);
        const at: unknown[] = [];
        for (const key of ['j', 'j', 'j', 'k', 'k']) {
          await page.keyboard.press(key);
          at.push(await focused());
        }
        assert.deepEqual(at, [0, 1, 2, 1, 0]);
        await page.keyboard.press('b');
        await decided(1);
        assert.equal(await focused(), 1, 'the next one is there');
        await page.keyboard.press('d');
        await decided(2);
        assert.equal(await focused(), 2);
        await page.keyboard.press('b');
        await decided(3);
        await look(page);
        await site.blog.work();
        const rows = await site.blog.world.db.read
          .selectFrom('quotation')
          .select('verdict')
          .where('post_id', '=', id)
          .execute();
        assert.deepEqual(
          rows.map(({ verdict }) => verdict),
          ['exact', 'exact'],
        );
        await page.goto(`${site.url}/-/admin/quotations/unsourced/?state=dismissed`);
        assert.equal(await cards.count(), 1);
        await page.keyboard.press('j');
        await page.keyboard.press('d');
        await decided(1);
        await page.goto(`${site.url}/-/admin/quotations/unsourced/`);
        assert.equal(await cards.count(), 1, 'what was dismissed is there again');
        assert.deepEqual(browser.complaints, []);
      } finally {
        await page.close();
        await site.close();
      }
    });
});

/** Valid, without a barrier, no wider than a phone. */
async function look(page: Page): Promise<void> {
  const content = (await page.content()).replaceAll(/ (hidden|autofocus|required|disabled|open)=""/g, ' $1');
  assertValidHtml(content, page.url());
  assert.deepEqual(await axe(page), []);
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  assert.ok(wide <= phone.width, `${page.url()} is ${wide} pixels wide`);
}
