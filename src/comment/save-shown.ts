import { sql } from 'kysely';
import { type CommentTable, statement, type Transaction } from '../kit/database/index.ts';
import type { Standing } from './comment.ts';
import { countEntry } from './stretch.ts';

/**
 * Keeps up what shows a thread: the post's count of live replies and the stretches of its pages, by what was added
 * or taken away, and the names of the pages that show it.
 */
export async function shown(
  tx: Transaction,
  siteId: number,
  change: {
    readonly postId: number;
    readonly path: string;
    /** Entries that the thread shows more, or fewer; places of removed replies included. */
    readonly entries: 1 | 0 | -1;
    /** Live replies more, or fewer. */
    readonly live: 1 | 0 | -1;
  },
): Promise<void> {
  const { postId, path, entries, live } = change;
  if (live !== 0) await counted.run(tx, { site: siteId, post: postId, live });
  if (entries !== 0) await countEntry(tx, siteId, { postId, path, by: entries });
  tx.changed(siteId, `post:${postId}/comments`, 'comments', ...(live === 0 ? [] : [`post:${postId}`]));
}

const counted = statement<{ site: number; post: number; live: number }>()((db, value) =>
  db
    .updateTable('post')
    .set(({ eb }) => ({ comment_count: eb('comment_count', '+', value('live')) }))
    .where('site_id', '=', value('site'))
    .where('id', '=', value('post')),
);

/**
 * What readers get of a reply, brought in line with what was decided about it: one that is not live keeps its place
 * while answers to it are shown, and gives it up with the last of them.
 */
export async function settle(tx: Transaction, siteId: number, commentId: number): Promise<void> {
  for (let id: number | null = commentId; id !== null; ) {
    const row: Place | undefined = await findPlace(tx, siteId, id);
    if (row === undefined) return;
    const status: CommentTable['status'] =
      row.standing === 'live' || !(await isAnswered(tx, siteId, id)) ? row.standing : 'tombstone';
    if (status === row.status) return;
    await tx.db
      .updateTable('comment')
      .set({ status })
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .execute();
    const entries = difference(isShown(status), isShown(row.status));
    const live = difference(status === 'live', row.status === 'live');
    await shown(tx, siteId, { postId: row.post_id, path: row.path, entries, live });
    if (entries === 0) return;
    id = row.parent_id;
  }
}

type Place = {
  readonly post_id: number;
  readonly parent_id: number | null;
  readonly path: string;
  readonly status: CommentTable['status'];
  readonly standing: Standing;
};

async function findPlace(tx: Transaction, siteId: number, id: number): Promise<Place | undefined> {
  return tx.db
    .selectFrom('comment')
    .select(['post_id', 'parent_id', 'path', 'status', 'standing'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}

async function isAnswered(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('parent_id', '=', id)
    .where(sql<boolean>`status in ('live', 'tombstone')`)
    .limit(sql.lit(1))
    .executeTakeFirst();
  return row !== undefined;
}

function isShown(status: CommentTable['status']): boolean {
  return status === 'live' || status === 'tombstone';
}

function difference(now: boolean, before: boolean): 1 | 0 | -1 {
  if (now === before) return 0;
  return now ? 1 : -1;
}
