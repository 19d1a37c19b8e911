import type { Role } from '../account/account.ts';
import { grantRole } from '../account/save.ts';
import { authorOfAccount } from '../author/save.ts';
import type { Transaction } from '../kit/database/index.ts';

export type MemberRefused =
  /** Nobody with a role on this site. */
  | { readonly ok: false; readonly reason: 'missing' }
  /** Nobody would be left who could let anybody in. */
  | { readonly ok: false; readonly reason: 'last-administrator' };

export type MemberChanged = { readonly ok: true; readonly before: Role };

/** Gives somebody who is on a site another role. */
export async function changeRole(
  tx: Transaction,
  siteId: number,
  accountId: number,
  role: Role,
  by: { readonly owner: boolean },
): Promise<MemberChanged | MemberRefused> {
  const before = await roleForUpdate(tx, siteId, accountId);
  if (!before.ok) return before;
  if (role !== 'administrator' && !by.owner && before.last) return lastAdministrator;
  await grantRole(tx, siteId, accountId, role);
  await signAs(tx, siteId, accountId, role);
  return { ok: true, before: before.role };
}

/** Takes somebody's role away. What they wrote stays theirs, and so does their account. */
export async function removeMember(
  tx: Transaction,
  siteId: number,
  accountId: number,
  by: { readonly owner: boolean },
): Promise<MemberChanged | MemberRefused> {
  const before = await roleForUpdate(tx, siteId, accountId);
  if (!before.ok) return before;
  if (!by.owner && before.last) return lastAdministrator;
  await tx.db.deleteFrom('role').where('site_id', '=', siteId).where('account_id', '=', accountId).execute();
  return { ok: true, before: before.role };
}

/** Who writes needs a name to stand over it. */
export async function signAs(tx: Transaction, siteId: number, accountId: number, role: Role): Promise<void> {
  if (role === 'subscriber') return;
  const account = await tx.db
    .selectFrom('account')
    .select(['id', 'login', 'name'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  await authorOfAccount(tx, siteId, account);
}

const lastAdministrator: MemberRefused = { ok: false, reason: 'last-administrator' };

/** The roles of a site are held until the transaction ends: of two administrators who leave, one stays. */
async function roleForUpdate(tx: Transaction, siteId: number, accountId: number) {
  const rows = await tx.db
    .selectFrom('role')
    .select(['account_id', 'role'])
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('role', '=', 'administrator'), eb('account_id', '=', accountId)]))
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  const held = rows.find((row) => row.account_id === accountId);
  if (!held) return { ok: false, reason: 'missing' } as const;
  const others = rows.some((row) => row.role === 'administrator' && row.account_id !== accountId);
  return { ok: true, role: held.role, last: held.role === 'administrator' && !others } as const;
}
