import type { Transaction } from '../kit/database/index.ts';
import type { Preference } from './notice.ts';

/** Keeps what an account wants to hear; of one that is gone, nothing. */
export async function setPreference(tx: Transaction, accountId: number, replies: Preference): Promise<void> {
  const account = tx.db
    .selectFrom('account')
    .select((eb) => ['id', eb.cast<Preference>(eb.val(replies), 'text').as('replies')])
    .where('id', '=', accountId);
  await tx.db
    .insertInto('notice_preference')
    .columns(['account_id', 'replies'])
    .expression(account)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ replies }))
    .execute();
}

/** Back to what fits the account's role. */
export async function clearPreference(tx: Transaction, accountId: number): Promise<void> {
  await tx.db.deleteFrom('notice_preference').where('account_id', '=', accountId).execute();
}
