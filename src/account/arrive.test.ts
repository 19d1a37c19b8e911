import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../test/support/blog.ts';
import { incoming } from '../../test/support/incoming.ts';
import { openProvider } from '../../test/support/oidc.ts';
import { type Wanderer, wander } from '../../test/support/wandering.ts';
import { createSite } from '../site/save.ts';
import { createUser } from './save.ts';
import { accountOf } from './session.ts';
import { signedInAccounts } from './signed-in.ts';

const home = 'https://verbatim.example';
const site = 'https://writer.example';
const hosts = ['verbatim.example', 'writer.example', 'other.example', 'taken.example', 'nobody.example'];
const password = 'correct horse battery';

/** An install whose own host is no site's, with two sites. */
async function open(config: Parameters<typeof openBlog>[0] = {}) {
  const blog = await openBlog({
    site: { host: 'writer.example' },
    ...config,
    config: { url: home, ...config.config },
  });
  const now = blog.clock.now().toISOString();
  await blog.world.db.write((tx) =>
    createSite(tx, { host: 'other.example', title: 'Other', locale: 'en', timeZone: 'UTC' }, { now }),
  );
  for (const login of ['alice', 'carol'])
    await createUser(blog.world, { login, email: `${login}@blog.example`, role: 'owner', password });
  return { blog, [Symbol.asyncDispose]: () => blog.close() };
}

const browse = (blog: Blog) => wander(blog.app.respond, hosts);

const signedInAt = async (blog: Blog, browser: Wanderer, host: string) => {
  const cookie = [...browser.cookies(host)].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = incoming('/', { host, scheme: 'https', headers: { cookie } });
  return (await accountOf(blog.world, request))?.login;
};

