import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Arrived, dkimKey, openMailServer, verifyDkim } from '../../../test/support/mail.ts';
import { jobsWaiting } from '../../../test/support/queue.ts';
import { dialects, keptLog, openTestWorld } from '../../../test/support/world.ts';
import { readConfig } from '../config.ts';
import { messagesFor } from '../i18n/index.ts';
import { createWorker, deadLetters } from '../queue/index.ts';
import type { World } from '../world.ts';
import { composed, enqueueMail, mailFeature } from './index.ts';
import type { Message } from './mail.ts';
import { openMail } from './open.ts';
import { mailSettings } from './settings.ts';

const letter: Message = {
  to: 'reader@elsewhere.example',
  subject: 'A word',
  text: 'Plain.\n',
  html: '<p>Plain.</p>',
};

async function withMail(world: World, smtpUrl: string, extra: object = {}): Promise<World> {
  const opened = openMail({ smtpUrl, ...extra });
  assert.ok(opened.ok);
  return { ...world, mail: opened.mail };
}

async function deliver(world: World, message: Message) {
  const enqueued = await world.db.write((tx) => enqueueMail(tx, world.mail, message));
  assert.deepEqual(enqueued, { ok: true });
  return createWorker(world, [mailFeature]).runUntilIdle();
}

for (const dialect of dialects) {
  describe(`Mail on ${dialect}`, () => {
    it('arrives as it was written, once, from the install’s address', async () => {
      await using server = await openMailServer();
      await using test = await openTestWorld(dialect);
      const world = await withMail(test, server.url);
      await deliver(world, { ...letter, subject: 'Réponse – رد', text: 'Zeile „eins“\n', fromName: 'مدونة' });
      const [arrived, ...others] = server.messages;
      assert.ok(arrived);
      assert.deepEqual(others, []);
      assert.deepEqual([arrived.from, arrived.to], ['blog@mail.example', ['reader@elsewhere.example']]);
      assert.equal(arrived.subject, 'Réponse – رد');
      assert.equal(arrived.text, 'Zeile „eins“');
      assert.equal(arrived.html, '<p>Plain.</p>');
      assert.match(arrived.headers.get('from') ?? '', /^مدونة <blog@mail\.example>$/);
      assert.match(arrived.headers.get('message-id') ?? '', /^<[0-9a-f-]{36}@mail\.example>$/);
      assert.equal(arrived.headers.get('auto-submitted'), 'auto-generated');
      assert.equal(await jobsWaiting(world), 0);
    });

    it('is not sent when its transaction fails', async () => {
      await using server = await openMailServer();
      await using test = await openTestWorld(dialect);
      const world = await withMail(test, server.url);
      const failed = world.db.write(async (tx) => {
        await enqueueMail(tx, world.mail, letter);
        throw new Error('no');
      });
      await assert.rejects(failed);
      await createWorker(world, [mailFeature]).runUntilIdle();
      assert.deepEqual(server.messages, []);
    });

    it('that the server cannot take now goes out later, with the same identity', async () => {
      await using server = await openMailServer();
      await using test = await openTestWorld(dialect);
      const world = await withMail(test, server.url);
      server.refuse('451 4.3.0 come again');
      const ran = await deliver(world, letter);
      assert.match(String(ran.failures[0]?.error), /451 4\.3\.0/);
      assert.equal(await jobsWaiting(world), 1);
      server.refuse(undefined);
      test.clock.advance(60);
      await createWorker(world, [mailFeature]).runUntilIdle();
      assert.equal(server.messages.length, 1);
    });

    it('that the server will never take is given up at once, and no log names the reader', async () => {
      const log = keptLog();
      await using server = await openMailServer();
      await using test = await openTestWorld(dialect, { log });
      const world = await withMail(test, server.url);
      server.refuse('550 5.1.1 <reader@elsewhere.example> is nobody here');
      await deliver(world, { ...letter, siteId: 1 });
      const [dead, ...others] = await deadLetters(world.db);
      assert.deepEqual(others, []);
      assert.equal(dead?.siteId, 1);
      assert.match(dead?.error ?? '', /the mail server did not take the letter: 550 5\.1\.1/);
      const told = log.lines.map((line) => `${JSON.stringify(line)} ${String(line.fields.error)}`).join();
      assert.match(told, /job\.dead/);
      assert.doesNotMatch(told + dead?.error, /reader@|elsewhere/);
    });

    it('is not even asked for where no server is configured', async () => {
      await using world = await openTestWorld(dialect);
      assert.equal(world.mail.configured, false);
      const enqueued = await world.db.write((tx) => enqueueMail(tx, world.mail, letter));
      assert.deepEqual(enqueued, { ok: false, reason: 'not-configured' });
      assert.equal(await jobsWaiting(world), 0);
    });
  });
}

