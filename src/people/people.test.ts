import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { linkIn, openMailServer } from '../../test/support/mail.ts';
import { grantRole } from '../account/save.ts';
import { readAuthorBySlug } from '../author/read.ts';
import { memberOf, membersOf } from './read.ts';

const desk = '/-/admin/people/';
const password = 'correct horse battery';

for (const dialect of dialects) {
  describe(`People on ${dialect}`, () => {
    it('are invited by a link that the administrator hands over, and join with a name of their own', async () => {
      const blog = await openBlog({ dialect });
      const { admin, href } = await invited(blog, 'author');
      assert.match(href, /^https:\/\/blog\.example\/-\/account\/invitation\?token=[0-9a-f]{64}$/);
      const page = await blog.get(href);
      assert.equal(page.status, 200);
      assert.match(page.text, /writer@elsewhere\.example/);
      const joined = await join(blog, href, page);
      assert.equal(joined.status, 303, joined.text);
      assert.equal(joined.headers.location, '/-/admin/');
      assert.match(joined.headers['set-cookie'] ?? '', /verbatim-session=/);
      const [member] = (await membersOf(blog.world.db, blog.site.id)).filter(
        ({ login }) => login === 'wanda',
      );
      assert.equal(member?.role, 'author');
      assert.equal(member?.email, 'writer@elsewhere.example');
      assert.equal((await readAuthorBySlug(blog.world.db, blog.site.id, 'wanda'))?.name, 'Wanda <W>');
      assert.doesNotMatch((await admin.get(desk)).text, /invitation\?token/);
      assert.equal((await blog.get(href)).status, 403, 'a link is good once');
      await blog.close();
    });

    it('keep an administrator, whoever leaves', async () => {
      const blog = await openBlog({ dialect });
      const admin = await blog.as('administrator');
      const mine = `${desk}${admin.accountId}/`;
      const refused = await admin.post(`${mine}removal`);
      assert.equal(refused.status, 409);
      assert.match(refused.text, /no administrator left/);
      assert.equal((await admin.post(`${mine}role`, { role: 'editor' })).status, 409);
      const { accountId } = await blog.as('editor');
      await admin.post(`${desk}${accountId}/role`, { role: 'administrator' });
      assert.equal((await admin.post(`${mine}removal`)).status, 303);
      assert.equal((await admin.get('/-/admin/')).status, 403);
      assert.equal(await memberOf(blog.world.db, blog.site.id, admin.accountId), undefined);
      await blog.close();
    });
  });
}

describe('An invitation', () => {
  it('goes by mail where mail is sent, in the language of the site', async () => {
    await using server = await openMailServer();
    const blog = await openBlog({ smtpUrl: server.url, site: { title: 'Tea & <Bread>' } });
    const { href } = await invited(blog, 'editor');
    await blog.work();
    const [letter] = server.to('writer@elsewhere.example');
    assert.ok(letter);
    assert.equal(letter.subject, 'Invitation to Tea & <Bread>');
    assert.equal(linkIn(letter, 'invitation'), href);
    assert.match(letter.html, /Tea &amp; &lt;Bread&gt;/);
    await blog.close();
  });

  it('is over after seven days, when it is taken back, and on another site', async () => {
    const blog = await openBlog();
    const { admin, href } = await invited(blog, 'author');
    assert.equal((await blog.get(href.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status, 403);
    const id = /invitations\/(\d+)\/revocation/.exec((await admin.get(desk)).text)?.[1];
    await admin.post(`${desk}invitations/${id}/revocation`);
    assert.equal((await blog.get(href)).status, 403);
    const again = await invited(blog, 'author');
    blog.clock.advance('6 days');
    assert.equal((await blog.get(again.href)).status, 200);
    blog.clock.advance('1 day');
    assert.equal((await blog.get(again.href)).status, 403);
    await blog.close();
  });

  it('is taken by whoever is signed in, with the account that they have', async () => {
    const blog = await openBlog();
    const { href } = await invited(blog, 'contributor');
    const reader = await blog.as('reader');
    const page = await reader.get(href);
    assert.match(page.text, /Join as The reader/);
    const joined = await reader.post(href, { as: 'me' });
    assert.equal(joined.headers.location, '/-/admin/');
    assert.equal((await memberOf(blog.world.db, blog.site.id, reader.accountId))?.role, 'contributor');
    await blog.close();
  });

  it('says what is wrong with a name or a password, and stays good', async () => {
    const blog = await openBlog();
    const { href } = await invited(blog, 'author');
    const page = await blog.get(href);
    const weak = await join(blog, href, page, { password: 'short' });
    assert.equal(weak.status, 422);
    assert.match(weak.text, /value="Wanda &lt;W&gt;"/);
    assert.doesNotMatch(weak.text, /value="short"/);
    const taken = await join(blog, href, page, { login: 'administrator' });
    assert.equal(taken.status, 422);
    assert.equal((await join(blog, href, page)).status, 303);
    await blog.close();
  });

  it('is refused for no address, and for who is there already', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    await blog.as('editor');
    const send = (email: string) => admin.post(`${desk}invitations`, { email, role: 'author' });
    assert.match((await send('no address')).text, /This is no e-mail address/);
    assert.match((await send('editor@people.example')).text, /on the site already/);
    assert.match((await send('a@b.example, c@d.example')).text, /value="a@b\.example, c@d\.example"/);
    await blog.close();
  });
});

describe('A role', () => {
  it('is changed, and changed back', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const { accountId } = await blog.as('contributor');
    const changed = await admin.post(`${desk}${accountId}/role`, { role: 'editor' });
    assert.equal(changed.status, 303);
    const role = async () => (await memberOf(blog.world.db, blog.site.id, accountId))?.role;
    assert.equal(await role(), 'editor');
    const cookie = `${admin.cookie}; ${changed.headers['set-cookie']?.split(';')[0]}`;
    const next = await blog.get(desk, { cookie });
    assert.match(next.text, /The contributor is an editor now/);
    assert.match(next.text, /name="role" value="contributor"/);
    assert.equal((await admin.post(`${desk}${accountId}/role`, { role: 'owner' })).status, 409);
    assert.equal(await role(), 'editor');
    await blog.close();
  });

  it('that was taken can be given back for an hour, and by no other means than its own', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const { accountId } = await blog.as('editor');
    const { accountId: reader } = await blog.as('reader');
    const removed = await admin.post(`${desk}${accountId}/removal`);
    const cookie = `${admin.cookie}; ${removed.headers['set-cookie']?.split(';')[0]}`;
    const seal = /name="seal" value="([^"]+)"/.exec((await blog.get(desk, { cookie })).text)?.[1] ?? '';
    assert.equal((await admin.get(`${desk}${accountId}/`)).status, 404);
    await admin.post(`${desk}return`, { seal: seal.replace('.', 'A.') });
    assert.equal(await memberOf(blog.world.db, blog.site.id, accountId), undefined);
    await admin.post(`${desk}return`, { seal });
    assert.equal((await memberOf(blog.world.db, blog.site.id, accountId))?.role, 'editor');
    assert.equal((await admin.post(`${desk}${reader}/role`, { role: 'author' })).status, 404);
    await blog.close();
  });

  it('of the owner of the install is nobody’s to take', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const { accountId } = await blog.as('owner');
    assert.match((await admin.get(desk)).text, /The owner/);
    assert.equal((await admin.post(`${desk}${accountId}/removal`)).status, 409);
    await blog.close();
  });
});

