import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { linkIn, openMailServer } from '../../test/support/mail.ts';
import { documentOf, penOf } from '../../test/support/pen.ts';
import { createAuthor } from '../author/save.ts';
import { addComment, type CommentWrite } from '../comment/save.ts';
import { addBan, liftBan } from '../comment/save-ban.ts';
import { reviseComment } from '../comment/save-edit.ts';
import { likeComment } from '../comment/save-like.ts';
import { senderOfAccount } from '../comment/sender.ts';
import { readCatalogue } from '../kit/backup/catalogue.ts';
import { createPost } from '../post/save.ts';
import { readSite } from '../site/read.ts';
import { createSite } from '../site/save.ts';
import type { Site } from '../site/site.ts';
import { addSubscription } from '../subscription/save.ts';

const name = 'Zebulon Quarrington';
const words = 'xylophonic';

/** Makes sites and a post on each, with a thread in which a person replies and is answered. */
async function twelveBlogs(blog: Blog, person: CommentWrite['identity'], liker: string) {
  const { world, clock } = blog;
  const now = clock.now().toISOString();
  const sites: Site[] = [blog.site];
  for (let n = 2; n <= 12; n += 1) {
    const made = await world.db.write((tx) =>
      createSite(
        tx,
        { host: `blog${n}.example`, title: `Blog ${n}`, locale: 'en', timeZone: 'UTC' },
        { now },
      ),
    );
    assert.ok(made.ok);
    const site = await readSite(world.db, made.id);
    assert.ok(site);
    sites.push(site);
  }
  for (const site of sites) await thread(blog, site, person, liker);
  return sites;
}

async function thread(blog: Blog, site: Site, person: CommentWrite['identity'], liker: string) {
  const now = blog.clock.now().toISOString();
  await blog.world.db.write(async (tx) => {
    const write = { type: 'post', status: 'published', title: 'A post', authors: [], terms: [] } as const;
    const { id: postId } = await createPost(tx, site, { ...write, document: documentOf('Text.') }, { now });
    const add = async (write: Partial<CommentWrite>) => {
      const added = await addComment(tx, site.id, {
        postId,
        identity: { kind: 'guest', name: 'Ann' },
        document: documentOf('Something else.'),
        origin: 'local',
        status: 'live',
        publishedAt: now,
        ...write,
      });
      assert.ok(added.ok);
      return added.id;
    };
    const other = await add({});
    const mine = await add({
      identity: person,
      document: documentOf(`Something ${words}.`),
      original: `Something ${words}.`,
      parentId: other,
    });
    await add({ parentId: mine, document: documentOf('An answer that stays.') });
    const edited = await add({
      identity: person,
      document: documentOf(`First ${words}.`),
      status: 'pending',
    });
    await reviseComment(
      tx,
      site.id,
      edited,
      { text: `Second ${words}.` },
      { by: null, note: `${name} wished it` },
    );
    await likeComment(tx, site.id, other, { sender: liker, liked: true });
    await tx.db
      .updateTable('comment')
      .set({ sender: `browser ${site.id}` })
      .where('site_id', '=', site.id)
      .where('id', '=', mine)
      .execute();
    const ban = { kind: 'sender', value: `browser ${site.id}`, label: name, effect: 'spam' } as const;
    await addBan(tx, site.id, ban, { by: null, note: name });
    const lifted = await addBan(tx, site.id, { ...ban, value: 'another browser' }, { by: null });
    if (lifted.ok) await liftBan(tx, site.id, lifted.id, { by: null });
    await addSubscription(tx, site.id, {
      postId,
      email: 'zeb@people.example',
      locale: 'en',
      rhythm: 'daily',
      confirmed: true,
      ...(person.accountId !== undefined && { accountId: person.accountId }),
    });
  });
}

/** Every place of the database in which a text stands. */
async function placesOf(blog: Blog, text: RegExp): Promise<readonly string[]> {
  const { db } = blog.world;
  const places: string[] = [];
  for (const [table, columns] of await readCatalogue(db)) {
    const rows = (await db.select(`select * from "${table}"`, [])) as readonly Record<string, unknown>[];
    for (const row of rows)
      for (const column of columns) if (text.test(String(row[column]))) places.push(`${table}.${column}`);
  }
  return [...new Set(places)].sort();
}

