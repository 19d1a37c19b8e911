import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { type ServedDemo, serveDemo } from '../support/demo.ts';

describe('A reader of the demonstration site', () => {
  let browser: Browser;
  let demo: ServedDemo;
  before(async () => {
    [browser, demo] = await Promise.all([openBrowser(), serveDemo()]);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });

  /** The address of a page, decoded, without the host. */
  const pathOf = (page: Page) => decodeURI(page.url()).slice(demo.url.length);
  const heading = (page: Page) => page.locator('h1').textContent();
  const follow = (page: Page, name: string | RegExp, within = 'main') =>
    page
      .locator(within)
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click();

  /** Types words into a search and presses Enter. */
  const ask = async (page: Page, form: ReturnType<Page['locator']>, words: string) => {
    await form.getByRole('searchbox').fill(words);
    await Promise.all([
      page.waitForURL((url) => url.searchParams.get('s') === words),
      page.keyboard.press('Enter'),
    ]);
  };

  for (const javaScript of [true, false]) {
    const how = `JavaScript ${javaScript ? 'on' : 'off'}`;

    it(`goes from the home page through a thread, an author and a category to what a search finds, ${how}`, async () => {
      const page = await browser.newPage({ javaScript, viewport: desktop });
      await page.goto(`${demo.url}/`);
      assert.equal(await heading(page), 'The Fair Copy');
      assert.equal(await page.locator('article.card').count(), 12, 'ten posts, and two that are pinned');

      await follow(page, 'The ferry question, in the words of those who asked it');
      assert.equal(pathOf(page), '/2026/05/19/the-ferry-question/');
      assert.equal(
        await page.locator('.lead figcaption').textContent(),
        'The seven o’clock boat. It takes six minutes, or nine with the tide against it.',
      );
      await follow(page, 'What we think', '.contents');
      assert.ok(await page.locator('#what-we-think').isVisible());

      assert.equal(await page.locator('#replies-title').textContent(), '66 replies');
      await follow(page, 'Newer replies');
      assert.equal(pathOf(page), '/2026/05/19/the-ferry-question/comment-page-2/#replies');
      assert.ok(
        (await page.locator('#replies-title').boundingBox())!.y < desktop.height,
        'and sees the replies',
      );
      assert.ok(await page.getByText('Because we elected forty, and seventeen said no').isVisible());

      await follow(page, 'ليان الورّاق', '.profiles');
      assert.equal(pathOf(page), '/author/layan-al-warraq/');
      assert.equal(await heading(page), 'ليان الورّاق');
      assert.equal(await page.locator('.honours li').count(), 2);
      assert.equal(
        await page.locator('.biography').evaluate((element) => element.matches(':dir(rtl)')),
        true,
      );

      await follow(page, 'City council');
      assert.equal(pathOf(page), '/category/record/council/');
      assert.equal(await heading(page), 'City council');
      await follow(page, 'The record', '.breadcrumb');
      await follow(page, 'Next page');
      assert.equal(pathOf(page), '/category/record/page/2/');

      await ask(page, page.getByRole('search'), 'tanners lane');
      assert.equal(pathOf(page), '/?s=tanners+lane');
      assert.match(
        (await page.locator('[role=status]').textContent()) ?? '',
        /^\d+ results? for tanners lane$/,
      );
      assert.ok((await page.locator('main mark').count()) > 0);
      await follow(page, 'The minute book of the Tramway Committee, 1911');

      await follow(page, 'Next page');
      assert.equal(pathOf(page), '/2024/11/14/minute-book-of-the-tramway-committee/2/');
      assert.equal(await page.locator('.lead').count(), 0, 'the picture stands on the first page only');
      assert.equal(await page.locator('main h2').first().textContent(), 'First meeting: 6 February 1911');
      await follow(page, 'The Fair Copy', '.masthead');
      assert.equal(pathOf(page), '/');
      await page.close();
    });

    it(`searches in Arabic without its vowel marks, and for a phrase, ${how}`, async () => {
      const page = await browser.newPage({ javaScript });
      await page.goto(`${demo.url}/?s=${encodeURIComponent('المبيضة')}`);
      assert.ok((await page.locator('main mark').allInnerTexts()).includes('المُبيَّضة'));
      await ask(page, page.locator('main'), '"that he was indifferent which"');
      const titles = await page.locator('.card-title').allInnerTexts();
      assert.deepEqual(titles, ['The minute book of the Tramway Committee, 1911']);
      await page.goto(`${demo.url}/?s=zzyzx`);
      assert.equal(await page.locator('article.card').count(), 0);
      await page.close();
    });

    it(`opens the menu of a phone by keyboard, and gives a post its password, ${how}`, async () => {
      const page = await browser.newPage({ javaScript, viewport: phone });
      await page.goto(`${demo.url}/`);
      const about = page.locator('.menu').getByRole('link', { name: 'How we work' });
      await page.locator('.menu-button').focus();
      await page.keyboard.press('Enter');
      assert.equal(await about.isVisible(), false);
      await page.locator('.menu summary').last().press('Enter');
      assert.equal(await about.isVisible(), true);
      await about.press('Enter');
      await page.waitForURL(`${demo.url}/about/how-we-work/`);

      await page.goto(`${demo.url}/`);
      await follow(page, 'Proof sheet for subscribers, autumn');
      assert.equal(await page.getByText('eighty-eight').count(), 0);
      await page.getByLabel('Password').fill('biro');
      await page.getByRole('button', { name: 'Read' }).click();
      assert.equal(await page.getByRole('alert').textContent(), 'That is not the password. Try again.');
      await page.getByLabel('Password').fill('inkwell');
      await page.getByRole('button', { name: 'Read' }).click();
      assert.ok(await page.getByText('eighty-eight').isVisible());
      await page.close();
    });

    it(`finds a way on where there is nothing, ${how}`, async () => {
      const page = await browser.newPage({ javaScript, viewport: phone });
      const answer = await page.goto(`${demo.url}/2023/no-such-thing/`);
      assert.equal(answer?.status(), 404);
      await ask(page, page.locator('main'), 'ferry');
      await follow(page, 'The ferry question, in the words of those who asked it');
      assert.equal(await page.locator('main').getByRole('heading', { level: 1 }).count(), 1);
      await page.close();
    });
  }

  it('asks nothing of any other place, and no page breaks the policy', () => {
    assert.deepEqual(browser.refused, []);
    // The wrong password and the missing page are answered as what they are, which the console mentions.
    assert.deepEqual(
      browser.complaints.filter((line) => !/status of 40[34]/.test(line)),
      [],
    );
  });
});
