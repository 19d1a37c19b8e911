import { sql } from 'kysely';
import type { Database, PostTable, Transaction } from '../kit/database/index.ts';
import { localMonth } from './local-time.ts';

/** In which lists a post stands, and where. */
export type Listing = {
  readonly listedAt: string | null;
  readonly sticky: boolean;
  readonly terms: readonly number[];
  readonly authors: readonly number[];
};

export const unlisted: Listing = { listedAt: null, sticky: false, terms: [], authors: [] };

/**
 * Brings the counts of lists in line with a post's move, and names the lists whose order or members changed.
 * The rows of the post itself (`listed_at`) are written by the caller, before.
 */
export async function relist(
  tx: Transaction,
  site: { readonly id: number; readonly timeZone: string },
  postId: number,
  before: Listing,
  after: Listing,
): Promise<void> {
  const left = listsOf(before, site.timeZone);
  const joined = listsOf(after, site.timeZone);
  const moves = [
    ...[...joined.difference(left)].map((list) => ({ list, by: 1 })),
    ...[...left.difference(joined)].map((list) => ({ list, by: -1 })),
  ];
  if (moves.length > 0) await count(tx, site.id, moves);
  if (!moved(before, after) && sameLists(left, joined)) return;
  for (const list of new Set([...left, ...joined])) tx.changed(site.id, changeName(list));
  if (!sameLists(left, joined)) tx.changed(site.id, 'terms', 'months');
  await nameNeighbours(tx, site.id, postId, before.listedAt);
  await nameNeighbours(tx, site.id, postId, after.listedAt);
}

type Filed = Pick<PostTable, 'type' | 'status'>;

/** Brings the counts of posts by type and status in line with what became of one. */
export async function recountStatus(
  tx: Transaction,
  siteId: number,
  before: Filed | undefined,
  after: Filed | undefined,
): Promise<void> {
  const [left, joined] = [before && statusList(before), after && statusList(after)];
  if (left === joined) return;
  await count(tx, siteId, [
    ...(left === undefined ? [] : [{ list: left, by: -1 }]),
    ...(joined === undefined ? [] : [{ list: joined, by: 1 }]),
  ]);
}

/** The name of the count of posts of a type and status. */
export function statusList({ type, status }: Filed): string {
  return `status:${type}/${status}`;
}

/** `posts` names itself; the list of a term, an author or a month is `term:5/posts`. */
function changeName(list: string): string {
  return list === 'posts' ? 'posts' : `${list}/posts`;
}

function listsOf(listing: Listing, timeZone: string): ReadonlySet<string> {
  if (listing.listedAt === null) return new Set();
  return new Set([
    'posts',
    `month:${localMonth(listing.listedAt, timeZone)}`,
    ...listing.terms.map((id) => `term:${id}`),
    ...listing.authors.map((id) => `author:${id}`),
  ]);
}

function moved(before: Listing, after: Listing): boolean {
  return before.listedAt !== after.listedAt || before.sticky !== after.sticky;
}

function sameLists(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((list) => right.has(list));
}

async function count(
  tx: Transaction,
  siteId: number,
  moves: readonly { readonly list: string; readonly by: number }[],
): Promise<void> {
  await tx.db
    .insertInto('tally')
    .values(moves.map(({ list, by }) => ({ site_id: siteId, list, count: by })))
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'list'])
        .doUpdateSet((eb) => ({ count: eb('tally.count', '+', eb.ref('excluded.count')) })),
    )
    .execute();
}

/** The posts before and after show this one's title as their neighbour. */
async function nameNeighbours(
  tx: Transaction,
  siteId: number,
  postId: number,
  listedAt: string | null,
): Promise<void> {
  if (listedAt === null) return;
  const here = sql<boolean>`(listed_at, id) < (${listedAt}, ${postId})`;
  const there = sql<boolean>`(listed_at, id) > (${listedAt}, ${postId})`;
  const listed = tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .where('listed_at', 'is not', null)
    .limit(1);
  const older = await listed
    .where(here)
    .orderBy('listed_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const newer = await listed.where(there).orderBy('listed_at').orderBy('id').executeTakeFirst();
  for (const neighbour of [older, newer])
    if (neighbour) tx.changed(siteId, `post:${neighbour.id}/neighbours`);
}

/** Counts every list of a site anew, after an import of rows, a restore or a change of the time zone. */
export async function recount(
  tx: Transaction,
  site: { readonly id: number; readonly timeZone: string },
): Promise<void> {
  await tx.db.deleteFrom('tally').where('site_id', '=', site.id).execute();
  for (const [list, total] of await countLists(tx, site)) {
    await tx.db.insertInto('tally').values({ site_id: site.id, list, count: total }).execute();
  }
  tx.changed(site.id, '*');
}

/** What the counts of a site's lists should be. */
export async function countLists(
  tx: { readonly db: Database['read'] },
  site: { readonly id: number; readonly timeZone: string },
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const add = (list: string, by = 1) => counts.set(list, (counts.get(list) ?? 0) + by);
  const posts = await tx.db
    .selectFrom('post')
    .select(['type', 'status', 'listed_at'])
    .where('site_id', '=', site.id)
    .execute();
  for (const post of posts) {
    add(statusList(post));
    if (post.listed_at === null) continue;
    add('posts');
    add(`month:${localMonth(post.listed_at, site.timeZone)}`);
  }
  for (const table of ['post_term', 'post_author'] as const) {
    const [column, prefix] =
      table === 'post_term' ? (['term_id', 'term'] as const) : (['author_id', 'author'] as const);
    const rows = await sql<{ id: number; total: number }>`
      select ${sql.ref(column)} as id, count(*) as total from ${sql.table(table)}
      where site_id = ${site.id} and listed_at is not null group by ${sql.ref(column)}`.execute(tx.db);
    for (const { id, total } of rows.rows) add(`${prefix}:${id}`, Number(total));
  }
  return counts;
}
