import { type Database, rowCount, statement } from '../../kit/database/index.ts';
import type { Listed, Slice } from '../paging.ts';
import type { PostQuery } from './post-list.ts';

/**
 * A list of published posts whose length is kept count of, and which has an index of IDs in its order: all, a
 * term's with those below it, or an author's. A late page of a long one costs milliseconds.
 */
export type KeptList = { readonly of: 'posts' } | { readonly of: 'term' | 'author'; readonly id: number };

/** The kept list that a query asks for; undefined where it narrows the posts in another way. */
export function keptListOf({ filter, statuses, found, by }: PostQuery): KeptList | undefined {
  const { type, authors, terms = [], ...rest } = filter;
  const [first, ...others] = statuses;
  if (type !== 'post' || by !== 'date' || found) return undefined;
  if (first?.status !== 'published' || first.ownOnly || others.length > 0) return undefined;
  if (Object.values(rest).some((value) => value !== undefined)) return undefined;
  const [group, ...more] = terms;
  if (!group) return authors === undefined ? { of: 'posts' } : one('author', authors);
  return authors === undefined && more.length === 0 && !group.exact ? one('term', group.any) : undefined;
}

function one(of: 'term' | 'author', ids: readonly number[]): KeptList | undefined {
  return ids.length === 1 ? { of, id: ids[0]! } : undefined;
}

type Args = { site: number; limit: number; offset: number };

const allPosts = inBothOrders((order) =>
  statement<Args>()((db, value) =>
    db
      .selectFrom('post')
      .select('id')
      .where('site_id', '=', value('site'))
      .where('listed_at', 'is not', null)
      .orderBy('listed_at', order)
      .orderBy('id', order)
      .limit(rowCount(value('limit')))
      .offset(rowCount(value('offset'))),
  ),
);

const postsOf = {
  term: inBothOrders((order) =>
    statement<Args & { id: number }>()((db, value) =>
      db
        .selectFrom('post_term')
        .select('post_id as id')
        .where('site_id', '=', value('site'))
        .where('term_id', '=', value('id'))
        .where('listed_at', 'is not', null)
        .orderBy('listed_at', order)
        .orderBy('post_id', order)
        .limit(rowCount(value('limit')))
        .offset(rowCount(value('offset'))),
    ),
  ),
  author: inBothOrders((order) =>
    statement<Args & { id: number }>()((db, value) =>
      db
        .selectFrom('post_author')
        .select('post_id as id')
        .where('site_id', '=', value('site'))
        .where('author_id', '=', value('id'))
        .where('listed_at', 'is not', null)
        .orderBy('listed_at', order)
        .orderBy('post_id', order)
        .limit(rowCount(value('limit')))
        .offset(rowCount(value('offset'))),
    ),
  ),
};

function inBothOrders<Made>(make: (order: 'asc' | 'desc') => Made): Readonly<Record<'asc' | 'desc', Made>> {
  return { asc: make('asc'), desc: make('desc') };
}

const tally = statement<{ site: number; list: string }>()((db, value) =>
  db
    .selectFrom('tally')
    .select('count')
    .where('site_id', '=', value('site'))
    .where('list', '=', value('list')),
);

export async function readKeptList(
  db: Database,
  site: number,
  list: KeptList,
  descending: boolean,
  slice: Slice,
): Promise<Listed> {
  const name = list.of === 'posts' ? 'posts' : `${list.of}:${list.id}`;
  const total = (await tally.first(db, { site, list: name }))?.count ?? 0;
  if (total <= slice.offset) return { ids: [], total };
  const order = descending ? 'desc' : 'asc';
  const rows =
    list.of === 'posts'
      ? await allPosts[order].all(db, { site, ...slice })
      : await postsOf[list.of][order].all(db, { site, ...slice, id: list.id });
  return { ids: rows.map(({ id }) => id), total };
}
