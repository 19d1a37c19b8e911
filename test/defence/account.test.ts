import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wishForLink } from '../../src/account/links.ts';
import { createUser } from '../../src/account/save.ts';
import { issueTicket, takeTicket } from '../../src/account/ticket.ts';
import { erasePerson } from '../../src/dossier/erase.ts';
import { wishForLink as wishForDossier } from '../../src/dossier/link.ts';
import { invite, joinAnew, joinAs } from '../../src/people/invitation.ts';
import { dialects, openBlog } from '../support/blog.ts';
import { linkIn, type MailServer, openMailServer } from '../support/mail.ts';
import { penOf } from '../support/pen.ts';
import { personWith } from '../support/person.ts';
import { wander } from '../support/wandering.ts';

const origin = 'http://blog.example';
const password = 'correct horse battery';

async function open(mail: MailServer) {
  const blog = await openBlog({ site: { host: 'blog.example:80' }, smtpUrl: mail.url });
  const { world } = blog;
  await createUser(world, { login: 'alice', email: 'alice@blog.example', role: 'owner', password });
  const signedIn = async (address = '198.51.100.1') => {
    const browser = wander(blog.app.respond, ['blog.example'], address);
    await browser.go(`${origin}/-/account/sign-in`);
    await browser.send({ name: 'alice', password });
    return browser;
  };
  return { blog, signedIn, [Symbol.asyncDispose]: () => blog.close() };
}

describe('Letters that somebody makes us send', () => {
  it('to addresses of others are few, also by who has no password to be asked for', async () => {
    await using mail = await openMailServer();
    await using place = await open(mail);
    const { blog, signedIn } = place;
    const browser = await signedIn();
    await blog.world.db.write((tx) => tx.db.deleteFrom('credential').execute());
    const statuses: number[] = [];
    for (let index = 0; index < 12; index++) {
      await browser.go(`${origin}/-/account/email`);
      statuses.push((await browser.send({ email: `stranger${index}@far.example` })).status);
    }
    for (let index = 0; index < 6; index++) {
      await browser.go(`${origin}/-/account/email`);
      await browser.send({ email: 'one@far.example' });
    }
    await blog.work();
    assert.ok(mail.messages.length <= 10, `${mail.messages.length} letters were sent`);
    assert.equal(statuses.at(-1), 429);
  });

  it('lead to the site, whatever name of this machine it was asked by', async () => {
    await using mail = await openMailServer();
    await using place = await open(mail);
    const { blog } = place;
    const evil = 'attacker.localhost:9999';
    const browser = wander(blog.app.respond, [evil], '198.51.100.2');
    await browser.go(`http://${evil}/-/account/forgotten`);
    await browser.send({ name: 'alice' });
    await browser.go(`http://${evil}/-/account/replies`);
    await browser.send({ email: 'alice@blog.example' });
    await blog.work();
    assert.ok(mail.messages.length > 0);
    for (const { raw, subject } of mail.messages) assert.doesNotMatch(raw, /attacker/, subject);
  });
});

describe('A link that lies in a letter', () => {
  it('is over when the password is another, or the address', async () => {
    await using mail = await openMailServer();
    await using place = await open(mail);
    const { blog, signedIn } = place;
    for (const change of ['password', 'email'] as const) {
      const thief = wander(blog.app.respond, ['blog.example'], `198.51.100.${change.length}`);
      await thief.go(`${origin}/-/account/link`);
      await thief.send({ name: 'alice' });
      await blog.work();
      const link = linkIn(mail.to('alice@blog.example').at(-1)!, '/-/account/enter');
      assert.equal((await thief.go(link)).status, 200);
      const owner = await signedIn(`198.51.100.1${change.length}`);
      await owner.go(`${origin}/-/account/${change}`);
      if (change === 'password') await owner.send({ current: password, password });
      else {
        await owner.send({ current: password, email: 'new@blog.example' });
        await blog.work();
        const confirming = wander(blog.app.respond, ['blog.example'], '198.51.100.77');
        await confirming.go(linkIn(mail.to('new@blog.example')[0]!, '/-/account/new-address'));
        await confirming.send({});
      }
      assert.equal((await thief.go(link)).status, 403, change);
    }
  });
});

