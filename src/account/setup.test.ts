import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hiddenIn, browse as visit } from '../../test/support/browsing.ts';
import type { IncomingFacts } from '../../test/support/incoming.ts';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { listAuthors } from '../author/read.ts';
import type { World } from '../kit/world.ts';
import { findSite, listSites } from '../site/read.ts';
import { createSite } from '../site/save.ts';
import { accountFeature } from './index.ts';
import { listUsers } from './read.ts';
import { createUser } from './save.ts';
import { type SetupWrite, setUp, setupLink } from './setup.ts';

const feature = accountFeature({ stylesheet: '/-/assets/theme.css' });
const browse = (world: World, facts?: IncomingFacts) => visit(world, feature, facts);

const base = 'http://127.0.0.1:4000';
const password = 'correct horse battery';
const typed = {
  title: 'Tea',
  host: '127.0.0.1:4000',
  locale: 'en',
  timeZone: 'Europe/Paris',
  name: 'Alice',
  login: 'Alice',
  email: 'alice@blog.example',
  password,
};
const write: SetupWrite = {
  owner: { login: 'alice', email: 'alice@blog.example', name: 'Alice', password },
  site: { host: 'blog.example', title: 'Tea', locale: 'en' },
};

async function pathOfLink(world: World): Promise<string> {
  const link = (await setupLink(world, base)) ?? '';
  assert.ok(link.startsWith(`${base}/-/account/setup?token=`), link);
  return link.slice(base.length);
}

async function tokenOfLink(world: World): Promise<string> {
  return (await pathOfLink(world)).split('=')[1] ?? '';
}

async function nothingMade(world: TestWorld): Promise<void> {
  assert.deepEqual(await listUsers(world.db), []);
  assert.deepEqual(await listSites(world.db), []);
  assert.equal((await world.db.read.selectFrom('author').select('id').execute()).length, 0);
  assert.equal((await world.db.read.selectFrom('credential').select('id').execute()).length, 0);
}

for (const dialect of dialects) {
  describe(`Set-up (${dialect})`, () => {
    it('makes the owner, the first site and the owner’s author page, and signs the owner in', async () => {
      await using world = await openTestWorld(dialect);
      const path = await pathOfLink(world);
      const browser = browse(world);
      const form = await browser.get(path);
      assert.equal(form.status, 200);
      assert.match(String(form.body), /value="127\.0\.0\.1:4000"/);
      const entered = await browser.post(path, { ...typed, token: hiddenIn(form, 'token') });
      assert.equal(entered.status, 303, String(entered.body));
      assert.equal(entered.headers.location, '/-/admin/', 'the desk is where one begins');
      const page = await browser.get('/-/account/');
      assert.match(String(page.body), /Owner of this install/);
      const [owner] = await listUsers(world.db);
      assert.equal(owner?.login, 'alice');
      assert.ok(owner.owner);
      const site = await findSite(world.db, '127.0.0.1:4000');
      assert.equal(site?.title, 'Tea');
      assert.equal(site.timeZone, 'Europe/Paris');
      assert.equal(site.url, 'http://127.0.0.1:4000/');
      const [author] = await listAuthors(world.db, site.id);
      assert.deepEqual([author?.slug, author?.name, author?.accountId], ['alice', 'Alice', owner.id]);
      assert.equal(await setupLink(world, base), undefined);
    });

    it('serves one of those who come with the same link at the same time', async () => {
      await using world = await openTestWorld(dialect);
      const token = await tokenOfLink(world);
      const another = world.another();
      const other: SetupWrite = {
        owner: { ...write.owner, login: 'bob', email: 'bob@blog.example' },
        site: { host: 'other.example', title: 'Coffee', locale: 'fr' },
      };
      const results = await Promise.all([
        setUp(world, token, write),
        setUp(another, token, other),
        setUp(world, token, write),
        setUp(another, token, other),
      ]);
      assert.equal(results.filter((result) => result.ok).length, 1);
      for (const result of results) {
        if (!result.ok) assert.deepEqual(result, { ok: false, reason: 'link', state: 'used' });
      }
      assert.equal((await listUsers(world.db)).length, 1);
      assert.equal((await listSites(world.db)).length, 1);
      assert.equal((await world.db.read.selectFrom('author').select('id').execute()).length, 1);
    });

    it('leaves nothing behind when something of it is refused, and the link goes on working', async () => {
      await using world = await openTestWorld(dialect);
      const token = await tokenOfLink(world);
      const user = await createUser(world, {
        login: 'alice',
        email: 'a@blog.example',
        role: 'owner',
        password,
      });
      assert.ok(user.ok);
      await world.db.write((tx) => tx.db.updateTable('account').set({ is_owner: 0 }).execute());
      const result = await setUp(world, token, write);
      assert.deepEqual(result, {
        ok: false,
        reason: 'problems',
        problems: [{ ok: false, reason: 'login-taken', login: 'alice' }],
      });
      assert.deepEqual(await listSites(world.db), []);
      const again = await setUp(world, token, { ...write, owner: { ...write.owner, login: 'alice2' } });
      assert.ok(again.ok);
    });

    it('gives processes that start together the same link', async () => {
      await using world = await openTestWorld(dialect);
      const [one, other] = [world.another(), world.another()];
      const links = await Promise.all([setupLink(world, base), setupLink(one, base), setupLink(other, base)]);
      assert.equal(new Set(links).size, 1);
      assert.equal(await setupLink(world, base), links[0]);
    });
  });
}

