import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Keyset, type KeysetPage, keysetPage } from '../desk/keyset.ts';
import { type Database, type PostStatus, rowCount } from '../kit/database/index.ts';
import { dated, narrowing, type PostFilter } from './filter.ts';
import { type Found, loadItems, type PostItem } from './item.ts';
import type { PostType } from './post.ts';

export type PostOrder = 'date' | 'modified' | 'title' | 'id' | 'slug' | 'menu' | 'parent' | 'author';

export type PostPaging = {
  readonly order?: PostOrder;
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  /** From an entry on: costs the same wherever that is. */
  readonly keyset?: Keyset;
  /** Past so many entries, for programs that count pages: costs with the distance. */
  readonly offset?: number;
};

/** Posts of a site, drafts and the trash too: who asks must have been asked whether they may see them. */
export async function listPosts(
  database: Database,
  siteId: number,
  filter: PostFilter,
  paging: PostPaging,
): Promise<KeysetPage<PostItem>> {
  const found = await findPosts(database, siteId, filter, paging);
  const page = keysetPage(found, paging.limit, paging.keyset ?? {});
  return { ...page, rows: await loadItems(database, siteId, page.rows) };
}

/** How many posts a filter lets through. */
export async function countPosts(database: Database, siteId: number, filter: PostFilter): Promise<number> {
  const { type, statuses, ...narrowed } = filter;
  if (Object.values(narrowed).every((value) => value === undefined)) {
    const counts = await countStatuses(database, siteId, type);
    return statuses.reduce((sum, status) => sum + (counts.get(status) ?? 0), 0);
  }
  if (statuses.length === 0) return 0;
  const listed = await countListed(database, siteId, filter);
  if (listed !== undefined) {
    const others = statuses.filter((status) => status !== 'published');
    return listed + (await countPosts(database, siteId, { ...filter, statuses: others }));
  }
  const row = await database.read
    .selectFrom('post')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('site_id', '=', siteId)
    .where('type', '=', type)
    .where('status', 'in', statuses)
    .where(narrowing(filter, database.dialect))
    .executeTakeFirst();
  return Number(row?.total ?? 0);
}

