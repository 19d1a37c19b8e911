import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../test/support/blog.ts';
import { type MailServer, openMailServer } from '../../test/support/mail.ts';
import { type Wanderer, wander } from '../../test/support/wandering.ts';
import { pendingLinks } from './pending-links.ts';
import { createUser } from './save.ts';

const origin = 'http://blog.example';
const password = 'correct horse battery';

async function open(mail?: MailServer, dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const blog = await openBlog({
    dialect,
    site: { host: 'blog.example:80' },
    ...(mail && { smtpUrl: mail.url }),
  });
  for (const login of ['alice', 'carol'])
    await createUser(blog.world, { login, email: `${login}@blog.example`, role: 'owner', password });
  return { blog, [Symbol.asyncDispose]: () => blog.close() };
}

let clients = 0;
/** Each its own client, so that nobody uses up what another may try. */
const browse = (blog: Blog): Wanderer =>
  wander(blog.app.respond, ['blog.example'], `198.51.100.${clients++ % 250}`);

const ask = async (browser: Wanderer, path: string, fields: Record<string, string>) => {
  await browser.go(`${origin}/-/account/${path}`);
  return browser.send(fields);
};

const linkIn = (text: string) =>
  /http:\/\/blog\.example\/-\/account\/[a-z-]+\?token=[0-9a-f]{64}/.exec(text)?.[0] ?? '';

for (const dialect of ['sqlite', 'postgres'] as const) {
  describe(`A link by mail (${dialect})`, () => {
    it('signs in once, after one has looked at it, to where one was', async () => {
      await using mail = await openMailServer();
      await using opened = await open(mail, dialect);
      const { blog } = opened;
      const browser = browse(blog);
      const asked = await ask(browser, 'link?to=/a-post/', { name: 'Alice' });
      assert.match(asked.text, /If there is such an account/);
      await blog.work();
      const [letter] = mail.to('alice@blog.example');
      const link = linkIn(letter?.text ?? '');
      assert.match(letter?.subject ?? '', /Sign in to blog\.example/);
      const page = await browser.go(link);
      assert.match(page.text, /<bdi>alice<\/bdi>/);
      assert.equal((await browser.go(link)).status, 200);
      assert.equal((await browser.send({})).url.href, `${origin}/a-post/`);
      assert.match((await browser.go(`${origin}/-/account/`)).text, /alice@blog\.example/);
      const again = await browser.go(link);
      assert.equal(again.status, 403);
      assert.match(again.text, /has been used, is too old/);
    });

    it('makes a reader’s account of a name and an address, with a password or without', async () => {
      await using mail = await openMailServer();
      await using opened = await open(mail, dialect);
      const { blog } = opened;
      const browser = browse(blog);
      const asked = await ask(browser, 'register?to=/a-post/', {
        name: ' Dora  <i> ',
        email: 'Dora@People.example',
      });
      assert.match(asked.text, /A link is on its way/);
      await blog.work();
      const link = linkIn(mail.to('dora@people.example')[0]?.text ?? '');
      await browser.go(link);
      const weak = await browser.send({ password: 'short' });
      assert.equal(weak.status, 422);
      assert.match(weak.text, /too short/);
      assert.equal((await browser.send({ password })).url.pathname, '/a-post/');
      const account = await blog.world.db.read
        .selectFrom('account')
        .selectAll()
        .where('email', '=', 'dora@people.example')
        .executeTakeFirstOrThrow();
      assert.deepEqual(
        [account.name, account.login, account.email_verified, account.is_owner],
        ['Dora <i>', 'dora-i', 1, 0],
      );
      const later = browse(blog);
      await later.go(`${origin}/-/account/sign-in`);
      assert.match((await later.send({ name: 'dora@people.example', password })).text, /Dora &lt;i&gt;/);
    });

    it('chooses a new password, and ends every session that the old one began', async () => {
      await using mail = await openMailServer();
      await using opened = await open(mail, dialect);
      const { blog } = opened;
      const thief = browse(blog);
      await ask(thief, 'sign-in', { name: 'alice', password });
      const browser = browse(blog);
      await ask(browser, 'forgotten', { name: 'alice@blog.example' });
      await blog.work();
      await browser.go(linkIn(mail.to('alice@blog.example')[0]?.text ?? ''));
      const same = await browser.send({ password: 'aaaaaaaaaaaa' });
      assert.match(same.text, /too easy to guess/);
      const done = await browser.send({ password: 'another horse battery' });
      assert.match(done.text, /The password is changed/);
      assert.match((await thief.go(`${origin}/-/account/`)).text, /<h1>Sign in/);
      assert.equal((await ask(browse(blog), 'sign-in', { name: 'alice', password })).status, 403);
      assert.match(
        (await ask(browse(blog), 'sign-in', { name: 'alice', password: 'another horse battery' })).text,
        /You are signed in/,
      );
    });

    it('confirms a new address; the former one is told', async () => {
      await using mail = await openMailServer();
      await using opened = await open(mail, dialect);
      const { blog } = opened;
      const browser = browse(blog);
      await ask(browser, 'sign-in', { name: 'alice', password });
      const wrong = await ask(browser, 'email', { email: 'new@blog.example', current: 'not it' });
      assert.equal(wrong.status, 403);
      assert.match(wrong.text, /value="new@blog\.example"/);
      await browser.send({ email: 'new@blog.example', current: password });
      await blog.work();
      assert.deepEqual(mail.to('alice@blog.example'), []);
      await browse(blog).go(`${origin}/-/account/`);
      const anywhere = browse(blog);
      await anywhere.go(linkIn(mail.to('new@blog.example')[0]?.text ?? ''));
      assert.match((await anywhere.send({})).text, /The address is changed/);
      await blog.work();
      assert.match(mail.to('alice@blog.example')[0]?.text ?? '', /another e-mail address/);
      assert.match((await browser.go(`${origin}/-/account/`)).text, /new@blog\.example/);
    });
  });
}

