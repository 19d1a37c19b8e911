/** What decides where a post stands among those that match: newer ones first. */
export type Positioned = { /** UTC ISO. */ readonly publishedAt: string };

const epoch = Date.UTC(1900, 0, 1) / 60_000;
const last = 2 ** 32;

/**
 * The minute in which a post was published, counted from 1900: greater the later. The index writes the difference
 * to the post before for every word of a post, so positions are no finer than that.
 */
export function positionOf({ publishedAt }: Positioned): number {
  return Math.min(Math.max(Math.floor(Date.parse(publishedAt) / 60_000) - epoch, 0), last);
}

/** Positions of a day, from a minute on. */
export function dayFrom(position: number): { readonly first: number; readonly last: number } {
  return { first: position, last: position + 24 * 60 - 1 };
}
