import type { Phase } from './phase.ts';

/** Nobody reads a post and writes a reply in less time, in milliseconds. */
const least = 3_000;

/** Sent faster than a person writes. A page that was kept is older than the visit: it tells nothing, and holds nobody. */
export const tooFast: Phase = {
  name: 'too-fast',
  look: ({ token }) =>
    token?.ok && token.age < least ? { hold: { seconds: Math.floor(token.age / 1000) } } : undefined,
};
