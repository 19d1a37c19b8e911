import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hiddenIn, browse as visit } from '../../test/support/browsing.ts';
import { type IncomingFacts, incoming } from '../../test/support/incoming.ts';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import type { Reply } from '../kit/http/message.ts';
import { createSite } from '../site/save.ts';
import { accountFeature } from './index.ts';
import { actorOf } from './read.ts';
import { createUser, grantRole } from './save.ts';
import { accountOf, pseudonym, signIn } from './session.ts';

const password = 'correct horse battery';
const feature = accountFeature({ stylesheet: '/-/assets/theme.css' });

const browse = (world: TestWorld, facts?: IncomingFacts) => visit(world, feature, facts);

const tokenIn = (reply: Reply) => hiddenIn(reply, 'token');

async function inhabited(dialect: 'sqlite' | 'postgres'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  await world.db.write((tx) =>
    createSite(
      tx,
      { host: '127.0.0.1:4000', title: 'Tea & <Bread>', locale: 'en' },
      { now: '2026-03-01T08:00:00.000Z' },
    ),
  );
  assert.ok(
    (
      await createUser(world, {
        login: 'alice',
        email: 'alice@blog.example',
        name: 'Alice <b>',
        role: 'editor',
        password,
      })
    ).ok,
  );
  return world;
}

