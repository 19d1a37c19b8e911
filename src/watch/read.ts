import { sql } from 'kysely';
import type { Keyset, KeysetPage } from '../desk/index.ts';
import { keysetPage } from '../desk/index.ts';
import { type Database, numbersIn, rowCount, statement } from '../kit/database/index.ts';
import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';
import type { Site } from '../site/site.ts';

/** Whether a link is to be watched at all: of a source, or of a post that readers see, as the settings say. */
export async function isUsed(
  db: Database,
  { id, settings }: Site,
  { address, source_id: sourceId }: Pick<WatchedLinkTable, 'address' | 'source_id'>,
): Promise<boolean> {
  if (settings.watchLinks === 'none') return false;
  if (sourceId !== null) return true;
  return settings.watchLinks === 'all' && (await publicUse.first(db, { site: id, address })) !== undefined;
}

const publicUse = statement<{ site: number; address: string }>()((db, value) =>
  db
    .selectFrom('post_reference')
    .innerJoin('post', (join) =>
      join
        .onRef('post.site_id', '=', 'post_reference.site_id')
        .onRef('post.id', '=', 'post_reference.post_id'),
    )
    .select('post.id')
    .where('post_reference.site_id', '=', value('site'))
    .where('post_reference.kind', '=', sql.lit('link'))
    .where('post_reference.target', '=', value('address'))
    .where('post.path', 'is not', null)
    .limit(sql.lit(1)),
);

/** What a list of links is narrowed to; `failing` are those that did not answer and are not dead. */
export const linkShelves = ['dead', 'drifted', 'failing', 'live', 'unknown', 'stopped'] as const;
export type LinkShelf = (typeof linkShelves)[number];

export async function readLinks(
  db: Database,
  siteId: number,
  shelf: LinkShelf | undefined,
  keyset: Keyset,
  limit: number,
): Promise<KeysetPage<WatchedLinkTable>> {
  const backwards = keyset.before !== undefined;
  let rows = db.read
    .selectFrom('watched_link')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('id', backwards ? 'asc' : 'desc')
    .limit(rowCount(limit + 1));
  if (shelf === 'stopped') rows = rows.where('stopped', '=', 1);
  else if (shelf === 'failing')
    rows = rows.where('failures', '>', 0).where('state', '<>', 'dead').where('stopped', '=', 0);
  else if (shelf !== undefined) rows = rows.where('state', '=', shelf).where('stopped', '=', 0);
  const [key] = keyset.after ?? keyset.before ?? [];
  if (key !== undefined && /^\d{1,15}$/.test(key))
    rows = rows.where('id', backwards ? '>' : '<', Number(key));
  return keysetPage(await rows.execute(), limit, keyset);
}

/** How many links lie on each shelf but that of the failing, who are counted where they were. */
export async function countLinks(db: Database, siteId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db.read
    .selectFrom('watched_link')
    .select((eb) => ['state', 'stopped', eb.fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .groupBy(['state', 'stopped'])
    .execute();
  const counts = new Map<string, number>();
  for (const { state, stopped, count } of rows) {
    const shelf = stopped === 1 ? 'stopped' : state;
    counts.set(shelf, (counts.get(shelf) ?? 0) + Number(count));
  }
  return counts;
}

/** A post in which a link stands, or words of the source that it leads to. */
export type LinkUse = {
  readonly postId: number;
  readonly title: string;
};

/** Where links are used; of each link, the posts with their numbers, the newest first. */
export async function usesOf(
  db: Database,
  siteId: number,
  linkIds: readonly number[],
): Promise<ReadonlyMap<number, readonly LinkUse[]>> {
  const ids = JSON.stringify(linkIds);
  const rows = [
    ...(await byReference.all(db, { site: siteId, ids })),
    ...(await byQuotation.all(db, { site: siteId, ids })),
  ];
  const uses = new Map<number, Map<number, LinkUse>>();
  for (const { link, post, title } of rows) {
    const of = uses.get(link) ?? new Map<number, LinkUse>();
    uses.set(link, of.set(post, { postId: post, title }));
  }
  return new Map([...uses].map(([id, of]) => [id, [...of.values()].sort((a, b) => b.postId - a.postId)]));
}

const byReference = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('watched_link as link')
    .innerJoin('post_reference as used', (join) =>
      join
        .onRef('used.site_id', '=', 'link.site_id')
        .on('used.kind', '=', sql.lit('link'))
        .onRef('used.target', '=', 'link.address'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'used.site_id').onRef('post.id', '=', 'used.post_id'),
    )
    .select(['link.id as link', 'post.id as post', 'post.title'])
    .where('link.site_id', '=', value('site'))
    .where('link.id', 'in', numbersIn(value('ids'), dialect))
    .limit(sql.lit(5_000)),
);

const byQuotation = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('watched_link as link')
    .innerJoin('quotation as used', (join) =>
      join.onRef('used.site_id', '=', 'link.site_id').onRef('used.source_id', '=', 'link.source_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'used.site_id').onRef('post.id', '=', 'used.post_id'),
    )
    .select(['link.id as link', 'post.id as post', 'post.title'])
    .distinct()
    .where('link.site_id', '=', value('site'))
    .where('link.id', 'in', numbersIn(value('ids'), dialect))
    .limit(sql.lit(5_000)),
);
