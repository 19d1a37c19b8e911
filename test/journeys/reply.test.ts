import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readSite } from '../../src/site/read.ts';
import { createSite, updateSite } from '../../src/site/save.ts';
import type { Blog } from '../support/blog.ts';
import { type Browser, openBrowser, type Page } from '../support/browser.ts';
import { openProvider } from '../support/oidc.ts';
import { penOf } from '../support/pen.ts';
import { freePort } from '../support/port.ts';
import { openServer } from '../support/server.ts';

const path = '/2026/05/20/talk/';

/** An install with a site on its own host and one on another, each with a post; a provider to log in with. */
async function openInstall() {
  await using opened = new AsyncDisposableStack();
  const provider = opened.use(await openProvider());
  const port = await freePort();
  const own = `first.localhost:${port}`;
  const custom = `second.localhost:${port}`;
  const server = opened.use(
    await openServer({
      port,
      now: new Date().toISOString(),
      site: { host: own },
      config: { url: `http://${own}`, oidc: [provider.settings], fetchAllow: ['127.0.0.1'] },
    }),
  );
  const { blog } = server;
  const { world } = blog;
  const now = world.clock.now().toISOString();
  const made = await world.db.write((tx) =>
    createSite(tx, { host: custom, title: 'Second', locale: 'ar', timeZone: 'UTC' }, { now }),
  );
  assert.ok(made.ok);
  const second = await readSite(world.db, made.id);
  assert.ok(second);
  for (const site of [blog.site, second]) {
    await world.db.write((tx) => updateSite(tx, site.id, { settings: { premoderation: 'nobody' } }));
    const pen = penOf({ ...blog, site } as Blog);
    const post = await pen.post({
      title: 'Talk',
      text: 'The ferry leaves at seven. It takes six minutes, or nine with the tide.',
      publishedAt: '2026-05-20T08:00:00.000Z',
    });
    await pen.comment(post, 'Cid', 'Who asks?');
  }
  const all = opened.move();
  return {
    blog,
    urls: {
      'the install’s own host': `http://${own}${path}`,
      'a domain of its own': `http://${custom}${path}`,
    },
    /** Nobody writes at once: what does is taken for a program. */
    think: () => blog.clock.advance('10 seconds'),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

describe('Somebody who replies with an account, third-party cookies blocked', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser({ thirdPartyCookies: false });
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    for (const where of ['the install’s own host', 'a domain of its own'] as const) {
      it(`logs in, replies, changes, replies and logs out on ${where}, and loses no word, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
        await using install = await openInstall();
        const page = await browser.newPage({ javaScript });
        page.setDefaultTimeout(8_000);
        await page.goto(install.urls[where]);
        await page.locator('#comment-1 .answer').click();
        await write(page, 'Ada asks, with **stars**.');
        await page.locator('.ways').getByRole('button', { name: 'The School' }).click();
        await page.locator('button[value=ada]').click();
        await page.locator('#respond strong', { hasText: 'Ada Byron' }).waitFor();
        assert.equal(new URL(page.url()).host, new URL(install.urls[where]).host, 'back where it began');
        assert.equal(await written(page), 'Ada asks, with **stars**.');
        install.think();
        await send(page);
        assert.match(await textOf(page, '#comment-2'), /Ada Byron[\s\S]*Ada asks, with stars\./);
        assert.match(page.url(), /#comment-2$/);
        assert.equal(await page.locator('li li #comment-2').count(), 1, 'under what it answers');

        await write(page, 'Ben adds this.');
        await page.locator('.who button[value=change]').click();
        await page.locator('a[href*="another=1"]').click();
        await page.getByRole('link', { name: /The School/ }).click();
        await page.locator('button[value=ben]').click();
        // The provider's own page, on which the person before is logged out there.
        if (!javaScript) await page.getByRole('button', { name: 'Continue' }).click();
        await page.locator('#respond strong', { hasText: 'Ben Okri' }).waitFor();
        assert.equal(new URL(page.url()).host, new URL(install.urls[where]).host);
        assert.equal(await written(page), 'Ben adds this.');
        install.think();
        await send(page);
        assert.match(await textOf(page, '#comment-3'), /Ben Okri[\s\S]*Ben adds this\./);

        await write(page, 'Ada again, without a provider.');
        await page.locator('.who button[value=change]').click();
        await page.getByRole('button', { name: /Ada Byron ada/ }).click();
        await page.locator('#respond strong', { hasText: 'Ada Byron' }).waitFor();
        assert.equal(await written(page), 'Ada again, without a provider.');
        install.think();
        await send(page);
        assert.match(await textOf(page, '#comment-4'), /Ada Byron/);

        await write(page, 'Nobody in particular.');
        await page.locator('.who button[value=log-out]').click();
        await page.locator('#reply-name').waitFor();
        assert.equal(await written(page), 'Nobody in particular.');
        await page.locator('#reply-name').fill('Guest');
        install.think();
        await send(page);
        assert.match(await textOf(page, '#comment-5'), /Guest/);
        assert.deepEqual(browser.refused, []);
        await page.close();
      });
    }
  }
});

/** Writes into the form, wherever on the page it stands. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('#reply-text').fill(text);
}

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

async function written(page: Page): Promise<string> {
  return page.locator('#reply-text').inputValue();
}

async function send(page: Page): Promise<void> {
  await page.locator('#respond .send button').first().click();
  await page.locator('.comment').first().waitFor();
}
