import { type Database, statement } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';

/** A provider of the settings, and whether an account is linked to one of its own. */
export type ProviderLink = { readonly name: string; readonly label: string; readonly linked: boolean };

/** How a credential names its provider: by the issuer, so that another one under the same name is another one. */
export function providerKey(issuer: string): string {
  return `oidc:${issuer}`;
}

export async function linksOf({ db, config }: World, accountId: number): Promise<readonly ProviderLink[]> {
  const held = await providersHeld(db, accountId);
  return (config.oidc ?? []).map(({ name, label, issuer }) => ({
    name,
    label,
    linked: held.includes(providerKey(issuer)),
  }));
}

/** What an account signs in by, as its credentials name it; `credential` is a password. */
export async function providersHeld(database: Database, accountId: number): Promise<readonly string[]> {
  const rows = await byAccount.all(database, { account: accountId });
  return rows.map(({ provider }) => provider);
}

const byAccount = statement<{ account: number }>()((db, value) =>
  db.selectFrom('credential').select('provider').where('account_id', '=', value('account')).orderBy('id'),
);
