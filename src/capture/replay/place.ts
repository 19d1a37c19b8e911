import { createHmac } from 'node:crypto';
import { may } from '../../account/may.ts';
import { actorOf } from '../../account/read.ts';
import { accountOf } from '../../account/session.ts';
import type { Incoming } from '../../kit/http/index.ts';
import type { World } from '../../kit/world.ts';
import type { Capture } from '../capture.ts';
import { captureHref } from '../link-state.ts';
import type { Leads } from './addresses.ts';

/** Where the copy itself is, without the banner. */
export function pageHref(id: number): string {
  return `${captureHref(id)}page/`;
}

/** Where the archive is downloaded. */
export function waczHref(id: number): string {
  return `${captureHref(id)}capture.wacz`;
}

export function warcHref(id: number): string {
  return `${captureHref(id)}capture.warc.gz`;
}

/**
 * Where the addresses of a copy lead. A private copy's carry a key of the day: the frame that it stands in is nobody,
 * and brings no cookie.
 */
export function leadsOf(
  world: Pick<World, 'secret' | 'clock'>,
  siteId: number,
  { id, visibility }: Capture,
): Leads {
  const key = visibility === 'public' ? '' : `&key=${dayKey(world, siteId, id, 0)}`;
  const base = pageHref(id);
  return {
    resource: (address) => `${base}?url=${encodeURIComponent(address)}${key}`,
    away: (address) =>
      `${base}away?url=${encodeURIComponent(address)}&sign=${awaySign(world, siteId, id, address)}`,
  };
}

/** That an address stands in the copy: nobody else's is shown as one that it links to. */
export function awaySign(
  { secret }: Pick<World, 'secret'>,
  siteId: number,
  id: number,
  address: string,
): string {
  return createHmac('sha256', secret).update(`away ${siteId}/${id} ${address}`).digest('hex').slice(0, 20);
}

/** Whether who asks may see a copy that is not public: with the key of its page, or at the desk. */
export async function maySee(
  world: World,
  request: Incoming,
  siteId: number,
  { id, visibility }: Capture,
): Promise<boolean> {
  if (visibility === 'public') return true;
  if (visibility === 'removed') return false;
  const key = request.query.get('key');
  if (key !== null && [0, -1].some((days) => key === dayKey(world, siteId, id, days))) return true;
  const account = await accountOf(world, request);
  if (!account) return false;
  const actor = await actorOf(world.db, account);
  return may(actor, 'manage-sources', { siteId, writtenBy: [account.id] });
}

function dayKey(
  { secret, clock }: Pick<World, 'secret' | 'clock'>,
  siteId: number,
  id: number,
  days: number,
): string {
  const day = new Date(clock.now().getTime() + days * 24 * 3600_000).toISOString().slice(0, 10);
  return createHmac('sha256', secret).update(`capture ${siteId}/${id} ${day}`).digest('hex').slice(0, 32);
}
