import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../test/support/blog.ts';
import { openProvider, openRubbish, type Rubbish, type Sign } from '../../test/support/oidc.ts';
import { type Wanderer, wander } from '../../test/support/wandering.ts';
import type { ProviderSettings } from '../kit/oidc.ts';
import { createUser } from './save.ts';
import { signInWays } from './ways.ts';

const origin = 'http://blog.example';
const password = 'correct horse battery';

async function open(settings: ProviderSettings, dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const blog = await openBlog({
    dialect,
    site: { host: 'blog.example:80' },
    config: { oidc: [settings], fetchAllow: ['127.0.0.1'] },
  });
  return { blog, [Symbol.asyncDispose]: () => blog.close() };
}

const browse = (blog: Blog): Wanderer => wander(blog.app.respond, ['blog.example']);

/** Signs in as one of the provider's people. */
async function enter(browser: Wanderer, who: string, to = '/-/account/') {
  await browser.go(`${origin}/-/account/with/school?to=${encodeURIComponent(to)}`);
  assert.match(browser.here().text, /Who are you/);
  return browser.send({ account: who });
}

async function byPassword(browser: Wanderer, name: string) {
  await browser.go(`${origin}/-/account/sign-in?another=1`);
  return browser.send({ name, password });
}

const accounts = (blog: Blog) => blog.world.db.read.selectFrom('account').selectAll().orderBy('id').execute();

for (const dialect of ['sqlite', 'postgres'] as const) {
  describe(`Signing in with a provider (${dialect})`, () => {
    it('makes a reader’s account once, and comes back to where one was', async () => {
      await using provider = await openProvider();
      await using opened = await open(provider.settings, dialect);
      const { blog } = opened;
      const browser = browse(blog);
      const page = await browser.go(`${origin}/-/account/sign-in?to=/2026/05/a-post/`);
      assert.match(page.text, /Sign in with <bdi>The School<\/bdi>/);
      const back = await enter(browser, 'ada', '/2026/05/a-post/?x=1');
      assert.equal(back.url.href, `${origin}/2026/05/a-post/?x=1`);
      const [ada, ...others] = await accounts(blog);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [ada?.login, ada?.name, ada?.email, ada?.email_verified, ada?.is_owner],
        ['ada-byron', 'Ada Byron', 'ada@people.example', 1, 0],
      );
      assert.match((await browser.go(`${origin}/-/account/`)).text, /You have no role on a site yet/);
      const again = browse(blog);
      await enter(again, 'ada');
      assert.match(again.here().text, /Ada Byron/);
      assert.equal((await accounts(blog)).length, 1);
      const credential = await blog.world.db.read
        .selectFrom('credential')
        .selectAll()
        .executeTakeFirstOrThrow();
      assert.equal(credential.provider, `oidc:${provider.issuer}`);
      assert.deepEqual([credential.access_token, credential.id_token], [null, null]);
    });

    it('takes a name in any letters, and keeps no address that nobody confirmed', async () => {
      await using provider = await openProvider();
      await using opened = await open(provider.settings, dialect);
      for (const who of ['noor', 'ben']) await enter(browse(opened.blog), who);
      const [noor, ben] = await accounts(opened.blog);
      assert.deepEqual([noor?.login, noor?.name], ['reader', 'نور الهدى']);
      for (const account of [noor, ben]) {
        assert.match(account?.email ?? '', /^[0-9a-f]+@no-address\.invalid$/);
        assert.equal(account?.email_verified, 0);
      }
      const page = browse(opened.blog);
      assert.match((await enter(page, 'ben')).text, /<dt>E-mail<\/dt><dd>None<\/dd>/);
    });

    it('never signs in to an account, nor links it, because of an address', async () => {
      await using provider = await openProvider();
      await using opened = await open(provider.settings, dialect);
      const { blog } = opened;
      for (const [login, email] of [
        ['owner', 'ada@people.example'],
        ['other', 'ben@people.example'],
      ] as const)
        assert.ok((await createUser(blog.world, { login, email, role: 'owner', password })).ok);
      const browser = browse(blog);
      const refused = await enter(browser, 'ada', '/here/');
      assert.equal(refused.status, 403);
      assert.match(refused.text, /link The School on the page of your account/);
      assert.match(refused.text, /href="\/-\/account\/sign-in\?to=%2Fhere%2F"/);
      assert.match((await browser.go(`${origin}/-/account/`)).text, /<h1>Sign in<\/h1>/);
      const ben = await enter(browse(blog), 'ben');
      assert.match(ben.text, /Ben Okri/);
      assert.doesNotMatch(ben.text, /Owner of this install/);
      const held = await blog.world.db.read
        .selectFrom('credential')
        .select(['account_id', 'provider'])
        .execute();
      assert.deepEqual(held.map(({ provider: one }) => one === 'credential').sort(), [false, true, true]);
    });

    it('is linked to an account on its page, and unlinked, but never from two nor as the last way', async () => {
      await using provider = await openProvider();
      await using opened = await open(provider.settings, dialect);
      const { blog } = opened;
      for (const login of ['alice', 'carol'])
        await createUser(blog.world, { login, email: `${login}@blog.example`, role: 'owner', password });
      const alice = browse(blog);
      await byPassword(alice, 'alice');
      await alice.send({ provider: 'school' }, '/-/account/link-provider');
      assert.match((await alice.send({ account: 'ada' })).text, /Unlink <bdi>The School<\/bdi>/);
      assert.match((await enter(browse(blog), 'ada')).text, /alice@blog\.example/);
      const carol = browse(blog);
      await byPassword(carol, 'carol');
      await carol.send({ provider: 'school' }, '/-/account/link-provider');
      const twice = await carol.send({ account: 'ada' });
      assert.equal(twice.status, 409);
      assert.match(twice.text, /linked to another account/);
      await alice.send({ provider: 'school' }, '/-/account/unlink');
      assert.match((await alice.go(`${origin}/-/account/`)).text, /Link <bdi>The School<\/bdi>/);
      const noor = browse(blog);
      await enter(noor, 'noor');
      const last = await noor.send({ provider: 'school' }, '/-/account/unlink');
      assert.equal(last.status, 409);
      assert.match((await noor.go(`${origin}/-/account/`)).text, /Unlink/);
    });
  });
}

