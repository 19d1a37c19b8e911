import { type Capture, captureFromRow } from '../capture/capture.ts';
import { type Database, numbersIn, statement, type Transaction } from '../kit/database/index.ts';
import { readSources } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { readSpeakers } from '../speaker/read.ts';
import type { Speaker } from '../speaker/speaker.ts';
import type { Quotation } from './quotation.ts';
import { quotationsOfPost } from './read.ts';

/** A quotation of a post with all that it is bound to. */
export type Cited = {
  readonly quotation: Quotation;
  readonly source: Source;
  readonly speaker?: Speaker;
  /** The copy whose text gave the verdict, unless readers must not know of it. */
  readonly capture?: Capture;
};

/** What the post quotes, in the order of its text. A quotation whose source is gone is left out. */
export async function readCited(
  db: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<readonly Cited[]> {
  return citedBy(db, siteId, await quotationsOfPost(db, siteId, postId));
}

/** The same of quotations that were read already. */
export async function citedBy(
  db: Database | Transaction,
  siteId: number,
  quotations: readonly Quotation[],
): Promise<readonly Cited[]> {
  if (quotations.length === 0) return [];
  const ids = (of: (quotation: Quotation) => number | null | undefined) =>
    quotations.flatMap((each) => of(each) ?? []);
  const sources = await readSources(
    db,
    siteId,
    ids(({ sourceId }) => sourceId),
  );
  const speakers = await readSpeakers(
    db,
    siteId,
    ids(({ speakerId }) => speakerId),
  );
  const captures = await readPublicCaptures(
    db,
    siteId,
    ids(({ selector }) => selector?.captureId),
  );
  return quotations.flatMap((quotation) => {
    const source = sources.get(quotation.sourceId);
    const speaker = speakers.get(quotation.speakerId ?? 0);
    const capture = captures.get(quotation.selector?.captureId ?? 0);
    return source ? [{ quotation, source, ...(speaker && { speaker }), ...(capture && { capture }) }] : [];
  });
}

/** The names of everything that was read for it, for the page cache. */
export function citedNames(postId: number, cited: readonly Cited[]): readonly string[] {
  return [
    `post:${postId}/quotations`,
    ...cited.flatMap(({ quotation, source, speaker }) => [
      `source:${quotation.sourceId}`,
      `source:${source.id}`,
      ...(speaker ? [`speaker:${speaker.id}`] : []),
      ...(quotation.speakerId === null ? [] : [`speaker:${quotation.speakerId}`]),
      ...(quotation.selector ? [`capture:${quotation.selector.captureId}`] : []),
    ]),
  ];
}

/** Captures that are done and open to readers, by their numbers. */
export async function readPublicCaptures(
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Capture>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds.all(db, { site: siteId, ids: JSON.stringify([...new Set(ids)]) });
  return new Map(rows.map((row) => [row.id, captureFromRow(row)]));
}

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('capture')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect))
    .where('status', '=', 'done')
    .where('visibility', '=', 'public'),
);
