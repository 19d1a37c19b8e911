/** How often a job is begun before it is a dead letter: over about 16 hours. */
export const mostAttempts = 10;

const first = 15;
const longest = 6 * 3600;

/**
 * How long to wait before the next attempt, in milliseconds: 15 s, then three times as long each time, at most
 * six hours, a quarter more or less by chance so that what failed together does not come back together.
 */
export function retryAfter(attempts: number, random: () => number): number {
  const seconds = Math.min(longest, first * 3 ** (attempts - 1));
  return Math.round(seconds * 1000 * (0.75 + random() / 2));
}
