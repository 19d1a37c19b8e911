import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, type BlogOptions, dialects, openBlog } from '../../test/support/blog.ts';
import { type Arrived, linkIn, type MailServer, openMailServer } from '../../test/support/mail.ts';
import { penOf } from '../../test/support/pen.ts';
import { createAuthor } from '../author/save.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import { enqueue } from '../kit/queue/index.ts';
import { noticeJob } from './jobs.ts';

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

/** A post that somebody with a role on the site signs. */
async function signedPost(blog: Blog, accountId: number, title = 'Dredging') {
  const author = await blog.world.db.write((tx) =>
    createAuthor(tx, blog.site.id, { name: `Author ${accountId}`, accountId }),
  );
  assert.ok(author.ok);
  return penOf(blog).post({ authors: [author.id], title });
}

/** Those that wait are told of ten minutes after the first of them. */
async function gathered(blog: Blog) {
  await blog.work();
  blog.clock.advance('10 minutes');
  await blog.work();
}

/** Paths of the links by which a letter decides, in its order. */
function decisionsIn(letter: Arrived | undefined): readonly string[] {
  assert.ok(letter, 'the letter arrived');
  const urls = letter.text.match(/https:\/\/blog\.example\/-\/notices\/decide\S+/g) ?? [];
  return urls.map((url) => new URL(url).pathname + new URL(url).search);
}

async function press(blog: Blog, path: string, headers: Record<string, string> = {}) {
  const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
  return blog.post('/-/notices/decide', { token }, headers);
}

async function standing(blog: Blog, id: number) {
  const row = await blog.world.db.read
    .selectFrom('comment')
    .select('standing')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.standing;
}

for (const dialect of dialects) {
  describe(`The mail to those who answer for replies, on ${dialect}`, () => {
    it('tells authors of everything on their posts, and others who moderate of what waits', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const author = await blog.as('author');
        await blog.as('editor');
        await blog.as('owner');
        await blog.as('subscriber');
        const post = await signedPost(blog, author.accountId);
        await pen.comment(post, 'Ann', 'Live at once.');
        await blog.work();
        assert.deepEqual(
          server.messages.flatMap(({ to }) => to),
          ['author@people.example'],
        );
        assert.equal(server.messages[0]?.subject, 'Ann replied to “Dredging”');
        blog.clock.advance('11 minutes');
        await pen.comment(post, 'Ann', 'Held.', { status: 'pending' });
        await pen.comment(post, 'Ann', 'Spam.', { status: 'spam' });
        await pen.comment(post, 'Ann', 'Old.', { origin: 'import', originUri: 'https://old.example/1' });
        await pen.comment(post, 'Me', 'My own.', {
          identity: { kind: 'account', name: 'Me', accountId: author.accountId },
        });
        await blog.work();
        assert.equal(server.messages.length, 1, 'what waits is gathered');
        blog.clock.advance('10 minutes');
        await blog.work();
        const second = server.messages.slice(1);
        assert.deepEqual(second.flatMap(({ to }) => to).sort(), [
          'author@people.example',
          'editor@people.example',
        ]);
        for (const { text } of second) {
          assert.match(text, /> Held\./);
          assert.doesNotMatch(text, /Spam\.|Old\.|My own\./);
        }
      }));

    it('carries links that show on opening and act on a press, without signing in, in the name of their holder', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const author = await blog.as('author');
        const post = await signedPost(blog, author.accountId);
        const id = await pen.comment(post, 'Ann <i>', 'Held & waiting.', { status: 'pending' });
        await gathered(blog);
        const [approve = '', spam = '', trash = ''] = decisionsIn(server.messages[0]);
        const shown = await blog.get(approve);
        assert.equal(shown.status, 200);
        assert.match(shown.text, /Held &amp; waiting\./);
        assert.match(shown.text, /Ann &lt;i&gt;/);
        assert.equal(shown.headers['cache-control'], 'no-store');
        assert.equal(await standing(blog, id), 'pending', 'opening it does nothing');
        assert.equal((await press(blog, approve, { origin: 'https://evil.example' })).status, 403);
        assert.equal((await press(blog, approve)).status, 303);
        assert.equal(await standing(blog, id), 'live');
        const again = await blog.get(approve);
        assert.match(again.text, /You approved it/);
        assert.doesNotMatch(again.text, /<button/);
        await press(blog, spam);
        assert.equal(await standing(blog, id), 'spam');
        await press(blog, trash);
        assert.equal(await standing(blog, id), 'removed');
        const audit = await blog.world.db.read.selectFrom('comment_audit').select('account_id').execute();
        assert.deepEqual(new Set(audit.map(({ account_id }) => account_id)), new Set([author.accountId]));
      }));

    it('stops working with the right that it stands for, after a week, and for anything else', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const editor = await blog.as('editor');
        const post = await pen.post();
        const id = await pen.comment(post, 'Ann', 'Held.', { status: 'pending' });
        await gathered(blog);
        const [approve = ''] = decisionsIn(server.messages[0]);
        await blog.world.db.write((tx) =>
          tx.db
            .updateTable('role')
            .set({ role: 'subscriber' })
            .where('account_id', '=', editor.accountId)
            .execute(),
        );
        assert.equal((await blog.get(approve)).status, 403);
        assert.equal((await press(blog, approve)).status, 403);
        assert.equal(await standing(blog, id), 'pending');
        await blog.world.db.write((tx) =>
          tx.db
            .updateTable('role')
            .set({ role: 'editor' })
            .where('account_id', '=', editor.accountId)
            .execute(),
        );
        assert.equal((await blog.get(approve)).status, 200);
        assert.equal((await blog.get(approve.replace(/.{4}$/, 'AAAA'))).status, 403);
        blog.clock.advance('8 days');
        assert.equal((await blog.get(approve)).status, 403);
      }));

    it('gathers what waits for ten minutes', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        await blog.as('editor');
        const post = await pen.post();
        for (let minute = 0; minute < 9; minute += 1) {
          await pen.comment(post, 'Ann', `Number ${minute}.`, { status: 'pending' });
          await blog.work();
          blog.clock.advance('1 minute');
        }
        await blog.work();
        assert.equal(server.messages.length, 0, 'nine minutes after the first nobody is told');
        blog.clock.advance('1 minute');
        await blog.work();
        assert.deepEqual(
          server.messages.map(({ subject }) => subject.replace(/^.*: /, '')),
          ['9 new replies, 9 wait'],
        );
        assert.equal(server.messages[0]?.text.match(/^> Number/gm)?.length, 5, 'five are shown');
        await blog.world.db.write((tx) =>
          enqueue(tx, { kind: noticeJob, siteId: blog.site.id, key: 'again', payload: { held: true } }),
        );
        await blog.work();
        assert.equal(server.messages.length, 1, 'the same job again sends nothing');
      }));

    it('tells of an approved reply that was approved before anybody was told that it waits', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const author = await blog.as('author');
        const post = await signedPost(blog, author.accountId);
        const id = await pen.comment(post, 'Ann', 'Approved soon.', { status: 'pending' });
        await blog.work();
        await blog.world.db.write((tx) => setCommentStatus(tx, blog.site.id, id, 'live', { by: null }));
        await gathered(blog);
        assert.deepEqual(
          server.messages.map(({ subject }) => subject),
          ['Ann replied to “Dredging”'],
        );
      }));

    it('sends nothing of what waits in a flood, goes on with what is seen, and counts once when it is over', () =>
      withBlog({ dialect }, async (blog, server, pen) => {
        const author = await blog.as('author');
        const post = await signedPost(blog, author.accountId);
        for (let minute = 0; minute < 90; minute += 1) {
          for (let n = 0; n < 11; n += 1)
            await pen.comment(post, 'Bot', `Number ${minute} ${n}.`, { status: 'pending' });
          await blog.work();
          blog.clock.advance('1 minute');
        }
        assert.equal(server.messages.length, 0, 'nobody is told during the flood');
        await pen.comment(post, 'Ann', 'A reader.');
        await blog.work();
        assert.deepEqual(
          server.messages.map(({ subject }) => subject),
          ['Ann replied to “Dredging”'],
        );
        for (let minute = 0; minute < 90; minute += 1) {
          blog.clock.advance('1 minute');
          await blog.work();
        }
        assert.deepEqual(
          server.messages.slice(1).map(({ subject }) => subject.replace(/^.*: /, '')),
          ['990 new replies, 990 wait'],
        );
      }));
  });
}

