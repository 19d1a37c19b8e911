import { isLoopback, parseHost } from '../kit/http/host.ts';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { findSite } from '../site/read.ts';

/**
 * Whether one signs in on the very host of a request: it is the install's own (`VERBATIM_URL`), the install has
 * none, or it is this machine: by a name that no site has, or while the install's own host is elsewhere.
 */
export async function isHome(world: World, { host }: Pick<Incoming, 'host'>): Promise<boolean> {
  const own = ownHost(world);
  if (own === undefined || host === own) return true;
  if (isLoopback(host) && !isLoopback(own)) return true;
  const site = await findSite(world.db, host);
  // `findSite` knows loopback addresses that are no site's own host.
  return !site?.hosts.some((each) => each.host === host);
}

/** The host of the install itself, which need not be a site's. */
export function ownHost({ config }: World): string | undefined {
  return config.url === undefined ? undefined : parseHost(new URL(config.url).host)?.host;
}

/** Where one signs in from a host, without a slash at the end: `https://verbatim.example`. */
export async function homeOrigin(world: World, request: Incoming): Promise<string> {
  const { config } = world;
  if (config.url === undefined) return `${request.scheme}://${request.host}`;
  const elsewhere = request.host !== ownHost(world) && (await isHome(world, request));
  return elsewhere ? `${request.scheme}://${request.host}` : new URL(config.url).origin;
}

/**
 * Where links in a letter lead that is asked for at `origin`: never to the machine of whoever reads it, though by a
 * name of this machine anybody may have asked.
 */
export async function letterOrigin(world: World, { host }: Incoming, origin: string): Promise<string> {
  if (!isLoopback(new URL(origin).host)) return origin;
  if (world.config.url !== undefined) return new URL(world.config.url).origin;
  const site = await findSite(world.db, host);
  return site ? new URL(site.url).origin : origin;
}
