import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BlogOptions, dialects, openBlog } from '../../test/support/blog.ts';
import { signedInAs, visitorsOf } from '../../test/support/visitor.ts';
import { createAuthor } from '../author/save.ts';
import type { SafeFetch } from '../kit/fetch/index.ts';
import { readSite } from '../site/read.ts';
import { createSite } from '../site/save.ts';
import { likeComment } from './save-like.ts';
import { editOwnComment, removeOwnComment } from './save-own.ts';
import { reportComment } from './save-report.ts';
import { setCommentStatus } from './save-status.ts';
import { senderOfKey } from './sender.ts';

async function open(options: BlogOptions) {
  const blog = await openBlog(options);
  const visitors = await visitorsOf(blog);
  const events = async (kind: string) =>
    (await blog.world.db.read.selectFrom('outbox').select('payload').where('kind', '=', kind).execute()).map(
      ({ payload }) => JSON.parse(payload) as unknown,
    );
  const count = async () =>
    (
      await blog.world.db.read
        .selectFrom('post')
        .select('comment_count')
        .where('id', '=', visitors.postId)
        .executeTakeFirstOrThrow()
    ).comment_count;
  const key = (letter: string) => senderOfKey(blog.world, blog.site.id, letter.repeat(32));
  return { blog, ...visitors, events, count, key, [Symbol.asyncDispose]: () => blog.close() };
}