describe('A letter', () => {
  it('is signed for the domain, List-Unsubscribe-Post with it', async () => {
    const { pem, publicPem } = dkimKey();
    const arrived = await sendSigned(pem, {
      ...letter,
      subject: 'Ein langer Betreff über mehrere Zeilen, '.repeat(6),
      unsubscribe: `https://blog.example/-/comments/unsubscribe/${'a'.repeat(120)}`,
      headers: { 'List-Id': '<post-12.blog.example>' },
    });
    const verdict = verifyDkim(arrived, publicPem);
    assert.equal(verdict.ok, true);
    assert.deepEqual([verdict.domain, verdict.selector], ['mail.example', 'mail1']);
    for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'list-id']) {
      assert.ok(verdict.signed.includes(name), `${name} is not signed`);
    }
    assert.ok(verdict.signed.includes('list-unsubscribe'));
    assert.ok(verdict.signed.includes('list-unsubscribe-post'));
    assert.match(arrived.headers.get('list-unsubscribe') ?? '', /^<https:\/\/blog\.example\/[^\s>]+a{120}>$/);
    assert.equal(arrived.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
  });

  it('that was changed on its way does not verify', async () => {
    const { pem, publicPem } = dkimKey();
    const arrived = await sendSigned(pem, { ...letter, unsubscribe: 'https://blog.example/u' });
    const changed = (from: string, to: string) => ({ raw: arrived.raw.replace(from, to) });
    assert.equal(verifyDkim(arrived, publicPem).ok, true);
    assert.equal(verifyDkim(changed('Plain.', 'Pla1n.'), publicPem).ok, false);
    assert.equal(verifyDkim(changed('=One-Click', '=Two-Click'), publicPem).ok, false);
    assert.equal(verifyDkim(arrived, dkimKey().publicPem).ok, false);
  });

  it('goes to one address and no other, whatever stands in the field', async () => {
    await using server = await openMailServer();
    await using test = await openTestWorld();
    const world = await withMail(test, server.url);
    for (const to of [
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      'Name <a@b.example>',
      'a@b.example;c@d.example',
      '',
    ]) {
      const enqueued = await world.db.write((tx) => enqueueMail(tx, world.mail, { ...letter, to }));
      assert.deepEqual(enqueued, { ok: false, reason: 'bad-address' }, to);
    }
    assert.equal(await jobsWaiting(world), 0);
  });

  it('keeps its subject and the name of its sender on their own lines', async () => {
    await using server = await openMailServer();
    await using test = await openTestWorld();
    const world = await withMail(test, server.url);
    await deliver(world, {
      ...letter,
      subject: 'One\r\nBcc: spy@d.example\r\n\r\n<script>',
      fromName: 'Blog\r\nBcc: spy@d.example" <spy@d.example>',
    });
    const [arrived] = server.messages;
    assert.deepEqual(arrived?.to, ['reader@elsewhere.example']);
    assert.equal(arrived?.headers.get('bcc'), undefined);
    assert.equal(arrived?.subject, 'One Bcc: spy@d.example <script>');
    assert.match(arrived?.headers.get('from') ?? '', /<blog@mail\.example>$/);
    assert.equal(arrived?.text, 'Plain.');
  });

  it('with a header of several lines is a mistake, not a letter', async () => {
    await using server = await openMailServer();
    await using test = await openTestWorld();
    const world = await withMail(test, server.url);
    const send = (message: Message) => world.db.write((tx) => enqueueMail(tx, world.mail, message));
    await assert.rejects(send({ ...letter, headers: { 'X-A': 'b\r\nBcc: spy@d.example' } }), /X-A/);
    await assert.rejects(send({ ...letter, unsubscribe: 'https://a.example/>, <mailto:x@y.example' }));
  });

  it('says the same in plain text and in HTML, in the direction of its language', () => {
    const { text, html } = composed(messagesFor('ar'), [
      'سلام <b>',
      { label: 'أكّد', href: 'https://blog.example/?a=1&b="2"' },
      { quote: 'one\ntwo </blockquote><script>\u001b[2J' },
      { small: 'why', link: { label: 'end', href: 'https://blog.example/u' } },
    ]);
    assert.equal(
      text,
      'سلام <b>\n\nأكّد:\nhttps://blog.example/?a=1&b="2"\n\n> one\n> two </blockquote><script>[2J\n\n-- \nwhy\nend: https://blog.example/u\n',
    );
    assert.match(html, /<html lang="ar" dir="rtl">/);
    assert.match(html, /سلام &lt;b&gt;/);
    assert.match(html, /href="https:\/\/blog\.example\/\?a=1&amp;b=&quot;2&quot;"/);
    assert.match(
      html,
      /<blockquote dir="auto">one<br>\ntwo &lt;\/blockquote&gt;&lt;script&gt;\[2J<\/blockquote>/,
    );
  });
});

