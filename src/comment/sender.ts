import { createHmac, randomBytes } from 'node:crypto';
import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming } from '../kit/http/message.ts';
import { networkOf } from '../kit/http/network.ts';
import type { World } from '../kit/world.ts';

/** The cookie by which a browser knows its own replies, likes and drafts again. */
export const readerCookieName = 'verbatim-reader';

/** A year, in seconds. */
const keptFor = 365 * 86_400;

/** The number that a browser keeps; undefined for one that has sent nothing yet. */
export function readerKeyOf(request: Incoming): string | undefined {
  const value = readCookie(request.header('cookie'), hostCookieName(readerCookieName, request.scheme));
  return value !== undefined && /^[0-9a-f]{32}$/.test(value) ? value : undefined;
}

export function newReaderKey(): string {
  return randomBytes(16).toString('hex');
}

/** How long a button can be pressed twice without the browser knowing its number, in milliseconds. */
export const pressedWithin = 10_000;

/**
 * The number of a browser that has none yet, made of what it sends: pressed twice at once, the button sends the
 * same, and gets the same number. The second number is that of the seconds before. Who sends the same words later
 * gets another number: by then others can read them, and the number is the key to what its browser sent.
 */
export function readerKeysFor(
  world: World,
  request: Incoming,
  sent: readonly string[],
): readonly [now: string, before: string] {
  const facts = [networkOf(request.remoteAddress), request.header('user-agent') ?? '', ...sent];
  const turn = Math.floor(world.clock.now().getTime() / pressedWithin);
  const keyAt = (at: number) =>
    hash(world, 'reader key', JSON.stringify([at, ...facts]))
      .subarray(0, 16)
      .toString('hex');
  return [keyAt(turn), keyAt(turn - 1)];
}

export function readerCookie(request: Incoming, key: string): string {
  return hostCookie(readerCookieName, key, { scheme: request.scheme, maxAge: keptFor });
}

/** A browser as a comment's `sender` names it: of this the number cannot be told. */
export function senderOfKey(world: World, siteId: number, key: string): string {
  return hash(world, 'sender', `${siteId} ${key}`).toString('base64url').slice(0, 22);
}

export function senderOfAccount(accountId: number): string {
  return `account:${accountId}`;
}

/** Everybody who a request may be, the surest first: its account, its browser. */
export function sendersOf(
  world: World,
  siteId: number,
  { accountId, key }: { readonly accountId?: number | undefined; readonly key?: string | undefined },
): readonly string[] {
  return [
    ...(accountId === undefined ? [] : [senderOfAccount(accountId)]),
    ...(key === undefined ? [] : [senderOfKey(world, siteId, key)]),
  ];
}

/** A client's network as it is written down for some days: a keyed hash, another one on each site. */
export function networkHash(world: World, siteId: number, address: string): string {
  return hash(world, 'network', `${siteId} ${networkOf(address)}`)
    .toString('base64url')
    .slice(0, 22);
}

function hash({ secret }: World, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose.length}:${purpose}:${text}`).digest();
}
