import { timestamp } from '../../kit/clock.ts';
import { statement, type Transaction } from '../../kit/database/index.ts';
import type { Incoming } from '../../kit/http/message.ts';
import type { World } from '../../kit/world.ts';
import { sessionOf, tokenIn } from '../session.ts';

/** A browser that is signed in. */
export type Session = {
  readonly id: number;
  readonly since: string;
  /** What it says that it is: `Firefox`, `Linux`; undefined where it says nothing that we know. */
  readonly browser: string | undefined;
  readonly system: string | undefined;
  /** The one that asks. */
  readonly current: boolean;
};

/** An account's sessions, the one that asks first, then the newest. */
export async function sessionsOf(
  world: World,
  request: Incoming,
  accountId: number,
): Promise<readonly Session[]> {
  const rows = await byAccount.all(world.db, { account: accountId, now: timestamp(world.clock) });
  const token = tokenOf(request);
  return rows
    .map((row) => ({
      id: row.id,
      since: row.created_at,
      browser: browserIn(row.user_agent ?? ''),
      system: systemIn(row.user_agent ?? ''),
      current: row.token === token,
    }))
    .toSorted((a, b) => Number(b.current) - Number(a.current));
}

const byAccount = statement<{ account: number; now: string }>()((db, value) =>
  db
    .selectFrom('session')
    .select(['id', 'token', 'user_agent', 'created_at'])
    .where('account_id', '=', value('account'))
    .where('expires_at', '>', value('now'))
    .orderBy('id', 'desc'),
);

/** Ends one of an account's sessions; false when it has no such one. */
export async function endSession(tx: Transaction, accountId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Ends all of an account's sessions. */
export async function endSessions(tx: Transaction, accountId: number): Promise<void> {
  await tx.db.deleteFrom('session').where('account_id', '=', accountId).execute();
}

/** Ends all of an account's sessions but the one that asks. Answers how many. */
export async function endOtherSessions(
  tx: Transaction,
  request: Incoming,
  accountId: number,
): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('token', '!=', tokenOf(request))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Whoever comes this far has had it verified. */
function tokenOf(request: Incoming): string {
  const cookie = sessionOf(request) ?? '';
  return tokenIn(cookie.slice(cookie.indexOf('=') + 1));
}

/** Every browser claims to be others too: the one that comes first here is the one that it is. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

export function browserIn(userAgent: string): string | undefined {
  return browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
}

export function systemIn(userAgent: string): string | undefined {
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1];
}
