import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createAuthor, updateAuthor } from '../../src/author/save.ts';
import { type Standing, standings } from '../../src/comment/comment.ts';
import { addComment } from '../../src/comment/save.ts';
import { reviseComment } from '../../src/comment/save-edit.ts';
import { eraseComment } from '../../src/comment/save-erase.ts';
import { likeComment } from '../../src/comment/save-like.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import type { Transaction } from '../../src/kit/database/index.ts';
import { publishLog } from '../../src/log/publish.ts';
import { countLists } from '../../src/post/listing.ts';
import { loadWrite } from '../../src/post/load.ts';
import type { PostWrite } from '../../src/post/post.ts';
import { createPost, deletePost, updatePost } from '../../src/post/save.ts';
import { trashPost, untrashPost } from '../../src/post/trash.ts';
import { restoreRevision } from '../../src/revision/restore.ts';
import { redactVersions } from '../../src/revision/save-publication.ts';
import { defaultLook, type FaceName } from '../../src/site/look.ts';
import { updateSite } from '../../src/site/save.ts';
import { saveMenu } from '../../src/site/save-menu.ts';
import { updateTerm } from '../../src/term/edit.ts';
import { deleteTerm, mergeTerms } from '../../src/term/remove.ts';
import { ensureTerm } from '../../src/term/save.ts';
import { type Blog, openBlog } from '../support/blog.ts';
import { compareWithFresh, visitEverything } from '../support/kept-pages.ts';
import { documentOf } from '../support/pen.ts';

/** Something that somebody does to the site; numbers choose among what is there. */
type Step =
  | { readonly do: 'write'; readonly post: Shape }
  | { readonly do: 'change'; readonly which: number; readonly post: Shape }
  | { readonly do: 'delete' | 'trash' | 'untrash'; readonly which: number }
  | { readonly do: 'restore' | 'redact'; readonly which: number; readonly version: number }
  | { readonly do: 'correct'; readonly which: number; readonly note: string }
  | { readonly do: 'comment'; readonly which: number; readonly name: string; readonly answers: boolean }
  | { readonly do: 'erase'; readonly which: number }
  | { readonly do: 'decide'; readonly which: number; readonly as: Standing }
  | { readonly do: 'rewrite'; readonly which: number; readonly text: string }
  | { readonly do: 'like'; readonly which: number; readonly liked: boolean }
  | { readonly do: 'author'; readonly which: number; readonly name: string }
  | { readonly do: 'settings'; readonly perPage: number; readonly title: string; readonly face: FaceName }
  | { readonly do: 'menu'; readonly which: number }
  | { readonly do: 'rename'; readonly which: number; readonly name: string }
  | { readonly do: 'nest'; readonly which: number; readonly below: number | null }
  | { readonly do: 'merge'; readonly which: number; readonly into: number }
  | { readonly do: 'unfile'; readonly which: number };

type Shape = {
  readonly title: string;
  readonly type: 'post' | 'page';
  readonly status: 'published' | 'draft' | 'trash' | 'private';
  readonly day: number;
  readonly terms: readonly number[];
  readonly author: number;
  readonly sticky: boolean;
  readonly password: boolean;
  readonly open: boolean;
};