describe('A set-up link', () => {
  it('works for a week, and then another start makes another', async () => {
    await using world = await openTestWorld();
    const first = await pathOfLink(world);
    world.clock.advance(7 * 24 * 3600 - 1);
    assert.equal(await pathOfLink(world), first);
    assert.equal((await browse(world).get(first)).status, 200);
    world.clock.advance(2);
    const refused = await browse(world).get(first);
    assert.equal(refused.status, 403);
    assert.match(String(refused.body), /more than a week old/);
    const second = await pathOfLink(world);
    assert.notEqual(second, first);
    assert.equal((await browse(world).get(second)).status, 200);
    assert.match(String((await browse(world).get(first)).body), /not the one that the program printed/);
  });

  it('cannot be made from what the database holds', async () => {
    await using world = await openTestWorld();
    const token = await tokenOfLink(world);
    const rows = JSON.stringify(await world.db.read.selectFrom('install').selectAll().execute());
    assert.ok(!rows.includes(token));
    const elsewhere = await tokenOfLink({ ...world, secret: Buffer.alloc(32, 9) });
    assert.notEqual(elsewhere, token);
  });

  it('carries the install’s own address where one is set', async () => {
    await using world = await openTestWorld();
    const config = { ...world.config, url: 'https://blog.example' };
    assert.match(
      (await setupLink({ ...world, config }, base)) ?? '',
      /^https:\/\/blog\.example\/-\/account\/setup\?token=[0-9a-f]{32}$/,
    );
  });

  it('is refused when it is wrong, in whatever way', async () => {
    await using world = await openTestWorld();
    const token = await tokenOfLink(world);
    const wrong = [
      '',
      token.slice(1),
      `${token}0`,
      token.toUpperCase(),
      '0'.repeat(32),
      '\0',
      'é'.repeat(32),
      '<script>',
    ];
    for (const text of wrong) {
      if (text === token) continue;
      const reply = await browse(world).get(`/-/account/setup?token=${encodeURIComponent(text)}`);
      assert.equal(reply.status, 403, text);
      assert.ok(!String(reply.body).includes('<script>'));
    }
    assert.equal((await browse(world).get('/-/account/setup')).status, 403);
    const posted = await browse(world).post('/-/account/setup?token=wrong', typed);
    assert.equal(posted.status, 403);
    await nothingMade(world);
  });

  it('has been used when it is sent twice: the second is told so, and led to signing in', async () => {
    await using world = await openTestWorld();
    const path = await pathOfLink(world);
    const browser = browse(world);
    const token = hiddenIn(await browser.get(path), 'token');
    assert.equal((await browser.post(path, { ...typed, token })).status, 303);
    const second = await browser.post(path, { ...typed, token });
    assert.equal(second.status, 403);
    assert.match(String(second.body), /has been used/);
    assert.match(String(second.body), /href="\/-\/account\/sign-in"/);
    assert.equal((await listUsers(world.db)).length, 1);
  });

  it('makes the owner alone where there is a site already', async () => {
    await using world = await openTestWorld();
    await world.db.write((tx) =>
      createSite(
        tx,
        { host: 'blog.example', title: 'Tea', locale: 'en' },
        { now: '2026-03-01T08:00:00.000Z' },
      ),
    );
    const path = await pathOfLink(world);
    const browser = browse(world, { host: 'blog.example' });
    const form = await browser.get(path);
    assert.doesNotMatch(String(form.body), /name="host"/);
    const entered = await browser.post(path, { ...typed, token: hiddenIn(form, 'token') });
    assert.equal(entered.status, 303);
    assert.equal((await listSites(world.db)).length, 1);
    assert.equal((await listAuthors(world.db, 1)).length, 1);
  });
});

describe('The set-up form', () => {
  it('says everything that is wrong at once, keeps what was typed, and never the password', async () => {
    await using world = await openTestWorld();
    const path = await pathOfLink(world);
    const browser = browse(world);
    const token = hiddenIn(await browser.get(path), 'token');
    const bad = {
      title: ' ',
      host: 'http://x/',
      locale: 'english',
      timeZone: 'Mars/Base',
      name: '',
      login: '<b>"x"</b>',
      email: 'nobody',
      password: 'short-pw!',
    };
    const reply = await browser.post(path, { ...bad, token });
    assert.equal(reply.status, 422);
    const page = String(reply.body);
    assert.match(page, /8 things need another look/);
    assert.match(page, /value="&lt;b&gt;&quot;x&quot;&lt;\/b&gt;"/);
    assert.ok(!page.includes('<b>"x"') && !page.includes('short-pw!'));
    await nothingMade(world);
  });

  it('refuses a form without its token, from another site, or of another kind, and makes nothing', async () => {
    await using world = await openTestWorld();
    const path = await pathOfLink(world);
    const browser = browse(world);
    const token = hiddenIn(await browser.get(path), 'token');
    const expired = await browser.post(path, typed);
    assert.equal(expired.status, 403);
    assert.match(String(expired.body), /value="alice@blog\.example"/);
    const foreign = await browser.post(
      path,
      { ...typed, token },
      { headers: { origin: 'https://evil.example' } },
    );
    assert.equal(foreign.status, 403);
    const json = await browser.post(
      path,
      {},
      { headers: { 'content-type': 'application/json' }, body: '{}' },
    );
    assert.equal(json.status, 415);
    await nothingMade(world);
  });

  it('is in the language of the browser, with its language chosen for the site', async () => {
    await using world = await openTestWorld();
    const path = await pathOfLink(world);
    const french = await browse(world, { headers: { 'accept-language': 'fr-CA,fr;q=0.9' } }).get(path);
    assert.match(String(french.body), /<html lang="fr" dir="ltr">/);
    assert.match(String(french.body), /<option value="fr" lang="fr" selected>français<\/option>/);
    const persian = await browse(world, { headers: { 'accept-language': 'fa' } }).get(path);
    assert.match(String(persian.body), /<html lang="en" dir="ltr">/);
    assert.match(String(persian.body), /<option value="fa" lang="fa" selected>/);
  });
});
