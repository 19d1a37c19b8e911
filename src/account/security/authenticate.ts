import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Incoming } from '../../kit/http/message.ts';
import { createLimit, type Limit } from '../../kit/limit.ts';
import type { World } from '../../kit/world.ts';
import type { Account } from '../account.ts';
import { accountOf, sessionOf } from '../session.ts';
import { accountByApplicationPassword } from './application-password.ts';

/**
 * Who sends a request to the API.
 * - `none`: nobody says who they are; a visitor. So is a session's cookie without the number of a page of ours:
 *   another site can make a browser send the cookie.
 * - `wrong`: a name and password that do not fit. `too-many`: the same, too often from one network.
 * - `bad-nonce`: a session with a number that is not its own or is too old: the page is to be loaded anew.
 */
export type Authenticated =
  | { readonly ok: true; readonly account: Account; readonly by: 'session' | 'application-password' }
  | { readonly ok: false; readonly reason: 'none' | 'wrong' | 'too-many' | 'bad-nonce' };

/**
 * Who sends a request to the API: `Authorization: Basic` with login or address and an application password (the
 * real password never is one), or the cookie of a session with `X-WP-Nonce`.
 */
export async function authenticate(world: World, request: Incoming): Promise<Authenticated> {
  const basic = basicOf(request);
  if (basic) return byPassword(world, request, basic);
  const nonce = request.header('x-wp-nonce') ?? request.query.get('_wpnonce');
  if (nonce === null || sessionOf(request) === undefined) return { ok: false, reason: 'none' };
  if (!isRestNonce(world, request, nonce)) return { ok: false, reason: 'bad-nonce' };
  const account = await accountOf(world, request);
  return account ? { ok: true, account, by: 'session' } : { ok: false, reason: 'none' };
}

async function byPassword(
  world: World,
  request: Incoming,
  { name, password }: Basic,
): Promise<Authenticated> {
  const account = await accountByApplicationPassword(world, name, password);
  if (account) return { ok: true, account, by: 'application-password' };
  const taken = wrongTries(world).takes(request.remoteAddress, 'application password');
  return { ok: false, reason: taken ? 'wrong' : 'too-many' };
}

/** Only what is wrong is counted: a program that does its work is never held up by a neighbour's mistakes. */
function wrongTries(world: World): Limit {
  const known = limits.get(world);
  if (known) return known;
  const { clock, secret } = world;
  const limit = createLimit({ most: 30, perMs: 60_000, clock, secret });
  limits.set(world, limit);
  return limit;
}

const limits = new WeakMap<World, Limit>();

type Basic = { readonly name: string; readonly password: string };

/** RFC 7617. Other schemes are not ours to judge. */
function basicOf(request: Incoming): Basic | undefined {
  const [, encoded] = /^basic +([a-z0-9+/=_-]+) *$/i.exec(request.header('authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? { name: text, password: '' }
    : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** A nonce holds for this span and the one after it: twelve to twenty-four hours, as in WordPress. */
const span = 12 * 3_600_000;

/**
 * What a script of ours sends as `X-WP-Nonce`, to show that it runs in a page of this session. Undefined without
 * a session: a visitor's requests need none.
 */
export function restNonce(world: World, request: Incoming): string | undefined {
  const session = sessionOf(request);
  return session === undefined ? undefined : nonceAt(world, session, spanOf(world));
}

/** Whether it was given to a page of this request's session, and not too long ago. */
export function isRestNonce(world: World, request: Incoming, nonce: string): boolean {
  const session = sessionOf(request);
  if (session === undefined) return false;
  const now = spanOf(world);
  return [now, now - 1].some((at) => sameText(nonce, nonceAt(world, session, at)));
}

function spanOf(world: World): number {
  return Math.floor(world.clock.now().getTime() / span);
}

function nonceAt({ secret }: World, session: string, at: number): string {
  return createHmac('sha256', secret).update(`rest ${at} ${session}`).digest('hex').slice(0, 32);
}

function sameText(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