for (const dialect of dialects) {
  describe(`Somebody with replies on twelve blogs, on ${dialect}`, () => {
    it('gets all of it in one document, and has it erased without a trace, and no thread loses its shape', async () => {
      const blog = await openBlog({ dialect });
      try {
        const zeb = await blog.as('reader');
        await blog.world.db.write((tx) =>
          tx.db
            .updateTable('account')
            .set({ name, email: 'zeb@people.example', login: 'zebulon' })
            .where('id', '=', zeb.accountId)
            .execute(),
        );
        const identity = { kind: 'account', name, accountId: zeb.accountId } as const;
        const sites = await twelveBlogs(blog, identity, senderOfAccount(zeb.accountId));
        // And once as a guest, with the same address.
        await thread(
          blog,
          blog.site,
          { kind: 'guest', name, email: 'Zeb@people.example', url: 'https://zebulon.example' },
          'somebody else',
        );
        const postPath = /href="https:\/\/blog\.example(\/\d[^"#]+)#comment/;
        const path = postPath.exec(await blog.visit('/comments/feed/'))?.[1];
        const seen = ['/', '/comments/feed/', ...(path === undefined ? [] : [path])];
        for (const page of seen) await blog.visit(page);
        assert.match(await blog.visit('/'), new RegExp(name));

        const list = await zeb.get('/-/account/replies');
        assert.equal(list.headers['cache-control'], 'no-store');
        assert.match(list.text, /Blog 12/);
        const exported = await zeb.get('/-/account/replies/export');
        assert.match(exported.headers['content-disposition'] ?? '', /^attachment/);
        const document = JSON.parse(exported.text);
        assert.equal(document.replies.length, 26);
        assert.equal(new Set(document.replies.map(({ site }: { site: string }) => site)).size, 12);
        assert.equal(document.likes.length, 12);
        assert.equal(document.subscriptions.length, 13);
        assert.equal(document.account.login, 'zebulon');
        assert.equal(document.account.sessions.length, 1);
        assert.doesNotMatch(exported.text, /"(password|token|secret|hash)"/);

        const page = await zeb.get('/-/account/replies/erase');
        assert.match(page.text, /cannot be undone/);
        const erased = await zeb.post('/-/account/replies/erase');
        assert.equal(erased.status, 200, erased.text);
        assert.match(erased.text, /26 replies were erased/);

        assert.deepEqual(await placesOf(blog, /Zebulon|zebulon|zeb@people|xylophonic/i), []);
        for (const table of ['session', 'credential', 'role'] as const)
          assert.deepEqual(await blog.world.db.read.selectFrom(table).selectAll().execute(), []);
        for (const page of seen) assert.doesNotMatch(await blog.visit(page), /Zebulon|xylophonic/, page);
        for (const site of sites) {
          const rows = await blog.world.db.read
            .selectFrom('comment')
            .select(['status', 'text', 'likes'])
            .where('site_id', '=', site.id)
            .orderBy('id')
            .limit(3)
            .execute();
          assert.deepEqual(
            rows.map((row) => [row.status, row.text]),
            [
              ['live', 'Something else.'],
              ['tombstone', ''],
              ['live', 'An answer that stays.'],
            ],
          );
          assert.equal(rows[0]?.likes, 0);
        }
        assert.equal((await zeb.get('/-/account/replies')).text.includes('Sign in'), true);
        const ran = await blog.work();
        assert.deepEqual(ran.failures, []);
      } finally {
        await blog.close();
      }
    });

    it('without an account does both by a link to the address, and nobody else can', async () => {
      await using server = await openMailServer();
      const blog = await openBlog({ dialect, smtpUrl: server.url });
      try {
        await twelveBlogs(
          blog,
          { kind: 'guest', name, email: 'Zeb@People.example', url: 'https://zebulon.example' },
          'a browser',
        );
        const shown = await blog.get('/-/account/replies');
        const token = /name="token" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
        const cookie = shown.headers['set-cookie']?.split(';')[0] ?? '';
        const ask = (email: string) => blog.post('/-/account/replies/link', { token, email }, { cookie });
        const [known, unknown] = [await ask('zeb@people.example'), await ask('nobody@people.example')];
        assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
        await blog.work();
        assert.deepEqual(
          server.messages.map(({ to }) => to),
          [['zeb@people.example']],
        );
        const key =
          new URL(linkIn(server.messages[0] ?? assert.fail(), 'key=')).searchParams.get('key') ?? '';
        const list = await blog.get(`/-/account/replies?key=${key}`);
        assert.match(list.text, /Zebulon|xylophonic/);
        const document = JSON.parse((await blog.get(`/-/account/replies/export?key=${key}`)).text);
        assert.equal(document.replies.length, 24);
        assert.equal(document.subscriptions.length, 12);
        const wrong = key.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
        assert.equal((await blog.get(`/-/account/replies?key=${wrong}`)).status, 403);
        assert.equal((await blog.get(`/-/account/replies/export?key=${wrong}`)).status, 303);
        const foreign = await blog.post(
          '/-/account/replies/erase',
          { token, key },
          { cookie, origin: 'https://evil.example' },
        );
        assert.equal(foreign.status, 403);
        const erased = await blog.post('/-/account/replies/erase', { token, key }, { cookie });
        assert.match(erased.text, /24 replies were erased/);
        assert.deepEqual(await placesOf(blog, /Zebulon|xylophonic|zeb@people/i), []);
        assert.deepEqual(await blog.world.db.read.selectFrom('ticket').selectAll().execute(), []);
        assert.equal((await blog.get(`/-/account/replies?key=${key}`)).status, 403, 'the key went too');
      } finally {
        await blog.close();
      }
    });
  });
}

