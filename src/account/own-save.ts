import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import type { Account } from './account.ts';
import { forgetLinks, tellFormerAddress } from './links.ts';
import { setPassword } from './save.ts';
import { endSessions } from './security/sessions.ts';

/** Another password (as `hashPassword` made it). Whoever had the old one is out, wherever they were in. */
export async function changePassword(tx: Transaction, accountId: number, hash: string): Promise<void> {
  await setPassword(tx, accountId, hash, { now: timestamp(tx.clock) });
  await forgetLinks(tx, accountId);
  await endSessions(tx, accountId);
}

/** Another address, which the account's former one is told of. False when it is somebody's by now. */
export async function changeAddress(
  world: World,
  tx: Transaction,
  former: Account,
  email: string,
  /** Where links lead: `https://verbatim.example`. */
  origin: string,
): Promise<boolean> {
  const taken = await tx.db.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst();
  if (taken) return false;
  await tx.db
    .updateTable('account')
    .set({ email, email_verified: world.mail.configured ? 1 : 0, updated_at: timestamp(tx.clock) })
    .where('id', '=', former.id)
    .execute();
  await forgetLinks(tx, former.id);
  await tellFormerAddress(world, tx, former, origin);
  return true;
}
