import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../kit/database/index.ts';
import { findSources, type ListedSource, type SourceFilter } from '../source/find.ts';

/** A source stands in the open while a post that everybody may read quotes or republishes it. */
export const sourceIsOpen: RawBuilder<boolean> = sql<boolean>`(
  exists (select 1 from quotation where quotation.site_id = source.site_id
    and quotation.source_id = source.id and quotation.listed_at is not null)
  or exists (select 1 from republication join post on post.site_id = republication.site_id
    and post.id = republication.post_id where republication.site_id = source.site_id
    and republication.source_id = source.id and post.path is not null and post.password is null))`;

/** Sources that readers may see, the last made first. */
export function openSources(
  db: Database,
  siteId: number,
  filter: SourceFilter,
  page: { readonly limit: number; readonly after?: readonly string[] | undefined },
): Promise<readonly ListedSource[]> {
  return findSources(db, siteId, filter, { ...page, only: sourceIsOpen });
}

export async function isOpenSource(db: Database, siteId: number, id: number): Promise<boolean> {
  const row = await db.read
    .selectFrom('source')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where(sourceIsOpen)
    .executeTakeFirst();
  return row !== undefined;
}

/** Posts that everybody may read and that republish a source, the newest first. */
export async function republishingPosts(db: Database, siteId: number, sourceId: number) {
  return db.read
    .selectFrom('republication')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'republication.site_id').onRef('post.id', '=', 'republication.post_id'),
    )
    .select(['post.id', 'post.title', 'post.path', 'post.lang', 'post.dir', 'republication.mode'])
    .distinct()
    .where('republication.site_id', '=', siteId)
    .where('republication.source_id', '=', sourceId)
    .where('post.path', 'is not', null)
    .where('post.password', 'is', null)
    .orderBy('post.id', 'desc')
    .limit(100)
    .execute();
}
