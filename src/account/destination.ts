import { createHash } from 'node:crypto';
import type { Incoming } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';
import { findSite } from '../site/read.ts';
import { browserOf } from './form-token.ts';
import { localPath } from './reply.ts';

/** Where somebody wants to be once signed in. */
export type Destination = {
  /** The same as one word, for `?to=` and the hidden field `to`. */
  readonly to: string;
  readonly path: string;
  /** The site's host that they came from; absent when the path is of the host at which they sign in. */
  readonly site?: Origin;
};

export type Origin = {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Says which browser set out there, without giving its number away. */
  readonly browser: string;
};

const purpose = 'destination';

/** How long somebody may take to sign in, in milliseconds: two hours. */
const validFor = 2 * 3_600_000;

/** Reads `to`: a path of this host, or what a site's host signed. Anything else could lead a person elsewhere. */
export function destinationOf(world: World, text: string | null, fallback: string): Destination {
  const path = localPath(text);
  if (path !== undefined) return { to: path, path };
  const signed = verifyValue(text ?? '', world.clock.now(), { secret: world.secret, purpose });
  if (text === null || signed === undefined) return { to: fallback, path: fallback };
  const [scheme, host, browser, ...rest] = signed.split(' ');
  const known = scheme === 'https' ? 'https' : 'http';
  return {
    to: text,
    path: rest.join(' '),
    site: { scheme: known, host: host ?? '', browser: browser ?? '' },
  };
}

/** What a site's host sends along when somebody leaves it to sign in, and the cookies that go with it. */
export async function departure(
  world: World,
  request: Incoming,
  path: string,
): Promise<{ readonly to: string; readonly cookies: readonly string[] }> {
  const { number, cookies } = browserOf(request);
  const scheme = await schemeOf(world, request);
  const value = [scheme, request.host, browserMark(number), path].join(' ');
  const expiresAt = new Date(world.clock.now().getTime() + validFor);
  return { to: signValue(value, expiresAt, { secret: world.secret, purpose }), cookies };
}

/** Of a browser's number: it can be shown, and the number cannot be found from it. */
export function browserMark(number: string): string {
  return createHash('sha256').update(`browser ${number}`).digest('base64url');
}

/** Whether a request comes from the browser of a mark. One whose number must be made first did not set out from here. */
export function isBrowser(request: Incoming, mark: string): boolean {
  const { number, cookies } = browserOf(request);
  return cookies.length === 0 && browserMark(number) === mark;
}

/** Behind a proxy that does not say it, a host that is known to be https is not seen to be. */
async function schemeOf({ db }: World, { host, scheme }: Incoming): Promise<'http' | 'https'> {
  const site = await findSite(db, host);
  return site?.hosts.find((own) => own.host === host)?.scheme === 'https' ? 'https' : scheme;
}
