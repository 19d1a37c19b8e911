import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setupLink } from '../../src/account/setup.ts';
import { type Running, serve } from '../../src/main.ts';
import { type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { examine } from '../support/examine.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

const password = 'correct horse battery';

type Served = { readonly world: TestWorld; readonly url: string; readonly stop: () => Promise<void> };

async function serveEmpty(): Promise<Served> {
  const world = await openTestWorld();
  // The server closes its database when it stops; the test's world would close it again.
  const db = { ...world.db, close: async () => {} };
  const running: Running = await serve({ ...world, db }, 'web', { host: '127.0.0.1', port: 0 });
  return {
    world,
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop();
      await world.close();
    },
  };
}

async function fillSetup(page: Page): Promise<void> {
  await page.fill('[name=title]', 'Tea & Bread');
  await page.selectOption('[name=locale]', 'fr');
  await page.fill('[name=name]', 'Zoë');
  await page.fill('[name=login]', 'zoe');
  await page.fill('[name=email]', 'zoe@blog.example');
  await page.fill('[name=password]', password);
  await page.click('button[type=submit]');
}

describe('An owner, in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    it(`sets the install up, signs out and in again, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      const served = await serveEmpty();
      try {
        const page = await browser.newPage({ javaScript });
        await page.goto((await setupLink(served.world, served.url)) ?? '');
        await fillSetup(page);
        assert.equal(page.url(), `${served.url}/-/admin/`, 'the desk is where one begins');
        await page.goto(`${served.url}/-/account/`);
        assert.match(await page.textContent('main').then(String), /zoe@blog\.example/);
        await page.click('button[type=submit]');
        assert.equal(page.url(), `${served.url}/`);
        await page.goto(`${served.url}/wp-admin/`);
        await page.fill('[name=name]', 'zoe');
        await page.fill('[name=password]', 'not the password');
        await page.click('button[type=submit]');
        assert.equal(await page.textContent('[role=alert]'), 'The name or the password is not right.');
        assert.equal(await page.inputValue('[name=name]'), 'zoe');
        await page.fill('[name=password]', password);
        await page.click('button[type=submit]');
        assert.equal(page.url(), `${served.url}/-/admin/`);
        await page.close();
      } finally {
        await served.stop();
      }
      // A refused sign-in answers 403, which the console mentions.
      assert.deepEqual(
        browser.complaints.filter((line) => !/status of 403/.test(line)),
        [],
      );
      assert.deepEqual(browser.refused, []);
    });
  }

  for (const [viewport, locale] of [
    [phone, 'ar'],
    [desktop, 'en'],
  ] as const) {
    it(`meets pages without a barrier, ${viewport.width} pixels wide, in ${locale}`, async () => {
      const served = await serveEmpty();
      try {
        const page = await browser.newPage({ viewport, locale });
        const link = (await setupLink(served.world, served.url)) ?? '';
        await page.goto(link);
        await examine(page, 'set-up');
        await page.fill('[name=title]', ' ');
        await page.$eval('form', (form: { noValidate: boolean }) => {
          form.noValidate = true;
        });
        await page.click('button[type=submit]');
        await examine(page, 'set-up with problems');
        await fillSetup(page);
        await page.goto(`${served.url}/-/account/`);
        await examine(page, 'account');
        await page.goto(`${served.url}/-/account/sign-out`);
        await examine(page, 'sign-out');
        await page.goto(link);
        await examine(page, 'used link');
        await page.context().clearCookies();
        await page.goto(`${served.url}/-/account/sign-in`);
        await examine(page, 'sign-in');
        await page.close();
      } finally {
        await served.stop();
      }
    });
  }
});