describe('Signing in with a provider', () => {
  it('leaves a person who refuses where they can go on', async () => {
    await using provider = await openProvider();
    await using opened = await open(provider.settings);
    const browser = browse(opened.blog);
    const refused = await enter(browser, '', '/a-post/');
    assert.equal(refused.status, 403);
    assert.match(refused.text, /You did not allow The School/);
    assert.match(refused.text, /href="\/-\/account\/sign-in\?to=%2Fa-post%2F"/);
    assert.deepEqual(await accounts(opened.blog), []);
  });

  it('is of the browser that began it, in its time, and of the provider that it began with', async () => {
    await using provider = await openProvider();
    await using opened = await open(provider.settings);
    const { blog } = opened;
    const attacker = browse(blog);
    const hop = await stopped(blog, attacker, 'ada');
    const victim = browse(blog);
    await victim.go(`${origin}/-/account/sign-in`);
    const injected = await victim.go(hop);
    assert.equal(injected.status, 403);
    assert.match(injected.text, /does not belong to anything that this browser began/);
    assert.match((await victim.go(`${origin}/-/account/`)).text, /<h1>Sign in<\/h1>/);
    for (const state of ['', 'x', 'a.b.c', new URL(hop).searchParams.get('state')?.slice(0, -2) ?? '']) {
      const forged = await attacker.go(`${origin}/-/account/callback/school?code=c&state=${state}`);
      assert.equal(forged.status, 403);
    }
    assert.equal((await attacker.go(hop.replace('/school', '/other'))).status, 404);
    blog.clock.advance('16 minutes');
    const late = await attacker.go(hop);
    assert.match(late.text, /took too long/);
    assert.deepEqual(await accounts(blog), []);
  });

  it('says so when the provider is down, before and in the midst of it', async () => {
    const provider = await openProvider();
    await using opened = await open(provider.settings);
    const { blog } = opened;
    const browser = browse(blog);
    const hop = await stopped(blog, browser, 'ada');
    await provider.close();
    const down = await browser.go(hop);
    assert.equal(down.status, 502);
    assert.match(down.text, /The School cannot be reached just now/);
    blog.clock.advance('11 minutes');
    const early = await browser.go(`${origin}/-/account/with/school?to=/a-post/`);
    assert.equal(early.status, 502);
    assert.match(early.text, /href="\/-\/account\/sign-in\?to=%2Fa-post%2F"/);
  });

  it('offers the providers of the settings on every host, with the way back', async () => {
    await using provider = await openProvider({ name: 'WORK_PLACE', label: '<b>Work</b>' });
    await using opened = await open(provider.settings);
    const [way, ...others] = signInWays(opened.blog.world);
    assert.deepEqual(others, []);
    assert.equal(way?.href('/a b?c=d#e'), '/-/account/with/work_place?to=%2Fa%20b%3Fc%3Dd%23e');
    const page = await browse(opened.blog).go(`${origin}/-/account/sign-in`);
    assert.match(page.text, /Sign in with <bdi>&lt;b&gt;Work&lt;\/b&gt;<\/bdi>/);
    const unknown = await browse(opened.blog).go(`${origin}/-/account/with/nobody`);
    assert.equal(unknown.status, 404);
  });
});

