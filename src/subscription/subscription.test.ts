import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Blog, type BlogOptions, dialects, openBlog } from '../../test/support/blog.ts';
import {
  type Arrived,
  dkimKey,
  linkIn,
  type MailServer,
  openMailServer,
  verifyDkim,
} from '../../test/support/mail.ts';
import { penOf } from '../../test/support/pen.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import { createWorker, enqueue } from '../kit/queue/index.ts';
import { tellJob } from './tell.ts';

const reader = 'reader@elsewhere.example';

/** A browser's round through a form: its page, its cookie and token, and the form sent. */
async function send(blog: Blog, page: string, fields: Record<string, string>) {
  const shown = await blog.get(page);
  const token = /name="token" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
  const action =
    /<form method="post" action="([^"]+)"/.exec(shown.text)?.[1]?.replaceAll('&amp;', '&') ?? page;
  const cookie = shown.headers['set-cookie']?.split(';')[0] ?? '';
  return blog.post(action, { token, ...fields }, { cookie });
}

const askFor = (blog: Blog, post: number, email: string, rhythm = 'at-once') =>
  send(blog, `/-/subscriptions/new?post=${post}`, { post: String(post), email, rhythm });

/** The path of a link in a letter. */
function pathIn(letter: Arrived | undefined, part: string): string {
  assert.ok(letter, 'the letter arrived');
  const url = new URL(linkIn(letter, part));
  assert.equal(url.origin, 'https://blog.example');
  return url.pathname + url.search;
}

async function follow(blog: Blog, server: MailServer, post: number, email = reader, rhythm = 'at-once') {
  assert.equal((await askFor(blog, post, email, rhythm)).status, 303);
  await blog.work();
  const confirm = pathIn(server.to(email).at(-1), '/confirm');
  assert.equal((await send(blog, confirm, {})).status, 303);
  server.messages.length = 0;
}

async function withBlog(
  options: BlogOptions,
  work: (blog: Blog, server: MailServer, pen: ReturnType<typeof penOf>) => Promise<void>,
) {
  await using server = await openMailServer();
  const blog = await openBlog({ smtpUrl: server.url, ...options });
  try {
    await work(blog, server, penOf(blog));
  } finally {
    await blog.close();
  }
}

