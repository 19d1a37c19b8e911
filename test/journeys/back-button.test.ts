import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { updateSite } from '../../src/site/save.ts';
import { type Browser, openBrowser } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';

async function open() {
  const site = await openDeskSite();
  return { ...site, [Symbol.asyncDispose]: () => site.close() };
}

describe('The back button of a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    const how = `JavaScript ${javaScript ? 'on' : 'off'}`;

    it(`and a second press leave one reply, ${how}`, async () => {
      await using place = await open();
      const { blog, pen, url } = place;
      const { world, site, clock } = blog;
      await world.db.write((tx) => updateSite(tx, site.id, { settings: { premoderation: 'nobody' } }));
      await pen.post({ title: 'Talk', slug: 'talk', publishedAt: '2026-05-20T08:00:00.000Z' });
      const page = await browser.newPage({ javaScript });
      await page.goto(`${url}/2026/05/20/talk/`);
      await page.fill('#reply-text', 'Only once, please.');
      await page.fill('#reply-name', 'Cid');
      clock.advance('10 seconds');
      const send = async () => {
        await page.locator('#respond .send button').first().click();
        await page.waitForURL(/#comment-1$/);
      };
      await send();
      await page.goBack();
      await page.locator('#reply-text').waitFor();
      if ((await page.inputValue('#reply-text')) === '') await page.fill('#reply-text', 'Only once, please.');
      if ((await page.inputValue('#reply-name')) === '') await page.fill('#reply-name', 'Cid');
      clock.advance('1 minute');
      await send();
      assert.equal(await page.locator('.comment').count(), 1);
      const rows = await world.db.read.selectFrom('comment').select('text').execute();
      assert.deepEqual(rows, [{ text: 'Only once, please.' }]);
      await page.close();
    });

    it(`and another save lose nothing of a post, ${how}`, async () => {
      await using place = await open();
      const { blog, pen, url, enter } = place;
      const id = await pen.post({ title: 'Before', status: 'draft' });
      const page = await browser.newPage({ javaScript });
      await enter(page, 'editor');
      const path = `${url}/-/admin/posts/${id}/`;
      await page.goto(path);
      await page.fill('#text', 'The first words.');
      await page.click('button[value=save]:not(.quiet)');
      await page.locator('.notice').first().waitFor();
      await page.goBack();
      await page.locator('#text').waitFor();
      await page.fill('#text', 'Other words, from the page before.');
      await page.click('button[value=save]:not(.quiet)');
      await page.locator('#text').waitFor();
      assert.match(await page.inputValue('#text'), /Other words, from the page before\./);
      if (await page.locator('.stale').count()) {
        assert.match(
          (await page.textContent('main')) ?? '',
          /The first words\./,
          'what was saved is shown too',
        );
        await page.click('button[value=save]:not(.quiet)');
        await page.locator('.notice').first().waitFor();
      }
      const saved = await blog.world.db.read.selectFrom('post_document').select('text').execute();
      assert.deepEqual(saved, [{ text: 'Other words, from the page before.' }]);
      await page.close();
    });

    it(`does not make a second post of a new one, ${how}`, async () => {
      await using place = await open();
      const { blog, url, enter } = place;
      const page = await browser.newPage({ javaScript });
      await enter(page, 'editor');
      await page.goto(`${url}/-/admin/posts/new`);
      await page.fill('#title', 'The only one');
      await page.fill('#text', 'Some words.');
      await page.click('button[value=save]:not(.quiet)');
      await page.locator('.notice').first().waitFor();
      await page.goBack();
      await page.locator('#title').waitFor();
      assert.equal(await page.inputValue('#text'), 'Some words.', 'the browser filled the form in again');
      await page.click('button[value=save]:not(.quiet)');
      await page.locator('.notice').first().waitFor();
      const posts = await blog.world.db.read.selectFrom('post').select('title').execute();
      assert.deepEqual(posts, [{ title: 'The only one' }]);
      await page.close();
    });
  }
});