describe('The mail settings', () => {
  it('give the user, the password and the sender', async () => {
    await using server = await openMailServer({ user: 'us@er', password: 'p:/?#' });
    await using test = await openTestWorld();
    const world = await withMail(test, server.url);
    assert.deepEqual(await world.mail.check(), { ok: true });
    const stranger = await withMail(test, server.url.replace('us%40er', 'other'));
    const refused = await stranger.mail.check();
    assert.ok(!refused.ok);
    assert.match(refused.reason, /refused the user or the password: 535/);
    assert.equal(refused.retry, true);
  });

  it('are refused when they say too little', () => {
    const problem = (env: Record<string, string>) => {
      const read = readConfig(env);
      if (!read.ok) return `${read.setting}: ${read.problem}`;
      const opened = openMail(read.config);
      return opened.ok ? undefined : `${opened.setting}: ${opened.problem}`;
    };
    assert.match(problem({ VERBATIM_SMTP_URL: 'http://a.example' }) ?? '', /^VERBATIM_SMTP_URL: must begin/);
    assert.match(problem({ VERBATIM_SMTP_URL: 'smtp://a.example' }) ?? '', /from which address/);
    const smtp = { VERBATIM_SMTP_URL: 'smtp://me%40a.example:x@a.example' };
    assert.equal(problem(smtp), undefined);
    assert.match(problem({ ...smtp, VERBATIM_DKIM_DOMAIN: 'a.example' }) ?? '', /together with/);
    const dkim = { ...smtp, VERBATIM_DKIM_DOMAIN: 'a.example', VERBATIM_DKIM_SELECTOR: 'm1' };
    assert.match(
      problem({ ...dkim, VERBATIM_DKIM_KEY_FILE: '/nowhere' }) ?? '',
      /KEY_FILE: .*\/nowhere.*ENOENT/,
    );
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    withFile(ec.export({ type: 'pkcs8', format: 'pem' }).toString(), (path) => {
      assert.match(problem({ ...dkim, VERBATIM_DKIM_KEY_FILE: path }) ?? '', /must hold an RSA key/);
    });
  });

  it('never let a password travel openly over a network', () => {
    const requires = (smtpUrl: string) => {
      const read = mailSettings({ smtpUrl });
      return read.ok && read.settings?.requireTls;
    };
    assert.equal(requires('smtp://u:p@mail.example?from=a@b.example'), true);
    assert.equal(requires('smtp://u:p@127.0.0.1?from=a@b.example'), false);
    assert.equal(requires('smtp://mail.example?from=a@b.example'), false);
    assert.equal(requires('smtps://u:p@mail.example?from=a@b.example'), false);
  });

  it('have the doctor say when the server cannot be reached', async () => {
    await using world = await openTestWorld();
    const [check] = mailFeature.checks ?? [];
    assert.deepEqual(await check?.examine(world), {
      ok: true,
      detail: 'not configured: links are shown to the administrator',
    });
    const server = await openMailServer();
    const reached = await withMail(world, server.url);
    assert.deepEqual(await check?.examine(reached), { ok: true, detail: 'sends as blog@mail.example' });
    await server.close();
    const found = await check?.examine(reached);
    assert.ok(found && !found.ok);
    assert.match(found.problem, /could not be reached: E/);
  });
});

async function sendSigned(pem: string, message: Message): Promise<Arrived> {
  await using server = await openMailServer();
  await using test = await openTestWorld();
  return await withFile(pem, async (keyFile) => {
    const dkim = { domain: 'mail.example', selector: 'mail1', keyFile };
    await deliver(await withMail(test, server.url, { dkim }), message);
    const [arrived] = server.messages;
    assert.ok(arrived);
    return arrived;
  });
}

function withFile<T>(content: string, work: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-key-'));
  const path = join(folder, 'key.pem');
  writeFileSync(path, content);
  const done = work(path);
  if (done instanceof Promise) return done.finally(() => rmSync(folder, { recursive: true })) as T;
  rmSync(folder, { recursive: true });
  return done;
}
