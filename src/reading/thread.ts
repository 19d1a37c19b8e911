import { sql } from 'kysely';
import { numbersIn, rowCount, statement } from '../kit/database/index.ts';
import { note, type Reader } from './reader.ts';

/** What is shown of a thread: live replies, and the places of removed ones that others answered. */
const shown = sql<boolean>`comment.status in ('live', 'tombstone')`;

export type ThreadRow = {
  readonly id: number;
  readonly parent_id: number | null;
  readonly root_id: number;
  readonly depth: number;
  readonly path: string;
  readonly status: 'pending' | 'live' | 'spam' | 'removed' | 'tombstone';
  readonly html: string;
  readonly dir: 'ltr' | 'rtl';
  readonly lang: string | null;
  readonly published_at: string;
  readonly edited_at: string | null;
  readonly edit_note: string | null;
  readonly likes: number;
  /** JSON. */
  readonly quote: string | null;
  /** Who sent it, as `comment/sender.ts` names them. Never shown. */
  readonly sender: string | null;
  readonly kind: 'guest' | 'account' | 'remote' | 'mention';
  readonly name: string;
  readonly url: string | null;
  readonly avatar: string | null;
  readonly account_id: number | null;
  readonly author_id: number | null;
};

function selectEntry(db: Reader['db']['read']) {
  return db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .select([
      'comment.id',
      'comment.parent_id',
      'comment.root_id',
      'comment.depth',
      'comment.path',
      'comment.status',
      'comment.html',
      'comment.dir',
      'comment.lang',
      'comment.published_at',
      'comment.edited_at',
      'comment.edit_note',
      'comment.likes',
      'comment.quote',
      'comment.sender',
      'identity.kind',
      'identity.name',
      'identity.url',
      'identity.avatar',
      'identity.account_id',
      'identity.author_id',
    ]);
}

type FromPath = { site: number; post: number; from: string; limit: number };

const fromPath = statement<FromPath>()((db, value) =>
  selectEntry(db)
    .where('comment.site_id', '=', value('site'))
    .where('comment.post_id', '=', value('post'))
    .where(shown)
    .where('comment.path', '>=', value('from'))
    .orderBy('comment.path')
    .limit(rowCount(value('limit'))),
);

const ofRoot = statement<FromPath & { root: number }>()((db, value) =>
  selectEntry(db)
    .where('comment.site_id', '=', value('site'))
    .where('comment.post_id', '=', value('post'))
    .where(shown)
    .where('comment.root_id', '=', value('root'))
    .where('comment.path', '>=', value('from'))
    .orderBy('comment.path')
    .limit(rowCount(value('limit'))),
);

const beforeRoot = statement<Omit<FromPath, 'from'> & { root: number }>()((db, value) =>
  selectEntry(db)
    .where('comment.site_id', '=', value('site'))
    .where('comment.post_id', '=', value('post'))
    .where(shown)
    .where('comment.root_id', '<', value('root'))
    .orderBy('comment.root_id', 'desc')
    .orderBy('comment.path')
    .limit(rowCount(value('limit'))),
);

const byId = statement<{ site: number; id: number }>()((db, value) =>
  selectEntry(db).where('comment.site_id', '=', value('site')).where('comment.id', '=', value('id')),
);

/** One comment, whoever may see it. */
export function readEntry(reader: Reader, id: number): Promise<ThreadRow | undefined> {
  return byId.first(reader.db, { site: reader.siteId, id });
}

/** Which way a thread begins; answers always stand under what they answer, in the order of writing. */
export type ThreadOrder = 'oldest' | 'newest';

/** Where a page of a thread begins: with the entry of this path. Undefined for the beginning. */
export type Start = { readonly root: number; readonly path: string } | undefined;

/** Entries of a thread from one of them on, in reading order: a reply stands after what it answers. */
export async function readThread(
  reader: Reader,
  postId: number,
  { order, start, limit }: { readonly order: ThreadOrder; readonly start: Start; readonly limit: number },
): Promise<readonly ThreadRow[]> {
  note(reader, `post:${postId}/comments`);
  const at = { site: reader.siteId, post: postId, limit };
  if (order === 'oldest') return fromPath.all(reader.db, { ...at, from: start?.path ?? '' });
  if (start === undefined) return beforeRoot.all(reader.db, { ...at, root: Number.MAX_SAFE_INTEGER });
  const rest = await ofRoot.all(reader.db, { ...at, root: start.root, from: start.path });
  if (rest.length === limit) return rest;
  const others = await beforeRoot.all(reader.db, { ...at, root: start.root, limit: limit - rest.length });
  return [...rest, ...others];
}

