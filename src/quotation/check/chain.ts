import { type Folded, type Place, placesOf } from './literal.ts';
import type { Reading } from './reading.ts';
import type { Statements } from './statement.ts';

/** The pieces of a quotation in the source, in order, one place each. */
export type Chain = readonly Place[];

export type Chained =
  | { readonly ok: true; readonly chains: readonly Chain[] }
  /** `disordered`: each piece is there, but not in this order inside one statement. */
  | { readonly ok: false; readonly reason: 'missing' | 'disordered' };

/**
 * The ways in which the pieces follow each other in the source, inside one statement. For each place of the last
 * piece there is one: that with the least left out.
 */
export function chainsOf({ quote, runs }: Reading, source: Folded, statements: Statements): Chained {
  if (runs.length === 0) return { ok: false, reason: 'missing' };
  const all: Place[][] = [];
  for (const { from, to } of runs) {
    const places = placesOf(quote, from, to, source);
    if (places.length === 0) return { ok: false, reason: 'missing' };
    all.push(places);
  }
  let links: Link[] = all[0]!.map((place) => ({ place, before: undefined }));
  for (const places of all.slice(1)) links = follow(links, places, statements);
  return links.length > 0 ? { ok: true, chains: links.map(unlink) } : { ok: false, reason: 'disordered' };
}

type Link = { readonly place: Place; readonly before: Link | undefined };

/** Puts behind each place the nearest that ends before it in the same statement. Both lists rise. */
function follow(links: readonly Link[], places: readonly Place[], statements: Statements): Link[] {
  const followed: Link[] = [];
  const latest = new Map<string, Link>();
  let next = 0;
  for (const place of places) {
    for (; next < links.length && links[next]!.place.span.end <= place.span.start; next++) {
      const link = links[next]!;
      latest.set(statements.of(link.place.span), link);
    }
    const before = latest.get(statements.of(place.span));
    if (before !== undefined) followed.push({ place, before });
  }
  return followed;
}

function unlink(last: Link): Chain {
  const chain: Place[] = [];
  for (let link: Link | undefined = last; link !== undefined; link = link.before) chain.push(link.place);
  return chain.reverse();
}
