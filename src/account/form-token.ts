import { randomBytes } from 'node:crypto';
import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

const cookieName = 'verbatim-form';
const purpose = 'form';

/** How long a form may lie open, in seconds: half a day. */
const validFor = 12 * 3600;

export type FormToken = {
  /** For the hidden field `token`. */
  readonly field: string;
  /** `Set-Cookie` headers that go with the page. */
  readonly cookies: readonly string[];
};

/**
 * What a form carries to show that our own page sent it: a signed copy of a number that this browser alone
 * holds in a cookie. Another site can make a browser send the cookie, but knows no such field.
 */
export function formToken(world: World, request: Incoming): FormToken {
  const { number, cookies } = browserOf(request);
  const expiresAt = new Date(world.clock.now().getTime() + validFor * 1000);
  return { field: signValue(number, expiresAt, { secret: world.secret, purpose }), cookies };
}

/**
 * A number that this browser alone holds on this host, made now if it had none: what begins here can be bound
 * to it, so that nobody else's browser can be made to end it.
 */
export function browserOf(request: Incoming): {
  readonly number: string;
  readonly cookies: readonly string[];
} {
  const known = browserNumber(request);
  const number = known ?? randomBytes(16).toString('hex');
  const cookies = known === undefined ? [hostCookie(cookieName, number, { scheme: request.scheme })] : [];
  return { number, cookies };
}

/** Whether a form's field is one that we gave to this browser, and not too long ago. */
export function isOurForm(world: World, request: Incoming, field: string | null): boolean {
  const number = browserNumber(request);
  if (field === null || number === undefined) return false;
  return verifyValue(field, world.clock.now(), { secret: world.secret, purpose }) === number;
}

function browserNumber(request: Incoming): string | undefined {
  const value = readCookie(request.header('cookie'), hostCookieName(cookieName, request.scheme));
  return value !== undefined && /^[0-9a-f]{32}$/.test(value) ? value : undefined;
}
