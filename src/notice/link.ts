import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

type Signer = Pick<World, 'clock' | 'secret'>;

const day = 24 * 3_600_000;

/** What a link in a letter can decide about a reply. */
export const decisions = ['live', 'spam', 'removed'] as const;
export type Decision = (typeof decisions)[number];

/** A reply, what is to become of it, and in whose name: a link is good for nothing else. */
export type DecisionLink = {
  readonly siteId: number;
  readonly commentId: number;
  readonly decision: Decision;
  readonly accountId: number;
};

/** Good for a week. */
export function decisionToken({ clock, secret }: Signer, link: DecisionLink): string {
  const { siteId, commentId, decision, accountId } = link;
  const until = new Date(clock.now().getTime() + 7 * day);
  return signValue(`${siteId}.${commentId}.${decision}.${accountId}`, until, {
    secret,
    purpose: 'notice decision',
  });
}

export function readDecisionToken(
  { clock, secret }: Signer,
  siteId: number,
  token: string,
): DecisionLink | undefined {
  const value = verifyValue(token, clock.now(), { secret, purpose: 'notice decision' });
  const [site, comment, what, account] = value?.split('.') ?? [];
  const decision = decisions.find((one) => one === what);
  if (Number(site) !== siteId || decision === undefined) return undefined;
  return { siteId, commentId: Number(comment), decision, accountId: Number(account) };
}

/** By which an account ends its notices; it works for a long time, for letters are kept for long. */
export function endToken({ clock, secret }: Signer, accountId: number): string {
  const until = new Date(clock.now().getTime() + 800 * day);
  return signValue(String(accountId), until, { secret, purpose: 'notice end' });
}

/** The account. */
export function readEndToken({ clock, secret }: Signer, token: string): number | undefined {
  const value = verifyValue(token, clock.now(), { secret, purpose: 'notice end' });
  return value === undefined ? undefined : Number(value);
}