for (const dialect of dialects) {
  describe(`Replies by mail, on ${dialect}`, () => {
    it('come to who asked and confirmed it, with the words, the link, and headers that thread them', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const post = await pen.post({ title: 'Dredging & silt' });
        await askFor(blog, post, ` ${reader.toUpperCase()} `);
        const first = await pen.comment(post, 'Ann', 'Before it was confirmed.');
        await blog.work();
        assert.deepEqual(
          server.messages.map(({ subject }) => subject),
          ['The Test Blog: do you want to be told of replies to “Dredging & silt”?'],
          'nothing but the question is sent before it is answered',
        );
        const confirm = pathIn(server.messages[0], '/confirm');
        assert.match((await blog.get(confirm)).text, /Dredging &amp; silt/);
        await pen.comment(post, 'Ann', 'A program has opened the link.');
        await blog.work();
        assert.equal(server.messages.length, 1, 'opening the link alone confirms nothing');
        const confirmed = await send(blog, confirm, {});
        assert.equal(confirmed.status, 303);
        assert.match((await blog.get(confirmed.headers.location ?? '')).text, /from now on/);
        const second = await pen.comment(post, 'Ben <b>', 'The *quay* is dry.\n\nSecond paragraph.', {
          parentId: first,
        });
        await blog.work();
        const letter = server.messages[1];
        assert.ok(letter);
        assert.equal(server.messages.slice(2).length, 0);
        assert.equal(letter.subject, 'Re: Dredging & silt');
        assert.match(letter.text, /^Ben <b> replied to “Dredging & silt”:/);
        assert.match(letter.text, /> The quay is dry\.\n>/);
        assert.match(letter.html, /The quay is dry/);
        assert.doesNotMatch(letter.html, /Ben <b>/);
        assert.ok(letter.text.includes(`https://blog.example/-/comments/${second}`));
        assert.equal(letter.headers.get('message-id'), `<comment-${second}.1@blog.example>`);
        assert.equal(letter.headers.get('in-reply-to'), `<comment-${first}.1@blog.example>`);
        assert.equal(
          letter.headers.get('references'),
          `<post-${post}.1@blog.example> <comment-${first}.1@blog.example>`,
        );
      }));

    it('end by one press of the mail program, without a cookie, and not by opening the link', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const post = await pen.post();
        await follow(blog, server, post);
        await pen.comment(post, 'Ann', 'One.');
        await blog.work();
        const letter = server.messages[0];
        const header = letter?.headers.get('list-unsubscribe') ?? '';
        assert.equal(letter?.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
        const url = new URL(header.slice(1, -1));
        assert.equal(url.protocol, 'https:');
        const end = url.pathname + url.search;
        assert.equal((await blog.get(end)).status, 200);
        assert.equal(await subscriptions(blog), 1, 'opening it ends nothing');
        const foreign = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
        const pressed = await blog.post(end, { 'List-Unsubscribe': 'One-Click' }, foreign);
        assert.equal(pressed.status, 200);
        assert.equal(await subscriptions(blog), 0);
        assert.equal((await blog.world.db.read.selectFrom('subscriber').selectAll().execute()).length, 0);
        assert.equal(
          (await blog.post(end, { 'List-Unsubscribe': 'One-Click' })).status,
          200,
          'again is no matter',
        );
        assert.equal((await blog.get(end)).status, 200);
        await pen.comment(post, 'Ann', 'Two.');
        await blog.work();
        assert.equal(server.messages.length, 1);
        assert.equal((await blog.post(`${end.slice(0, -3)}abc`, {})).status, 403);
      }));

    it('are sent once, however often the job runs, and to all of many', () =>
      withBlog({ dialect }, async (blog, _server, pen) => {
        const post = await pen.post();
        const at = blog.clock.now().toISOString();
        const many = 230;
        await blog.world.db.write(async (tx) => {
          for (let id = 1; id <= many; id += 1) {
            const ours = { site_id: blog.site.id, id };
            await tx.db
              .insertInto('subscriber')
              .values({
                ...ours,
                email: `r${id}@many.example`,
                account_id: null,
                locale: 'en',
                created_at: at,
              })
              .execute();
            await tx.db
              .insertInto('subscription')
              .values({
                ...ours,
                subscriber_id: id,
                post_id: post,
                comment_id: 0,
                rhythm: 'at-once',
                created_at: at,
                asked_at: at,
                confirmed_at: at,
              })
              .execute();
          }
        });
        const comment = await pen.comment(post, 'Ann', 'For everybody.');
        const unsent = () => workWithoutMail(blog);
        const letters = await unsent();
        assert.equal(letters.length, many);
        assert.equal(new Set(letters).size, many);
        await blog.world.db.write((tx) =>
          enqueue(tx, { kind: tellJob, siteId: blog.site.id, payload: { commentId: comment, after: 0 } }),
        );
        assert.equal((await unsent()).length, many, 'the same job again sends nothing');
      }));

    it('are gathered once a day for who wants that, in the morning of the site', () =>
      withBlog(
        {
          dialect,
          site: { timeZone: 'Asia/Tokyo', locale: 'ar', title: 'مدونة' },
          now: '2026-05-21T01:00:00.000Z',
        },
        async (blog, server, pen) => {
          const post = await pen.post({ title: 'المرفأ' });
          await blog.work();
          await follow(blog, server, post, reader, 'daily');
          await pen.comment(post, 'Ann', 'One.');
          const spam = await pen.comment(post, 'Bob', 'Later spam.');
          await blog.work();
          assert.equal(server.messages.length, 0);
          await blog.world.db.write((tx) => setCommentStatus(tx, blog.site.id, spam, 'spam', { by: null }));
          blog.clock.advance('21 hours');
          await blog.work();
          assert.equal(server.messages.length, 0, 'it is seven in the morning there');
          blog.clock.advance('2 hours');
          await blog.work();
          await blog.work();
          assert.equal(server.messages.length, 1);
          const [letter] = server.messages;
          assert.match(letter?.html ?? '', /<html lang="ar" dir="rtl">/);
          assert.match(letter?.text ?? '', /One\./);
          assert.doesNotMatch(letter?.text ?? '', /spam/);
          assert.match(letter?.headers.get('list-unsubscribe') ?? '', /\/-\/subscriptions\/end\?token=/);
          blog.clock.advance('1 day');
          await blog.work();
          assert.equal(server.messages.length, 1, 'a day without replies has no letter');
        },
      ));

    it('come only of what readers can see: not of what waits, is spam, was imported, or is one’s own', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const post = await pen.post();
        await follow(blog, server, post);
        const held = await pen.comment(post, 'Ann', 'Held.', { status: 'pending' });
        await pen.comment(post, 'Ann', 'Spam.', { status: 'spam' });
        await pen.comment(post, 'Ann', 'Imported.', { origin: 'import', originUri: 'https://old.example/1' });
        await pen.comment(post, 'Me', 'My own.', { identity: { kind: 'guest', name: 'Me', email: reader } });
        await blog.work();
        assert.deepEqual(server.to(reader), []);
        for (const to of ['live', 'spam', 'live'] as const) {
          await blog.world.db.write((tx) => setCommentStatus(tx, blog.site.id, held, to, { by: null }));
          await blog.work();
        }
        assert.deepEqual(
          server.to(reader).map(({ text }) => /> (.*)/.exec(text)?.[1]),
          ['Held.'],
          'once it is approved it is told, and not again when it is approved again',
        );
        await pen.change(post, { password: 'secret' });
        await pen.comment(post, 'Ann', 'Behind a password.');
        await blog.work();
        assert.equal(server.to(reader).length, 1);
      }));

    it('to one’s own reply come from below it alone, and are asked for when the reply is live', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const post = await pen.post();
        const mine = await pen.comment(post, 'Me', 'Mine.', {
          status: 'pending',
          subscribe: 'replies',
          identity: { kind: 'guest', name: 'Me', email: reader },
        });
        await blog.work();
        assert.deepEqual(server.to(reader), [], 'a held reply makes nobody write to the address in it');
        await blog.world.db.write((tx) => setCommentStatus(tx, blog.site.id, mine, 'live', { by: null }));
        await blog.work();
        assert.equal(server.to(reader).length, 1);
        await send(blog, pathIn(server.to(reader)[0], '/confirm'), {});
        await pen.comment(post, 'Ann', 'Elsewhere.');
        const answer = await pen.comment(post, 'Ben', 'An answer.', { parentId: mine });
        await pen.comment(post, 'Cora', 'An answer to the answer.', { parentId: answer });
        await blog.work();
        assert.deepEqual(
          server
            .to(reader)
            .slice(1)
            .map(({ text }) => /> (.*)/.exec(text)?.[1]),
          ['An answer.', 'An answer to the answer.'],
        );
      }));
  });
}

