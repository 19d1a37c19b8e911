import { randomBytes } from 'node:crypto';
import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { slugify } from '../term/slug.ts';
import { isEmail, tidyName } from './account.ts';
import { createAccount } from './save.ts';

/** Somebody who wants to be known here, and has no role on any site. */
export type ReaderCreation = {
  readonly name?: string | undefined;
  /** What a provider calls them; becomes the login if it can. */
  readonly username?: string | undefined;
  /** An address that is known to be theirs; absent for an account without one. */
  readonly email?: string | undefined;
  readonly locale: string;
  readonly passwordHash?: string;
};

export type ReaderMade =
  | { readonly ok: true; readonly accountId: number }
  /** An account has the address already. */
  | { readonly ok: false; readonly reason: 'email-taken' };

/** Makes an account with a login of its own making. */
export async function createReader(
  world: World,
  tx: Transaction,
  { passwordHash, locale, ...person }: ReaderCreation,
): Promise<ReaderMade> {
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
        ...(passwordHash !== undefined && { passwordHash }),
      },
      { now: timestamp(world.clock) },
    );
    if (made.ok) return { ok: true, accountId: made.id };
    if (made.reason === 'email-taken') return { ok: false, reason: 'email-taken' };
    if (made.reason === 'bad-profile') throw new Error(`A login made of a name was refused: ${login}.`);
  }
  throw new Error('No login was free.');
}

type Names = Pick<ReaderCreation, 'name' | 'username'>;

function nameOf({ name, username }: Names): string | undefined {
  const names = [name, username].map((text) => tidyName((text ?? '').slice(0, 200)));
  return names.find((text) => text !== '');
}

/** `Ada Byron` → `ada-byron`; a name in letters that a login cannot have gives `reader`. */
function loginFrom({ name, username }: Names): string {
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
