import type { Transaction } from '../../kit/database/index.ts';
import { endSessions } from './sessions.ts';

/** Takes everything away that signing in asks for besides the password, and ends the account's sessions. */
export async function removeFactors(tx: Transaction, accountId: number): Promise<void> {
  await tx.db.deleteFrom('two_factor').where('account_id', '=', accountId).execute();
  await tx.db.deleteFrom('passkey').where('account_id', '=', accountId).execute();
  await endSessions(tx, accountId);
  await tx.db.updateTable('account').set({ two_factor_enabled: 0 }).where('id', '=', accountId).execute();
}
