import { createHash } from 'node:crypto';
import { firstStrong } from '../document/index.ts';
import type { UnsourcedQuotationTable, UnsourcedState } from '../kit/database/tables/unsourced.ts';
import type { FoundQuotation } from '../quotation/find/find.ts';
import { addressKey, normaliseAddress } from '../source/address.ts';

/** Where the desk has them. */
export const unsourcedPath = '/-/admin/quotations/unsourced/';

/** Looks through the text of a post. Payload: `{ postId }`. */
export const lookJob = 'unsourced.look';

/** Asks for every post of a site to be looked through. Payload: `{}`. */
export const lookAllJob = 'unsourced.look-all';

/** A quotation that stands in a post without a source. */
export type Unsourced = {
  readonly postId: number;
  /** Tells it from the others of its post, whatever stands around it. */
  readonly digest: string;
  readonly text: string;
  readonly dir: 'ltr' | 'rtl';
  readonly speaker: string | null;
  readonly verb: string | null;
  /** Words of the text that date it. */
  readonly dateText: string | null;
  /** EDTF. */
  readonly said: string | null;
  /** Addresses that may be its source, the likeliest first. */
  readonly links: readonly string[];
  readonly addressKey: string | null;
  readonly state: UnsourcedState;
};

/** What was found, with the digest of each: of its words, and of which of their places in the text it is. */
export function withDigests(
  found: readonly FoundQuotation[],
): readonly (readonly [digest: string, found: FoundQuotation])[] {
  const seen = new Map<string, number>();
  return found.map((quotation) => {
    const place = (seen.get(quotation.text) ?? 0) + 1;
    seen.set(quotation.text, place);
    const digest = createHash('sha256').update(`${place}\0${quotation.text}`).digest('hex').slice(0, 32);
    return [digest, quotation];
  });
}

/** Words that have no source, and are not part of others that may get one. */
export function isUnsourced({ bound, depth }: FoundQuotation): boolean {
  return !bound && depth === 0;
}

const longest = 20_000;

export function rowOf(
  siteId: number,
  postId: number,
  [digest, found]: readonly [string, FoundQuotation],
  now: string,
): UnsourcedQuotationTable {
  const links = addressesOf(found);
  const key = links[0] === undefined ? undefined : normaliseAddress(links[0]);
  return {
    site_id: siteId,
    post_id: postId,
    digest,
    position: found.start,
    shape: found.shape,
    text: found.text.slice(0, longest).toWellFormed(),
    dir: firstStrong(found.text) ?? 'ltr',
    speaker: found.speaker?.slice(0, 300) ?? null,
    verb: found.verb?.slice(0, 100) ?? null,
    date_text: found.date?.text.slice(0, 100) ?? null,
    said: found.date?.said ?? null,
    links: JSON.stringify(links),
    address_key: key === undefined ? null : addressKey(key),
    state: 'open',
    decided_by: null,
    found_at: now,
  };
}

/** The address that it names itself, then those beside it. */
function addressesOf({ cite, links }: FoundQuotation): readonly string[] {
  const all = [...(cite === undefined ? [] : [cite]), ...links];
  return [...new Set(all)].filter((link) => normaliseAddress(link) !== undefined).slice(0, 5);
}

export function unsourcedFromRow(row: UnsourcedQuotationTable): Unsourced {
  return {
    postId: row.post_id,
    digest: row.digest,
    text: row.text,
    dir: row.dir,
    speaker: row.speaker,
    verb: row.verb,
    dateText: row.date_text,
    said: row.said,
    links: JSON.parse(row.links) as readonly string[],
    addressKey: row.address_key,
    state: row.state,
  };
}
