import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createUser } from '../../src/account/save.ts';
import { createFetch } from '../../src/kit/fetch/index.ts';
import { serve } from '../../src/main.ts';
import { createSite } from '../../src/site/save.ts';
import { type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { examine } from '../support/examine.ts';
import { chooseAt, openProvider, type TestProvider } from '../support/oidc.ts';
import { freePort } from '../support/port.ts';
import { openTestWorld } from '../support/world.ts';

const password = 'correct horse battery';

/** A site on a host of its own, of an install whose host is another; without `apart` they are one. */
async function serveSite(provider: TestProvider, { apart }: { readonly apart: boolean }) {
  const world = await openTestWorld();
  const port = await freePort();
  const home = `http://install.localhost:${port}`;
  const host = apart ? `writer.localhost:${port}` : `install.localhost:${port}`;
  const config = { ...world.config, url: home, oidc: [provider.settings] };
  const now = world.clock.now().toISOString();
  await world.db.write((tx) =>
    createSite(tx, { host, title: 'Tea & Bread', locale: 'en', timeZone: 'UTC' }, { now }),
  );
  await createUser(world, { login: 'zoe', email: 'zoe@blog.example', role: 'owner', password });
  const fetch = createFetch({ allow: ['127.0.0.1'] });
  // The server closes its database when it stops; the test's world would close it again.
  const db = { ...world.db, close: async () => {} };
  const running = await serve({ ...world, db, config, fetch }, 'web', { host: '127.0.0.1', port });
  return {
    home,
    site: `http://${host}`,
    stop: async () => {
      await running.stop();
      await world.close();
    },
  };
}

/** The name on the page of the account, as the browser is signed in on the site. */
async function whoOn(page: Page, site: string): Promise<string> {
  await page.goto(`${site}/-/account/`);
  return (await page.textContent('main')) ?? '';
}

describe('A reader with accounts elsewhere, in a browser without third-party cookies', () => {
  let browser: Browser;
  let provider: TestProvider;
  before(async () => {
    browser = await openBrowser({ thirdPartyCookies: false });
    provider = await openProvider();
  });
  after(async () => {
    await browser.close();
    await provider.close();
  });

  for (const apart of [true, false]) {
    for (const javaScript of [true, false]) {
      const where = apart ? 'on a site’s own host' : 'on the install’s host';
      it(`signs in, changes and signs out ${where}, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
        const { site, home, stop } = await serveSite(provider, { apart });
        try {
          const page = await browser.newPage({ javaScript });
          const post = `${site}/?reply=4`;
          await page.goto(`${site}/-/account/sign-in?to=${encodeURIComponent('/?reply=4')}`);
          await page.waitForURL(`${home}/-/account/sign-in?**`);
          await page.click('text=Sign in with The School');
          await chooseAt(page, provider, 'ada');
          await page.waitForURL(post);
          assert.match(await whoOn(page, site), /signed in as Ada Byron/);

          await page.goto(`${site}/-/account/change?to=${encodeURIComponent('/?reply=4')}`);
          await page.waitForURL(`${home}/-/account/change?**`);
          await page.click('text=Sign in with another account');
          await page.click('text=Sign in with The School');
          await chooseAt(page, provider, 'ben');
          await page.waitForURL(post);
          assert.match(await whoOn(page, site), /signed in as Ben Okri/);

          await page.goto(`${site}/-/account/change?to=${encodeURIComponent('/?reply=4')}`);
          await page.waitForURL(`${home}/-/account/change?**`);
          await page.click('button:has-text("ada-byron")');
          await page.waitForURL(post);
          assert.match(await whoOn(page, site), /signed in as Ada Byron/);

          await page.goto(`${site}/-/account/sign-out?to=${encodeURIComponent('/?reply=4')}`);
          await page.click('button[type=submit]:has-text("Sign out")');
          await page.waitForURL(post);
          await page.goto(`${site}/-/account/`);
          await page.waitForURL(`${home}/-/account/**`);
          assert.doesNotMatch((await page.textContent('h1')) ?? '', /Your account/);
          await assertHostOnly(page);
          await page.close();
        } finally {
          await stop();
        }
        assert.deepEqual(browser.refused, []);
        assert.deepEqual(browser.complaints, []);
      });
    }
  }

  for (const [viewport, locale] of [
    [phone, 'ar'],
    [desktop, 'en'],
  ] as const) {
    it(`meets pages without a barrier, ${viewport.width} pixels wide, in ${locale}`, async () => {
      const { site, home, stop } = await serveSite(provider, { apart: true });
      try {
        const page = await browser.newPage({ viewport, locale });
        for (const path of ['sign-in', 'link', 'forgotten', 'register', 'link-asked?purpose=reset']) {
          await page.goto(`${home}/-/account/${path}`);
          await examine(page, path);
        }
        await page.goto(`${home}/-/account/callback/school?error=access_denied`);
        await examine(page, 'a provider’s refusal');
        await page.goto(`${home}/-/account/sign-in`);
        await page.fill('[name=name]', 'zoe');
        await page.fill('[name=password]', password);
        await page.click('button[type=submit]');
        await examine(page, 'account');
        for (const path of ['password', 'email', 'change', 'sign-out']) {
          await page.goto(`${home}/-/account/${path}`);
          await examine(page, path);
        }
        await page.goto(`${site}/-/account/arrive?code=x`);
        await examine(page, 'a code that is none');
        await page.close();
      } finally {
        await stop();
      }
    });
  }
});

/** Every cookie is of one host, out of reach of scripts. */
async function assertHostOnly(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  const ours = cookies.filter(({ name }) => name.includes('verbatim'));
  assert.ok(ours.length > 0);
  for (const { name, domain, httpOnly, sameSite } of ours) {
    assert.match(domain, /^(writer|install)\.localhost$/, name);
    assert.deepEqual([httpOnly, sameSite], [true, 'Lax'], name);
  }
}
