import { type Database, statement } from '../kit/database/index.ts';
import { citedNames, readCited } from '../quotation/cited.ts';
import { republicationsOf, republishedBy, republishedNames } from '../republish/read.ts';
import { newestPublication } from '../revision/read-publication.ts';
import type { Provenance } from './provenance.ts';

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
  const republished = await republishedBy(db, siteId, await republicationsOf(db, siteId, postId));
  const version = await newestPublication(db, siteId, postId);
  const names = [...citedNames(postId, cited), ...republishedNames(republished)];
  return { cited, republished, names, ...(version && version.kind !== 'retract' && { version }) };
}
