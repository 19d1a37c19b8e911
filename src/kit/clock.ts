/** What time it is: passed in, so that tests can set it. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

/** Fixed-width UTC ISO text, the form in which both databases keep every time. */
export function timestamp(clock: Clock): string {
  return clock.now().toISOString();
}