for (const dialect of dialects) {
  describe(`A reply that is sent (${dialect})`, () => {
    it('waits for a moderator when its sender is new here, and says why', async () => {
      await using place = await open({ dialect });
      const sent = await place.taken();
      assert.equal(sent.standing, 'pending');
      assert.deepEqual(sent.reasons, [{ phase: 'pre-moderation', facts: { whose: 'newcomers' } }]);
      const kept = await place.row(sent.id);
      assert.equal(kept.original, 'Because of the *silt*.');
      assert.match(kept.html, /<em>silt<\/em>/);
      assert.doesNotMatch(JSON.stringify(kept), /192\.0\.2/);
      assert.deepEqual(await place.events('comment.live'), []);
      assert.equal((await place.events('comment.saved')).length, 1);
    });

    it('is one when the button is pressed several times at once', async () => {
      await using place = await open({ dialect });
      const { replyToken } = await import('./form.ts');
      const token = replyToken(place.blog.world, place.blog.site.id, place.postId);
      const sent = await Promise.all([1, 2, 3, 4, 5].map(() => place.send({ token })));
      assert.deepEqual(new Set(sent.map((each) => each.ok && each.id)), new Set([1]));
      assert.equal(sent.filter((each) => each.ok && each.created).length, 1);
      const rows = await place.blog.world.db.read.selectFrom('comment').select('id').execute();
      assert.equal(rows.length, 1);
    });

    it('comes live once each time that it is approved, and the thread counts by that', async () => {
      await using place = await open({ dialect });
      const { id } = await place.taken();
      await place.approve(id);
      await place.approve(id);
      assert.deepEqual(await place.events('comment.live'), [
        { commentId: id, postId: place.postId, first: true },
      ]);
      assert.equal(await place.count(), 1);
      await place.spam(id);
      assert.equal(await place.count(), 0);
      await place.approve(id);
      assert.deepEqual((await place.events('comment.live'))[1], {
        commentId: id,
        postId: place.postId,
        first: false,
      });
    });

    it('that is answered keeps its place when it goes, and gives it up with the last answer', async () => {
      await using place = await open({ dialect });
      await place.set({ premoderation: 'nobody' });
      const parent = await place.taken({ text: 'the first' });
      const child = await place.taken({ text: 'an answer', parentId: parent.id });
      const grandchild = await place.taken({ text: 'an answer to it', parentId: child.id });
      await place.spam(parent.id);
      await place.spam(child.id);
      assert.equal((await place.row(parent.id)).status, 'tombstone');
      assert.equal((await place.row(child.id)).status, 'tombstone');
      assert.equal(await place.count(), 1);
      assert.deepEqual(await place.send({ text: 'to nothing', parentId: parent.id }), {
        ok: false,
        reason: 'parent-missing',
      });
      await place.spam(grandchild.id);
      for (const { id } of [parent, child, grandchild]) assert.equal((await place.row(id)).status, 'spam');
      await place.approve(grandchild.id);
      assert.equal((await place.row(parent.id)).status, 'tombstone');
      assert.equal((await place.row(parent.id)).standing, 'spam');
    });

    it('can be changed and taken back by its sender alone, for a quarter of an hour', async () => {
      await using place = await open({ dialect });
      await place.set({ premoderation: 'nobody' });
      const { world } = place.blog;
      const site = place.blog.site;
      const { id } = await place.taken();
      const own = { site, id, senders: [place.key('a')] };
      const other = { ...own, senders: [place.key('b')] };
      assert.deepEqual(await editOwnComment(world, other, 'mine now'), { ok: false, reason: 'not-own' });
      assert.equal((await editOwnComment(world, own, 'Because of the *mud*.')).ok, true);
      assert.match((await place.row(id)).html, /mud/);
      const empty = await editOwnComment(world, own, '  ');
      assert.deepEqual(empty, { ok: false, reason: 'empty' });
      await place.taken({ text: 'an answer', parentId: id, key: 'c'.repeat(32) });
      assert.equal((await removeOwnComment(world, own)).ok, true);
      const gone = await place.row(id);
      assert.deepEqual([gone.status, gone.text, gone.original, gone.sender], ['tombstone', '', null, null]);
      const late = await place.taken({ text: 'another' });
      place.blog.clock.advance('15 minute');
      assert.deepEqual(await removeOwnComment(world, { ...own, id: late.id }), {
        ok: false,
        reason: 'not-own',
      });
    });

    it('waits again when its sender changes it into what would have been held', async () => {
      await using place = await open({ dialect });
      const { id } = await place.taken({ text: 'A harmless question?' });
      await place.approve(id);
      const own = { site: place.blog.site, id, senders: [place.key('a')] };
      assert.ok((await editOwnComment(place.blog.world, own, 'Buy https://shop.example')).ok);
      const row = await place.row(id);
      assert.equal(row.status, 'pending');
      assert.deepEqual(JSON.parse(row.reasons), [{ phase: 'links', facts: { links: 1, first: 1 } }]);
      assert.equal(await place.count(), 0);
    });

    it('is liked once by each, and that can be taken back', async () => {
      await using place = await open({ dialect });
      const { id } = await place.taken();
      const like = (sender: string, liked = true) =>
        place.blog.world.db.write((tx) => likeComment(tx, place.blog.site.id, id, { sender, liked }));
      assert.deepEqual(await like('a'), { ok: false, reason: 'missing' });
      await place.approve(id);
      await like('a');
      await like('a');
      const second = await like('b');
      assert.deepEqual(second, { ok: true, likes: 2, postId: place.postId });
      await like('a', false);
      await like('a', false);
      assert.equal((await place.row(id)).likes, 1);
    });

    it('is reported by readers, and held by that only where the site says so', async () => {
      await using place = await open({ dialect });
      const { id } = await place.taken();
      await place.approve(id);
      const report = async (sender: string) => {
        const site = await readSite(place.blog.world.db, place.blog.site.id);
        assert.ok(site);
        return place.blog.world.db.write((tx) => reportComment(tx, site, id, { sender, reason: 'abuse' }));
      };
      await report('a');
      await report('a');
      await report('b');
      assert.deepEqual([(await place.row(id)).reports, (await place.row(id)).status], [2, 'live']);
      await place.set({ reportsHold: 3 });
      await report('c');
      assert.equal((await place.row(id)).status, 'pending');
      await place.approve(id);
      assert.deepEqual([(await place.row(id)).reports, (await place.row(id)).status], [0, 'live']);
    });

    it('stays on its own site', async () => {
      await using place = await open({ dialect });
      const { world, site } = place.blog;
      const made = await world.db.write((tx) =>
        createSite(
          tx,
          { host: 'other.example', title: 'Other', locale: 'en' },
          { now: world.clock.now().toISOString() },
        ),
      );
      assert.ok(made.ok);
      const { id } = await place.taken();
      const other = { siteId: made.id };
      const set = await world.db.write((tx) => setCommentStatus(tx, other.siteId, id, 'live', { by: null }));
      assert.deepEqual(set, { ok: false, reason: 'missing' });
      const liked = await world.db.write((tx) =>
        likeComment(tx, other.siteId, id, { sender: 'a', liked: true }),
      );
      assert.equal(liked.ok, false);
      assert.notEqual(senderOfKey(world, site.id, 'a'), senderOfKey(world, made.id, 'a'));
    });
  });
}

