import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

const day = 24 * 3_600_000;

/**
 * What a link in a letter lets its holder do, each for a time of its own: confirm a subscription, end one (0 for
 * all of them), see and change them all.
 */
export type LinkPurpose = 'confirm' | 'end' | 'manage';

const lasting: Record<LinkPurpose, number> = { confirm: 3 * day, end: 800 * day, manage: 90 * day };

/** What a link is about: numbers only, so that no address stands in one. */
export type LinkSubject = {
  readonly siteId: number;
  readonly subscriberId: number;
  /** 0 where it is about all of them. */
  readonly subscriptionId: number;
};

const paths: Record<LinkPurpose, string> = {
  confirm: '/-/subscriptions/confirm',
  end: '/-/subscriptions/end',
  manage: '/-/subscriptions/',
};

/** The token of a link, bound to its purpose and subject. */
export function linkToken(
  { clock, secret }: Pick<World, 'clock' | 'secret'>,
  purpose: LinkPurpose,
  { siteId, subscriberId, subscriptionId }: LinkSubject,
): string {
  const until = new Date(clock.now().getTime() + lasting[purpose]);
  return signValue(`${siteId}.${subscriberId}.${subscriptionId}`, until, {
    secret,
    purpose: `subscription ${purpose}`,
  });
}

/** The whole address of a link; `siteUrl` ends with a slash. */
export function linkTo(
  world: Pick<World, 'clock' | 'secret'>,
  siteUrl: string,
  purpose: LinkPurpose,
  subject: LinkSubject,
): string {
  return `${siteUrl.replace(/\/$/, '')}${paths[purpose]}?token=${linkToken(world, purpose, subject)}`;
}

/** What a token is about; undefined when we did not sign it for this purpose and site, or its time is over. */
export function readLink(
  { clock, secret }: Pick<World, 'clock' | 'secret'>,
  purpose: LinkPurpose,
  siteId: number,
  token: string,
): LinkSubject | undefined {
  const value = verifyValue(token, clock.now(), { secret, purpose: `subscription ${purpose}` });
  const [site, subscriberId, subscriptionId] = value?.split('.').map(Number) ?? [];
  if (site !== siteId || subscriberId === undefined || subscriptionId === undefined) return undefined;
  return { siteId, subscriberId, subscriptionId };
}
