import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { Account } from './account.ts';
import { sessionCookie, sessionLength } from './auth.ts';
import { accountBy, endSessionsOf, sessionOf, signOut } from './session.ts';

/** The sessions of a browser besides the one that is in use, as the values that its cookie had. */
const cookieName = 'verbatim-others';

/** More accounts at once than anybody has; a cookie has room for them. */
const mostOthers = 6;

export type SignedInHere = { readonly account: Account; readonly current: boolean };

/** Every account that this browser is signed in with on this host, the one in use first. */
export async function signedInAccounts(world: World, request: Incoming): Promise<readonly SignedInHere[]> {
  const { current, others } = await sessionsOf(world, request);
  return [
    ...(current ? [{ account: current.account, current: true }] : []),
    ...others.map(({ account }) => ({ account, current: false })),
  ];
}

/** Uses another of the browser's accounts from now on: the cookies that say so. */
export async function switchAccount(
  world: World,
  request: Incoming,
  accountId: number,
): Promise<
  | { readonly ok: true; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly reason: 'not-signed-in' }
> {
  const { current, others } = await sessionsOf(world, request);
  if (current?.account.id === accountId) return { ok: true, cookies: [] };
  const chosen = others.find(({ account }) => account.id === accountId);
  if (!chosen) return { ok: false, reason: 'not-signed-in' };
  const rest = others.filter((other) => other !== chosen);
  return {
    ok: true,
    cookies: [
      hostCookie(sessionCookie, chosen.value, { scheme: request.scheme, maxAge: sessionLength }),
      othersCookie(request, current ? [current, ...rest] : rest),
    ],
  };
}

/**
 * What goes with the cookies of a new session: whoever was signed in before stays so beside the new one. An
 * older session of the same account is over.
 */
export async function keepOthers(
  world: World,
  request: Incoming,
  accountId: number,
): Promise<readonly string[]> {
  const { current, others } = await sessionsOf(world, request);
  const all = current ? [current, ...others] : others;
  if (all.length === 0) return [];
  const same = all.filter(({ account }) => account.id === accountId);
  await endSessionsOf(world, same.map(valueIn));
  return [
    othersCookie(
      request,
      all.filter(({ account }) => account.id !== accountId),
    ),
  ];
}

/** Signs out: of the account in use, of another, or of all that this browser has. */
export async function leave(
  world: World,
  request: Incoming,
  which: number | 'current' | 'all',
): Promise<readonly string[]> {
  const { current, others } = await sessionsOf(world, request);
  const leaves = ({ account }: Held) => which === 'all' || account.id === which;
  await endSessionsOf(world, others.filter(leaves).map(valueIn));
  const isCurrent = which === 'current' || (current !== undefined && leaves(current));
  return [
    ...(isCurrent ? await signOut(world, request) : []),
    othersCookie(
      request,
      others.filter((other) => !leaves(other)),
    ),
  ];
}

type Held = { readonly account: Account; readonly value: string };

const valueIn = ({ value }: Held) => value;

async function sessionsOf(
  world: World,
  request: Incoming,
): Promise<{ readonly current: Held | undefined; readonly others: readonly Held[] }> {
  const name = hostCookieName(sessionCookie, request.scheme);
  const held = async (value: string): Promise<Held | undefined> => {
    const account = await accountBy(world, request, `${name}=${value}`);
    return account && { account, value };
  };
  const cookie = sessionOf(request);
  const current = cookie === undefined ? undefined : await held(cookie.slice(name.length + 1));
  const others: Held[] = [];
  for (const value of otherValues(request)) {
    const other = await held(value);
    const known = [current, ...others].some((one) => one?.account.id === other?.account.id);
    if (other && !known) others.push(other);
  }
  return { current, others };
}

function otherValues(request: Incoming): readonly string[] {
  const text = readCookie(request.header('cookie'), hostCookieName(cookieName, request.scheme));
  return text === undefined || text === '' ? [] : text.split('~').slice(0, mostOthers);
}

function othersCookie({ scheme }: Incoming, others: readonly Held[]): string {
  const values = others.slice(0, mostOthers).map(valueIn);
  return hostCookie(cookieName, values.join('~'), { scheme, maxAge: values.length > 0 ? sessionLength : 0 });
}
