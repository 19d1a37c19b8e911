import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { authorOfAccount } from '../author/save.ts';
import { timestamp } from '../kit/clock.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { createSite, type SiteCreation, type SiteRefused, siteProblems } from '../site/save.ts';
import {
  type PasswordProblem,
  type Profile,
  type ProfileProblem,
  passwordProblem,
  profileProblems,
  tidyProfile,
} from './account.ts';
import { hasOwner } from './read.ts';
import { type AccountRefused, createAccount, hashPassword } from './save.ts';

/** How long a set-up link can be used, in milliseconds: a week. Another start makes a new one. */
const validFor = 7 * 24 * 3_600_000;

/** Kept in the table `install`. Only who has the install's secret can make the token of it. */
type Pending = { readonly nonce: string; readonly expiresAt: string };

const key = 'setup';

/** Where set-up happens; the token goes in the query. */
export const setupPath = '/-/account/setup';

/**
 * The one-time link by which an install gets its owner; undefined once it has one. It stays the same over
 * restarts and in every process until it is used or a week is over. `base` is where the server listens.
 */
export async function setupLink(world: World, base: string): Promise<string | undefined> {
  if (await hasOwner(world.db)) return undefined;
  const pending = await world.db.write((tx) => pendingSetup(world, tx));
  return `${world.config.url ?? base}${setupPath}?token=${tokenOf(world, pending)}`;
}

async function pendingSetup(world: World, tx: Transaction): Promise<Pending> {
  const known = await readPending(tx.db);
  if (known && known.expiresAt > timestamp(world.clock)) return known;
  const expiresAt = new Date(world.clock.now().getTime() + validFor).toISOString();
  const value = JSON.stringify({ nonce: randomBytes(16).toString('hex'), expiresAt } satisfies Pending);
  await tx.db
    .deleteFrom('install')
    .where('key', '=', key)
    .where('value', '=', JSON.stringify(known ?? null))
    .execute();
  // Another process may be as far: the one that comes second takes what the first has written.
  const insert = tx.db.insertInto('install').values({ key, value });
  await insert.onConflict((conflict) => conflict.doNothing()).execute();
  const written = await readPending(tx.db);
  if (!written) throw new Error('The set-up link was not kept.');
  return written;
}

async function readPending(db: Pick<Transaction['db'], 'selectFrom'>): Promise<Pending | undefined> {
  const row = await db.selectFrom('install').select('value').where('key', '=', key).executeTakeFirst();
  return row && JSON.parse(row.value);
}

/** HMAC-SHA256 of the nonce: 32 letters and digits, 128 bits. */
function tokenOf(world: World, { nonce }: Pending): string {
  return createHmac('sha256', world.secret).update(`setup ${nonce}`).digest('hex').slice(0, 32);
}

export type LinkState = 'good' | 'wrong' | 'expired' | 'used';

/** What a token is worth. */
export async function checkSetup(world: World, token: string): Promise<LinkState> {
  if (await hasOwner(world.db)) return 'used';
  const pending = await readPending(world.db.read);
  return stateOf(world, pending, token);
}

function stateOf(world: World, pending: Pending | undefined, token: string): LinkState {
  if (!pending) return 'wrong';
  const expected = Buffer.from(tokenOf(world, pending));
  const given = Buffer.from(token);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
  return pending.expiresAt > timestamp(world.clock) ? 'good' : 'expired';
}

export type SetupWrite = {
  readonly owner: Profile & { readonly password: string };
  /** Left out when the install has a site already. */
  readonly site?: SiteCreation;
};

export type SetupProblem =
  | SiteRefused
  | AccountRefused
  | { readonly reason: ProfileProblem }
  | { readonly reason: 'weak-password'; readonly problem: PasswordProblem };

export type SetupRefused =
  | { readonly ok: false; readonly reason: 'link'; readonly state: Exclude<LinkState, 'good'> }
  | { readonly ok: false; readonly reason: 'problems'; readonly problems: readonly SetupProblem[] };

/**
 * Makes the owner's account, the first site and the owner's profile as an author, all or nothing. Of two that
 * come with the same link, one is served.
 */
export async function setUp(
  world: World,
  token: string,
  write: SetupWrite,
): Promise<{ readonly ok: true; readonly accountId: number } | SetupRefused> {
  const state = await checkSetup(world, token);
  if (state !== 'good') return { ok: false, reason: 'link', state };
  const owner = tidyProfile(write.owner);
  const problems = problemsOf(owner, write);
  if (problems.length > 0) return { ok: false, reason: 'problems', problems };
  const passwordHash = await hashPassword(write.owner.password);
  return allOrNothing(world, (tx) => found(world, tx, { token, owner, passwordHash, site: write.site }));
}

function problemsOf(owner: Profile, write: SetupWrite): readonly SetupProblem[] {
  const password = passwordProblem(write.owner.password, owner);
  return [
    ...(write.site ? siteProblems(write.site) : []),
    ...profileProblems(owner).map((reason) => ({ reason })),
    ...(password === undefined ? [] : [{ reason: 'weak-password', problem: password } as const]),
  ];
}

type Founding = {
  readonly token: string;
  readonly owner: Profile;
  readonly passwordHash: string;
  readonly site: SiteCreation | undefined;
};

async function found(
  world: World,
  tx: Transaction,
  { token, owner, passwordHash, site: creation }: Founding,
): Promise<{ readonly ok: true; readonly accountId: number } | SetupRefused> {
  const now = timestamp(world.clock);
  if (!(await takeLink(world, tx, token))) return { ok: false, reason: 'link', state: 'used' };
  const locale = creation?.locale ?? 'en';
  const account = await createAccount(tx, { ...owner, locale, passwordHash, owner: true }, { now });
  if (!account.ok) return { ok: false, reason: 'problems', problems: [account] };
  const site = creation ? await createSite(tx, creation, { now }) : await firstSite(tx);
  if (site && !site.ok) return { ok: false, reason: 'problems', problems: [site] };
  if (site) await authorOfAccount(tx, site.id, { ...owner, id: account.id });
  return { ok: true, accountId: account.id };
}

/** Whoever deletes the row has the link; who comes at the same time waits for it, and finds nothing. */
async function takeLink(world: World, tx: Transaction, token: string): Promise<boolean> {
  const pending = await readPending(tx.db);
  if (stateOf(world, pending, token) !== 'good') return false;
  const taken = await tx.db.deleteFrom('install').where('key', '=', key).returning('key').executeTakeFirst();
  return taken !== undefined;
}

async function firstSite(tx: Transaction): Promise<{ readonly ok: true; readonly id: number } | undefined> {
  const row = await tx.db.selectFrom('site').select('id').orderBy('id').limit(1).executeTakeFirst();
  return row && { ok: true, id: row.id };
}

/** A transaction that a refusal undoes as an error does. */
async function allOrNothing<Result extends { readonly ok: boolean }>(
  world: World,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  let refused: Result | undefined;
  try {
    return await world.db.write(async (tx) => {
      const result = await work(tx);
      if (result.ok) return result;
      refused = result;
      throw new Error('Undone.');
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}