describe('Asking for a link', () => {
  it('is answered in the same words for an account and for none, and at the same cost', async () => {
    await using mail = await openMailServer();
    await using opened = await open(mail);
    const { blog } = opened;
    for (const [path, known, unknown] of [
      ['link', { name: 'alice' }, { name: 'nobody' }],
      ['forgotten', { name: 'alice@blog.example' }, { name: 'nobody@blog.example' }],
      ['register', { name: 'A', email: 'alice@blog.example' }, { name: 'A', email: 'new@blog.example' }],
    ] as const) {
      const pages: string[] = [];
      for (const fields of [known, unknown]) {
        const end = await ask(browse(blog), path, fields);
        pages.push(`${end.status} ${end.url.href} ${end.text}`);
      }
      assert.equal(pages[0], pages[1], path);
    }
    // One row each was all that answering did: what there is is looked up by the worker.
    assert.equal((await blog.world.db.read.selectFrom('ticket').select('nonce').execute()).length, 0);
    await blog.work();
    assert.equal(mail.to('nobody@blog.example').length, 0);
  });

  it('with the address of an account sends a link into that account, and makes no other', async () => {
    await using mail = await openMailServer();
    await using opened = await open(mail);
    const { blog } = opened;
    await ask(browse(blog), 'register', { name: 'Impostor', email: 'alice@blog.example' });
    await blog.work();
    const [letter, ...others] = mail.to('alice@blog.example');
    assert.deepEqual(others, []);
    assert.match(letter?.text ?? '', /where you have an account already/);
    assert.match(linkIn(letter?.text ?? ''), /\/enter\?/);
    assert.doesNotMatch(letter?.text ?? '', /Impostor/);
  });

  it('is limited for one client, and for one address', async () => {
    await using mail = await openMailServer();
    await using opened = await open(mail);
    const { blog } = opened;
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++)
      statuses.push((await ask(browse(blog), 'link', { name: 'alice' })).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
    const one = browse(blog);
    let last = 0;
    for (let count = 0; count < 11; count++)
      last = (await ask(one, 'link', { name: `nobody${count}` })).status;
    assert.equal(last, 429);
    blog.clock.advance('61 minutes');
    assert.equal((await ask(one, 'link', { name: 'alice' })).status, 200);
    const rows = JSON.stringify(await blog.world.db.read.selectFrom('rate_limit').selectAll().execute());
    assert.ok(!rows.includes('alice') && !rows.includes('198.51.100'));
  });

  it('takes only whole names and addresses, and keeps what was typed', async () => {
    await using opened = await open();
    const { blog } = opened;
    const bad = await ask(browse(blog), 'register', { name: ' ', email: 'no address' });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /value="no address"/);
    assert.match(bad.text, /A name is needed/);
    assert.equal((await ask(browse(blog), 'link', { name: ' ' })).status, 422);
    const stale = await ask(browse(blog), 'register', { name: 'Dora', email: 'd@x.example', token: 'x' });
    assert.equal(stale.status, 403);
    assert.match(stale.text, /value="Dora"/);
  });
});

