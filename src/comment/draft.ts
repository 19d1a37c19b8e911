import { statement, storable, type Transaction } from '../kit/database/index.ts';
import type { ReplyValues } from './values.ts';

/** How long what was begun is kept, in milliseconds: two days. */
const keptFor = 2 * 86_400_000;

export type DraftAddress = {
  readonly siteId: number;
  readonly postId: number;
  /** Whose browser it is (`senderOfKey`). */
  readonly sender: string;
};

/** Keeps what somebody wrote and did not send; it takes the place of what was kept before. */
export async function saveDraft(
  tx: Transaction,
  { siteId, postId, sender }: DraftAddress,
  values: ReplyValues,
): Promise<void> {
  const fields = storable(JSON.stringify(values));
  const expiresAt = new Date(tx.clock.now().getTime() + keptFor).toISOString();
  await tx.db
    .insertInto('reply_draft')
    .values({ site_id: siteId, post_id: postId, sender, fields, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'post_id', 'sender']).doUpdateSet({ fields, expires_at: expiresAt }),
    )
    .execute();
}

/** What was sent, or given up, need not be kept. */
export async function dropDraft(tx: Transaction, { siteId, postId, sender }: DraftAddress): Promise<void> {
  await dropped.run(tx, { site: siteId, post: postId, sender });
}

const dropped = statement<{ site: number; post: number; sender: string }>()((db, value) =>
  db
    .deleteFrom('reply_draft')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('sender', '=', value('sender')),
);

/** Drafts whose time is over. */
export async function dropOldDrafts(tx: Transaction): Promise<void> {
  await tx.db.deleteFrom('reply_draft').where('expires_at', '<', tx.clock.now().toISOString()).execute();
}