describe('A guest who types the owner’s verified e-mail', () => {
  it('gets no badge, no picture, no account, and waits like anybody', async () => {
    await using place = await open({});
    const { blog } = place;
    const owner = await blog.as('owner');
    await blog.world.db.write(async (tx) => {
      const made = await createAuthor(tx, blog.site.id, { name: 'The owner', biography: 'Owns.' });
      assert.ok(made.ok);
      await tx.db
        .updateTable('author')
        .set({ account_id: owner.accountId })
        .where('id', '=', made.id)
        .execute();
    });
    const mine = await place.taken({
      author: signedInAs(owner.accountId, 'owner', blog.site.id),
      text: 'I am.',
    });
    assert.equal((await place.row(mine.id)).author_id !== null, true);
    const sent = await place.taken({ name: 'The owner', email: 'OWNER@people.example', key: 'f'.repeat(32) });
    assert.equal(sent.standing, 'pending');
    const row = await place.row(sent.id);
    assert.deepEqual(
      [row.author_id, row.account_id, row.avatar, row.email],
      [null, null, null, 'owner@people.example'],
    );
    await place.approve(sent.id);
    const { text } = await blog.get('/2026/05/20/silt/');
    assert.equal(text.match(/class="badge/g)?.length, 1, 'the owner’s own reply has the only one');
    assert.doesNotMatch(text, /people\.example/i);
    const again = await place.taken({
      name: 'The owner',
      email: 'owner@people.example',
      text: 'Me again',
      key: 'e'.repeat(32),
    });
    assert.equal(again.standing, 'pending', 'an approved reply under a name approves nothing for the next');
  });
});

describe('What is refused', () => {
  it('is said for what it is, and kept nowhere', async () => {
    await using place = await open({});
    const reason = async (sent: Parameters<typeof place.send>[0]) => {
      const received = await place.send(sent);
      return received.ok ? 'taken' : received.reason;
    };
    assert.equal(await reason({ text: ' \n ' }), 'empty');
    assert.equal(await reason({ text: 'x'.repeat(20_001) }), 'too-long');
    assert.equal(await reason({ name: '  ' }), 'name-missing');
    assert.equal(await reason({ email: 'no address' }), 'bad-email');
    assert.equal(await reason({ postId: 4_711 }), 'post-missing');
    assert.equal(await reason({ parentId: 4_711 }), 'parent-missing');
    assert.equal(await reason({ quote: 'words that the post has not' }), 'quote-missing');
    await place.set({ guestsMayReply: false });
    assert.equal(await reason({}), 'guests-refused');
    await place.set({ guestsMayReply: true, nameRequired: false, emailRequired: true });
    assert.equal(await reason({ name: '' }), 'email-missing');
    const draft = await place.pen.post({ title: 'Draft', status: 'draft' });
    assert.equal(await reason({ postId: draft, email: 'a@b.example' }), 'post-missing');
    const locked = await place.pen.post({ title: 'Locked', password: 'secret' });
    assert.equal(await reason({ postId: locked, email: 'a@b.example' }), 'post-missing');
    const unlocked = (password: string) => password === 'secret';
    assert.equal(await reason({ postId: locked, email: 'a@b.example', unlocked }), 'taken');
    assert.equal((await place.blog.world.db.read.selectFrom('comment').select('id').execute()).length, 1);
  });

  it('is not an address that is none of the web: it is left out', async () => {
    await using place = await open({});
    const { id } = await place.taken({ url: 'javascript:alert(1)', email: ' Ada@Example.org ' });
    const identity = await place.blog.world.db.read
      .selectFrom('identity')
      .select(['url', 'email', 'name'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(identity, { url: null, email: 'ada@example.org', name: 'Ada' });
    assert.equal((await place.row(id)).format, 'markdown');
  });
});

describe('A passage of the post', () => {
  it('is kept with what stands around it, however it was broken into lines', async () => {
    await using place = await open({});
    const { id } = await place.taken({ quote: 'dredged   in\nMay' });
    assert.deepEqual(JSON.parse((await place.row(id)).quote ?? ''), {
      exact: 'dredged in May',
      prefix: 'The harbour was ',
      suffix: '.\n\nNobody asked why.',
      start: 16,
    });
  });
});

describe('A service that speaks Akismet’s protocol', () => {
  const asked: { url: string; fields: URLSearchParams }[] = [];
  const answering =
    (answer: string | undefined): SafeFetch =>
    async (url, options) => {
      asked.push({ url, fields: new URLSearchParams(String(options.body)) });
      if (answer === undefined) return { ok: false, reason: 'timeout', url, detail: '' };
      return { ok: true, status: 200, headers: {}, url, body: Buffer.from(answer) };
    };
  const sentTo = async (answer: string | undefined) => {
    asked.length = 0;
    const place = await open({ fetch: answering(answer) });
    await place.set({
      premoderation: 'nobody',
      akismetKey: 'key',
      akismetUrl: 'https://akismet.example/1.1/',
    });
    const sent = await place.taken({ url: 'https://ada.example/', address: '198.51.100.9' });
    assert.equal(sent.standing, 'pending');
    await place.blog.work();
    return { place, id: sent.id, [Symbol.asyncDispose]: () => place.blog.close() };
  };

  it('is asked after the reply was saved, without the address of its sender, and lets it come live', async () => {
    await using sent = await sentTo('false');
    assert.deepEqual([(await sent.place.row(sent.id)).status, asked.length], ['live', 1]);
    const { url, fields } = asked[0] ?? { url: '', fields: new URLSearchParams() };
    assert.equal(url, 'https://akismet.example/1.1/comment-check');
    assert.equal(fields.get('comment_author_url'), 'https://ada.example/');
    assert.equal(fields.get('permalink'), 'https://blog.example/2026/05/20/silt/');
    assert.match(fields.get('user_ip') ?? '', /^fd[0-9a-f]{2}:/);
    assert.doesNotMatch(fields.toString(), /198\.51/);
  });

  it('puts a reply with the spam, where a person finds it', async () => {
    await using sent = await sentTo('true');
    const row = await sent.place.row(sent.id);
    assert.equal(row.status, 'spam');
    assert.deepEqual(JSON.parse(row.reasons), [{ phase: 'akismet', facts: { spam: 1 } }]);
    await sent.place.blog.world.db.write((tx) =>
      setCommentStatus(tx, sent.place.blog.site.id, sent.id, 'live', { by: 1 }),
    );
    await sent.place.blog.work();
    assert.equal(asked.at(-1)?.url, 'https://akismet.example/1.1/submit-ham');
  });

  it('that cannot be reached leaves the reply waiting, and is asked again', async () => {
    await using sent = await sentTo(undefined);
    assert.equal((await sent.place.row(sent.id)).status, 'pending');
    const jobs = await sent.place.blog.world.db.read
      .selectFrom('job')
      .select('error')
      .where('kind', '=', 'comment.akismet')
      .execute();
    assert.match(jobs[0]?.error ?? '', /timeout/);
  });
});

describe('A thread', () => {
  it('is read as it was written, with the ends of lines, and nothing that runs', async () => {
    await using place = await open({});
    const { id } = await place.taken({
      text: 'One\ntwo <script>alert(1)</script>\n\n> said\n\n```\na\nb\n```\n<img src=x onerror=alert(1)>',
    });
    const { html } = await place.row(id);
    assert.match(html, /One<br>two/);
    assert.match(html, /<code>a\nb/);
    assert.doesNotMatch(html, /script|onerror|<img/);
  });
});
