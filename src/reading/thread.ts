import { sql } from 'kysely';
import { numbersIn, rowCount, statement } from '../kit/database/index.ts';
import { note, type Reader } from './reader.ts';

/** What is shown of a thread: live replies, and the places of removed ones that others answered. */
const shown = sql<boolean>`comment.status in ('live', 'tombstone')`;

export type ThreadRow = {
  readonly id: number;
  readonly parent_id: number | null;
  readonly depth: number;
  readonly status: 'pending' | 'live' | 'spam' | 'removed' | 'tombstone';
  readonly html: string;
  readonly dir: 'ltr' | 'rtl';
  readonly published_at: string;
  readonly edited_at: string | null;
  readonly kind: 'guest' | 'account' | 'remote' | 'mention';
  readonly name: string;
  readonly url: string | null;
  readonly author_id: number | null;
};

const page = statement<{ site: number; post: number; limit: number; offset: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .select([
      'comment.id',
      'comment.parent_id',
      'comment.depth',
      'comment.status',
      'comment.html',
      'comment.dir',
      'comment.published_at',
      'comment.edited_at',
      'identity.kind',
      'identity.name',
      'identity.url',
      'identity.author_id',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.post_id', '=', value('post'))
    .where(shown)
    .orderBy('comment.path')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const total = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where(shown),
);

/** One page of a thread, in reading order: a reply stands after what it answers. */
export async function readThread(
  reader: Reader,
  postId: number,
  slice: { readonly limit: number; readonly offset: number },
): Promise<readonly ThreadRow[]> {
  note(reader, `post:${postId}/comments`);
  return page.all(reader.db, { site: reader.siteId, post: postId, ...slice });
}

/** How many entries a thread's pages hold in all. */
export async function countThread(reader: Reader, postId: number): Promise<number> {
  note(reader, `post:${postId}/comments`);
  const row = await total.first(reader.db, { site: reader.siteId, post: postId });
  return Number(row?.count ?? 0);
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
    .selectFrom('comment as here')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'here.site_id').onRef('post.id', '=', 'here.post_id'),
    )
    .select(({ selectFrom }) => [
      'here.post_id',
      'post.path',
      selectFrom('comment')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('comment.site_id', '=', 'here.site_id')
        .whereRef('comment.post_id', '=', 'here.post_id')
        .whereRef('comment.path', '<', 'here.path')
        .where(shown)
        .as('before'),
    ])
    .where('here.site_id', '=', value('site'))
    .where('here.id', '=', value('id'))
    .where(sql<boolean>`here.status in ('live', 'tombstone')`),
);

/** Where a comment stands: its post's path, and how many entries of the thread come before it. */
export async function readPosition(
  reader: Reader,
  commentId: number,
): Promise<{ readonly postId: number; readonly path: string; readonly before: number } | undefined> {
  const row = await position.first(reader.db, { site: reader.siteId, id: commentId });
  if (!row || row.path === null) return undefined;
  note(reader, `post:${row.post_id}/comments`, `post:${row.post_id}`);
  return { postId: row.post_id, path: row.path, before: Number(row.before ?? 0) };
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