for (const dialect of dialects) {
  describe(`Signing in (${dialect})`, () => {
    it('leads by a form without scripts to the page that says who one is, and out again', async () => {
      await using world = await inhabited(dialect);
      const browser = browse(world);
      const form = await browser.get('/-/account/sign-in');
      assert.equal(form.status, 200);
      const entered = await browser.post('/-/account/sign-in', {
        name: 'Alice',
        password,
        token: tokenIn(form),
        to: '/-/account/',
      });
      assert.equal(entered.status, 303);
      assert.equal(entered.headers.location, '/-/account/');
      const page = await browser.get('/-/account/');
      assert.equal(page.status, 200);
      assert.equal(page.headers['cache-control'], 'no-store');
      assert.match(String(page.body), /alice@blog\.example/);
      assert.match(String(page.body), /Editor of <bdi>Tea &amp; &lt;Bread&gt;<\/bdi>/);
      assert.match(String(page.body), /Alice &lt;b&gt;/);
      const left = await browser.post('/-/account/sign-out', { token: tokenIn(page) });
      assert.equal(left.status, 303);
      assert.equal(left.headers.location, '/');
      assert.equal(
        (await browser.get('/-/account/')).headers.location,
        '/-/account/sign-in?to=%2F-%2Faccount%2F',
      );
      assert.equal((await world.db.read.selectFrom('session').select('id').execute()).length, 0);
    });

    it('takes the address as well as the login, and brings one back to where one wanted to be', async () => {
      await using world = await inhabited(dialect);
      const browser = browse(world);
      const token = tokenIn(await browser.get('/-/account/sign-in?to=/2026/03/post/'));
      const entered = await browser.post('/-/account/sign-in', {
        name: ' ALICE@blog.example',
        password,
        token,
        to: '/2026/03/post/',
      });
      assert.equal(entered.headers.location, '/2026/03/post/');
      assert.equal((await browser.get('/-/account/sign-in?to=/about/')).headers.location, '/about/');
    });

    it('gives the roles to whoever asks what one may do', async () => {
      await using world = await inhabited(dialect);
      const result = await signIn(world, incoming('/'), { name: 'alice', password });
      assert.ok(result.ok);
      const cookie = result.cookies.map((line) => line.split(';')[0]).join('; ');
      const actor = await actorOf(world.db, await accountOf(world, incoming('/', { headers: { cookie } })));
      assert.deepEqual(actor, {
        kind: 'account',
        accountId: 1,
        owner: false,
        roles: new Map([[1, 'editor']]),
      });
      assert.deepEqual(await actorOf(world.db, await accountOf(world, incoming('/'))), { kind: 'visitor' });
    });

    it('keeps neither the address of the client nor the password in the database', async () => {
      await using world = await inhabited(dialect);
      await signIn(world, incoming('/', { remoteAddress: '203.0.113.9' }), { name: 'alice', password });
      await signIn(world, incoming('/', { remoteAddress: '203.0.113.9' }), {
        name: 'alice',
        password: 'wrong',
      });
      for (const table of ['session', 'rate_limit', 'credential', 'account'] as const) {
        const rows = JSON.stringify(await world.db.read.selectFrom(table).selectAll().execute());
        assert.ok(rows.length > 2, table);
        assert.ok(!rows.includes('203.0.113.9') && !rows.includes(password), table);
      }
    });

    it('keeps its times as fixed-width UTC text', async () => {
      await using world = await inhabited(dialect);
      await signIn(world, incoming('/'), { name: 'alice', password });
      const row = await world.db.read.selectFrom('session').selectAll().executeTakeFirstOrThrow();
      for (const time of [row.created_at, row.updated_at, row.expires_at])
        assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.equal(typeof row.account_id, 'number');
    });

    it('is over when the session is deleted, has expired, or its cookie is changed', async () => {
      await using world = await inhabited(dialect);
      const result = await signIn(world, incoming('/'), { name: 'alice', password });
      assert.ok(result.ok);
      const [cookie = ''] = (result.cookies[0] ?? '').split(';');
      const who = (value: string) => accountOf(world, incoming('/', { headers: { cookie: value } }));
      assert.equal((await who(cookie))?.login, 'alice');
      assert.equal(
        await who(cookie.replace(/=(.)/, (_, first) => `=${first === 'a' ? 'b' : 'a'}`)),
        undefined,
      );
      assert.equal(await who(cookie.slice(0, -8)), undefined);
      assert.equal(await who('verbatim-session=x'), undefined);
      world.clock.set('2099-01-01T00:00:00.000Z');
      assert.equal(await who(cookie), undefined);
      world.clock.set('2026-03-01T08:00:00.000Z');
      assert.equal((await who(cookie))?.login, 'alice');
      await world.db.write((tx) => tx.db.deleteFrom('session').execute());
      assert.equal(await who(cookie), undefined);
    });

    it('is slowed down for a client that tries and tries, also in another process', async () => {
      await using world = await inhabited(dialect);
      const another = world.another();
      const attempt = (at: TestWorld | typeof another, remoteAddress: string) =>
        signIn(at, incoming('/', { remoteAddress }), { name: 'alice', password: 'not the password' });
      const answers: string[] = [];
      for (let count = 0; count < 12; count++) {
        const result = await attempt(count % 2 === 0 ? world : another, '203.0.113.9');
        answers.push(result.ok ? 'in' : result.reason);
      }
      assert.deepEqual(answers, [...Array(10).fill('wrong'), 'too-many', 'too-many']);
      const neighbour = await signIn(world, incoming('/', { remoteAddress: '203.0.113.10' }), {
        name: 'alice',
        password,
      });
      assert.ok(neighbour.ok);
    });
  });
}