/** Which of two entries stands first. */
export function inOrder(
  order: ThreadOrder,
  one: Pick<ThreadRow, 'root_id' | 'path'>,
  other: Pick<ThreadRow, 'root_id' | 'path'>,
): number {
  if (order === 'newest' && one.root_id !== other.root_id) return other.root_id - one.root_id;
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}

const waiting = statement<{ site: number; post: number; one: string; other: string; limit: number }>()(
  (db, value) =>
    selectEntry(db)
      .where('comment.site_id', '=', value('site'))
      .where('comment.sender', 'in', [value('one'), value('other')])
      .where('comment.post_id', '=', value('post'))
      // What a machine took for spam waits too, as far as its writer is told.
      .where('comment.standing', 'in', sql<'pending'>`('pending', 'spam')`)
      .orderBy('comment.published_at', 'desc')
      .limit(rowCount(value('limit'))),
);

/** More than anybody has waiting under one post. */
const mostWaiting = 20;

/** What somebody sent that no one else sees yet. */
export function readWaiting(
  reader: Reader,
  postId: number,
  [one = '', other = one]: readonly string[],
): Promise<readonly ThreadRow[]> {
  return waiting.all(reader.db, { site: reader.siteId, post: postId, one, other, limit: mostWaiting });
}

const liked = statement<{ site: number; ids: string; one: string; other: string }>()((db, value, dialect) =>
  db
    .selectFrom('comment_like')
    .select('comment_id')
    .where('site_id', '=', value('site'))
    .where('comment_id', 'in', numbersIn(value('ids'), dialect))
    .where('sender', 'in', [value('one'), value('other')]),
);

/** Which of these replies somebody likes. */
export async function readLiked(
  reader: Reader,
  ids: readonly number[],
  [one = '', other = one]: readonly string[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const rows = await liked.all(reader.db, { site: reader.siteId, ids: JSON.stringify(ids), one, other });
  return new Set(rows.map(({ comment_id }) => comment_id));
}

const names = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .select(['comment.id', 'identity.name', 'comment.status'])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', 'in', numbersIn(value('ids'), dialect)),
);

/** Who wrote the given comments, for "in reply to". */
export async function readCommentNames(
  reader: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await names.all(reader.db, { site: reader.siteId, ids: JSON.stringify(ids) });
  return new Map(rows.filter(({ status }) => status === 'live').map(({ id, name }) => [id, name]));
}

const position = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.post_id',
      'comment.root_id',
      'comment.path',
      'comment.status',
      'comment.sender',
      'post.path as post_path',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', '=', value('id')),
);

export type Position = {
  readonly postId: number;
  readonly postPath: string;
  readonly root_id: number;
  readonly path: string;
};

/**
 * Where a comment stands. One that is not shown has a place for its own senders alone (`comment/sender.ts`).
 */
export async function readPosition(
  reader: Reader,
  commentId: number,
  senders: readonly string[] = [],
): Promise<Position | undefined> {
  const row = await position.first(reader.db, { site: reader.siteId, id: commentId });
  if (!row || row.post_path === null) return undefined;
  const own = row.sender !== null && senders.includes(row.sender);
  const isShown = row.status === 'live' || row.status === 'tombstone';
  if (!isShown && !(own && row.status !== 'removed')) return undefined;
  note(reader, `post:${row.post_id}/comments`, `post:${row.post_id}`);
  return { postId: row.post_id, postPath: row.post_path, root_id: row.root_id, path: row.path };
}

const latest = statement<{ site: number; limit: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select(['comment.id', 'identity.name', 'post.id as post_id', 'post.title', 'post.path'])
    .where('comment.site_id', '=', value('site'))
    .where('comment.status', '=', sql<'live'>`'live'`)
    .where('post.path', 'is not', null)
    .where('post.password', 'is', null)
    .orderBy('comment.published_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(rowCount(value('limit'))),
);

export async function readLatestComments(reader: Reader, limit: number) {
  const rows = await latest.all(reader.db, { site: reader.siteId, limit });
  note(reader, 'comments', ...rows.map(({ post_id }) => `post:${post_id}`));
  return rows;
}
