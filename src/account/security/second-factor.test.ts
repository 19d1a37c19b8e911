import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { browse as visit } from '../../../test/support/browsing.ts';
import { dialects, openTestWorld, type TestWorld } from '../../../test/support/world.ts';
import type { Reply } from '../../kit/http/message.ts';
import { createSite } from '../../site/save.ts';
import { accountFeature } from '../index.ts';
import { accountByName } from '../read.ts';
import { createUser } from '../save.ts';
import { removeFactors } from './remove.ts';
import { browserIn, systemIn } from './sessions.ts';

const password = 'correct horse battery';
const feature = accountFeature({ stylesheet: '/-/assets/theme.css' });

for (const dialect of dialects) {
  describe(`A second factor (${dialect})`, () => {
    it('is set up with a first code, and asked for from then on', async () => {
      await using world = await inhabited(dialect);
      const { key } = await setUp(world);
      const browser = browse(world);
      const step = await signIn(browser);
      assert.equal(step.headers.location, '/-/account/second-step?to=%2F-%2Faccount%2Fsecurity');
      assert.equal((await browser.get('/-/account/')).status, 303, 'one step of two is none');
      const page = await browser.get(String(step.headers.location));
      assert.equal(page.status, 200);
      const passed = await browser.post('/-/account/second-step', {
        token: tokenIn(page),
        to: '/-/account/security',
        code: totp(key, 1),
      });
      assert.equal(passed.status, 303);
      assert.equal(passed.headers.location, '/-/account/security');
      assert.match(String((await browser.get('/-/account/security')).body), /Second factor<\/a><br>On/);
    });

    it('takes no code twice, and no wrong one', async () => {
      await using world = await inhabited(dialect);
      const { key } = await setUp(world);
      const code = totp(key, 1);
      const first = browse(world);
      assert.equal((await pass(first, code)).status, 303);
      const thief = browse(world);
      assert.equal((await pass(thief, code)).status, 403);
      assert.equal((await thief.get('/-/account/')).status, 303);
      assert.equal((await pass(thief, '000000')).status, 403);
      assert.equal((await pass(browse(world), '')).status, 403);
    });

    it('lets its owner in by a backup code, once each', async () => {
      await using world = await inhabited(dialect);
      const { codes } = await setUp(world);
      assert.equal(codes.length, 10);
      const [code = ''] = codes;
      assert.equal((await pass(browse(world), code)).status, 303);
      assert.equal((await pass(browse(world), code)).status, 403);
      assert.equal((await pass(browse(world), codes[1] ?? '')).status, 303);
    });

    it('is not asked for in a browser that is trusted, until the factor is another one', async () => {
      await using world = await inhabited(dialect);
      const { key, browser: home } = await setUp(world);
      const browser = browse(world);
      assert.equal((await pass(browser, totp(key, 1), { trust: '1' })).status, 303);
      await browser.post('/-/account/sign-out', { token: tokenIn(await browser.get('/-/account/')) });
      assert.equal((await signIn(browser)).headers.location, '/-/account/security');
      assert.match(String((await signIn(browse(world))).headers.location), /second-step/);
      await remove(home);
      assert.equal((await signIn(browse(world))).headers.location, '/-/account/security');
      await setUp(world, browse(world));
      await browser.post('/-/account/sign-out', { token: tokenIn(await browser.get('/-/account/')) });
      assert.match(String((await signIn(browser)).headers.location), /second-step/);
    });
  });
}

describe('Setting up a second factor', () => {
  it('takes the password, and changes nothing until a code was right', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    await signIn(browser);
    const page = await browser.get('/-/account/second-factor');
    const wrong = await browser.post('/-/account/second-factor', { token: tokenIn(page), password: 'guess' });
    assert.equal(wrong.status, 422);
    const begun = await browser.post('/-/account/second-factor', { token: tokenIn(page), password });
    assert.match(String(begun.body), /<svg class="qr"/);
    assert.doesNotMatch(String(begun.body), / style=/);
    const { setup, codes } = shownIn(begun);
    const again = await browser.post('/-/account/second-factor/confirmation', {
      token: tokenIn(begun),
      setup,
      code: '000000',
    });
    assert.equal(again.status, 422);
    assert.deepEqual(shownIn(again).codes, codes, 'a wrong code loses nothing that was shown');
    assert.equal((await signIn(browse(world))).headers.location, '/-/account/security');
  });

  it('gives the backup codes as a file too', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    await signIn(browser);
    const page = await browser.get('/-/account/second-factor');
    const begun = await browser.post('/-/account/second-factor', { token: tokenIn(page), password });
    const { setup, codes } = shownIn(begun);
    const token = tokenIn(begun);
    const file = await browser.post('/-/account/second-factor/file', { token, setup });
    assert.match(String(file.headers['content-disposition']), /attachment/);
    for (const code of codes) assert.ok(String(file.body).includes(code));
    const forged = await browser.post('/-/account/second-factor/file', { token, setup: 'e30.1.x' });
    assert.equal(forged.status, 422);
  });

  it('gives new backup codes in the place of the old', async () => {
    await using world = await inhabited('sqlite');
    const { browser, codes } = await setUp(world);
    const token = tokenIn(await browser.get('/-/account/second-factor'));
    const renewed = await browser.post('/-/account/second-factor/codes', { token, password });
    const fresh = codesIn(renewed);
    assert.equal(fresh.length, 10);
    assert.equal((await pass(browse(world), codes[0] ?? '')).status, 403);
    assert.equal((await pass(browse(world), fresh[0] ?? '')).status, 303);
  });
});

