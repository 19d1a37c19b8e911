import { createHash, randomInt } from 'node:crypto';
import { timestamp } from '../../kit/clock.ts';
import { type Database, statement, type Transaction } from '../../kit/database/index.ts';
import type { World } from '../../kit/world.ts';
import { type Account, tidyName } from '../account.ts';

/** What one program signs in with, in the place of its owner's password. */
export type ApplicationPassword = {
  readonly id: number;
  /** What its owner calls the program. */
  readonly name: string;
  readonly createdAt: string;
  /** The day, `2026-11-22`; null when it never was used. */
  readonly lastUsedOn: string | null;
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 24;

/** The most that an account may have: who fills a table needs no more of them. */
const mostPerAccount = 100;

export type ApplicationPasswordRefused =
  | { readonly ok: false; readonly reason: 'no-name' }
  | { readonly ok: false; readonly reason: 'too-many' };

/** Makes one. The token is nowhere kept: this is the only time that it can be shown. */
export async function createApplicationPassword(
  tx: Transaction,
  accountId: number,
  name: string,
): Promise<{ readonly ok: true; readonly id: number; readonly token: string } | ApplicationPasswordRefused> {
  const tidy = shortName(name);
  if (tidy === '') return { ok: false, reason: 'no-name' };
  const held = await tx.db
    .selectFrom('application_password')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (Number(held.count) >= mostPerAccount) return { ok: false, reason: 'too-many' };
  const token = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  const { id } = await tx.db
    .insertInto('application_password')
    .values({
      account_id: accountId,
      name: tidy,
      hash: hashOf(token),
      created_at: timestamp(tx.clock),
      last_used_on: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ok: true, id, token };
}

/** What a program or a device is called: one line. */
export function shortName(name: string): string {
  return tidyName(name).slice(0, 100);
}

/** In groups of four, as a person copies it. */
export function spaced(token: string): string {
  return token.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** An account's, the newest first. */
export async function applicationPasswords(
  database: Database,
  accountId: number,
): Promise<readonly ApplicationPassword[]> {
  const rows = await byAccount.all(database, { account: accountId });
  return rows.map(({ id, name, created_at, last_used_on }) => {
    return { id, name, createdAt: created_at, lastUsedOn: last_used_on };
  });
}

const byAccount = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('application_password')
    .select(['id', 'name', 'created_at', 'last_used_on'])
    .where('account_id', '=', value('account'))
    .orderBy('id', 'desc'),
);

/** Takes one back; false when the account has no such one. */
export async function revokeApplicationPassword(
  tx: Transaction,
  accountId: number,
  id: number,
): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('application_password')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/**
 * Whose an application password is, when `name` is that account's login or address. Spaces in it are ignored.
 * The day of its use is noted once a day.
 */
export async function accountByApplicationPassword(
  world: World,
  name: string,
  password: string,
): Promise<Account | undefined> {
  const token = password.replaceAll(/\s/g, '');
  if (token.length !== length) return undefined;
  const row = await byHash.first(world.db, { hash: hashOf(token) });
  const who = name.trim().toLowerCase();
  if (!row || (row.login !== who && row.email !== who)) return undefined;
  const today = timestamp(world.clock).slice(0, 10);
  if (row.last_used_on !== today) await noteUse(world, row.password_id, today);
  const { id, login, email, locale } = row;
  return { id, login, email, name: row.name, locale, owner: row.is_owner === 1 };
}

const byHash = statement<{ hash: string }>()((db, value) =>
  db
    .selectFrom('application_password')
    .innerJoin('account', 'account.id', 'application_password.account_id')
    .select([
      'account.id',
      'account.login',
      'account.email',
      'account.name',
      'account.locale',
      'account.is_owner',
      'application_password.id as password_id',
      'application_password.last_used_on',
    ])
    .where('application_password.hash', '=', value('hash')),
);

async function noteUse(world: World, id: number, today: string): Promise<void> {
  await world.db.write((tx) =>
    tx.db.updateTable('application_password').set({ last_used_on: today }).where('id', '=', id).execute(),
  );
}

/**
 * SHA-256, without salt or stretching: 24 letters drawn by chance are beyond any list of guesses, and a program
 * that calls a hundred times a minute must not cost a tenth of a second each time.
 */
function hashOf(token: string): string {
  return createHash('sha256').update(`application password ${token}`).digest('hex');
}
