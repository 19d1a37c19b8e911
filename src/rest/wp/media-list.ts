import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Database, numbersIn, rowCount, statement } from '../../kit/database/index.ts';
import { type Media, mediaFromRow } from '../../media/media.ts';
import type { Slice } from '../paging.ts';
import { holding, literal, placeIn, when } from './condition.ts';

/** A file with the account of who uploaded it. */
export type MediaRow = Media & {
  readonly uploadedBy: readonly number[];
  /** Whether it belongs to a post that readers do not see. */
  readonly hidden: boolean;
};

export type MediaQuery = {
  /** Whether files of posts that readers do not see are among them. */
  readonly everywhere: boolean;
  readonly words: string | undefined;
  readonly authors: readonly number[] | undefined;
  readonly notAuthors: readonly number[];
  readonly ids: readonly number[] | undefined;
  readonly notIds: readonly number[];
  readonly parents: readonly number[] | undefined;
  readonly notParents: readonly number[];
  readonly slugs: readonly string[] | undefined;
  /** `image`, `video`, `text`, `application`, `audio`. */
  readonly family: string | undefined;
  readonly mime: string | undefined;
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly by: 'date' | 'modified' | 'id' | 'title' | 'slug' | 'author' | 'include';
  readonly descending: boolean;
};

export async function listMediaRows(
  db: Database,
  siteId: number,
  query: MediaQuery,
  { limit, offset }: Slice,
): Promise<{ readonly rows: readonly MediaRow[]; readonly total: number }> {
  const found = db.read
    .selectFrom('media')
    .where('media.site_id', '=', siteId)
    .where((eb) => eb.and([...conditions(db, query)]));
  const counted = await found.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const direction = query.descending ? 'desc' : 'asc';
  const ids = await found
    .select('media.id')
    .orderBy(keyOf(query), direction)
    .orderBy('media.id', direction)
    .limit(rowCount(limit))
    .offset(rowCount(offset))
    .execute();
  const rows = await readMediaRows(
    db,
    siteId,
    ids.map(({ id }) => id),
  );
  return { rows, total: Number(counted?.count ?? 0) };
}

function conditions(db: Database, query: MediaQuery): readonly RawBuilder<SqlBool>[] {
  const list = (numbers: readonly number[]) => numbersIn(JSON.stringify(numbers), db.dialect);
  const { words, slugs, family, mime, after, before } = query;
  const author = sql`coalesce(media.author_id, 0)`;
  const post = sql`coalesce(media.post_id, 0)`;
  return [
    ...when(!query.everywhere, () => ofNothingHidden),
    ...when(
      words !== undefined,
      () =>
        sql`(lower(media.title) like ${holding(words ?? '')} escape '!' or lower(media.path) like ${holding(words ?? '')} escape '!')`,
    ),
    ...when(query.authors !== undefined, () => sql`${author} in ${list(query.authors ?? [])}`),
    ...when(query.notAuthors.length > 0, () => sql`${author} not in ${list(query.notAuthors)}`),
    ...when(query.ids !== undefined, () => sql`media.id in ${list(query.ids ?? [])}`),
    ...when(query.notIds.length > 0, () => sql`media.id not in ${list(query.notIds)}`),
    ...when(query.parents !== undefined, () => sql`${post} in ${list(query.parents ?? [])}`),
    ...when(query.notParents.length > 0, () => sql`${post} not in ${list(query.notParents)}`),
    ...when(slugs !== undefined, () => named(slugs ?? [])),
    ...when(family !== undefined, () => sql`media.mime like ${`${family}/%`}`),
    ...when(mime !== undefined, () => sql`media.mime = ${mime ?? ''}`),
    ...when(after !== undefined, () => sql`media.created_at > ${after ?? ''}`),
    ...when(before !== undefined, () => sql`media.created_at < ${before ?? ''}`),
  ];
}

const ofNothingHidden = sql<SqlBool>`not exists (select 1 from post where post.site_id = media.site_id
  and post.id = media.post_id and post.status <> 'published')`;

/** A file's slug is its name without what follows the last dot. */
function named(slugs: readonly string[]): RawBuilder<SqlBool> {
  if (slugs.length === 0) return sql`1 = 0`;
  const patterns = slugs.map((slug) => sql`lower(media.path) like ${`%/${literal(slug)}.%`} escape '!'`);
  return sql`(${sql.join(patterns, sql` or `)})`;
}

function keyOf({ by, ids }: MediaQuery): RawBuilder<unknown> {
  switch (by) {
    case 'modified':
      return sql`media.changed_at`;
    case 'id':
      return sql`media.id`;
    case 'title':
      return sql`lower(media.title)`;
    case 'slug':
      return sql`media.path`;
    case 'author':
      return sql`coalesce(media.author_id, 0)`;
    case 'include':
      return placeIn(sql`media.id`, ids ?? []);
    default:
      return sql`media.created_at`;
  }
}

const mediaByIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('media')
    .leftJoin('author', (join) =>
      join.onRef('author.site_id', '=', 'media.site_id').onRef('author.id', '=', 'media.author_id'),
    )
    .leftJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'media.site_id').onRef('post.id', '=', 'media.post_id'),
    )
    .selectAll('media')
    .select(['author.account_id', 'post.status as post_status'])
    .where('media.site_id', '=', value('site'))
    .where('media.id', 'in', numbersIn(value('ids'), dialect)),
);

async function readMediaRows(
  db: Database,
  site: number,
  ids: readonly number[],
): Promise<readonly MediaRow[]> {
  if (ids.length === 0) return [];
  const rows = await mediaByIds.all(db, { site, ids: JSON.stringify(ids) });
  const found = new Map(
    rows.map(({ account_id, post_status, ...row }) => [
      row.id,
      {
        ...mediaFromRow(row),
        uploadedBy: account_id === null ? [] : [account_id],
        hidden: post_status !== null && post_status !== 'published',
      },
    ]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function readMediaRow(db: Database, site: number, id: number): Promise<MediaRow | undefined> {
  return (await readMediaRows(db, site, [id]))[0];
}