const title = fc.constantFrom('Harbour', 'Dredging & silt', 'تقرير المرفأ', 'Ёлка', '<b>Bold</b>', '');
const which = fc.nat({ max: 12 });
/** One of the categories and tags that a test begins with. */
const place = fc.nat({ max: 3 });
const shape: fc.Arbitrary<Shape> = fc.record({
  title,
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant('post' as const) },
    { weight: 1, arbitrary: fc.constant('page' as const) },
  ),
  status: fc.oneof(
    { weight: 5, arbitrary: fc.constant('published' as const) },
    { weight: 1, arbitrary: fc.constantFrom('draft' as const, 'trash' as const, 'private' as const) },
  ),
  day: fc.nat({ max: 60 }),
  terms: fc.uniqueArray(place, { maxLength: 3 }),
  author: fc.nat({ max: 1 }),
  sticky: fc.boolean(),
  password: fc.oneof(
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  open: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), post: shape }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), which, post: shape }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('trash' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('untrash' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restore' as const),
      which,
      version: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      which,
      note: fc.constantFrom('The “not” was missing', 'صُحِّح الرقم', ''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('redact' as const),
      which,
      version: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('comment' as const), which, name: title, answers: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('decide' as const), which, as: fc.constantFrom(...standings) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rewrite' as const),
      which,
      text: fc.constantFrom('Other', 'ردّ'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('like' as const), which, liked: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('author' as const),
      which,
      name: fc.constantFrom('Ada', 'Mara', 'ليلى'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('settings' as const),
      perPage: fc.integer({ min: 1, max: 4 }),
      title: fc.constantFrom('One', 'Two'),
      face: fc.constantFrom<FaceName>('literata', 'system-serif'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('menu' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), which: place, name: title }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('nest' as const), which: place, below: fc.option(place) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), which: place, into: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unfile' as const), which: place }) },
);

const history = /^\/-\/posts\/\d+\/(?:history\/|provenance\.json$)/;

describe('After any sequence of writes', () => {
  it('every kept page is what a fresh rendering would be, and every count is right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const blog = await openBlog();
        try {
          const world = await prepare(blog);
          for (const one of steps) {
            await visitEverything(blog, ['/-/corrections/'], history);
            await world.take(one);
            await compareWithFresh(blog, ['/', '/feed/', '/-/corrections/', '/-/corrections/feed/']);
          }
          await compareCounts(blog);
        } finally {
          await blog.close();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

async function prepare(blog: Blog) {
  const { world, site, clock } = blog;
  const ids: number[] = [];
  const { terms, authors } = await world.db.write(async (tx) => ({
    terms: await Promise.all([
      ensureTerm(tx, site.id, { taxonomy: 'category', name: 'News' }),
      ensureTerm(tx, site.id, { taxonomy: 'tag', name: 'Quay' }),
      ensureTerm(tx, site.id, { taxonomy: 'tag', name: 'مرفأ' }),
    ]).then((made) => made.map(({ id }) => id)),
    authors: [
      await createAuthor(tx, site.id, { name: 'Ann' }),
      await createAuthor(tx, site.id, { name: 'Ben' }),
    ].map((made) => (made.ok ? made.id : 0)),
  }));
  await world.db.write(async (tx) => {
    const inner = { taxonomy: 'category', name: 'Inner', parentId: terms[0] ?? 0 } as const;
    terms.push((await ensureTerm(tx, site.id, inner)).id);
    await updateSite(tx, site.id, { settings: { perPage: 2, commentsPerPage: 2 } });
  });
  /** Places of terms that are no more. */
  const deleted = new Set<number>();
  const writeOf = (post: Shape): PostWrite => ({
    type: post.type,
    status: post.status,
    title: post.title,
    document: documentOf(`Text of ${post.title || 'nothing'}.\n\nMore on day ${post.day}.`),
    authors: authors.slice(post.author, post.author + 1),
    terms: post.terms.flatMap((index) => (deleted.has(index) ? [] : (terms[index] ?? []))),
    sticky: post.sticky,
    commentsOpen: post.open,
    publishedAt: new Date(Date.UTC(2026, 0, 1 + post.day, 12)).toISOString(),
    ...(post.password && { password: 'secret' }),
  });
  const replies: { readonly id: number; readonly postId: number }[] = [];
  const reply = async (tx: Transaction, postId: number, step: Step & { do: 'comment' }, now: string) => {
    const parent = step.answers ? replies.findLast((one) => one.postId === postId) : undefined;
    const added = await addComment(tx, site.id, {
      postId,
      identity: { kind: 'guest', name: step.name },
      document: documentOf('A reply.'),
      origin: 'local',
      status: 'live',
      publishedAt: now,
      ...(parent && { parentId: parent.id }),
    });
    if (added.ok) replies.push({ id: added.id, postId });
  };
  const take = async (tx: Transaction, one: Step): Promise<void> => {
    const now = clock.now().toISOString();
    const chosen = 'which' in one ? ids[one.which % Math.max(1, ids.length)] : undefined;
    switch (one.do) {
      case 'write':
        ids.push((await createPost(tx, site, writeOf(one.post), { now })).id);
        return;
      case 'change': {
        const known = chosen === undefined ? undefined : await loadWrite(tx, site.id, chosen);
        if (chosen !== undefined && known)
          await updatePost(
            tx,
            site,
            chosen,
            { ...writeOf({ ...one.post, type: known.type }), slug: one.post.title },
            { now },
          );
        return;
      }
      case 'delete':
        if (chosen !== undefined) await deletePost(tx, site, chosen, { now });
        return;
      case 'trash':
        if (chosen !== undefined) await trashPost(tx, site, chosen, { now, by: 1 });
        return;
      case 'untrash':
        if (chosen !== undefined) await untrashPost(tx, site, chosen, { now, by: 1 });
        return;
      case 'restore':
        if (chosen !== undefined) await restoreRevision(tx, site, chosen, one.version, { now, by: 1 });
        return;
      case 'correct': {
        const known = chosen === undefined ? undefined : await loadWrite(tx, site.id, chosen);
        const announcement = { note: one.note, correction: true };
        if (chosen !== undefined && known)
          await updatePost(tx, site, chosen, { ...known, title: `${known.title}!` }, { now, announcement });
        return;
      }
      case 'redact':
        if (chosen !== undefined)
          await redactVersions(tx, site.id, chosen, { versions: [one.version], now, notice: 'By order' });
        return;
      case 'comment':
        if (chosen !== undefined) await reply(tx, chosen, one, now);
        return;
      case 'erase': {
        const id = replies[one.which % Math.max(1, replies.length)]?.id;
        if (id !== undefined) await eraseComment(tx, site.id, id);
        return;
      }
      case 'decide': {
        const id = replies[one.which % Math.max(1, replies.length)]?.id;
        if (id !== undefined) await setCommentStatus(tx, site.id, id, one.as, { by: null });
        return;
      }
      case 'rewrite': {
        const id = replies[one.which % Math.max(1, replies.length)]?.id;
        const { text } = one;
        if (id !== undefined) await reviseComment(tx, site.id, id, { text }, { by: null, note: 'why' });
        return;
      }
      case 'like': {
        const id = replies[one.which % Math.max(1, replies.length)]?.id;
        if (id !== undefined) await likeComment(tx, site.id, id, { sender: 'somebody', liked: one.liked });
        return;
      }
      case 'author':
        await updateAuthor(tx, site.id, authors[one.which % 2] ?? 0, { name: one.name });
        return;
      case 'settings':
        await updateSite(tx, site.id, {
          title: one.title,
          settings: { perPage: one.perPage, look: { ...defaultLook, text: one.face } },
        });
        return;
      case 'menu':
        await saveMenu(tx, site.id, {
          name: 'Main',
          location: 'main',
          items: [
            { target: { kind: 'term', id: terms[one.which % 4] ?? 0 }, children: [] },
            ...(chosen === undefined
              ? []
              : [{ target: { kind: 'post' as const, id: chosen }, children: [] }]),
          ],
        });
        return;
      case 'rename':
        await updateTerm(tx, site.id, terms[one.which] ?? 0, { name: one.name, slug: one.name });
        return;
      case 'nest': {
        const parentId = one.below === null ? null : (terms[one.below] ?? 0);
        await updateTerm(tx, site.id, terms[one.which] ?? 0, { parentId });
        return;
      }
      case 'merge':
        if ((await mergeTerms(tx, site, terms[one.which] ?? 0, terms[one.into] ?? 0)).ok)
          deleted.add(one.which);
        return;
      case 'unfile':
        if ((await deleteTerm(tx, site, terms[one.which] ?? 0)).ok) deleted.add(one.which);
        return;
    }
  };
  return {
    take: async (one: Step) => {
      clock.advance('1 minute');
      await world.db.write((tx) => take(tx, one));
      // Pages about a version are kept from when the log has it.
      await publishLog(world, { signal: new AbortController().signal });
    },
  };
}

async function compareCounts(blog: Blog): Promise<void> {
  const expected = await countLists({ db: blog.world.db.read as Transaction['db'] }, blog.site);
  const rows = await blog.world.db.read
    .selectFrom('tally')
    .select(['list', 'count'])
    .where('count', '!=', 0)
    .execute();
  assert.deepEqual(
    Object.fromEntries(rows.map(({ list, count }) => [list, count])),
    Object.fromEntries(expected),
  );
}