describe('Without a mail server', () => {
  it('nothing pretends to be sent; the install’s owner alone sees the links, and they work', async () => {
    await using opened = await open();
    const { blog } = opened;
    const browser = browse(blog);
    await browser.go(`${origin}/-/account/forgotten`);
    assert.match(browser.here().text, /This install sends no mail/);
    const asked = await browser.send({ name: 'alice' });
    assert.match(asked.text, /its owner sees the request/);
    await ask(browse(blog), 'register', { name: 'Dora', email: 'dora@people.example' });
    await blog.work();
    assert.deepEqual(await pendingLinks(blog.world, { owner: false }), []);
    const links = await pendingLinks(blog.world, { owner: true });
    assert.deepEqual(links.map(({ purpose, email, login }) => [purpose, email, login]).sort(), [
      ['register', 'dora@people.example', undefined],
      ['reset', 'alice@blog.example', 'alice'],
    ]);
    const reset = links.find(({ purpose }) => purpose === 'reset')?.href ?? '';
    assert.match((await browser.go(reset)).text, /Choose a new password/);
    const jobs = await blog.world.db.read.selectFrom('job').select('kind').execute();
    assert.ok(!jobs.some(({ kind }) => kind.startsWith('mail')));
    blog.clock.advance('2 hours');
    assert.equal((await pendingLinks(blog.world, { owner: true })).length, 1);
  });
});

describe('A password', () => {
  it('is changed by whoever knows it; other browsers are signed out', async () => {
    await using opened = await open();
    const { blog } = opened;
    const here = browse(blog);
    const there = browse(blog);
    for (const browser of [here, there]) await ask(browser, 'sign-in', { name: 'alice', password });
    const wrong = await ask(here, 'password', { current: 'not it', password: 'another horse battery' });
    assert.equal(wrong.status, 403);
    assert.match(wrong.text, /not the present password/);
    const done = await here.send({ current: password, password: 'another horse battery' });
    assert.match(done.text, /The password is changed/);
    assert.match((await here.go(`${origin}/-/account/`)).text, /alice@blog\.example/);
    assert.match((await there.go(`${origin}/-/account/`)).text, /<h1>Sign in/);
  });

  it('is not found by trying', async () => {
    await using opened = await open();
    const { blog } = opened;
    const browser = browse(blog);
    await ask(browser, 'sign-in', { name: 'alice', password });
    for (let count = 0; count < 10; count++)
      await ask(browser, 'password', { current: `guess ${count}`, password: 'another horse battery' });
    const end = await ask(browser, 'password', { current: password, password: 'another horse battery' });
    assert.equal(end.status, 403);
    assert.match(end.text, /too many requests/);
  });
});