describe('A profile', () => {
  it('is changed by its own author and by who manages people, and by nobody else', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const own = await author.get(`${desk}profile`);
    const path = own.headers.location ?? '';
    const fields = {
      name: 'Wanda W.',
      slug: 'wanda',
      biography: 'She *writes*.',
      links: 'My books https://example.org/books\nhttps://example.net/',
      honours: 'A prize\nAnother',
      picture: '',
      lang: '',
    };
    const saved = await author.post(path, fields);
    assert.equal(saved.status, 303, saved.text);
    const page = await author.get(path);
    assert.match(page.text, />\nShe _writes_\.\n?<\/textarea>/);
    assert.match(
      page.text,
      /My books https:\/\/example\.org\/books\nexample\.net\/ https:\/\/example\.net\//,
    );
    const read = await blog.get('/author/wanda/');
    assert.match(read.text, /She <em>writes<\/em>/);
    assert.equal((await (await blog.as('contributor')).get(path)).status, 403);
    assert.equal((await (await blog.as('editor')).post(path, fields)).status, 403);
    assert.equal((await (await blog.as('administrator')).get(path)).status, 200);
    await blog.close();
  });

  it('leaves a redirect at its old address, and says what cannot be saved', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const path = (await author.get(`${desk}profile`)).headers.location ?? '';
    const fields = { name: 'W', slug: 'new', biography: '', links: '', honours: '', picture: '', lang: '' };
    await author.post(path, fields);
    const old = await blog.get('/author/author/');
    assert.deepEqual([old.status, old.headers.location], [301, 'https://blog.example/author/new/']);
    const bad = await author.post(path, {
      ...fields,
      links: 'My books javascript:alert(1)',
      honours: 'kept',
    });
    assert.equal(bad.status, 422);
    assert.match(bad.text, />\nkept<\/textarea>/);
    assert.equal((await author.post(path, { ...fields, links: 'words only' })).status, 422);
    assert.equal((await author.post(path, { ...fields, lang: 'no language' })).status, 422);
    assert.equal((await author.post(path, { ...fields, picture: '999' })).status, 422);
    await blog.close();
  });

  it('of another site is not to be had by its number', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const { accountId } = await blog.as('reader');
    await blog.world.db.write((tx) => grantRole(tx, blog.site.id, accountId, 'subscriber'));
    assert.equal((await admin.get(`${desk}authors/999/`)).status, 404);
    assert.equal((await admin.get(`${desk}0x1/`)).status, 404);
    await blog.close();
  });
});

async function invited(blog: Blog, role: string) {
  const admin = await blog.as('administrator');
  const sent = await admin.post(`${desk}invitations`, { email: 'Writer@Elsewhere.example ', role });
  assert.equal(sent.status, 303, sent.text);
  const page = await admin.get(desk);
  const href = /readonly dir="ltr" value="([^"]+invitation[^"]+)"/.exec(page.text)?.[1] ?? '';
  return { admin, href };
}

function join(
  blog: Blog,
  href: string,
  page: Awaited<ReturnType<Blog['get']>>,
  more: Readonly<Record<string, string>> = {},
) {
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const cookie = page.headers['set-cookie']?.split(';')[0] ?? '';
  const fields = { token, login: 'wanda', name: 'Wanda <W>', password, ...more };
  return blog.post(href, fields, { cookie });
}
