import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { type IncomingFacts, incoming } from '../../../test/support/incoming.ts';
import { applicationPasswords, createApplicationPassword } from './application-password.ts';
import { authenticate, isRestNonce, restNonce } from './authenticate.ts';

const page = '/-/account/applications';

for (const dialect of dialects) {
  describe(`Application passwords on ${dialect}`, () => {
    it('are 24 letters and digits that let a program in as their owner, by login or address', async () => {
      const blog = await openBlog({ dialect });
      const token = await tokenFor(blog);
      assert.match(token, /^[A-Za-z0-9]{24}$/);
      for (const [name, password] of [
        ['editor', token],
        ['Editor@People.example ', token],
        ['editor', token.replaceAll(/(.{4})/g, '$1 ')],
      ] as const) {
        const who = await ask(blog, name, password);
        assert.ok(who.ok, name);
        assert.equal(who.account.login, 'editor');
        assert.equal(who.by, 'application-password');
      }
      await blog.close();
    });

    it('are kept as a hash, and let in nobody else and by nothing else', async () => {
      const blog = await openBlog({ dialect });
      const token = await tokenFor(blog);
      await blog.as('author');
      const rows = await blog.world.db.read.selectFrom('application_password').selectAll().execute();
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(token));
      for (const [name, password] of [
        ['author', token],
        ['editor', `${token}x`],
        ['editor', token.toLowerCase()],
        ['editor', ''],
        ['', token],
        ['nobody', token],
      ] as const) {
        assert.deepEqual(await ask(blog, name, password), { ok: false, reason: 'wrong' }, `${name}`);
      }
      await blog.close();
    });

    it('are over when they are revoked, by their owner and nobody else', async () => {
      const blog = await openBlog({ dialect });
      const token = await tokenFor(blog);
      const [one] = await applicationPasswords(blog.world.db, (await blog.as('editor')).accountId);
      const other = await blog.as('administrator');
      await other.post(`${page}/${one?.id}/revocation`);
      assert.ok((await ask(blog, 'editor', token)).ok);
      const editor = await blog.as('editor');
      const revoked = await editor.post(`${page}/${one?.id}/revocation`);
      assert.equal(revoked.status, 303);
      assert.deepEqual(await ask(blog, 'editor', token), { ok: false, reason: 'wrong' });
      await blog.close();
    });

    it('remember the day of their use, and no more', async () => {
      const blog = await openBlog({ dialect, now: '2026-05-21T23:30:00.000Z' });
      const token = await tokenFor(blog);
      const used = async () =>
        (await applicationPasswords(blog.world.db, (await blog.as('editor')).accountId))[0]?.lastUsedOn;
      assert.equal(await used(), null);
      await ask(blog, 'editor', token);
      assert.equal(await used(), '2026-05-21');
      blog.clock.advance('1 hour');
      await ask(blog, 'editor', token);
      assert.equal(await used(), '2026-05-22');
      await blog.close();
    });
  });
}