describe('The page of one’s own replies', () => {
  it('deletes one of them, and nobody else’s', async () => {
    const blog = await openBlog();
    try {
      const pen = penOf(blog);
      const post = await pen.post();
      const zeb = await blog.as('reader');
      const mine = await pen.comment(post, 'Z', 'Mine.', {
        identity: { kind: 'account', name, accountId: zeb.accountId },
      });
      const other = await pen.comment(post, 'Ann', 'Not mine.');
      const fields = (reply: number) => ({ site: String(blog.site.id), reply: String(reply) });
      await zeb.post('/-/account/replies/delete', fields(other));
      assert.match((await zeb.get(`/-/account/replies/delete?site=1&reply=${mine}`)).text, /Mine\./);
      await zeb.post('/-/account/replies/delete', fields(mine));
      const left = await blog.world.db.read.selectFrom('comment').select('id').execute();
      assert.deepEqual(left, [{ id: other }]);
    } finally {
      await blog.close();
    }
  });

  it('does not let go whom others rely on, and says what has to be handed over', async () => {
    const blog = await openBlog();
    try {
      const owner = await blog.as('owner');
      const author = await blog.world.db.write((tx) =>
        createAuthor(tx, blog.site.id, { name: 'The owner', accountId: owner.accountId }),
      );
      assert.ok(author.ok);
      await penOf(blog).post({ authors: [author.id] });
      assert.match((await owner.get('/-/account/replies/erase')).text, /only owner/);
      const refused = await owner.post('/-/account/replies/erase');
      assert.equal(refused.status, 409);
      assert.match(refused.text, /stands over one post/);
      assert.equal((await owner.get('/-/account/replies')).status, 200, 'still signed in');
    } finally {
      await blog.close();
    }
  });

  it('erases an account with a password only for who knows it, and one without only for who came a moment ago', async () => {
    const blog = await openBlog();
    try {
      const zeb = await blog.as('reader');
      blog.clock.advance('1 hour');
      const stale = await zeb.post('/-/account/replies/erase');
      assert.equal(stale.status, 403);
      assert.match(stale.text, /Sign out and in again/);
      const { hashPassword, setPassword } = await import('../account/save.ts');
      const hash = await hashPassword('correct horse battery');
      const now = blog.clock.now().toISOString();
      await blog.world.db.write((tx) => setPassword(tx, zeb.accountId, hash, { now }));
      assert.equal((await zeb.post('/-/account/replies/erase', { password: 'wrong horse' })).status, 403);
      assert.equal((await blog.world.db.read.selectFrom('account').select('id').execute()).length, 1);
      const erased = await zeb.post('/-/account/replies/erase', { password: 'correct horse battery' });
      assert.equal(erased.status, 200);
      assert.deepEqual(await blog.world.db.read.selectFrom('account').select('id').execute(), []);
    } finally {
      await blog.close();
    }
  });
});
