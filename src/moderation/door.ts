import { audit, type Deed } from '../comment/save-audit.ts';
import type { Transaction } from '../kit/database/index.ts';

/** Opens a post to replies, or closes it. False when it was so already, or is gone. */
export async function setDoor(
  tx: Transaction,
  siteId: number,
  postId: number,
  open: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('post')
    .set({ comments_open: open ? 1 : 0 })
    .where('site_id', '=', siteId)
    .where('id', '=', postId)
    .where('comments_open', '=', open ? 0 : 1)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  tx.changed(siteId, `post:${postId}`, `post:${postId}/comments`);
  return true;
}

/** The same for somebody of the site, written down. Answers with its batch. */
export async function closePost(
  tx: Transaction,
  siteId: number,
  postId: number,
  open: boolean,
  deed: Deed,
): Promise<number | undefined> {
  if (!(await setDoor(tx, siteId, postId, open))) return undefined;
  const action = open ? 'open' : 'close';
  return audit(tx, siteId, { action, postId, before: { open: !open }, after: { open } }, deed);
}