describe('What one wants to hear of replies', () => {
  it('is chosen on a page, and ended by one press of the mail program', () =>
    withBlog({}, async (blog, server, pen) => {
      const editor = await blog.as('editor');
      const post = await pen.post();
      assert.equal((await blog.get('/-/notices/')).status, 303, 'it is for who is signed in');
      assert.match((await editor.get('/-/notices/')).text, /editor@people\.example/);
      await editor.post('/-/notices/', { replies: 'everything' });
      await pen.comment(post, 'Ann', 'Live.');
      await blog.work();
      assert.equal(server.messages.length, 1);
      const header = server.messages[0]?.headers.get('list-unsubscribe') ?? '';
      const end = new URL(header.slice(1, -1));
      assert.equal((await blog.get(end.pathname + end.search)).status, 200);
      const pressed = await blog.post(end.pathname + end.search, { 'List-Unsubscribe': 'One-Click' });
      assert.equal(pressed.status, 200);
      blog.clock.advance('11 minutes');
      await pen.comment(post, 'Ann', 'Held.', { status: 'pending' });
      await gathered(blog);
      assert.equal(server.messages.length, 1);
      await editor.post('/-/notices/', { replies: 'fitting' });
      blog.clock.advance('11 minutes');
      await pen.comment(post, 'Ann', 'Held too.', { status: 'pending' });
      await gathered(blog);
      assert.equal(server.messages.length, 2);
    }));

  it('reaches the owner of an install where nobody else decides', () =>
    withBlog({}, async (blog, server, pen) => {
      await blog.as('owner');
      await pen.comment(await pen.post(), 'Ann', 'Held.', { status: 'pending' });
      await gathered(blog);
      assert.deepEqual(server.messages[0]?.to, ['owner@people.example']);
    }));

  it('carries no links that act to an address that nobody has confirmed', () =>
    withBlog({}, async (blog, server, pen) => {
      const editor = await blog.as('editor');
      await blog.world.db.write((tx) =>
        tx.db.updateTable('account').set({ email_verified: 0 }).where('id', '=', editor.accountId).execute(),
      );
      await pen.comment(await pen.post(), 'Ann', 'Held.', { status: 'pending' });
      await gathered(blog);
      assert.deepEqual(decisionsIn(server.messages[0]), []);
      assert.ok(linkIn(server.messages[0] ?? assert.fail(), '/-/admin/comments/'));
    }));
});
