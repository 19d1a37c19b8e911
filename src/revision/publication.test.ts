import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { documentOf } from '../../test/support/pen.ts';
import { loadWrite } from '../post/load.ts';
import type { PostWrite } from '../post/post.ts';
import { createPost, deletePost, updatePost } from '../post/save.ts';
import { trashPost, untrashPost } from '../post/trash.ts';
import { canonicalJson, digestOf, kindOf } from './publication.ts';
import type { Saver } from './save.ts';
import { redactVersions } from './save-publication.ts';

const post: PostWrite = {
  type: 'post',
  status: 'published',
  title: 'The quay',
  document: documentOf('It is to be rebuilt.'),
  authors: [],
  terms: [],
};

for (const dialect of dialects) {
  describe(`Publications, on ${dialect}`, () => {
    it('are kept of what readers saw, in order, with what they were told, and of nothing else', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, { ...post, status: 'draft', title: 'A draft' }, { by: 7 });
        await change(blog, id, { title: 'Still a draft' });
        await change(blog, id, { status: 'published', title: 'The quay' });
        await change(blog, id, { commentsOpen: false, slug: 'quay' });
        await change(blog, id, { document: documentOf('It is to be rebuilt soon.') });
        await change(
          blog,
          id,
          { document: documentOf('It is not to be rebuilt.') },
          { announcement: { note: ' The “not” was missing. ', correction: true } },
        );
        await change(blog, id, { status: 'draft', title: 'Hidden title' });
        await change(blog, id, { title: 'Hidden, too' });
        await change(blog, id, { status: 'published', title: 'The quay' });
        assert.deepEqual(
          (await rows(blog, id)).map(({ version, kind, origin, title, note }) => [
            version,
            kind,
            origin,
            title,
            note,
          ]),
          [
            [1, 'publish', 'here', 'The quay', ''],
            [2, 'revise', 'here', 'The quay', ''],
            [3, 'correct', 'here', 'The quay', 'The “not” was missing.'],
            [4, 'retract', 'here', '', ''],
            [5, 'publish', 'here', 'The quay', ''],
          ],
        );
        assert.ok(
          !JSON.stringify(await rows(blog, id)).includes('idden'),
          'what was never public is not in it',
        );
      });
    });

    it('have a digest that follows from what is shown, and an event of the log each', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post, { by: 7 });
        await change(blog, id, { title: 'Other' });
        await change(blog, id, { status: 'private' });
        for (const { content, digest } of await rows(blog, id)) {
          assert.ok(content !== null);
          assert.equal(digestOf(content), digest);
          assert.equal(canonicalJson(JSON.parse(content)), content);
        }
        const events = await blog.world.db.read
          .selectFrom('log_event')
          .select(['kind', 'subject', 'event'])
          .where('kind', 'in', ['publish', 'revise', 'correct', 'retract', 'redact'])
          .orderBy('id')
          .execute();
        const digests = (await rows(blog, id)).map(({ digest }) => digest);
        assert.deepEqual(
          events.map(({ kind, subject, event }) => [kind, subject, JSON.parse(event ?? '{}').digest]),
          [
            ['publish', `post:${id}/1`, digests[0]],
            ['revise', `post:${id}/2`, digests[1]],
            ['retract', `post:${id}/3`, digests[2]],
          ],
        );
      });
    });

    it('begin, for a post that stood there before, with what stood', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post, { by: 7 });
        await forgetHistory(blog);
        blog.clock.advance('2 hours');
        await change(blog, id, { commentsOpen: false });
        blog.clock.advance('2 hours');
        await change(blog, id, { title: 'Later' });
        assert.deepEqual(
          (await rows(blog, id)).map(({ version, kind, origin, title, at }) => [
            version,
            kind,
            origin,
            title,
            at,
          ]),
          [
            [1, 'publish', 'found', 'The quay', '2026-05-21T12:00:00.000Z'],
            [2, 'revise', 'here', 'Later', '2026-05-21T16:00:00.000Z'],
          ],
        );
      });
    });

    it('begin, for an import, with the day that it says', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, { ...post, publishedAt: '2016-05-21T08:00:00.000Z' }, {});
        const [first] = await rows(blog, id);
        assert.deepEqual([first?.origin, first?.at], ['import', '2016-05-21T08:00:00.000Z']);
      });
    });

    it('wait behind a password: what changed meanwhile is one revision once it is gone', async () => {
      await withBlog(dialect, async (blog) => {
        const locked = await create(blog, { ...post, password: 'secret' }, { by: 7 });
        assert.deepEqual(await rows(blog, locked), []);
        const id = await create(blog, post, { by: 7 });
        await change(blog, id, { password: 'secret' });
        await change(blog, id, { title: 'Secret title', password: 'secret' });
        assert.equal((await rows(blog, id)).length, 1);
        const { password: _, ...open } = (await load(blog, id)) as PostWrite;
        await write(blog, id, { ...open, title: 'Open title' });
        assert.deepEqual(
          (await rows(blog, id)).map(({ kind, title }) => [kind, title]),
          [
            ['publish', 'The quay'],
            ['revise', 'Open title'],
          ],
        );
      });
    });

    it('come with the hour of a scheduled post, and say of a binned one why, and what was binned', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, { ...post, publishedAt: '2026-05-21T14:00:00.000Z' }, { by: 7 });
        assert.deepEqual(await rows(blog, id), []);
        blog.clock.advance('3 hours');
        await blog.work();
        const now = blog.clock.now().toISOString();
        const announcement = { note: 'Not ours to publish.', correction: false };
        await blog.world.db.write((tx) => trashPost(tx, blog.site, id, { now, by: 7, announcement }));
        await blog.world.db.write((tx) => untrashPost(tx, blog.site, id, { now, by: 7 }));
        assert.deepEqual(
          (await rows(blog, id)).map(({ kind, note, title, listed_at, path }) => [
            kind,
            note,
            title,
            listed_at,
            path,
          ]),
          [
            ['publish', '', 'The quay', null, null],
            ['retract', 'Not ours to publish.', 'The quay', now, '/2026/05/21/the-quay/'],
            ['publish', '', 'The quay', null, null],
          ],
        );
      });
    });

    it('outlive their post without its texts', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post, { by: 7 });
        await change(blog, id, { title: 'Second' });
        const now = blog.clock.now().toISOString();
        await blog.world.db.write((tx) => deletePost(tx, blog.site, id, { now, by: 7 }));
        const left = await rows(blog, id);
        assert.deepEqual(
          left.map(({ kind, title, redacted_at }) => [kind, title, redacted_at !== null]),
          [
            ['publish', '', true],
            ['revise', '', true],
            ['retract', '', false],
          ],
        );
        assert.ok(!JSON.stringify(left).includes('rebuilt'));
        const again = await blog.world.db.write((tx) => createPost(tx, blog.site, post, { now, by: 7, id }));
        assert.equal(again.id, id);
        assert.deepEqual(
          (await rows(blog, id)).map(({ version }) => version),
          [1, 2, 3, 4],
        );
      });
    });

    it('lose their text where it is removed, and keep digest and date, with a notice', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post, { by: 7 });
        await change(blog, id, { title: 'Second' });
        const now = blog.clock.now().toISOString();
        const redact = () =>
          blog.world.db.write((tx) =>
            redactVersions(tx, blog.site.id, id, { versions: [1], now, notice: 'By order of a court.' }),
          );
        const [before] = await rows(blog, id);
        assert.equal(await redact(), 1);
        assert.equal(await redact(), 0);
        const [first, second] = await rows(blog, id);
        assert.equal(first?.content, null);
        assert.equal(first?.title, '');
        assert.equal(first?.redaction, 'By order of a court.');
        assert.equal(first?.digest, before?.digest);
        assert.ok(second?.content);
        const events = await blog.world.db.read
          .selectFrom('log_event')
          .select('subject')
          .where('kind', '=', 'redact')
          .execute();
        assert.deepEqual(events, [{ subject: `post:${id}/1` }]);
      });
    });
  });
}

