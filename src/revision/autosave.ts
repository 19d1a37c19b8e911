import type { Database, Transaction } from '../kit/database/index.ts';

/** What somebody was writing and has not saved. */
export type Autosave = {
  /** The version of the post that it began from. */
  readonly version: number;
  /** The form as it stood, by the names of its fields; several values of one name stand behind each other. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** UTC ISO. */
  readonly savedAt: string;
};

/** Keeps what an account was writing in place of what it was writing before. */
export async function keepAutosave(
  tx: Transaction,
  siteId: number,
  postId: number,
  accountId: number,
  { version, fields, savedAt }: Autosave,
): Promise<void> {
  const values = { version, fields: JSON.stringify(fields), saved_at: savedAt };
  await tx.db
    .insertInto('autosave')
    .values({ site_id: siteId, post_id: postId, account_id: accountId, ...values })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id', 'account_id']).doUpdateSet(values))
    .execute();
}

export async function readAutosave(
  { db }: { readonly db: Database['read'] },
  siteId: number,
  postId: number,
  accountId: number,
): Promise<Autosave | undefined> {
  const row = await db
    .selectFrom('autosave')
    .select(['version', 'fields', 'saved_at'])
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { version: row.version, fields: JSON.parse(row.fields), savedAt: row.saved_at };
}

/** Once it was saved, or is not wanted. */
export async function dropAutosave(
  tx: Transaction,
  siteId: number,
  postId: number,
  accountId: number,
): Promise<void> {
  await tx.db
    .deleteFrom('autosave')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('account_id', '=', accountId)
    .execute();
}
