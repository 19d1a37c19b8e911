import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createUser } from '../../src/account/save.ts';
import { serve } from '../../src/main.ts';
import { createSite } from '../../src/site/save.ts';
import { type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { examine } from '../support/examine.ts';
import { openTestWorld } from '../support/world.ts';

const password = 'correct horse battery';

describe('Somebody who looks after their account, in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  it('makes a passkey, signs in with it, renames it and removes it', async () => {
    await using served = await serveSite();
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    const device = await withDevice(page);
    await signIn(page, served.url);
    await page.goto(`${served.url}/-/account/passkeys`);
    assert.equal(await page.isVisible('.needs-script'), false);
    await page.fill('form[data-passkey] [name=name]', 'Laptop <b>');
    await page.click('form[data-passkey] button');
    await page.waitForSelector('.items li');
    assert.match(String(await page.textContent('.items')), /never used/);
    assert.equal((await device.credentials()).length, 1);

    await page.goto(`${served.url}/-/account/sign-out`);
    await page.click('button[type=submit]');
    await page.goto(`${served.url}/-/account/sign-in?to=/-/account/passkeys`);
    await page.click('form[data-passkey] button');
    await page.waitForURL('**/-/account/passkeys');
    assert.match(String(await page.textContent('.items')), /last used on/);
    assert.equal(await page.inputValue('.items [name=name]'), 'Laptop <b>');

    await page.fill('.items [name=name]', 'Old laptop');
    await page.click('.items form:first-of-type button');
    assert.equal(await page.inputValue('.items [name=name]'), 'Old laptop');
    await page.click('.items form:last-of-type button');
    assert.equal(await page.isVisible('.items'), false);

    await page.goto(`${served.url}/-/account/sign-out`);
    await page.click('button[type=submit]');
    await page.goto(`${served.url}/-/account/sign-in`);
    await page.click('form[data-passkey] button');
    await page.waitForSelector('main.account > [role=alert]');
    assert.match(String(await page.textContent('main')), /No passkey of yours was recognised/);
    await page.close();
  });

  it('is not signed in by a device that did not ask who holds it', async () => {
    await using served = await serveSite();
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    const device = await withDevice(page);
    await signIn(page, served.url);
    await page.goto(`${served.url}/-/account/passkeys`);
    await page.fill('form[data-passkey] [name=name]', 'Phone');
    await page.click('form[data-passkey] button');
    await page.waitForSelector('.items li');
    await page.goto(`${served.url}/-/account/sign-out`);
    await page.click('button[type=submit]');
    await device.verifiesUser(false);
    await page.goto(`${served.url}/-/account/sign-in`);
    await page.click('form[data-passkey] button');
    await page.waitForSelector('form[data-passkey] [role=alert]:not([hidden])');
    await page.goto(`${served.url}/-/account/`);
    assert.match(page.url(), /sign-in/);
    await page.close();
  });

  for (const javaScript of [true, false]) {
    it(`sets up a second factor and signs in with it, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      await using served = await serveSite();
      const page = await browser.newPage({ javaScript });
      page.setDefaultTimeout(15_000);
      await signIn(page, served.url);
      await page.goto(`${served.url}/-/account/second-factor`);
      await page.fill('[name=password]', password);
      await page.click('button[type=submit]');
      const key = (await page.inputValue('#key')).replaceAll(' ', '');
      await page.fill('[name=code]', totp(key, 0));
      await page.click('form[action$=confirmation] button');
      assert.match(String(await page.textContent('main')), /It is on/);
      await page.goto(`${served.url}/-/account/sign-out`);
      await page.click('button[type=submit]');
      await signIn(page, served.url);
      assert.match(page.url(), /\/-\/account\/second-step/);
      await page.fill('[name=code]', totp(key, 1));
      await page.click('button[type=submit]');
      assert.equal(page.url(), `${served.url}/-/account/`);
      await page.close();
    });
  }

  it('is told plainly that passkeys need JavaScript', async () => {
    await using served = await serveSite();
    const page = await browser.newPage({ javaScript: false });
    page.setDefaultTimeout(15_000);
    await signIn(page, served.url);
    await page.goto(`${served.url}/-/account/passkeys`);
    assert.equal(await page.isVisible('form[data-passkey]'), false);
    assert.match(String(await page.textContent('.needs-script')), /Passkeys need JavaScript/);
    await page.close();
  });

  for (const [viewport, locale] of [
    [phone, 'ar'],
    [desktop, 'en'],
  ] as const) {
    it(`finds pages that everybody can use (${locale}, ${viewport.width} pixels)`, async () => {
      await using served = await serveSite();
      const page = await browser.newPage({ viewport, locale });
      page.setDefaultTimeout(15_000);
      await signIn(page, served.url);
      for (const path of ['security', 'applications', 'second-factor', 'passkeys']) {
        await page.goto(`${served.url}/-/account/${path}`);
        await examine(page, path);
      }
      await page.goto(`${served.url}/-/account/second-factor`);
      await page.fill('[name=password]', password);
      await page.click('button[type=submit]');
      await examine(page, 'a second factor begun');
      await page.goto(`${served.url}/-/account/applications`);
      await page.fill('[name=name]', 'Phone');
      await page.click('button[type=submit]');
      await examine(page, 'an application password made');
      await page.close();
    });
  }
});

/** A site on this machine, by the one name of it to which passkeys can belong. */
async function serveSite() {
  const world = await openTestWorld();
  const now = world.clock.now().toISOString();
  await world.db.write((tx) =>
    createSite(tx, { host: 'blog.example', title: 'Tea & Bread', locale: 'en' }, { now }),
  );
  const zoe = { login: 'zoe', email: 'zoe@blog.example', name: 'Zoë', role: 'owner', password };
  assert.ok((await createUser(world, zoe)).ok);
  // The server closes its database when it stops; the test's world would close it again.
  const db = { ...world.db, close: async () => {} };
  const running = await serve({ ...world, db }, 'web', { host: '127.0.0.1', port: 0 });
  return {
    url: `http://localhost:${running.port}`,
    async [Symbol.asyncDispose]() {
      await running.stop();
      await world.close();
    },
  };
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/-/account/sign-in`);
  await page.fill('[name=name]', 'zoe');
  await page.fill('[name=password]', password);
  await page.click('form[action="/-/account/sign-in"] button');
}

/** A device that keeps passkeys and knows its holder, played by the browser. */
async function withDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    verifiesUser: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** RFC 6238, as the program on the phone makes it; `ahead` steps of thirty seconds from now. */
function totp(key: string, ahead: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