for (const dialect of dialects)
  describe(`What is good for once, taken twice at once (${dialect})`, () => {
    it('is taken once', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const owner = await personWith(world, site, 'owner');
      const two = await Promise.all(['ada', 'ben'].map((name) => personWith(world, site, 'reader', name)));
      const by = { id: owner.accountId, name: 'The owner' };
      const tokenOf = async (email: string) => {
        const invited = await invite(world, site, { email, role: 'author', by });
        assert.ok(invited.ok);
        return new URL(invited.href).searchParams.get('token');
      };
      const asThemselves = await tokenOf('someone@far.example');
      const joined = await Promise.all(
        two.map(({ accountId }) => joinAs(world, site, asThemselves, accountId)),
      );
      assert.equal(joined.filter(({ ok }) => ok).length, 1);
      const anew = await tokenOf('other@far.example');
      const made = await Promise.all(
        ['cid', 'dan'].map((login) => joinAnew(world, site, anew, { login, name: login, password })),
      );
      assert.equal(made.filter(({ ok }) => ok).length, 1, JSON.stringify(made));
      const ticket = await world.db.write((tx) =>
        issueTicket(world, tx, { kind: 'enter', accountId: owner.accountId, minutes: 5 }),
      );
      const taken = await Promise.all(
        [1, 2, 3].map(() => world.db.write((tx) => takeTicket(world, tx, 'enter', ticket))),
      );
      assert.equal(taken.filter(Boolean).length, 1);
      await blog.close();
    });
  });

for (const dialect of dialects)
  describe(`Whoever has themselves erased (${dialect})`, () => {
    it('leaves their address in no work that waits or failed', async () => {
      await using mail = await openMailServer();
      const blog = await openBlog({ dialect, smtpUrl: mail.url });
      const { world, site } = blog;
      const { accountId } = await personWith(world, site, 'reader', 'vera');
      const email = 'vera@people.example';
      const asked = { language: 'en', origin: 'https://blog.example', to: '/' };
      await wishForLink(world, { ...asked, purpose: 'reset', name: 'Vera@People.example' });
      await wishForDossier(world, { ...asked, email }, '192.0.2.1');
      const invited = await invite(world, site, { email, role: 'author', by: { id: accountId, name: 'V' } });
      assert.ok(invited.ok);
      const account = { id: accountId, login: 'vera', email, name: 'The vera', locale: 'en', owner: false };
      assert.ok((await erasePerson(world, { account, email, senders: [] })).ok);
      const jobs = await world.db.read.selectFrom('job').select('payload').execute();
      assert.doesNotMatch(JSON.stringify(jobs), /vera@people/i);
      await blog.close();
    });
  });

describe('An invitation', () => {
  it('takes no right away from whoever may do more already', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const admin = await personWith(world, site, 'administrator');
    const by = { id: admin.accountId, name: 'The administrator' };
    const invited = await invite(world, site, { email: 'new@far.example', role: 'contributor', by });
    assert.ok(invited.ok);
    const token = new URL(invited.href).searchParams.get('token');
    const joined = await joinAs(world, site, token, admin.accountId);
    assert.deepEqual(joined, { ok: true, accountId: admin.accountId, role: 'administrator' });
    await blog.close();
  });

  it('makes an account whose address is not taken as shown: it opens nothing that was written under it', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const pen = penOf(blog);
    const post = await pen.post({ title: 'Talk' });
    const identity = { kind: 'guest', name: 'Vera', email: 'vera@far.example' } as const;
    await pen.comment(post, 'Vera', 'What only Vera may take back.', { identity });
    const admin = await personWith(world, site, 'administrator');
    const by = { id: admin.accountId, name: 'The administrator' };
    const invited = await invite(world, site, { email: 'vera@far.example', role: 'subscriber', by });
    assert.ok(invited.ok);
    const token = new URL(invited.href).searchParams.get('token');
    const joined = await joinAnew(world, site, token, { login: 'vera', name: 'Vera', password });
    assert.ok(joined.ok);
    const row = await world.db.read
      .selectFrom('account')
      .select('email_verified')
      .where('id', '=', joined.accountId)
      .executeTakeFirstOrThrow();
    assert.equal(row.email_verified, 0);
    await blog.close();
  });
});