describe('Somebody who cannot get in', () => {
  it('is let in by password alone once the install’s administrator has said so', async () => {
    await using world = await inhabited('sqlite');
    const { browser } = await setUp(world);
    const account = await accountByName(world.db, 'alice');
    await world.db.write((tx) => removeFactors(tx, account?.id ?? 0));
    assert.equal((await browser.get('/-/account/security')).status, 303, 'sessions are over');
    assert.equal((await signIn(browse(world))).headers.location, '/-/account/security');
  });
});

describe('The sessions of an account', () => {
  it('are listed by browser and system, and can be ended one by one or all but one’s own', async () => {
    await using world = await inhabited('sqlite');
    const [here, phone, other] = [
      browse(world, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
      browse(
        world,
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
      ),
      browse(world, 'curl/8'),
    ];
    for (const browser of [here, phone, other]) await signIn(browser);
    const page = await here.get('/-/account/security');
    const text = String(page.body);
    assert.match(text, /Firefox on Linux<\/strong> · this browser/);
    assert.match(text, /Safari on iPhone<\/strong><br>/);
    assert.match(text, /A program that does not say what it is/);
    assert.equal(text.match(/sessions\/\d+\/end/g)?.length, 2);
    const id = /Safari on iPhone[\s\S]*?sessions\/(\d+)\/end/.exec(text)?.[1];
    const token = tokenIn(page);
    assert.equal((await here.post(`/-/account/sessions/${id}/end`, { token })).status, 303);
    assert.equal((await phone.get('/-/account/security')).status, 303);
    assert.equal((await other.get('/-/account/security')).status, 200);
    assert.equal((await here.post('/-/account/sessions/end', { token })).status, 303);
    assert.equal((await other.get('/-/account/security')).status, 303);
    assert.equal((await here.get('/-/account/security')).status, 200);
  });

  it('of others cannot be ended', async () => {
    await using world = await inhabited('sqlite');
    const made = await createUser(world, {
      login: 'mallory',
      email: 'mallory@blog.example',
      role: 'author',
      password,
    });
    assert.ok(made.ok);
    const [alice, mallory] = [browse(world), browse(world)];
    await signIn(alice);
    await signIn(mallory, 'mallory');
    const token = tokenIn(await mallory.get('/-/account/security'));
    for (const id of [1, 2, 3]) await mallory.post(`/-/account/sessions/${id}/end`, { token });
    assert.equal((await alice.get('/-/account/security')).status, 200);
  });

  it('say what they are by what the browser says, whatever else it claims to be', () => {
    const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
    assert.deepEqual([browserIn(chrome), systemIn(chrome)], ['Chrome', 'Windows']);
    assert.equal(browserIn(`${chrome} Edg/140.0`), 'Edge');
    assert.deepEqual([browserIn('<script>'), systemIn('<script>')], [undefined, undefined]);
  });
});

type Browser = ReturnType<typeof browse>;

function browse(world: TestWorld, userAgent = 'Mozilla/5.0 Firefox/1') {
  return visit(world, feature, { headers: { 'user-agent': userAgent } });
}

async function inhabited(dialect: 'sqlite' | 'postgres'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  const now = '2026-03-01T08:00:00.000Z';
  await world.db.write((tx) =>
    createSite(tx, { host: '127.0.0.1:4000', title: 'Tea', locale: 'en' }, { now }),
  );
  const alice = { login: 'alice', email: 'alice@blog.example', role: 'editor', password };
  assert.ok((await createUser(world, alice)).ok);
  return world;
}

async function signIn(browser: Browser, name = 'alice'): Promise<Reply> {
  const token = tokenIn(await browser.get('/-/account/sign-in'));
  return browser.post('/-/account/sign-in', { name, password, token, to: '/-/account/security' });
}

async function pass(browser: Browser, code: string, more: Record<string, string> = {}): Promise<Reply> {
  await signIn(browser);
  const token = tokenIn(await browser.get('/-/account/second-step'));
  return browser.post('/-/account/second-step', { token, code, to: '/-/account/security', ...more });
}

async function setUp(world: TestWorld, browser = browse(world)) {
  await signIn(browser);
  const page = await browser.get('/-/account/second-factor');
  const begun = await browser.post('/-/account/second-factor', { token: tokenIn(page), password });
  assert.equal(begun.status, 200);
  const { key, setup, codes } = shownIn(begun);
  const confirmed = await browser.post('/-/account/second-factor/confirmation', {
    token: tokenIn(begun),
    setup,
    code: totp(key, 0),
  });
  assert.equal(confirmed.status, 303);
  return { key, codes, browser };
}

async function remove(browser: Browser): Promise<void> {
  const token = tokenIn(await browser.get('/-/account/second-factor'));
  const removed = await browser.post('/-/account/second-factor/removal', { token, password });
  assert.equal(removed.status, 303);
}

function shownIn(reply: Reply) {
  const text = String(reply.body);
  const key = /id="key" type="text" class="secret" readonly dir="ltr" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const setup = /name="setup" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return { key: key.replaceAll(' ', ''), setup, codes: codesIn(reply) };
}

function codesIn(reply: Reply): readonly string[] {
  return [...String(reply.body).matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code = '']) => code);
}

function tokenIn(reply: Reply): string {
  return /name="token" value="([^"]+)"/.exec(String(reply.body))?.[1] ?? '';
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
