import { createHmac } from 'node:crypto';
import type { Clock } from './clock.ts';
import { networkOf } from './http/network.ts';

/** Counts tries and says when there were too many. Kept in memory, under a pseudonym; addresses are not. */
export type Limit = { readonly takes: (address: string, what: string) => boolean };

export type LimitOptions = {
  /** Tries that are taken in each span of time. */
  readonly most: number;
  readonly perMs: number;
  readonly clock: Clock;
  /** Of the pseudonyms. */
  readonly secret: Buffer;
};

/** How many pseudonyms are counted at once; past that the count begins anew, so that memory is bounded. */
const mostCounted = 10_000;

export function createLimit({ most, perMs, clock, secret }: LimitOptions): Limit {
  let counts = new Map<string, number>();
  let until = 0;
  return {
    takes: (address, what) => {
      const now = clock.now().getTime();
      if (now >= until || counts.size > mostCounted) {
        counts = new Map();
        until = now + perMs;
      }
      const who = createHmac('sha256', secret)
        .update(`${networkOf(address)} ${what}`)
        .digest('base64url');
      const tries = (counts.get(who) ?? 0) + 1;
      counts.set(who, tries);
      return tries <= most;
    },
  };
}
