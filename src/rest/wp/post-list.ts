import { type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import {
  type Database,
  numbersIn,
  type PostStatus,
  rowCount,
  type Tables,
} from '../../kit/database/index.ts';
import { dated, narrowing, type PostFilter } from '../../post/filter.ts';
import { countStatuses } from '../../post/list.ts';
import type { Listed, Slice } from '../paging.ts';
import { signedBy } from './condition.ts';
import { keptListOf, readKeptList } from './post-kept-list.ts';

/** Which posts of a site, and in which order. */
export type PostQuery = {
  readonly filter: Omit<PostFilter, 'statuses'>;
  /** States, each with whether only posts that `own` signed are meant. */
  readonly statuses: readonly WantedStatus[];
  /** The account whose posts `ownOnly` means. */
  readonly own: number | undefined;
  /** What a search found, best first; and its words, for titles of posts that it does not know. */
  readonly found: { readonly ids: readonly number[]; readonly words: string } | undefined;
  readonly by: PostOrder;
  readonly descending: boolean;
};

export type WantedStatus = { readonly status: PostStatus; readonly ownOnly: boolean };

export type PostOrder =
  | 'date'
  | 'modified'
  | 'id'
  | 'title'
  | 'slug'
  | 'parent'
  | 'menu_order'
  | 'author'
  | 'given';

/**
 * IDs of one page of a list, and how many there are in all. What an account may see of one state may be all of
 * them and of another its own, so that a page is put together from pages of each.
 */
export async function listPostIds(
  db: Database,
  siteId: number,
  query: PostQuery,
  slice: Slice,
): Promise<Listed> {
  const kept = keptListOf(query);
  if (kept !== undefined) return readKeptList(db, siteId, kept, query.descending, slice);
  const few = await fewOf(db, siteId, query);
  return few === undefined ? listIn(db, siteId, query, slice) : listIn(db, siteId, { ...query, few }, slice);
}

/** IDs of the few posts that a query can mean at all, where it names them; undefined where it may mean many. */
async function fewOf(
  db: Database,
  siteId: number,
  { filter: { type, ids, slugs, sticky }, statuses, found }: PostQuery,
): Promise<readonly number[] | undefined> {
  if (ids) return ids;
  const published = statuses.every(({ status }) => status === 'published');
  if (found && published) return found.ids;
  if (!slugs && !(sticky && published && type === 'post')) return undefined;
  const rows = await db.read
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .$if(slugs !== undefined, (query) =>
      query.where('type', '=', type).where('slug', 'in', slugs?.length ? slugs : ['']),
    )
    .$if(slugs === undefined, (query) => query.where('sticky', '=', 1).where('listed_at', 'is not', null))
    .execute();
  return rows.map(({ id }) => id);
}

async function listIn(db: Database, siteId: number, query: Narrowed, slice: Slice): Promise<Listed> {
  const total = await countAll(db, siteId, query);
  if (total <= slice.offset) return { ids: [], total };
  const ids =
    query.by === 'given'
      ? await inGivenOrder(db, siteId, query, slice)
      : await inOrder(db, siteId, query, slice);
  return { ids, total };
}

type Narrowed = PostQuery & { readonly few?: readonly number[] };
type Posts<Row> = SelectQueryBuilder<Tables, 'post', Row>;

/** Of few posts these are looked up, one by one: in the order of dates, SQLite would walk all to find them. */
function posts({ read, dialect }: Database, { few }: Narrowed) {
  if (few === undefined || dialect !== 'sqlite') return read.selectFrom('post');
  const given = sql<{ value: number }>`(select distinct value from json_each(${JSON.stringify(few)}))`.as(
    'given',
  );
  const joined = read.selectFrom(given).crossJoin('post').where(sql<boolean>`post.id = given.value`);
  return joined as unknown as ReturnType<typeof read.selectFrom<'post'>>;
}

async function countAll(db: Database, siteId: number, query: Narrowed): Promise<number> {
  const { type, ...narrows } = query.filter;
  const whole = query.found === undefined && Object.values(narrows).every((value) => value === undefined);
  const counts = whole ? await countStatuses(db, siteId, type) : undefined;
  let total = 0;
  for (const wanted of query.statuses) {
    if (counts && !wanted.ownOnly) {
      total += counts.get(wanted.status) ?? 0;
      continue;
    }
    const counting = posts(db, query).select(({ fn }) => fn.countAll<number>().as('count'));
    const row = await narrowed(counting, db, siteId, query, wanted).executeTakeFirst();
    total += Number(row?.count ?? 0);
  }
  return total;
}

async function inOrder(
  db: Database,
  siteId: number,
  query: Narrowed,
  { limit, offset }: Slice,
): Promise<readonly number[]> {
  const direction = query.descending ? 'desc' : 'asc';
  const key = keyOf(query.by, db);
  const most = rowCount(limit + offset);
  const parts = query.statuses.map((wanted) => {
    const rows = posts(db, query).select(['post.id', key.as('place')]);
    const ordered = narrowed(rows, db, siteId, query, wanted)
      .orderBy(key, direction)
      .orderBy('post.id', direction);
    return sql`select * from (${ordered.limit(most)}) as part`;
  });
  const { rows } = await sql<{ id: number }>`
    select id from (${sql.join(parts, sql` union all `)}) as every_part
    order by place ${sql.raw(direction)}, id ${sql.raw(direction)}
    limit ${rowCount(limit)} offset ${rowCount(offset)}`.execute(db.read);
  return rows.map(({ id }) => Number(id));
}

/** Most posts that are put in the order of a search or of a list of IDs. */
const mostGiven = 5_000;

async function inGivenOrder(
  db: Database,
  siteId: number,
  query: Narrowed,
  { limit, offset }: Slice,
): Promise<readonly number[]> {
  const rows: { id: number; slug: string }[] = [];
  for (const wanted of query.statuses) {
    const found = posts(db, query).select(['post.id', 'post.slug']);
    rows.push(...(await narrowed(found, db, siteId, query, wanted).limit(rowCount(mostGiven)).execute()));
  }
  const given: readonly (number | string)[] =
    query.found?.ids ?? query.filter.ids ?? query.filter.slugs ?? [];
  const places = new Map(given.map((one, place) => [one, place]));
  const placeOf = (row: { id: number; slug: string }) =>
    places.get(row.id) ?? places.get(row.slug) ?? places.size;
  return rows
    .sort((a, b) => placeOf(a) - placeOf(b) || b.id - a.id)
    .slice(offset, offset + limit)
    .map(({ id }) => id);
}

function narrowed<Row>(
  rows: Posts<Row>,
  db: Database,
  siteId: number,
  { filter, own, found }: PostQuery,
  { status, ownOnly }: WantedStatus,
): Posts<Row> {
  const { type, ...rest } = filter;
  const conditions: Expression<SqlBool>[] = [narrowing(rest, db.dialect)];
  if (ownOnly) conditions.push(signedBy('post', own ?? -1));
  if (found) {
    const inTitle = narrowing({ title: found.words }, db.dialect);
    const ids = numbersIn(JSON.stringify(found.ids), db.dialect);
    // The search knows what is published; of the rest, which are few, titles are looked at. What stands behind a
    // password is found by its title alone, or a search would tell its words.
    conditions.push(
      status === 'published'
        ? sql<SqlBool>`(post.id in ${ids} and (post.password is null or ${inTitle}))`
        : inTitle,
    );
  }
  return conditions.reduce(
    (query, condition) => query.where(condition),
    rows.where('post.site_id', '=', siteId).where('post.type', '=', type).where('post.status', '=', status),
  );
}

/** By what an order sorts: the same expressions as in the indexes of `migrations/0006_writing.sql`. */
function keyOf(by: PostOrder, { dialect }: Database): RawBuilder<string> {
  switch (by) {
    case 'modified':
      return sql`post.changed_at`;
    case 'id':
      return sql`post.id`;
    case 'title':
      return dialect === 'sqlite' ? sql`lower(post.title)` : sql`(left(lower(post.title), 200) collate "C")`;
    case 'slug':
      return sql`post.slug`;
    case 'parent':
      return sql`coalesce(post.parent_id, 0)`;
    case 'menu_order':
      return sql`post.menu_order`;
    case 'author':
      return sql`(select coalesce(min(signed.author_id), 0) from post_author signed
        where signed.site_id = post.site_id and signed.post_id = post.id and signed.position = 0)`;
    default:
      return dated;
  }
}