for (const dialect of ['sqlite', 'postgres'] as const) {
  describe(`On a site’s own host (${dialect})`, () => {
    it('one signs in on the install’s, and comes back signed in, with cookies of this host alone', async () => {
      await using opened = await open({ dialect });
      const { blog } = opened;
      const browser = browse(blog);
      const form = await browser.go(`${site}/-/account/sign-in?to=/2026/05/post/`);
      assert.equal(form.url.origin, home);
      const back = await browser.send({ name: 'alice', password });
      assert.equal(back.url.href, `${site}/2026/05/post/`);
      assert.equal(await signedInAt(blog, browser, 'writer.example'), 'alice');
      assert.equal(await signedInAt(blog, browser, 'verbatim.example'), 'alice');
      assert.equal(await signedInAt(blog, browser, 'other.example'), undefined);
      for (const host of hosts.slice(0, 2))
        for (const name of browser.cookies(host).keys()) assert.match(name, /^__Host-/);
    });

    it('one changes to another account by way of the install’s, and signs out here alone', async () => {
      await using opened = await open({ dialect });
      const { blog } = opened;
      const browser = browse(blog);
      await browser.go(`${site}/-/account/sign-in?to=/a/`);
      await browser.send({ name: 'alice', password });
      const choice = await browser.go(`${site}/-/account/change?to=/a/`);
      assert.equal(choice.url.origin, home);
      assert.match(choice.text, /Choose the account to use on <bdi dir="ltr">writer\.example<\/bdi>/);
      const another = /href="([^"]*another=1[^"]*)"/.exec(choice.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      await browser.go(`${home}${another}`);
      const back = await browser.send({ name: 'carol', password });
      assert.equal(back.url.href, `${site}/a/`);
      assert.equal(await signedInAt(blog, browser, 'writer.example'), 'carol');
      const again = await browser.go(`${site}/-/account/change?to=/a/`);
      const alice = /value="(\d+)"><bdi>alice/.exec(again.text)?.[1] ?? '';
      assert.equal((await browser.send({ account: alice })).url.href, `${site}/a/`);
      assert.equal(await signedInAt(blog, browser, 'writer.example'), 'alice');
      const asked = await browser.go(`${site}/-/account/sign-out?to=/a/`);
      assert.match(asked.text, /At <bdi dir="ltr">verbatim\.example<\/bdi> you stay signed in/);
      assert.equal((await browser.send({ to: '/a/' })).url.href, `${site}/a/`);
      assert.equal(await signedInAt(blog, browser, 'writer.example'), undefined);
      assert.equal(await signedInAt(blog, browser, 'verbatim.example'), 'alice');
      // Each account has one session on each host, and the site's is over.
      assert.equal((await blog.world.db.read.selectFrom('session').select('id').execute()).length, 2);
    });
  });
}

/** Goes until just before it would arrive: the address with the code. */
async function onTheWay(blog: Blog, browser: Wanderer, who = 'alice'): Promise<string> {
  let address = '';
  const catching = wander(async (request) => {
    if (request.path !== '/-/account/arrive') return blog.app.respond(request);
    address = `https://${request.host}${request.path}?${request.query}`;
    return { status: 200, headers: {}, body: 'stopped' };
  }, hosts);
  await catching.go(`${site}/-/account/sign-in?to=/secret-path/`);
  await catching.send({ name: who, password });
  for (const host of hosts)
    for (const [name, value] of catching.cookies(host)) browser.cookies(host).set(name, value);
  return address;
}

describe('A code to arrive with', () => {
  it('signs in once', async () => {
    await using opened = await open();
    const { blog } = opened;
    const browser = browse(blog);
    const address = await onTheWay(blog, browser);
    assert.equal((await browser.go(address)).url.href, `${site}/secret-path/`);
    const twice = await browser.go(address);
    assert.equal(twice.status, 403);
    assert.equal(await signedInAt(blog, browser, 'writer.example'), 'alice');
  });

  it('does nothing in a browser that did not set out, whoever sends it there', async () => {
    await using opened = await open();
    const { blog } = opened;
    const address = await onTheWay(blog, browse(blog));
    const victim = browse(blog);
    const bare = await victim.go(address);
    assert.equal(bare.status, 403);
    assert.match(bare.text, /href="\/-\/account\/sign-in\?to=%2Fsecret-path%2F"/);
    const second = await onTheWay(blog, browse(blog));
    await onTheWay(blog, victim, 'carol');
    assert.equal((await victim.go(second)).status, 403);
    assert.equal(await signedInAt(blog, victim, 'writer.example'), undefined);
  });

  it('does nothing on another host, after two minutes, or when a letter of it is changed', async () => {
    await using opened = await open();
    const { blog } = opened;
    const browser = browse(blog);
    const elsewhere = await onTheWay(blog, browser);
    for (const [name, value] of browser.cookies('writer.example'))
      browser.cookies('other.example').set(name, value);
    assert.equal((await browser.go(elsewhere.replace('writer.example', 'other.example'))).status, 403);
    const changed = await onTheWay(blog, browser);
    const last = changed.at(-1) === '0' ? '1' : '0';
    assert.equal((await browser.go(`${changed.slice(0, -1)}${last}`)).status, 403);
    const late = await onTheWay(blog, browser);
    blog.clock.advance('121 seconds');
    assert.equal((await browser.go(late)).status, 403);
    for (const host of ['writer.example', 'other.example'])
      assert.equal(await signedInAt(blog, browser, host), undefined, host);
  });
});

describe('The way back', () => {
  it('leads to hosts of the install’s sites and nowhere else', async () => {
    await using opened = await open();
    const { blog } = opened;
    const browser = browse(blog);
    const places = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'aHR0cHMgZXZpbC5leGFtcGxlIHggLw.9999999999.AAAA',
      'javascript:alert(1)',
    ];
    for (const place of places) {
      for (const path of ['sign-in', 'change', 'link', 'register', 'with/none']) {
        const page = await browse(blog).go(`${home}/-/account/${path}?to=${encodeURIComponent(place)}`);
        assert.equal(page.url.host, 'verbatim.example', `${path} ${place}`);
        assert.doesNotMatch(page.text, /evil\.example|javascript:/, `${path} ${place}`);
      }
    }
    await browser.go(`${home}/-/account/sign-in`);
    await browser.send({ name: 'alice', password, to: 'https://evil.example/' });
    assert.equal(browser.here().url.href, `${home}/-/account/`);
  });

  it('is closed to a host that was taken from its site on the way', async () => {
    await using opened = await open();
    const { blog } = opened;
    const now = blog.clock.now().toISOString();
    const creation = { host: 'taken.example', title: 'Taken', locale: 'en', timeZone: 'UTC' };
    await blog.world.db.write((tx) => createSite(tx, creation, { now }));
    const browser = browse(blog);
    await browser.go('https://taken.example/-/account/sign-in?to=/x/');
    await blog.world.db.write((tx) =>
      tx.db.deleteFrom('site_host').where('host', '=', 'taken.example').execute(),
    );
    const end = await browser.send({ name: 'alice', password });
    assert.equal(end.url.host, 'verbatim.example');
  });

  it('begins on no host that is nobody’s; the install’s own answers though no site has it', async () => {
    await using opened = await open();
    const { blog } = opened;
    for (const path of ['sign-in', 'change', 'register', '', 'arrive?code=x', 'security', 'password'])
      assert.equal((await browse(blog).go(`https://nobody.example/-/account/${path}`)).status, 421, path);
    for (const path of ['sign-in', 'register', 'link', 'forgotten', ''])
      assert.equal((await browse(blog).go(`${home}/-/account/${path}`)).status, 200, path);
    const moved = await browse(blog).go(`${site}/-/account/password`);
    assert.equal(moved.url.origin, home);
    const browser = browse(blog);
    await browser.go(`${home}/-/account/sign-in`);
    await browser.send({ name: 'alice', password });
    await browser.go(`${home}/-/account/sign-out`);
    assert.equal((await browser.send({})).url.href, `${home}/-/account/sign-in`);
  });

  it('is not needed on this machine while the install’s own host is elsewhere', async () => {
    const host = '127.0.0.1:4000';
    await using opened = await open({ site: { host } });
    const browser = wander(opened.blog.app.respond, [host]);
    await browser.go(`http://${host}/-/account/sign-in?to=/a/`);
    assert.equal((await browser.send({ name: 'alice', password })).url.href, `http://${host}/a/`);
  });

  it('takes no password on a site’s host, whatever is sent there', async () => {
    await using opened = await open();
    const { blog } = opened;
    const body = new URLSearchParams({ name: 'alice', password }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: site };
    for (const path of ['sign-in', 'link', 'register', 'forgotten', 'password', 'email']) {
      const facts = { method: 'POST', host: 'writer.example', scheme: 'https', headers, body } as const;
      const reply = await blog.app.respond(incoming(`/-/account/${path}`, facts));
      assert.equal(reply.status, 303, path);
      assert.equal(reply.headers.location, `${home}/-/account/`, path);
      assert.equal(reply.headers['set-cookie'], undefined, path);
    }
  });

  it('passes through a provider', async () => {
    await using provider = await openProvider();
    const oidc = [provider.settings];
    await using opened = await open({
      config: { url: 'http://verbatim.example', oidc, fetchAllow: ['127.0.0.1'] },
    });
    const { blog } = opened;
    await blog.world.db.write((tx) => tx.db.updateTable('site_host').set({ scheme: 'http' }).execute());
    const browser = browse(blog);
    await browser.go('http://writer.example/-/account/with/school?to=/a-post/%3Freply%3D4');
    assert.equal(browser.here().url.origin, provider.issuer);
    const back = await browser.send({ account: 'ada' });
    assert.equal(back.url.href, 'http://writer.example/a-post/?reply=4');
    const cookie = [...browser.cookies('writer.example')].map((pair) => pair.join('=')).join('; ');
    const there = incoming('/', { host: 'writer.example', headers: { cookie } });
    assert.equal((await accountOf(blog.world, there))?.name, 'Ada Byron');
  });
});