/** What is published of one author, or of one term, is counted already, or stands in an index of its own. */
async function countListed(
  { read }: Database,
  siteId: number,
  { type, statuses, authors, terms, ...rest }: PostFilter,
): Promise<number | undefined> {
  const others = Object.values(rest).some((value) => value !== undefined);
  if (type !== 'post' || !statuses.includes('published') || others) return undefined;
  const group = terms?.length === 1 ? terms[0] : undefined;
  const term = group?.any.length === 1 && !authors ? group.any[0] : undefined;
  const author = authors?.length === 1 && !terms ? authors[0] : undefined;
  if (term !== undefined && group?.exact) {
    const row = await read
      .selectFrom('post_term')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('site_id', '=', siteId)
      .where('term_id', '=', term)
      .where('listed_at', 'is not', null)
      .where('position', '>=', 0)
      .executeTakeFirst();
    return Number(row?.total ?? 0);
  }
  const list = term !== undefined ? `term:${term}` : author !== undefined ? `author:${author}` : undefined;
  if (list === undefined) return undefined;
  const row = await read
    .selectFrom('tally')
    .select('count')
    .where('site_id', '=', siteId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** How many posts of a type there are in each status, by the counts that are kept. */
export async function countStatuses(
  database: Database,
  siteId: number,
  type: PostType,
): Promise<ReadonlyMap<PostStatus, number>> {
  const head = `status:${type}/`;
  const rows = await database.read
    .selectFrom('tally')
    .select(['list', 'count'])
    .where('site_id', '=', siteId)
    .where('list', '>=', head)
    .where('list', '<', `status:${type}0`)
    .where('count', '>', 0)
    .execute();
  return new Map(rows.map(({ list, count }) => [list.slice(head.length) as PostStatus, count]));
}

/** Each status by itself, in the order of an index, and of these the first: the whole list is never sorted. */
async function findPosts(
  database: Database,
  siteId: number,
  filter: PostFilter,
  paging: PostPaging,
): Promise<readonly Found[]> {
  const { order = 'date', direction = 'desc', limit, keyset = {}, offset = 0 } = paging;
  if (filter.statuses.length === 0) return [];
  const way = (direction === 'asc') === (keyset.before === undefined) ? 'asc' : 'desc';
  const most = limit + 1;
  const asked: Asked = {
    database,
    siteId,
    filter,
    order,
    way,
    most: offset + most,
    from: cursorOf(order, keyset),
  };
  const groups = bySingleStatus.has(order) ? filter.statuses.map((one) => [one]) : [filter.statuses];
  const [only, ...others] = groups.map((statuses) => branch(asked, statuses));
  if (!only) return [];
  const merged = others.reduce(
    (all, next) => sql`${all} union all select * from (${next}) as b`,
    sql`select * from (${only}) as b`,
  );
  const { rows } = await sql<Found>`select id, "key" from (${merged}) as merged
    order by "key" ${sql.raw(way)}, id ${sql.raw(way)} limit ${rowCount(most)} offset ${rowCount(offset)}`.execute(
    database.read,
  );
  return rows;
}

type Asked = {
  readonly database: Database;
  readonly siteId: number;
  readonly filter: PostFilter;
  readonly order: PostOrder;
  readonly way: 'asc' | 'desc';
  readonly most: number;
  readonly from: Cursor | undefined;
};

type Cursor = { readonly value: string | number; readonly id: number };

/** Orders that have an index behind the status. */
const bySingleStatus: ReadonlySet<PostOrder> = new Set(['date', 'modified', 'title']);
const numeric: ReadonlySet<PostOrder> = new Set(['id', 'menu', 'parent', 'author']);

function cursorOf(order: PostOrder, { after, before }: Keyset): Cursor | undefined {
  const [value = '', id = ''] = after ?? before ?? [];
  if (!/^\d{1,15}$/.test(id)) return undefined;
  if (!numeric.has(order)) return { value, id: Number(id) };
  return /^-?\d{1,15}$/.test(value) ? { value: Number(value), id: Number(id) } : undefined;
}

function branch(asked: Asked, statuses: readonly PostStatus[]): RawBuilder<unknown> {
  return inOneList(asked, statuses) ?? inAllPosts(asked, statuses);
}

function inAllPosts(asked: Asked, statuses: readonly PostStatus[]): RawBuilder<unknown> {
  const { database, order } = asked;
  return selection(asked, statuses, {
    from: sql`post`,
    key: keyOf(order, database),
    id: sql`post.id`,
    narrowed: narrowing(asked.filter, database.dialect),
  });
}

/** What readers see of one author, or of one term, has an index in the order of its publication. */
function inOneList(asked: Asked, statuses: readonly PostStatus[]): RawBuilder<unknown> | undefined {
  const { filter, order, database } = asked;
  const { authors, terms, ...rest } = filter;
  if (order !== 'date' || filter.type !== 'post' || statuses.join() !== 'published') return undefined;
  // Titles stand in the index of all posts: looking through it costs less than fetching each post of the list.
  if (filter.title !== undefined) return undefined;
  const [author, group] = [authors?.length === 1 ? authors[0] : undefined, terms?.[0]];
  const term = group?.any.length === 1 ? group.any[0] : undefined;
  const by = (table: RawBuilder<unknown>, own: RawBuilder<unknown>, left: Partial<PostFilter>) =>
    selection(asked, statuses, {
      from: sql`${table} as own cross join post`,
      key: sql`own.listed_at`,
      id: sql`own.post_id`,
      narrowed: sql`own.site_id = post.site_id and own.post_id = post.id and own.site_id = ${asked.siteId} and ${own}
        and own.listed_at is not null and ${range(rest)} and ${narrowing({ ...rest, ...left }, database.dialect)}`,
    });
  if (term !== undefined) {
    const exact = group?.exact ? sql` and own.position >= 0` : sql``;
    const others = { ...(authors && { authors }), terms: terms?.slice(1) ?? [] };
    return by(sql`post_term`, sql`own.term_id = ${term}${exact}`, others);
  }
  if (author === undefined) return undefined;
  return by(sql`post_author`, sql`own.author_id = ${author}`, terms ? { terms } : {});
}

function range({ from, to }: Pick<PostFilter, 'from' | 'to'>): RawBuilder<unknown> {
  const since = from === undefined ? sql`` : sql` and own.listed_at >= ${from}`;
  const until = to === undefined ? sql`` : sql` and own.listed_at < ${to}`;
  return sql`1 = 1${since}${until}`;
}

type Selection = {
  readonly from: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly narrowed: Expression<unknown>;
};

function selection(
  { siteId, filter, way, most, from: cursor }: Asked,
  statuses: readonly PostStatus[],
  { from, key, id, narrowed }: Selection,
): RawBuilder<unknown> {
  const past = sql.raw(way === 'asc' ? '>' : '<');
  const rest = cursor
    ? sql`${key} ${past}= ${cursor.value} and (${key} ${past} ${cursor.value} or ${id} ${past} ${cursor.id})`
    : sql`1 = 1`;
  const status =
    statuses.length === 1
      ? sql`post.status = ${statuses[0]}`
      : sql`post.status in (${sql.join([...statuses])})`;
  return sql`select ${id} as id, ${key} as "key" from ${from}
    where post.site_id = ${siteId} and post.type = ${filter.type} and ${status} and ${narrowed} and ${rest}
    order by ${key} ${sql.raw(way)}, ${id} ${sql.raw(way)} limit ${rowCount(most)}`;
}

/** By what an order sorts: the same expressions as in the indexes of `migrations/0006_writing.sql`. */
function keyOf(order: PostOrder, { dialect }: Database): RawBuilder<unknown> {
  switch (order) {
    case 'date':
      return dated;
    case 'modified':
      return sql`post.changed_at`;
    case 'title':
      return dialect === 'sqlite' ? sql`lower(post.title)` : sql`left(lower(post.title), 200) collate "C"`;
    case 'id':
      return sql`post.id`;
    case 'slug':
      return sql`post.slug`;
    case 'menu':
      return sql`post.menu_order`;
    case 'parent':
      return sql`coalesce(post.parent_id, 0)`;
    case 'author':
      return sql`(select coalesce(min(a.author_id), 0) from post_author a
        where a.site_id = post.site_id and a.post_id = post.id and a.position = 0)`;
  }
}