describe('A letter about a reply', () => {
  it('arrives with a signature that covers both headers of the one press (RFC 8058 § 4)', async () => {
    const { pem, publicPem } = dkimKey();
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-dkim-'));
    const keyFile = join(folder, 'key.pem');
    writeFileSync(keyFile, pem);
    const dkim = { domain: 'mail.example', selector: 'one', keyFile };
    await withBlog({ config: { dkim } }, async (blog, server, pen) => {
      const post = await pen.post();
      await follow(blog, server, post);
      await pen.comment(post, 'Ann', 'Hello.');
      await blog.work();
      const letter = server.messages[0];
      assert.ok(letter);
      const verdict = verifyDkim(letter, publicPem);
      assert.ok(verdict.ok);
      for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'message-id', 'references'])
        assert.ok(verdict.signed.includes(name), name);
    });
    rmSync(folder, { recursive: true });
  });
});

describe('Asking for replies by mail', () => {
  it('tells nobody whether an address is known, and writes to it three times a day at most', () =>
    withBlog({}, async (blog, server, pen) => {
      const post = await pen.post();
      await follow(blog, server, post);
      const known = await askFor(blog, post, reader);
      const unknown = await askFor(blog, post, 'other@elsewhere.example');
      assert.deepEqual([known.status, known.headers.location], [unknown.status, unknown.headers.location]);
      await blog.work();
      assert.match(server.to(reader)[0]?.subject ?? '', /already/);
      for (let again = 0; again < 4; again += 1) await askFor(blog, post, 'other@elsewhere.example');
      await blog.work();
      assert.equal(server.to('other@elsewhere.example').length, 3);
      blog.clock.advance('25 hours');
      await askFor(blog, post, 'other@elsewhere.example');
      await blog.work();
      assert.equal(server.to('other@elsewhere.example').length, 4);
    }));

  it('has an end for one network', () =>
    withBlog({}, async (blog, server, pen) => {
      const post = await pen.post();
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await askFor(blog, post, `r${n}@many.example`)).status);
      assert.deepEqual(statuses.slice(9), [303, 429, 429]);
      await blog.work();
      assert.equal(server.messages.length, 10);
    }));

  it('refuses what is no address, and does not send a header that was smuggled in', () =>
    withBlog({}, async (blog, server, pen) => {
      const post = await pen.post();
      for (const email of ['', 'nobody', 'a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example']) {
        const answer = await askFor(blog, post, email);
        assert.equal(answer.status, 422, email);
        assert.match(answer.text, /not an e-mail address/);
      }
      await blog.work();
      assert.deepEqual(server.messages, []);
    }));

  it('confirms one thing: a link says nothing about another, or on another site', () =>
    withBlog({}, async (blog, server, pen) => {
      const [one, two] = [await pen.post({ title: 'One' }), await pen.post({ title: 'Two' })];
      await askFor(blog, one, reader);
      await askFor(blog, two, reader);
      await blog.work();
      await send(blog, pathIn(server.to(reader)[0], '/confirm'), {});
      await pen.comment(two, 'Ann', 'On the other.');
      await blog.work();
      assert.equal(server.to(reader).length, 2);
      const confirm = pathIn(server.to(reader)[0], '/confirm');
      blog.clock.advance('4 days');
      assert.equal((await blog.get(confirm)).status, 403);
      assert.equal(
        (await blog.get(confirm.replace('confirm', 'end'))).status,
        403,
        'made for another purpose',
      );
    }));

  it('forgets after three days an address that nobody confirmed', () =>
    withBlog({}, async (blog, server, pen) => {
      const post = await pen.post();
      await follow(blog, server, post);
      await askFor(blog, post, 'other@elsewhere.example');
      await blog.work();
      blog.clock.advance('80 hours');
      await blog.work();
      const left = await blog.world.db.read.selectFrom('subscriber').select('email').execute();
      assert.deepEqual(left, [{ email: reader }]);
    }));

  it('needs no confirmation of an account with a verified address', () =>
    withBlog({}, async (blog, server, pen) => {
      const post = await pen.post();
      const person = await blog.as('reader');
      assert.match((await person.get(`/-/subscriptions/new?post=${post}`)).text, /reader@people\.example/);
      const done = await person.post('/-/subscriptions/new', { post: String(post), rhythm: 'at-once' });
      assert.equal(done.status, 303);
      await pen.comment(post, 'Ann', 'Hello.');
      await pen.comment(post, 'Reader', 'My own.', {
        identity: { kind: 'account', name: 'R', accountId: person.accountId },
      });
      await blog.work();
      assert.deepEqual(
        server.to('reader@people.example').map(({ subject }) => subject),
        ['Re: A post'],
      );
    }));

  it('is changed and ended on a page that a link opens', () =>
    withBlog({}, async (blog, server, pen) => {
      const [one, two] = [await pen.post({ title: 'One' }), await pen.post({ title: 'Two' })];
      await follow(blog, server, one);
      await follow(blog, server, two);
      await pen.comment(one, 'Ann', 'Hello.');
      await blog.work();
      const manage = pathIn(server.messages[0], '/-/subscriptions/?token=');
      const shown = await blog.get(manage);
      assert.match(shown.text, /One/);
      assert.match(shown.text, /Two/);
      assert.equal(shown.headers['cache-control'], 'no-store');
      const token = new URLSearchParams(manage.split('?')[1]).get('token') ?? '';
      const rows = await blog.world.db.read.selectFrom('subscription').select('id').orderBy('id').execute();
      const foreign = await blog.post(
        '/-/subscriptions/',
        { token, subscription: '0', do: 'end' },
        { origin: 'https://evil.example' },
      );
      assert.equal(foreign.status, 403);
      await blog.post('/-/subscriptions/', {
        token,
        subscription: String(rows[0]?.id),
        do: 'change',
        rhythm: 'daily',
      });
      const changed = await blog.world.db.read
        .selectFrom('subscription')
        .select('rhythm')
        .orderBy('id')
        .execute();
      assert.deepEqual(changed, [{ rhythm: 'daily' }, { rhythm: 'at-once' }]);
      const ended = await blog.post('/-/subscriptions/', { token, subscription: '0', do: 'end' });
      assert.equal(await subscriptions(blog), 0);
      assert.equal((await blog.get(ended.headers.location ?? '')).status, 200);
    }));

  it('is not offered where no mail is sent', async () => {
    const blog = await openBlog();
    try {
      const post = await penOf(blog).post();
      assert.equal((await blog.get(`/-/subscriptions/new?post=${post}`)).status, 404);
      await penOf(blog).comment(post, 'Me', 'Mine.', {
        subscribe: 'thread',
        identity: { kind: 'guest', name: 'Me', email: reader },
      });
      await blog.work();
      assert.equal(await subscriptions(blog), 0);
    } finally {
      await blog.close();
    }
  });
});

async function subscriptions(blog: Blog): Promise<number> {
  return (await blog.world.db.read.selectFrom('subscription').select('id').execute()).length;
}

/** Does all work but the sending; to whom letters wait. */
async function workWithoutMail({ world, app }: Blog): Promise<readonly string[]> {
  const others = app.features.filter(({ name }) => name !== 'mail');
  await createWorker(world, others).runUntilIdle();
  const jobs = await world.db.read
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'mail.send')
    .execute();
  return jobs.map(({ payload }) => JSON.parse(payload).to);
}
