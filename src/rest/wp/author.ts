import { authorOfAccount } from '../../author/save.ts';
import { type Database, statement, type Transaction } from '../../kit/database/index.ts';
import { type Call, callerMay } from '../call.ts';

/** The author as whom who asks signs on this site, made at their first writing; undefined for others. */
export async function ownAuthor(tx: Transaction, call: Call): Promise<number | undefined> {
  const { account, site } = call;
  if (!account || !callerMay(call, 'create-post')) return undefined;
  const made = await authorOfAccount(tx, site.id, account);
  return made.ok ? made.id : undefined;
}

const authorByAccount = statement<{ site: number; account: number }>()((db, value) =>
  db
    .selectFrom('author')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('account_id', '=', value('account'))
    .orderBy('id'),
);

/** The author that an account has on a site already. */
export async function knownAuthor(
  db: Database,
  siteId: number,
  accountId: number,
): Promise<number | undefined> {
  return (await authorByAccount.first(db, { site: siteId, account: accountId }))?.id;
}

/** The account of an author of the site; null for a name without one, undefined where there is no such author. */
export async function accountOfAuthor(
  tx: Pick<Transaction, 'db'>,
  siteId: number,
  id: number,
): Promise<number | null | undefined> {
  const row = await tx.db
    .selectFrom('author')
    .select('account_id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.account_id;
}