/** Where the provider sends a browser back to, before it goes there. */
async function stopped(blog: Blog, browser: Wanderer, who: string): Promise<string> {
  let hop = '';
  const catching = wander(
    async (request) => {
      if (!request.path.startsWith('/-/account/callback/')) return blog.app.respond(request);
      hop = `${origin}${request.path}?${request.query}`;
      return { status: 200, headers: {}, body: 'stopped' };
    },
    ['blog.example'],
  );
  await catching.go(`${origin}/-/account/with/school`);
  await catching.send({ account: who });
  for (const [name, value] of catching.cookies('blog.example'))
    browser.cookies('blog.example').set(name, value);
  assert.ok(hop !== '');
  return hop;
}

type Case = { readonly what: string; readonly make: Parameters<typeof openRubbish>[0]; readonly good?: true };

const now = () => Math.floor(Date.now() / 1000);
const claims = (issuer: string, nonce: string) => ({
  iss: issuer,
  aud: 'verbatim',
  sub: 'someone',
  nonce,
  iat: now(),
  exp: now() + 300,
});
const tokens = (idToken: string | undefined): Rubbish => ({
  token: { body: JSON.stringify({ access_token: 'a', token_type: 'bearer', id_token: idToken }) },
});
const html = { type: 'text/html', body: '<!doctype html><h1>Welcome to our Wi-Fi</h1>' };
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const signed =
  (change: (good: ReturnType<typeof claims>) => object, key?: Parameters<Sign>[1]): Case['make'] =>
  (issuer, sign) =>
  (nonce) =>
    tokens(sign(change(claims(issuer, nonce)), key));

const cases: readonly Case[] = [
  { what: 'a good answer', good: true, make: signed((good) => good) },
  { what: 'HTML for what it says about itself', make: () => () => ({ discovery: html }) },
  {
    what: 'another issuer',
    make: () => () => ({ discovery: { body: '{"issuer":"https://evil.example"}' } }),
  },
  { what: 'no addresses', make: (issuer) => () => ({ discovery: { body: JSON.stringify({ issuer }) } }) },
  { what: 'an endless answer', make: () => () => ({ discovery: { body: ' '.repeat(600_000) } }) },
  { what: 'HTML for tokens', make: () => () => ({ token: html }) },
  {
    what: 'an error for tokens',
    make: () => () => ({ token: { status: 400, body: '{"error":"invalid_grant"}' } }),
  },
  { what: 'a list for tokens', make: () => () => ({ token: { body: '[1]' } }) },
  { what: 'no ID token', make: () => () => tokens(undefined) },
  { what: 'an ID token that is none', make: () => () => tokens('a.b.c') },
  { what: 'a signature of somebody else', make: signed((good) => good, stranger) },
  {
    what: 'an ID token of another issuer',
    make: signed((good) => ({ ...good, iss: 'https://evil.example' })),
  },
  { what: 'an ID token for another client', make: signed((good) => ({ ...good, aud: 'other' })) },
  { what: 'another nonce', make: signed((good) => ({ ...good, nonce: 'x' })) },
  {
    what: 'an ID token that is too old',
    make: signed((good) => ({ ...good, exp: now() - 900, iat: now() - 999 })),
  },
  { what: 'a subject without end', make: signed((good) => ({ ...good, sub: 's'.repeat(3000) })) },
  {
    what: 'rubbish for keys',
    make: (issuer, sign) => (nonce) => ({ ...tokens(sign(claims(issuer, nonce))), keys: html }),
  },
];

describe('A provider that answers', () => {
  for (const { what, make, good } of cases) {
    it(`${what}: ${good ? 'one is signed in' : 'one is not signed in, and told so'}`, async () => {
      await using rubbish = await openRubbish(make);
      await using opened = await open(rubbish.settings);
      const browser = browse(opened.blog);
      const end = await browser.go(`${origin}/-/account/with/rubbish?to=/a-post/`);
      if (good) {
        assert.equal(end.url.pathname, '/a-post/');
        assert.equal((await accounts(opened.blog)).length, 1);
        return;
      }
      assert.equal(end.status, 502, end.text);
      assert.match(end.text, /Rubbish &amp; Co\. gave an answer that cannot be trusted or understood/);
      assert.match(end.text, /href="\/-\/account\/sign-in\?to=%2Fa-post%2F"/);
      assert.deepEqual(await accounts(opened.blog), []);
    });
  }
});
