import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

/** What a guest asked to be filled in the next time. It stays with the browser; the server keeps no copy. */
export type RememberedGuest = { readonly name: string; readonly email: string; readonly url: string };

const cookieName = 'verbatim-guest';
const purpose = 'guest';

/** A year, in seconds. */
const keptFor = 365 * 86_400;

export function rememberedGuest(world: World, request: Incoming): RememberedGuest | undefined {
  const cookie = readCookie(request.header('cookie'), hostCookieName(cookieName, request.scheme));
  const value = cookie && verifyValue(cookie, world.clock.now(), { secret: world.secret, purpose });
  return value ? (JSON.parse(value) as RememberedGuest) : undefined;
}

/** The cookie for a guest who wants that, and what takes it away for one who does not. */
export function guestCookie(
  world: World,
  { scheme }: Pick<Incoming, 'scheme'>,
  guest: RememberedGuest | undefined,
): string {
  if (guest === undefined) return hostCookie(cookieName, '', { scheme, maxAge: 0 });
  const { name, email, url } = guest;
  const expiresAt = new Date(world.clock.now().getTime() + keptFor * 1000);
  const value = signValue(JSON.stringify({ name, email, url }), expiresAt, { secret: world.secret, purpose });
  return hostCookie(cookieName, value, { scheme, maxAge: keptFor });
}