describe('What a save is to readers', () => {
  const said = { note: '', correction: false };
  const open = (words: string) => ({ standing: 'open', words }) as const;
  it('is nothing where nothing changed and nothing is said', () => {
    assert.equal(kindOf({ kind: 'revise', words: 'a' }, open('a'), said), undefined);
    assert.equal(kindOf({ kind: 'revise', words: 'a' }, open('a'), { ...said, correction: true }), undefined);
    assert.equal(
      kindOf({ kind: 'revise', words: 'a' }, open('a'), { note: 'Why', correction: true }),
      'correct',
    );
  });
  it('is no second withdrawal, and none of what was never there', () => {
    const hidden = { standing: 'hidden', words: '' } as const;
    assert.equal(kindOf(undefined, hidden, said), undefined);
    assert.equal(kindOf({ kind: 'retract', words: '' }, hidden, { ...said, note: 'Why' }), undefined);
  });
});

describe('The canonical form', () => {
  it('sorts keys at every depth, as RFC 8785 does, and leaves the order of lists', () => {
    assert.equal(
      canonicalJson({ peach: 1, 'p\u00eache': [{ b: 1, a: 2 }], pin: { z: null, A: 'é\n' } }),
      '{"peach":1,"pin":{"A":"é\\n","z":null},"pêche":[{"a":2,"b":1}]}',
    );
  });
});

async function withBlog(dialect: 'sqlite' | 'postgres', work: (blog: Blog) => Promise<void>): Promise<void> {
  const blog = await openBlog({ dialect });
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

async function create(blog: Blog, write: PostWrite, saver: Saver): Promise<number> {
  const now = blog.clock.now().toISOString();
  return (await blog.world.db.write((tx) => createPost(tx, blog.site, write, { now, ...saver }))).id;
}

const load = (blog: Blog, id: number) => loadWrite({ db: blog.world.db.read }, blog.site.id, id);

async function change(blog: Blog, id: number, wanted: Partial<PostWrite>, saver: Saver = {}): Promise<void> {
  const known = await load(blog, id);
  assert.ok(known);
  await write(blog, id, { ...known, ...wanted }, saver);
}

async function write(blog: Blog, id: number, wanted: PostWrite, saver: Saver = {}): Promise<void> {
  const now = blog.clock.now().toISOString();
  const saved = await blog.world.db.write((tx) =>
    updatePost(tx, blog.site, id, wanted, { now, by: 7, ...saver }),
  );
  assert.ok(saved.ok);
}

function rows(blog: Blog, id: number) {
  return blog.world.db.read
    .selectFrom('publication')
    .selectAll()
    .where('post_id', '=', id)
    .orderBy('version')
    .execute();
}

async function forgetHistory(blog: Blog): Promise<void> {
  await blog.world.db.write(async (tx) => {
    await tx.db.deleteFrom('publication').execute();
    await tx.db.deleteFrom('post_record').execute();
  });
}