describe('Somebody who says who they are to the API', () => {
  it('is told when it was tried too often, while a program with the right password goes on', async () => {
    const blog = await openBlog();
    const token = await tokenFor(blog);
    for (let tries = 0; tries < 30; tries += 1) await ask(blog, 'editor', 'x'.repeat(24));
    assert.deepEqual(await ask(blog, 'editor', 'wrong'), { ok: false, reason: 'too-many' });
    assert.ok((await ask(blog, 'editor', token)).ok);
    blog.clock.advance('2 minutes');
    assert.deepEqual(await ask(blog, 'editor', 'wrong'), { ok: false, reason: 'wrong' });
    await blog.close();
  });

  it('is not somebody by the cookie of a session alone, but with the number of a page of that session', async () => {
    const blog = await openBlog();
    const [editor, author] = [await blog.as('editor'), await blog.as('author')];
    const request = (cookie: string, nonce?: string) =>
      asked({ headers: { cookie, ...(nonce !== undefined && { 'x-wp-nonce': nonce }) } });
    const nonce = restNonce(blog.world, request(editor.cookie)) ?? '';
    assert.match(nonce, /^[0-9a-f]{32}$/);
    const who = (cookie: string, given?: string) => authenticate(blog.world, request(cookie, given));
    assert.deepEqual(await who(editor.cookie), { ok: false, reason: 'none' });
    const known = await who(editor.cookie, nonce);
    assert.deepEqual(known.ok && [known.account.login, known.by], ['editor', 'session']);
    assert.deepEqual(await who(author.cookie, nonce), { ok: false, reason: 'bad-nonce' });
    assert.deepEqual(await who(editor.cookie, 'x'), { ok: false, reason: 'bad-nonce' });
    assert.deepEqual(await who('', nonce), { ok: false, reason: 'none' });
    assert.equal(restNonce(blog.world, request('')), undefined);
    blog.clock.advance('11 hours');
    assert.equal(isRestNonce(blog.world, request(editor.cookie), nonce), true);
    blog.clock.advance('14 hours');
    assert.equal(isRestNonce(blog.world, request(editor.cookie), nonce), false);
    await blog.close();
  });

  it('is nobody by an Authorization that is not Basic, and wrong by one that cannot be read', async () => {
    const blog = await openBlog();
    const who = (authorization: string) => authenticate(blog.world, asked({ headers: { authorization } }));
    assert.deepEqual(await who('Bearer abc'), { ok: false, reason: 'none' });
    assert.deepEqual(await who('Basic !!'), { ok: false, reason: 'none' });
    assert.deepEqual(await who('Basic bm8tY29sb24='), { ok: false, reason: 'wrong' });
    await blog.close();
  });
});

describe('The page of application passwords', () => {
  it('makes one, shows it once, and lists it', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const made = await author.post(page, { name: 'Phone <b>' });
    assert.equal(made.status, 201);
    assert.match(made.text, /“Phone &lt;b&gt;”/);
    const token = /class="secret" readonly dir="ltr" value="([^"]+)"/.exec(made.text)?.[1] ?? '';
    assert.ok((await ask(blog, 'author', token)).ok);
    const later = await author.get(page);
    assert.equal(later.headers['cache-control'], 'no-store');
    assert.doesNotMatch(later.text, new RegExp(token));
    assert.match(later.text, /<bdi>Phone &lt;b&gt;<\/bdi>[\s\S]*last used on May 21, 2026/);
    await blog.close();
  });

  it('asks for a name, and for a form of its own', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const nameless = await author.post(page, { name: ' ' });
    assert.equal(nameless.status, 422);
    assert.match(nameless.text, /aria-invalid="true"/);
    assert.equal((await blog.post(page, { name: 'a', token: 'old' }, { cookie: author.cookie })).status, 403);
    assert.equal((await author.post(page, { name: 'a' }, { origin: 'https://evil.example' })).status, 403);
    assert.deepEqual(await applicationPasswords(blog.world.db, author.accountId), []);
    await blog.close();
  });

  it('is for whoever is signed in', async () => {
    const blog = await openBlog();
    const visitor = await blog.get(page);
    assert.equal(visitor.status, 303);
    assert.equal(visitor.headers.location, `/-/account/sign-in?to=${encodeURIComponent(page)}`);
    await blog.close();
  });
});

async function tokenFor(blog: Blog): Promise<string> {
  const { accountId } = await blog.as('editor');
  const made = await blog.world.db.write((tx) => createApplicationPassword(tx, accountId, 'A program'));
  assert.ok(made.ok);
  return made.token;
}

function ask(blog: Blog, name: string, password: string) {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return authenticate(blog.world, asked({ headers: { authorization } }));
}

function asked(facts: IncomingFacts) {
  return incoming('/wp-json/wp/v2/posts', { scheme: 'https', host: 'blog.example', ...facts });
}
