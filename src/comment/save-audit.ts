import { nextId, storable, type Transaction } from '../kit/database/index.ts';

/** What can be done in moderation, as the audit trail names it. */
export type AuditAction =
  | 'approve'
  | 'hold'
  | 'spam'
  | 'trash'
  | 'edit'
  | 'erase'
  | 'ban'
  | 'unban'
  | 'close'
  | 'open'
  | 'words';

/** Who does something, and why. A batch is what one press of a button does: it is undone as one. */
export type Deed = {
  readonly by: number | null;
  readonly note?: string;
  /** From `newBatch`; one of its own when absent. */
  readonly batch?: number;
};

export type AuditEntry = {
  readonly action: AuditAction;
  readonly commentId?: number;
  readonly postId?: number;
  /** What was, and what is since: enough to take it back. */
  readonly before: unknown;
  readonly after: unknown;
};

export function newBatch(tx: Transaction, siteId: number): Promise<number> {
  return nextId(tx, siteId, 'comment_batch');
}

/** Writes down what somebody did. Answers with its batch, by which it is undone. */
export async function audit(tx: Transaction, siteId: number, entry: AuditEntry, deed: Deed): Promise<number> {
  const id = await nextId(tx, siteId, 'comment_audit');
  const batch = deed.batch ?? (await newBatch(tx, siteId));
  await tx.db
    .insertInto('comment_audit')
    .values({
      site_id: siteId,
      id,
      batch,
      action: entry.action,
      account_id: deed.by,
      comment_id: entry.commentId ?? null,
      post_id: entry.postId ?? null,
      before: JSON.stringify(entry.before),
      after: JSON.stringify(entry.after),
      note: storable(deed.note ?? ''),
      created_at: tx.clock.now().toISOString(),
    })
    .execute();
  return batch;
}
