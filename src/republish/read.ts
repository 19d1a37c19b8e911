import type { Capture } from '../capture/capture.ts';
import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import { readPublicCaptures } from '../quotation/cited.ts';
import { readSources } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { type Republication, republicationFromRow } from './republication.ts';

/** What a post republishes, in the order of its text; a source that it names as a whole comes first. */
export async function republicationsOf(
  db: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<readonly Republication[]> {
  return (await ofPost.all(db, { site: siteId, post: postId })).map(republicationFromRow);
}

const ofPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('republication')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .orderBy('position')
    .orderBy('key'),
);

/** A republished part with all that it names. */
export type Republished = {
  readonly republication: Republication;
  readonly source: Source;
  readonly via?: Source;
  /** The copy that it is compared with, unless readers must not know of it. */
  readonly capture?: Capture;
};

/** What republished parts come from. One whose source is gone is left out. */
export async function republishedBy(
  db: Database,
  siteId: number,
  republications: readonly Republication[],
): Promise<readonly Republished[]> {
  const sources = await readSources(
    db,
    siteId,
    republications.flatMap(({ sourceId, viaSourceId }) => [sourceId, viaSourceId ?? sourceId]),
  );
  const captures = await readPublicCaptures(
    db,
    siteId,
    republications.flatMap(({ captureId }) => captureId ?? []),
  );
  return republications.flatMap((republication) => {
    const source = sources.get(republication.sourceId);
    const via = sources.get(republication.viaSourceId ?? 0);
    const capture = captures.get(republication.captureId ?? 0);
    return source ? [{ republication, source, ...(via && { via }), ...(capture && { capture }) }] : [];
  });
}

/** The names of everything that was read for them, for the page cache. */
export function republishedNames(republished: readonly Republished[]): readonly string[] {
  return republished.flatMap(({ republication: { sourceId, viaSourceId, captureId }, source, via }) => [
    `source:${sourceId}`,
    `source:${source.id}`,
    ...(viaSourceId === null ? [] : [`source:${viaSourceId}`]),
    ...(via ? [`source:${via.id}`] : []),
    ...(captureId === null ? [] : [`capture:${captureId}`]),
  ]);
}
