import { type RawBuilder, sql } from 'kysely';
import { containing, type Database } from '../../kit/database/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Family } from '../kind.ts';
import { type Media, mediaFromRow } from '../media.ts';

/** Which media a library shows. What is left out narrows nothing. */
export type MediaFilter = {
  readonly family?: Family;
  /** In the title, the description, the caption or the address. */
  readonly search?: string;
  /** `2026-05`, of UTC. */
  readonly month?: string;
  /** Pictures that say nothing to who does not see them. */
  readonly withoutAlt?: boolean;
};

export type MediaPaging = {
  readonly limit: number;
  /** Time and ID of the entry that the page follows, or comes before. */
  readonly after?: readonly string[];
  readonly before?: readonly string[];
};

/** Newest first; rows before an entry come in the other order. */
export async function findMedia(
  db: Database,
  siteId: number,
  filter: MediaFilter,
  { limit, after, before }: MediaPaging,
): Promise<readonly Media[]> {
  const [at = '', id = ''] = after ?? before ?? [];
  const direction = before ? 'asc' : 'desc';
  const sign = sql.raw(before ? '>' : '<');
  const rows = await db.read
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where(narrowed(filter))
    .$if(at !== '', (query) => query.where(sql<boolean>`(created_at, id) ${sign} (${at}, ${idIn(id)})`))
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
  return rows.map(mediaFromRow);
}

function narrowed({ family, search = '', month, withoutAlt }: MediaFilter): RawBuilder<boolean> {
  const conditions = [sql<boolean>`1 = 1`];
  if (family === 'document')
    conditions.push(sql`not (mime like 'image/%' or mime like 'audio/%' or mime like 'video/%')`);
  else if (family) conditions.push(sql`mime like ${`${family}/%`}`);
  if (month) conditions.push(sql`created_at >= ${month} and created_at < ${monthAfter(month)}`);
  if (withoutAlt) conditions.push(sql`alt = '' and mime like 'image/%'`);
  for (const word of search.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const part = containing(word.toLowerCase());
    const columns = ['title', 'alt', 'caption', 'path'].map(
      (column) => sql`lower(${sql.ref(column)}) like ${part} escape '!'`,
    );
    conditions.push(sql`(${sql.join(columns, sql` or `)})`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function monthAfter(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1))
    .toISOString()
    .slice(0, 7);
}

/** Months of UTC in which something came, newest first: `2026-05`. One step of the index each, not one row each. */
export async function monthsOfMedia(db: Database, siteId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ month: string }>`
    with recursive newest(at) as (
      select max(created_at) from media where site_id = ${siteId}
      union all
      select (select max(created_at) from media where site_id = ${siteId} and created_at < substr(newest.at, 1, 7))
      from newest where newest.at is not null)
    select substr(at, 1, 7) as month from newest where at is not null limit 240`.execute(db.read);
  return rows.map(({ month }) => month);
}

/** A post or page that shows a file. */
export type MediaUse = {
  readonly id: number;
  readonly type: 'post' | 'page';
  readonly title: string;
  readonly status: string;
};

const mostUses = 100;

/** The posts and pages that show a file in their text or above it, the hundred last changed. */
export async function usesOf(
  db: Database,
  siteId: number,
  id: number,
  /** The account that reads no unpublished posts but its own; undefined for who reads all. */
  reader: number | undefined,
): Promise<readonly MediaUse[]> {
  const title =
    reader === undefined
      ? sql<string>`post.title`
      : sql<string>`case when post.status = 'published' or ${signedBy(reader)} then post.title else '' end`;
  return db.read
    .selectFrom('post')
    .select(['id', 'type', title.as('title'), 'status'])
    .where('site_id', '=', siteId)
    .where((eb) =>
      eb.or([
        eb('picture_id', '=', id),
        eb(
          'id',
          'in',
          eb
            .selectFrom('post_reference')
            .select('post_id')
            .where('post_reference.site_id', '=', siteId)
            .where('kind', '=', 'media')
            .where('target', '=', String(id)),
        ),
      ]),
    )
    .orderBy('changed_at', 'desc')
    .limit(mostUses)
    .execute();
}

function signedBy(account: number) {
  return sql<boolean>`exists (select 1 from post_author
    inner join author on author.site_id = post_author.site_id and author.id = post_author.author_id
    where post_author.site_id = post.site_id and post_author.post_id = post.id and author.account_id = ${account})`;
}

/** The account whose byline a file came under. */
export async function accountOfMedia(db: Database, siteId: number, media: Media): Promise<readonly number[]> {
  if (media.authorId === undefined) return [];
  const row = await db.read
    .selectFrom('author')
    .select('account_id')
    .where('site_id', '=', siteId)
    .where('id', '=', media.authorId)
    .executeTakeFirst();
  return row?.account_id === null || row === undefined ? [] : [row.account_id];
}
