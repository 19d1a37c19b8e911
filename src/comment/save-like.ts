import type { Transaction } from '../kit/database/index.ts';
import { tooOften } from './network-limit.ts';

/** The most likes of one network in an hour. */
const mostOfNetwork = 60;

export type Liked =
  | { readonly ok: true; readonly likes: number; readonly postId: number }
  | { readonly ok: false; readonly reason: 'missing' | 'too-many' };

/** Likes a live reply, or takes that back (`liked` false). A sender has one like; more are the same one. */
export async function likeComment(
  tx: Transaction,
  siteId: number,
  id: number,
  like: { readonly sender: string; readonly network?: string | undefined; readonly liked: boolean },
): Promise<Liked> {
  const row = await findLive(tx, siteId, id);
  if (!row) return { ok: false, reason: 'missing' };
  const { network } = like;
  if (like.liked && (await tooOften(tx, siteId, { table: 'comment_like', network, most: mostOfNetwork })))
    return { ok: false, reason: 'too-many' };
  const by = like.liked ? await add(tx, siteId, id, like) : -(await takeBack(tx, siteId, id, like.sender));
  if (by !== 0) {
    await tx.db
      .updateTable('comment')
      .set(({ eb }) => ({ likes: eb('likes', '+', by) }))
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .execute();
    tx.changed(siteId, `post:${row.post_id}/comments`);
  }
  return { ok: true, likes: row.likes + by, postId: row.post_id };
}

async function findLive(tx: Transaction, siteId: number, id: number) {
  return tx.db
    .selectFrom('comment')
    .select(['post_id', 'likes'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('status', '=', 'live')
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

async function add(
  tx: Transaction,
  siteId: number,
  id: number,
  { sender, network }: { readonly sender: string; readonly network?: string | undefined },
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('comment_like')
    .values({
      site_id: siteId,
      comment_id: id,
      sender,
      network: network ?? null,
      created_at: tx.clock.now().toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'comment_id', 'sender']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

async function takeBack(tx: Transaction, siteId: number, id: number, sender: string): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('comment_like')
    .where('site_id', '=', siteId)
    .where('comment_id', '=', id)
    .where('sender', '=', sender)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
