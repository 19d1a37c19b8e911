import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { hasAddress } from './account.ts';
import type { ProviderPerson } from './provider.ts';
import { providerKey } from './provider-read.ts';
import { createReader, type ReaderMade } from './reader.ts';

/**
 * The account of somebody whom a provider sent: the one that is linked, else a new one, a reader's. One that has
 * the same address is neither linked nor signed in to because of that.
 */
export async function enterByProvider(
  world: World,
  person: ProviderPerson,
  locale: string,
): Promise<ReaderMade> {
  return world.db.write(async (tx) => {
    const linked = await accountOf(tx, person);
    if (linked !== undefined) return { ok: true, accountId: linked };
    const made = await createReader(world, tx, { ...person, locale });
    if (!made.ok) return made;
    if (await addCredential(world, tx, made.accountId, person)) return made;
    // The same person came twice at the same moment: the other one was first.
    await tx.db.deleteFrom('account').where('id', '=', made.accountId).execute();
    return { ok: true, accountId: (await accountOf(tx, person)) ?? made.accountId };
  });
}

export type Linked = { readonly ok: true } | { readonly ok: false; readonly reason: 'of-another' };

/** Links a provider's account to an account that is signed in. */
export async function linkProvider(world: World, accountId: number, person: ProviderPerson): Promise<Linked> {
  return world.db.write(async (tx) => {
    const linked = (await addCredential(world, tx, accountId, person))
      ? accountId
      : await accountOf(tx, person);
    return linked === accountId ? { ok: true } : { ok: false, reason: 'of-another' };
  });
}

/** Unlinks a provider, unless nobody could sign in to the account any more. */
export async function unlinkProvider(
  world: World,
  account: { readonly id: number; readonly email: string },
  issuer: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'last-way' }> {
  return world.db.write(async (tx) => {
    const rows = await tx.db
      .selectFrom('credential')
      .select('provider')
      .where('account_id', '=', account.id)
      .execute();
    const others = rows.filter(({ provider }) => provider !== providerKey(issuer));
    // With an address and a server that sends mail, a link is a way.
    const byLink = world.mail.configured && hasAddress(account);
    if (others.length === 0 && !byLink) return { ok: false, reason: 'last-way' };
    await tx.db
      .deleteFrom('credential')
      .where('account_id', '=', account.id)
      .where('provider', '=', providerKey(issuer))
      .execute();
    return { ok: true };
  });
}

async function accountOf(tx: Transaction, { issuer, subject }: ProviderPerson): Promise<number | undefined> {
  const row = await tx.db
    .selectFrom('credential')
    .select('account_id')
    .where('provider', '=', providerKey(issuer))
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account_id;
}

async function addCredential(
  world: World,
  tx: Transaction,
  accountId: number,
  { issuer, subject }: ProviderPerson,
): Promise<boolean> {
  const now = timestamp(world.clock);
  const made = await tx.db
    .insertInto('credential')
    .values({
      account_id: accountId,
      provider: providerKey(issuer),
      subject,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}
