import { createHmac, randomBytes } from 'node:crypto';
import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming } from '../kit/http/message.ts';
import { networkOf } from '../kit/http/network.ts';
import type { World } from '../kit/world.ts';
import type { Account } from './account.ts';
import {
  authFor,
  authPath,
  baseUrlFor,
  clientHeader,
  sessionCookie,
  sessionLength,
  signedAsByAuth,
} from './auth.ts';
import { emailOfLogin } from './read.ts';

export type SignedIn =
  | { readonly ok: true; readonly accountId: number; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly reason: 'wrong' }
  | { readonly ok: false; readonly reason: 'too-many'; readonly retryAfter: number };

/**
 * Signs in by e-mail address or login. What was wrong is not told apart: neither by the answer nor by the time
 * that it takes can one learn whether an account exists.
 */
export async function signIn(
  world: World,
  request: Incoming,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<SignedIn> {
  const email = await emailFor(world, name.trim().toLowerCase());
  const response = await ask(world, request, '/sign-in/email', { email, password });
  if (response.status === 429) {
    return { ok: false, reason: 'too-many', retryAfter: Number(response.headers.get('x-retry-after')) || 60 };
  }
  if (response.ok) {
    const { user } = (await response.json()) as { readonly user: { readonly id: string | number } };
    return { ok: true, accountId: Number(user.id), cookies: response.headers.getSetCookie() };
  }
  if (response.status < 500) return { ok: false, reason: 'wrong' };
  throw new Error(`Signing in failed with status ${response.status}.`);
}

/** An unknown login goes on as an address that nobody has, so that it costs the time of a known one. */
async function emailFor(world: World, name: string): Promise<string> {
  if (name.includes('@')) return name;
  return (await emailOfLogin(world.db, name)) ?? `${randomBytes(8).toString('hex')}@nobody.invalid`;
}

/** Begins a session for somebody who proved otherwise than by a password who they are. */
export async function startSession(
  world: World,
  request: Incoming,
  accountId: number,
): Promise<readonly string[]> {
  const auth = await authFor(world, baseUrlFor(world, request));
  const { internalAdapter, secret } = await auth.$context;
  const userAgent = request.header('user-agent') ?? '';
  const { token } = await internalAdapter.createSession(String(accountId), false, { userAgent });
  const value = signedAsByAuth(token, secret);
  return [hostCookie(sessionCookie, value, { scheme: request.scheme, maxAge: sessionLength })];
}

/** The token of a session, from the value of its cookie. */
export function tokenIn(value: string): string {
  return decodeURIComponent(value).split('.')[0] ?? '';
}

/** Ends sessions by the values of their cookies, which were verified when they were read. */
export async function endSessionsOf(world: World, values: readonly string[]): Promise<void> {
  if (values.length === 0) return;
  await world.db.write((tx) =>
    tx.db.deleteFrom('session').where('token', 'in', values.map(tokenIn)).execute(),
  );
}

/** Ends the session of a request. The cookies to set take the browser's away. */
export async function signOut(world: World, request: Incoming): Promise<readonly string[]> {
  const response = await ask(world, request, '/sign-out', {});
  if (!response.ok) throw new Error(`Signing out failed with status ${response.status}.`);
  return response.headers.getSetCookie();
}

/** Who sends a request; undefined for a visitor. Only a request with our cookie costs a question. */
export async function accountOf(world: World, request: Incoming): Promise<Account | undefined> {
  const cookie = sessionOf(request);
  return cookie === undefined ? undefined : accountBy(world, request, cookie);
}

/** Whose session a cookie (`name=value`) is; undefined when it is over or was never one. */
export async function accountBy(
  world: World,
  request: Incoming,
  cookie: string,
): Promise<Account | undefined> {
  const auth = await authFor(world, baseUrlFor(world, request));
  const found = await auth.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: true },
  });
  if (!found || found.session.expiresAt <= world.clock.now()) return undefined;
  const { id, login, email, name, locale, isOwner } = found.user;
  return { id: Number(id), login, email, name, locale, owner: isOwner };
}

/** Whether a request comes with a session's cookie: what anybody gets may not be kept from the answer to it. */
export function sessionOf(request: Incoming): string | undefined {
  const name = hostCookieName(sessionCookie, request.scheme);
  const value = readCookie(request.header('cookie'), name);
  return value === undefined || value === '' ? undefined : `${name}=${value}`;
}

/**
 * Asks better-auth as its own page would: JSON, by its handler, which counts attempts. Only our cookie goes
 * along (or the one that is given), and the client under a pseudonym.
 */
export async function ask(
  world: World,
  request: Incoming,
  path: string,
  body: object,
  cookie: string | undefined = sessionOf(request),
): Promise<Response> {
  const baseUrl = baseUrlFor(world, request);
  const auth = await authFor(world, baseUrl);
  const headers = new Headers({
    'content-type': 'application/json',
    origin: baseUrl,
    [clientHeader]: pseudonym(world, request.remoteAddress),
    'user-agent': request.header('user-agent') ?? '',
  });
  if (cookie !== undefined) headers.set('cookie', cookie);
  return auth.handler(
    new Request(`${baseUrl}${authPath}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

/**
 * A client's address as it may be written down: an address of fd00::/8 (RFC 4193) that only this install can
 * make of it. All of an IPv6 network of 64 bits, one household, is one client.
 */
export function pseudonym(world: World, address: string): string {
  const digest = createHmac('sha256', world.secret)
    .update(`client ${networkOf(address)}`)
    .digest();
  const groups = [0, 2, 4, 6].map((at) => digest.readUInt16BE(at).toString(16));
  return `fd${digest.subarray(8, 9).toString('hex')}:${groups.slice(0, 3).join(':')}::1`;
}
