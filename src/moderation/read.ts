import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Reason, Standing } from '../comment/comment.ts';
import { type Keyset, type KeysetPage, keysetPage } from '../desk/index.ts';
import type { Tables } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import { inScope, type Scope } from './scope.ts';

/** The shelves of the queue; `reported` are live ones that readers told of. */
export const shelves = ['pending', 'reported', 'live', 'spam', 'trash'] as const;
export type Shelf = (typeof shelves)[number];

export type QueueFilter = {
  readonly shelf: Shelf;
  /** `ranked`: what is least like spam comes first; for those that wait. */
  readonly order: 'newest' | 'ranked';
  readonly postId?: number;
  /** Words of the text, the name or the addresses. */
  readonly search?: string;
  /** Replies of one sender. */
  readonly sender?: string;
};

export type QueueRow = Awaited<ReturnType<typeof readQueue>>['rows'][number];

const pageSize = 50;

/** One page of the queue. */
export async function readQueue(
  db: Kysely<Tables>,
  siteId: number,
  scope: Scope,
  filter: QueueFilter,
  keyset: Keyset,
) {
  let query = onShelf(selectRows(db, siteId), filter.shelf).where(inScope(scope));
  const { postId, search, sender } = filter;
  if (postId !== undefined) query = query.where('comment.post_id', '=', postId);
  if (sender !== undefined) query = query.where('comment.sender', '=', sender);
  if (search) query = query.where(containing(search));
  const rows = await paged(query, keyset, filter.order === 'ranked')
    .limit(sql.lit(pageSize + 1))
    .execute();
  const page: KeysetPage<(typeof rows)[number]> = keysetPage(rows, pageSize, keyset);
  return page;
}

export function keyOf(
  row: { readonly id: number; readonly published_at: string; readonly spam_rank: number },
  order: QueueFilter['order'],
): readonly (string | number)[] {
  return order === 'ranked' ? [row.spam_rank, row.id] : [row.published_at, row.id];
}

/** How far the shelves are counted: what is beyond is many. */
export const mostCounted = 10_000;

/** How many replies stand on each shelf, up to `mostCounted`. */
export async function countShelves(
  db: Kysely<Tables>,
  siteId: number,
  scope: Scope,
): Promise<Readonly<Record<Shelf, number>>> {
  const counts = shelves.map(async (shelf) => {
    const some = onShelf(db.selectFrom('comment').where('comment.site_id', '=', siteId), shelf)
      .select('comment.id')
      .where(inScope(scope))
      .limit(sql.lit(mostCounted + 1));
    const { count } = await db
      .selectFrom(some.as('some'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return [shelf, Number(count)] as const;
  });
  return Object.fromEntries(await Promise.all(counts)) as Record<Shelf, number>;
}

function selectRows(db: Kysely<Tables>, siteId: number) {
  return db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.id',
      'comment.post_id',
      'comment.parent_id',
      'comment.standing',
      'comment.html',
      'comment.text',
      'comment.dir',
      'comment.published_at',
      'comment.edit_note',
      'comment.reasons',
      'comment.spam_rank',
      'comment.sender',
      'comment.reports',
      'comment.quote',
      'comment.origin',
      'identity.kind',
      'identity.name',
      'identity.email',
      'identity.url',
      'post.title as post_title',
      'post.path as post_path',
    ])
    .where('comment.site_id', '=', siteId);
}

type OfComments<Row> = SelectQueryBuilder<Tables, 'comment', Row>;

function onShelf<Query extends OfComments<unknown>>(query: Query, shelf: Shelf): Query {
  const of = query as OfComments<unknown>;
  // Said by what they are not, so that SQLite takes the short index of what was reported, not that of all live ones.
  if (shelf === 'reported')
    return of
      .where('comment.reports', '>', sql.lit(0))
      .where(sql<boolean>`comment.standing not in ('pending', 'spam', 'removed')`) as Query;
  const standing: Standing = shelf === 'trash' ? 'removed' : shelf;
  return of.where('comment.standing', '=', sql.lit(standing)) as Query;
}

function paged<Query extends OfComments<unknown>>(query: Query, keyset: Keyset, ranked: boolean): Query {
  const of = query as OfComments<unknown>;
  const column = ranked ? 'comment.spam_rank' : 'comment.published_at';
  const [value, id] = keyset.after ?? keyset.before ?? [];
  // The least likely spam first, but the newest first: one order goes up, the other down.
  const forwards = keyset.before === undefined;
  const up = ranked === forwards;
  const compare = up ? sql`>` : sql`<`;
  const from = value === undefined ? undefined : ranked ? Number(value) : value;
  const narrowed =
    from === undefined
      ? of
      : of.where(sql<boolean>`(${sql.ref(column)}, comment.id) ${compare} (${from}, ${idIn(id)})`);
  return narrowed.orderBy(column, up ? 'asc' : 'desc').orderBy('comment.id', up ? 'asc' : 'desc') as Query;
}

/** Case is that of the database: PostgreSQL and SQLite both are told to forget it. */
function containing(search: string) {
  const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(lower(comment.text) like ${pattern} escape '\\'
    or lower(identity.name) like ${pattern} escape '\\'
    or identity.email like ${pattern} escape '\\'
    or lower(identity.url) like ${pattern} escape '\\')`;
}

export function reasonsOf(row: { readonly reasons: string }): readonly Reason[] {
  return JSON.parse(row.reasons) as readonly Reason[];
}