describe('Several accounts at once', () => {
  const origin = 'http://127.0.0.1:4000';

  async function openOne() {
    const blog = await openBlog({ site: { host: '127.0.0.1:4000' } });
    for (const login of ['alice', 'carol', 'dora'])
      await createUser(blog.world, { login, email: `${login}@blog.example`, role: 'owner', password });
    return { blog, [Symbol.asyncDispose]: () => blog.close() };
  }
  const look = (blog: Blog, browser: Wanderer) => {
    const jar = browser.cookies('127.0.0.1:4000');
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return signedInAccounts(blog.world, incoming('/', { headers: { cookie } }));
  };
  const names = async (blog: Blog, browser: Wanderer) =>
    (await look(blog, browser)).map(({ account, current }) => `${account.login}${current ? '*' : ''}`);
  const enter = async (browser: Wanderer, name: string) => {
    await browser.go(`${origin}/-/account/sign-in?another=1`);
    await browser.send({ name, password });
  };

  it('are kept beside each other, and changed between without a password', async () => {
    await using opened = await openOne();
    const { blog } = opened;
    const browser = wander(blog.app.respond, ['127.0.0.1:4000']);
    for (const name of ['alice', 'carol', 'dora', 'carol']) await enter(browser, name);
    assert.deepEqual(await names(blog, browser), ['carol*', 'dora', 'alice']);
    const page = await browser.go(`${origin}/-/account/change?to=/a-post/`);
    const alice = /value="(\d+)"><bdi>alice/.exec(page.text)?.[1] ?? '';
    assert.equal((await browser.send({ account: alice })).url.pathname, '/a-post/');
    assert.deepEqual(await names(blog, browser), ['alice*', 'carol', 'dora']);
    assert.equal((await blog.world.db.read.selectFrom('session').select('id').execute()).length, 3);
  });

  it('are left one by one, or all together', async () => {
    await using opened = await openOne();
    const { blog } = opened;
    const browser = wander(blog.app.respond, ['127.0.0.1:4000']);
    for (const name of ['alice', 'carol', 'dora']) await enter(browser, name);
    const page = await browser.go(`${origin}/-/account/change`);
    const alice = /value="(\d+)"><bdi>alice/.exec(page.text)?.[1] ?? '';
    await browser.send({ account: alice }, '/-/account/sign-out');
    assert.deepEqual(await names(blog, browser), ['dora*', 'carol']);
    await browser.go(`${origin}/-/account/sign-out`);
    await browser.send({ token: /name="token" value="([^"]+)"/.exec(browser.here().text)?.[1] ?? '' });
    assert.deepEqual(await names(blog, browser), ['carol']);
    assert.match((await browser.go(`${origin}/-/account/sign-in`)).text, /An account is signed in/);
    await enter(browser, 'alice');
    await browser.go(`${origin}/-/account/sign-out`);
    await browser.send({ account: 'all' });
    assert.deepEqual(await names(blog, browser), []);
    assert.deepEqual(await blog.world.db.read.selectFrom('session').select('id').execute(), []);
  });

  it('cannot be changed to one that is not signed in here', async () => {
    await using opened = await openOne();
    const { blog } = opened;
    const browser = wander(blog.app.respond, ['127.0.0.1:4000']);
    await enter(browser, 'alice');
    await browser.go(`${origin}/-/account/change`);
    await browser.send({ account: '2' }, '/-/account/change');
    assert.deepEqual(await names(blog, browser), ['alice*']);
    assert.equal(browser.here().url.pathname, '/-/account/change');
  });

  it('are gone with their account: whoever used it is a visitor from then on', async () => {
    await using opened = await openOne();
    const { blog } = opened;
    const browser = wander(blog.app.respond, ['127.0.0.1:4000']);
    for (const name of ['alice', 'carol']) await enter(browser, name);
    await blog.world.db.write((tx) => tx.db.deleteFrom('account').where('login', '=', 'carol').execute());
    assert.deepEqual(await names(blog, browser), ['alice']);
    assert.match((await browser.go(`${origin}/-/account/`)).text, /<h1>Sign in<\/h1>/);
    assert.equal((await browser.go(`${origin}/-/account/sign-out`)).status, 200);
    await blog.world.db.write((tx) => tx.db.deleteFrom('account').execute());
    for (const path of ['', 'change', 'sign-out', 'password'])
      assert.equal((await browser.go(`${origin}/-/account/${path}`)).status < 500, true, path);
  });
});
