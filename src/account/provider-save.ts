import { randomBytes } from 'node:crypto';
import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { slugify } from '../term/slug.ts';
import { hasAddress, isEmail, tidyName } from './account.ts';
import type { ProviderPerson } from './provider.ts';
import { providerKey } from './provider-read.ts';
import { createAccount } from './save.ts';

export type Entered =
  | { readonly ok: true; readonly accountId: number }
  /** An account has the address already; it is neither linked nor signed in to because of that. */
  | { readonly ok: false; readonly reason: 'email-taken' };

/** The account of somebody whom a provider sent: the one that is linked, else a new one, a reader's. */
export async function enterByProvider(
  world: World,
  person: ProviderPerson,
  locale: string,
): Promise<Entered> {
  return world.db.write(async (tx) => {
    const linked = await accountOf(tx, person);
    if (linked !== undefined) return { ok: true, accountId: linked };
    const made = await newReader(world, tx, person, locale);
    if (made === undefined) return { ok: false, reason: 'email-taken' };
    if (await addCredential(world, tx, made, person)) return { ok: true, accountId: made };
    // The same person came twice at the same moment: the other one was first.
    await tx.db.deleteFrom('account').where('id', '=', made).execute();
    return { ok: true, accountId: (await accountOf(tx, person)) ?? made };
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

/** Undefined when another account has the address. */
async function newReader(
  world: World,
  tx: Transaction,
  person: ProviderPerson,
  locale: string,
): Promise<number | undefined> {
  const base = loginFrom(person);
  const email = isEmail(person.email) ? person.email : undefined;
  for (const login of candidates(base)) {
    const made = await createAccount(
      tx,
      {
        login,
        name: nameOf(person) ?? base,
        email: email ?? noAddress(),
        emailVerified: email !== undefined,
        locale,
        owner: false,
      },
      { now: timestamp(world.clock) },
    );
    if (made.ok) return made.id;
    if (made.reason === 'email-taken') return undefined;
    if (made.reason === 'bad-profile') throw new Error(`A login made of a name was refused: ${login}.`);
  }
  throw new Error('No login was free.');
}

function nameOf({ name, username }: ProviderPerson): string | undefined {
  const names = [name, username].map((text) => tidyName((text ?? '').slice(0, 200)));
  return names.find((text) => text !== '');
}

/** `Ada Byron` → `ada-byron`; a name in letters that a login cannot have gives `reader`. */
export function loginFrom({ name, username }: Pick<ProviderPerson, 'name' | 'username'>): string {
  for (const text of [username?.split('@')[0], name]) {
    const login = slugify(text ?? '')
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40);
    if (login.length > 1) return login;
  }
  return 'reader';
}

/** The login itself, with a number, and at last with one that nobody has. */
function* candidates(base: string): Generator<string> {
  yield base;
  for (let number = 2; number < 10; number++) yield `${base}-${number}`;
  for (let tries = 0; tries < 3; tries++) yield `${base}-${randomBytes(4).toString('hex')}`;
}

/** Stands in for the address of an account that has none: of a domain that can never be (RFC 6761 § 6.4). */
function noAddress(): string {
  return `${randomBytes(12).toString('hex')}@no-address.invalid`;
}