describe('Signing in', () => {
  it('answers the same to a wrong password, to a login and to an address that nobody has', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    const pages: string[] = [];
    for (const name of ['alice', 'nobody', 'nobody@blog.example', "' or 1=1 --", 'a'.repeat(400)]) {
      const token = tokenIn(await browser.get('/-/account/sign-in'));
      const reply = await browser.post('/-/account/sign-in', { name, password: 'not the password', token });
      assert.equal(reply.status, 403);
      assert.match(String(reply.body), /The name or the password is not right/);
      pages.push(String(reply.body).replaceAll(/value="[^"]*"/g, ''));
    }
    assert.equal(new Set(pages).size, 1);
  });

  it('takes about as long for an account that does not exist', async () => {
    await using world = await inhabited('sqlite');
    const timed = async (name: string, client: string) => {
      const before = performance.now();
      await signIn(world, incoming('/', { remoteAddress: client }), { name, password: 'not the password' });
      return performance.now() - before;
    };
    await timed('alice', '203.0.113.1');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round++) {
      known.push(await timed('alice', '203.0.113.2'));
      unknown.push(await timed('nobody', '203.0.113.3'));
    }
    // Hashing takes tens of milliseconds, looking up less than one: without the hash it would be a tenth.
    assert.ok(
      Math.min(...unknown) > Math.min(...known) * 0.4,
      `${Math.min(...unknown)} ms, ${Math.min(...known)} ms`,
    );
  });

  it('is refused from another site’s page, and without the token of our own', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    const token = tokenIn(await browser.get('/-/account/sign-in'));
    const credentials = { name: 'alice', password };
    const foreign = await browser.post(
      '/-/account/sign-in',
      { ...credentials, token },
      { headers: { origin: 'https://evil.example' } },
    );
    assert.equal(foreign.status, 403);
    const bare = await browser.post('/-/account/sign-in', credentials);
    assert.equal(bare.status, 403);
    const stranger = browse(world);
    const stolen = await stranger.post('/-/account/sign-in', { ...credentials, token });
    assert.equal(stolen.status, 403);
    world.clock.advance(13 * 3600);
    const late = await browser.post('/-/account/sign-in', { ...credentials, token });
    assert.equal(late.status, 403);
    assert.match(String(late.body), /lay open too long/);
    assert.match(String(late.body), /value="alice"/);
    assert.ok(!String(late.body).includes(password));
    assert.equal((await world.db.read.selectFrom('session').select('id').execute()).length, 0);
  });

  it('is refused in any other shape than its form', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    const json = await browser.post(
      '/-/account/sign-in',
      {},
      { headers: { 'content-type': 'application/json' }, body: '{}' },
    );
    assert.equal(json.status, 415);
    const large = await browser.post('/-/account/sign-in', {}, { body: 'a'.repeat(70_000) });
    assert.equal(large.status, 413);
  });

  it('leads nowhere but to this site', async () => {
    await using world = await inhabited('sqlite');
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '\\/evil.example',
      'javascript:alert(1)',
      '/a\nb',
      '',
    ]) {
      const browser = browse(world, { remoteAddress: `203.0.113.${to.length}` });
      const form = await browser.get(`/-/account/sign-in?to=${encodeURIComponent(to)}`);
      assert.match(String(form.body), /name="to" value="\/-\/account\/"/, to);
      const entered = await browser.post('/-/account/sign-in', {
        name: 'alice',
        password,
        token: tokenIn(form),
        to,
      });
      assert.equal(entered.headers.location, '/-/account/', to);
    }
  });

  it('sets cookies for this host alone: by name and Secure over https', async () => {
    await using world = await inhabited('sqlite');
    const over = async (scheme: 'http' | 'https') => {
      const browser = browse(world, { scheme });
      const token = tokenIn(await browser.get('/-/account/sign-in'));
      const reply = await browser.post('/-/account/sign-in', { name: 'alice', password, token });
      assert.equal(reply.status, 303);
      assert.ok((await browser.get('/-/account/')).status === 200);
      return [reply.headers['set-cookie']].flat().join('\n');
    };
    assert.match(
      await over('https'),
      /^__Host-verbatim-session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    assert.match(
      await over('http'),
      /^verbatim-session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('is where WordPress’s addresses lead', async () => {
    await using world = await inhabited('sqlite');
    for (const path of ['/wp-login.php', '/wp-admin', '/wp-admin/', '/wp-admin/post.php?post=1']) {
      const reply = await browse(world).get(path);
      assert.equal(reply.status, 302);
      assert.equal(reply.headers.location, '/-/admin/');
    }
  });

  it('speaks the language of the browser, and else of the site', async () => {
    await using world = await inhabited('sqlite');
    const arabic = await browse(world, { headers: { 'accept-language': 'ar-EG,en;q=0.5' } }).get(
      '/-/account/sign-in',
    );
    assert.match(String(arabic.body), /<html lang="ar" dir="rtl">/);
    const other = await browse(world, { headers: { 'accept-language': 'xx,<script>' } }).get(
      '/-/account/sign-in',
    );
    assert.match(String(other.body), /<html lang="en" dir="ltr">/);
  });

  it('is ended by a form only: a link asks first, and another site’s form does nothing', async () => {
    await using world = await inhabited('sqlite');
    const browser = browse(world);
    const token = tokenIn(await browser.get('/-/account/sign-in'));
    await browser.post('/-/account/sign-in', { name: 'alice', password, token });
    const asked = await browser.get('/-/account/sign-out');
    assert.equal(asked.status, 200);
    assert.match(String(asked.body), /Do you want to sign out/);
    assert.equal(
      (await browser.post('/-/account/sign-out', {}, { headers: { origin: 'https://evil.example' } })).status,
      403,
    );
    assert.equal((await browser.post('/-/account/sign-out', { token: 'x' })).status, 200);
    assert.equal((await browser.get('/-/account/')).status, 200);
  });
});

describe('The pseudonym of a client', () => {
  it('is one for a household, another for its neighbour, and of this install only', async () => {
    await using world = await openTestWorld();
    const of = (address: string) => pseudonym(world, address);
    assert.match(of('192.0.2.1'), /^fd[0-9a-f]{2}(:[0-9a-f]{1,4}){3}::1$/);
    assert.equal(of('192.0.2.1'), of('::ffff:192.0.2.1'));
    assert.notEqual(of('192.0.2.1'), of('192.0.2.2'));
    assert.equal(of('2001:db8:1:2:aaaa::1'), of('2001:DB8:1:2::9%eth0'));
    assert.notEqual(of('2001:db8:1:2::1'), of('2001:db8:1:3::1'));
    assert.notEqual(of('2001:db8::1'), of('2001:db8:1::1'));
    assert.notEqual(of('192.0.2.1'), pseudonym({ ...world, secret: Buffer.alloc(32, 9) }, '192.0.2.1'));
  });
});

describe('What is over', () => {
  it('is forgotten once a day: sessions, links, counts of attempts; what still counts stays', async () => {
    await using world = await inhabited('sqlite');
    const count = async () => {
      const tables = ['session', 'verification', 'rate_limit'] as const;
      return Promise.all(
        tables.map(async (table) => (await world.db.read.selectFrom(table).select('id').execute()).length),
      );
    };
    const { schedules = [] } = feature;
    const daily = schedules.find(({ name }) => name === 'account.expired');
    assert.equal(daily?.everySeconds, 86_400);
    await signIn(world, incoming('/'), { name: 'alice', password });
    const times = {
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      created_at: '',
      updated_at: '',
    };
    await world.db.write((tx) =>
      tx.db
        .insertInto('verification')
        .values({ identifier: 'a', value: 'b', ...times })
        .execute(),
    );
    world.clock.set(new Date().toISOString());
    await daily.run(world);
    assert.deepEqual(await count(), [1, 1, 1]);
    world.clock.advance(2 * 86_400);
    await daily.run(world);
    assert.deepEqual(await count(), [1, 0, 0]);
    world.clock.advance(29 * 86_400);
    await daily.run(world);
    assert.deepEqual(await count(), [0, 0, 0]);
  });
});

describe('Roles', () => {
  it('are replaced, one for each site', async () => {
    await using world = await inhabited('sqlite');
    await world.db.write((tx) => grantRole(tx, 1, 1, 'author'));
    const rows = await world.db.read.selectFrom('role').selectAll().execute();
    assert.deepEqual(
      rows.map(({ role }) => role),
      ['author'],
    );
  });
});
