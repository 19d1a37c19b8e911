import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../../test/support/browser.ts';
import { openPreview, type Preview } from '../../test/support/preview.ts';

describe('the default theme in a browser', () => {
  let browser: Browser;
  let preview: Preview;
  const open = async (name: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await browser.newPage(options);
    await page.goto(`${preview.url}/${name}`);
    return page;
  };

  before(async () => {
    [browser, preview] = await Promise.all([openBrowser(), openPreview()]);
  });
  after(async () => {
    await Promise.all([browser.close(), preview.close()]);
  });

  test('axe finds nothing on any page, on a phone and a desktop, in light and dark, in both directions', async () => {
    const found: string[] = [];
    let checked = 0;
    for (const name of preview.names) {
      const page = await open(name, { viewport: phone });
      for (const [size, viewport] of Object.entries({ phone, desktop })) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // The scheme changes colours only.
          const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {};
          for (const { rule, elements } of await axe(page, { ...rules, resultTypes: ['violations'] })) {
            found.push(`${name}, ${size}, ${colorScheme}: ${rule} ${elements[0]}`);
          }
          checked++;
        }
      }
      await page.close();
    }
    assert.deepEqual(found, []);
    assert.ok(checked >= 80);
  });

  test('no page is wider than the narrowest window (WCAG 2.2, 1.4.10), and none breaks the policy', async () => {
    const wide: string[] = [];
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    for (const name of preview.names) {
      await page.goto(`${preview.url}/${name}`);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (overflow !== 0) wide.push(`${name}: ${overflow}`);
    }
    await page.close();
    assert.deepEqual(wide, []);
    assert.deepEqual(browser.complaints, []);
    assert.deepEqual(browser.refused, []);
  });

  test('the first stop of the keyboard is the way past the menu, and it can be seen', async () => {
    const page = await open('post', { javaScript: false });
    await page.keyboard.press('Tab');
    const skip = page.locator('.skip');
    assert.equal(await skip.evaluate((element) => element.matches(':focus-visible')), true);
    assert.ok((await skip.boundingBox())!.y >= 0);
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#content$/);
    await page.close();
  });

  test('the menu of a phone opens and closes by keyboard, without JavaScript', async () => {
    const page = await open('home', { viewport: phone, javaScript: false });
    const entry = page.getByRole('link', { name: 'Visit' });
    assert.equal(await entry.isVisible(), false);
    await page.locator('.menu-button').focus();
    await page.keyboard.press('Enter');
    assert.equal(await entry.isVisible(), true);
    await page.locator('summary', { hasText: 'More under The archive' }).press('Enter');
    assert.equal(await page.getByRole('link', { name: 'Unknown hands' }).isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await entry.isVisible(), false);
    await page.close();
  });

  test('the menu of a desktop shows one branch at a time', async () => {
    const page = await open('home', { javaScript: false });
    await page.locator('summary', { hasText: 'The archive' }).click();
    assert.equal(await page.getByRole('link', { name: 'The flood' }).isVisible(), true);
    await page.locator('summary', { hasText: 'Visit' }).press('Enter');
    assert.equal(await page.getByRole('link', { name: 'Opening hours', exact: true }).isVisible(), true);
    assert.equal(await page.getByRole('link', { name: 'The flood' }).isVisible(), false);
    await page.close();
  });

  test('a page in another direction is the mirror image', async () => {
    const left = await open('home');
    const right = await open('home-ar');
    const [title, button] = await Promise.all([
      left.locator('.masthead .site-title a').boundingBox(),
      right.locator('.masthead .site-title a').boundingBox(),
    ]);
    assert.ok(title!.x < desktop.width / 4);
    assert.ok(button!.x + button!.width > (desktop.width * 3) / 4);
    await Promise.all([left.close(), right.close()]);
  });

  test('a player is fetched from its place after a click, and not before', async () => {
    const before = browser.refused.length;
    const page = await open('post');
    assert.equal(browser.refused.length, before);
    const asked = page.waitForRequest('https://video.example/embed/1');
    await page.locator('[data-player] .embed-card').click();
    await asked;
    assert.equal(await page.locator('iframe').getAttribute('src'), 'https://video.example/embed/1');
    await page.close();
  });

  test('the form comes under the reply that is answered, and goes back, with what is written in it', async () => {
    const page = await open('post');
    await page.locator('#reply-text').fill('Half written');
    await page.locator('#comment-2 .answer').click();
    assert.equal(await page.locator('#comment-2 + #respond').count(), 1);
    assert.equal(await page.locator('#respond [name=parent]').inputValue(), '2');
    assert.match((await page.locator('#respond-title').textContent()) ?? '', /Reply to .*Mara Ellison/);
    await page.locator('#respond .cancel').click();
    assert.equal(await page.locator('.comment + #respond').count(), 0);
    assert.equal(await page.locator('#respond [name=parent]').inputValue(), '');
    assert.equal(await page.locator('#respond-title').textContent(), 'Leave a reply');
    assert.equal(await page.locator('#reply-text').inputValue(), 'Half written');
    await page.close();
  });

  test('words of the post that are marked are quoted by one press, and words elsewhere are not', async () => {
    const page = await open('post');
    const mark = (selector: string) =>
      page.evaluate(`getSelection().selectAllChildren(document.querySelector(${JSON.stringify(selector)}))`);
    await mark('#comment-1 .prose p');
    assert.equal(await page.locator('.quote-this').count(), 0);
    await mark('.post > .prose > p');
    await page.locator('.quote-this').click();
    const words = ((await page.locator('.post > .prose > p').first().textContent()) ?? '').trim();
    const quoted = await page.locator('#reply-quote').inputValue();
    assert.equal(quoted.replaceAll(/\s+/g, ' '), words.replaceAll(/\s+/g, ' '));
    assert.equal(await page.locator('#reply-quote').isVisible(), true);
    await page.close();
  });

  test('nothing moves when the fonts arrive late', async () => {
    const page = await browser.newPage();
    await page.route('**/*.woff2', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.addInitScript(
      'globalThis.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) moved += entry.value }).observe({ type: "layout-shift", buffered: true })',
    );
    await page.goto(`${preview.url}/post`);
    await page.evaluate('document.fonts.ready');
    await page.waitForTimeout(100);
    const moved = (await page.evaluate('moved')) as number;
    assert.ok(moved < 0.1, `layout shift ${moved}`);
    await page.close();
  });

  test('on paper there is the text, and nothing to press', async () => {
    const page = await open('post');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.skip', '.panel', '.menu-button', '.neighbours', '.blocks', '.contents']) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    assert.equal(await page.locator('article.post h1').isVisible(), true);
    assert.equal(await page.locator('#comment-1').isVisible(), true);
    await page.close();
  });
});
