import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import { parseHost } from '../kit/http/host.ts';
import type { World } from '../kit/world.ts';
import {
  isRole,
  type PasswordProblem,
  type Profile,
  type ProfileProblem,
  passwordProblem,
  profileProblems,
  type Role,
  tidyProfile,
} from './account.ts';

export type AccountCreation = Profile & {
  readonly locale: string;
  readonly owner: boolean;
  /** As `hashPassword` made it; absent for an account that signs in otherwise. */
  readonly passwordHash?: string;
  /** Whether the person has shown that the address is theirs. */
  readonly emailVerified?: boolean;
};

export type AccountRefused =
  | { readonly ok: false; readonly reason: 'bad-profile'; readonly problems: readonly ProfileProblem[] }
  | { readonly ok: false; readonly reason: 'login-taken'; readonly login: string }
  | { readonly ok: false; readonly reason: 'email-taken'; readonly email: string };

/** Makes an account, with its password if it has one. */
export async function createAccount(
  tx: Transaction,
  creation: AccountCreation,
  options: { readonly now: string },
): Promise<{ readonly ok: true; readonly id: number } | AccountRefused> {
  const profile = tidyProfile(creation);
  const problems = profileProblems(profile);
  if (problems.length > 0) return { ok: false, reason: 'bad-profile', problems };
  const times = { created_at: options.now, updated_at: options.now };
  const made = await tx.db
    .insertInto('account')
    .values({
      ...profile,
      ...times,
      email_verified: creation.emailVerified ? 1 : 0,
      locale: creation.locale,
      is_owner: creation.owner ? 1 : 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return whatIsTaken(tx, profile);
  if (creation.passwordHash !== undefined) await setPassword(tx, made.id, creation.passwordHash, options);
  return { ok: true, id: made.id };
}

/** Gives an account a password (as `hashPassword` made it), in the place of the one that it had. */
export async function setPassword(
  tx: Transaction,
  accountId: number,
  password: string,
  { now }: { readonly now: string },
): Promise<void> {
  await tx.db
    .insertInto('credential')
    .values({
      account_id: accountId,
      provider: 'credential',
      subject: String(accountId),
      password,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({ password, updated_at: now }),
    )
    .execute();
}

async function whatIsTaken(tx: Transaction, { login, email }: Profile): Promise<AccountRefused> {
  const same = await tx.db.selectFrom('account').select('id').where('login', '=', login).executeTakeFirst();
  return same ? { ok: false, reason: 'login-taken', login } : { ok: false, reason: 'email-taken', email };
}

/** Gives an account a role on a site, in the place of the one that it had. */
export async function grantRole(
  tx: Transaction,
  siteId: number,
  accountId: number,
  role: Role,
): Promise<void> {
  await tx.db
    .insertInto('role')
    .values({ site_id: siteId, account_id: accountId, role })
    .onConflict((conflict) => conflict.columns(['site_id', 'account_id']).doUpdateSet({ role }))
    .execute();
}

/** Scrypt, as better-auth verifies it; a tenth of a second or less, outside of any transaction. */
export async function hashPassword(password: string): Promise<string> {
  const { hashPassword: hash } = await import('better-auth/crypto');
  return hash(password);
}

export type UserCreation = {
  readonly login: string;
  readonly email: string;
  /** The login when left out. */
  readonly name?: string;
  /** `owner`, or a role on the site. */
  readonly role: string;
  /** Host of the site; may be left out when there is one. */
  readonly site?: string;
  readonly password: string;
};

export type UserRefused =
  | AccountRefused
  | { readonly ok: false; readonly reason: 'weak-password'; readonly problem: PasswordProblem }
  | { readonly ok: false; readonly reason: 'unknown-role'; readonly role: string }
  | { readonly ok: false; readonly reason: 'unknown-site'; readonly site: string }
  | { readonly ok: false; readonly reason: 'which-site'; readonly sites: readonly string[] }
  | { readonly ok: false; readonly reason: 'no-site' };

/** Makes an account with its role, for the command line. */
export async function createUser(
  world: World,
  creation: UserCreation,
): Promise<{ readonly ok: true; readonly id: number } | UserRefused> {
  const { role } = creation;
  if (role !== 'owner' && !isRole(role)) return { ok: false, reason: 'unknown-role', role };
  const profile = tidyProfile({ ...creation, name: creation.name ?? creation.login });
  const problems = profileProblems(profile);
  if (problems.length > 0) return { ok: false, reason: 'bad-profile', problems };
  const problem = passwordProblem(creation.password, profile);
  if (problem !== undefined) return { ok: false, reason: 'weak-password', problem };
  const passwordHash = await hashPassword(creation.password);
  return world.db.write(async (tx) => {
    const site = await chosenSite(tx, creation.site, role === 'owner');
    if (!site.ok) return site;
    const owner = role === 'owner';
    const account = await createAccount(
      tx,
      { ...profile, owner, passwordHash, locale: site.locale },
      { now: timestamp(world.clock) },
    );
    if (account.ok && isRole(role) && site.id !== undefined) await grantRole(tx, site.id, account.id, role);
    return account;
  });
}

type ChosenSite =
  | { readonly ok: true; readonly id: number | undefined; readonly locale: string }
  | UserRefused;

/** The site named, or the only one. An owner needs none. */
async function chosenSite(
  tx: Transaction,
  named: string | undefined,
  optional: boolean,
): Promise<ChosenSite> {
  const sites = await tx.db
    .selectFrom('site')
    .innerJoin('site_host', 'site_host.site_id', 'site.id')
    .select(['site.id', 'site.locale', 'site_host.host', 'site_host.is_primary'])
    .orderBy('site.id')
    .execute();
  if (named !== undefined) {
    const host = parseHost(named)?.host;
    const site = sites.find((candidate) => candidate.host === host);
    return site ? { ok: true, ...site } : { ok: false, reason: 'unknown-site', site: named };
  }
  const [first, ...others] = sites.filter((site) => site.is_primary === 1);
  if (optional) return { ok: true, id: first?.id, locale: first?.locale ?? 'en' };
  if (!first) return { ok: false, reason: 'no-site' };
  if (others.length > 0)
    return { ok: false, reason: 'which-site', sites: [first, ...others].map(({ host }) => host) };
  return { ok: true, id: first.id, locale: first.locale };
}
