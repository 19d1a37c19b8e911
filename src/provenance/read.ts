import { type Database, statement } from '../kit/database/index.ts';
import { citedNames, readCited, readPublicCaptures } from '../quotation/cited.ts';
import { republicationsOf } from '../republish/read.ts';
import { newestPublication } from '../revision/read-publication.ts';
import { readSources } from '../source/read.ts';
import type { Provenance, Republished } from './provenance.ts';

/** What of a post decides whether its provenance is for everybody, and what is said of the post itself. */
export type ProvenPost = Provenance['post'] & { readonly path: string };

const openPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'lang', 'path', 'published_at', 'updated_at'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('post'))
    .where('path', 'is not', null)
    .where('password', 'is', null),
);

/** A post that everybody may read; undefined for any other. */
export async function readProvenPost(
  db: Database,
  site: { readonly id: number; readonly locale: string },
  postId: number,
): Promise<ProvenPost | undefined> {
  const row = await openPost.first(db, { site: site.id, post: postId });
  if (!row || row.path === null) return undefined;
  const { id, title, lang, path, published_at: published, updated_at: updated } = row;
  return { id, title, lang: lang ?? site.locale, path, published, updated };
}

/** All that its words rest on, and the names of what was read for it. */
export async function readProvenance(
  db: Database,
  siteId: number,
  postId: number,
): Promise<Omit<Provenance, 'place' | 'post'> & { readonly names: readonly string[] }> {
  const cited = await readCited(db, siteId, postId);
  const republished = await readRepublished(db, siteId, postId);
  const version = await newestPublication(db, siteId, postId);
  const names = [
    ...citedNames(postId, cited),
    ...republished.flatMap(({ republication: { sourceId, viaSourceId, captureId }, source }) => [
      `source:${sourceId}`,
      `source:${source.id}`,
      ...(viaSourceId === null ? [] : [`source:${viaSourceId}`]),
      ...(captureId === null ? [] : [`capture:${captureId}`]),
    ]),
  ];
  return { cited, republished, names, ...(version && version.kind !== 'retract' && { version }) };
}

async function readRepublished(
  db: Database,
  siteId: number,
  postId: number,
): Promise<readonly Republished[]> {
  const all = await republicationsOf(db, siteId, postId);
  const sources = await readSources(
    db,
    siteId,
    all.flatMap(({ sourceId, viaSourceId }) => [sourceId, viaSourceId ?? sourceId]),
  );
  const captures = await readPublicCaptures(
    db,
    siteId,
    all.flatMap(({ captureId }) => captureId ?? []),
  );
  return all.flatMap((republication) => {
    const source = sources.get(republication.sourceId);
    const via = sources.get(republication.viaSourceId ?? 0);
    const capture = captures.get(republication.captureId ?? 0);
    return source ? [{ republication, source, ...(via && { via }), ...(capture && { capture }) }] : [];
  });
}
