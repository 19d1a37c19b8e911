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

/**
 * The number of a browser that has none yet, made of what it sends: pressed twice at once, the button sends the
 * same, and gets the same number.
 */
export function readerKeyFor(world: World, request: Incoming, sent: readonly string[]): string {
  const facts = [networkOf(request.remoteAddress), request.header('user-agent') ?? '', ...sent];
  return hash(world, 'reader key', JSON.stringify(facts)).subarray(0, 16).toString('hex');
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
