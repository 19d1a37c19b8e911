import { sql } from 'kysely';
import type { YesNo } from '../kit/database/index.ts';
import { type Database, numbersIn, rowCount, statement } from '../kit/database/index.ts';
import { note, type Reader } from './reader.ts';

/** What a list shows of a post, with its picture's row when it has one. */
export type ListedPost = {
  readonly id: number;
  readonly title: string;
  readonly path: string | null;
  readonly lang: string | null;
  readonly dir: 'ltr' | 'rtl';
  readonly published_at: string | null;
  readonly minutes: number;
  readonly summary: string;
  readonly sticky: YesNo;
  readonly locked: YesNo;
  readonly comment_count: number;
  readonly picture_id: number | null;
};

/** Which posts: all, or those of a term, an author, or a span of time. */
export type ListQuery =
  | { readonly of: 'posts' }
  | { readonly of: 'term'; readonly id: number }
  | { readonly of: 'author'; readonly id: number }
  | {
      readonly of: 'time';
      readonly from: string;
      readonly to: string;
      /** The months that the span touches, in order; `whole` when it is made of them. */
      readonly months: readonly string[];
      readonly whole: boolean;
    };

const columns = [
  'post.id',
  'post.title',
  'post.path',
  'post.lang',
  'post.dir',
  'post.published_at',
  'post.minutes',
  'post.summary',
  'post.sticky',
  'post.comment_count',
  'post.picture_id',
] as const;

const locked = sql<YesNo>`case when post.password is null then 0 else 1 end`.as('locked');

type Slice = { site: number; limit: number; offset: number };

const home = statement<Slice>()((db, value) =>
  db
    .selectFrom('post')
    .select([...columns, locked])
    .where('post.site_id', '=', value('site'))
    .where('post.sticky', '=', 0)
    .where('post.listed_at', 'is not', null)
    .orderBy('post.listed_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const stickies = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select([...columns, locked])
    .where('post.site_id', '=', value('site'))
    .where('post.sticky', '=', 1)
    .where('post.listed_at', 'is not', null)
    .orderBy('post.listed_at', 'desc')
    .orderBy('post.id', 'desc'),
);

const recent = statement<Slice>()((db, value) =>
  db
    .selectFrom('post')
    .select([...columns, locked])
    .where('post.site_id', '=', value('site'))
    .where('post.listed_at', 'is not', null)
    .orderBy('post.listed_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const ofTerm = statement<Slice & { id: number }>()((db, value) =>
  db
    .selectFrom('post_term')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'post_term.site_id').onRef('post.id', '=', 'post_term.post_id'),
    )
    .select([...columns, locked])
    .where('post_term.site_id', '=', value('site'))
    .where('post_term.term_id', '=', value('id'))
    .where('post_term.listed_at', 'is not', null)
    .orderBy('post_term.listed_at', 'desc')
    .orderBy('post_term.post_id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const ofAuthor = statement<Slice & { id: number }>()((db, value) =>
  db
    .selectFrom('post_author')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'post_author.site_id').onRef('post.id', '=', 'post_author.post_id'),
    )
    .select([...columns, locked])
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.author_id', '=', value('id'))
    .where('post_author.listed_at', 'is not', null)
    .orderBy('post_author.listed_at', 'desc')
    .orderBy('post_author.post_id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const ofTime = statement<Slice & { from: string; to: string }>()((db, value) =>
  db
    .selectFrom('post')
    .select([...columns, locked])
    .where('post.site_id', '=', value('site'))
    .where('post.listed_at', '>=', value('from'))
    .where('post.listed_at', '<', value('to'))
    .orderBy('post.listed_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const countOfTime = statement<{ site: number; from: string; to: string }>()((db, value) =>
  db
    .selectFrom('post')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', value('site'))
    .where('listed_at', '>=', value('from'))
    .where('listed_at', '<', value('to')),
);

const tally = statement<{ site: number; list: string }>()((db, value) =>
  db
    .selectFrom('tally')
    .select('count')
    .where('site_id', '=', value('site'))
    .where('list', '=', value('list')),
);

const tallyOfMonths = statement<{ site: number; first: string; last: string }>()((db, value) =>
  db
    .selectFrom('tally')
    .select(({ fn }) => fn.sum<number>('count').as('count'))
    .where('site_id', '=', value('site'))
    .where('list', '>=', value('first'))
    .where('list', '<=', value('last')),
);

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('post')
    .select([...columns, locked])
    .where('post.site_id', '=', value('site'))
    .where('post.id', 'in', numbersIn(value('ids'), dialect)),
);

/** Sticky posts, newest first: the top of the home page. */
export async function readSticky(reader: Reader): Promise<readonly ListedPost[]> {
  note(reader, 'posts');
  return noted(reader, await stickies.all(reader.db, { site: reader.siteId }));
}

/** Posts of the home page after the sticky ones. */
export async function readHome(
  reader: Reader,
  limit: number,
  offset: number,
): Promise<readonly ListedPost[]> {
  note(reader, 'posts');
  return noted(reader, await home.all(reader.db, { site: reader.siteId, limit, offset }));
}

/** A list's posts, newest first; sticky ones stand in their place. */
export async function readList(
  reader: Reader,
  query: ListQuery,
  limit: number,
  offset: number,
): Promise<readonly ListedPost[]> {
  const slice = { site: reader.siteId, limit, offset };
  note(reader, ...namesOf(query));
  return noted(reader, await select(reader.db, query, slice));
}

function select(db: Database, query: ListQuery, slice: Slice): Promise<readonly ListedPost[]> {
  switch (query.of) {
    case 'posts':
      return recent.all(db, slice);
    case 'term':
      return ofTerm.all(db, { ...slice, id: query.id });
    case 'author':
      return ofAuthor.all(db, { ...slice, id: query.id });
    case 'time':
      return ofTime.all(db, { ...slice, from: query.from, to: query.to });
  }
}

/** Posts and pages of the given IDs that are public, in the order of the IDs. */
export async function readPosts(reader: Reader, ids: readonly number[]): Promise<readonly ListedPost[]> {
  if (ids.length === 0) return [];
  const rows = await byIds.all(reader.db, { site: reader.siteId, ids: JSON.stringify(ids) });
  // Asked for here, `path is not null` would make SQLite walk the index of paths: every post of the site.
  const found = new Map(rows.filter(({ path }) => path !== null).map((row) => [row.id, row]));
  return noted(
    reader,
    ids.flatMap((id) => found.get(id) ?? []),
  );
}

/** How many posts a list has. Those of a day are counted, everything else is kept count of. */
export async function countList(reader: Reader, query: ListQuery): Promise<number> {
  const site = reader.siteId;
  note(reader, ...namesOf(query));
  if (query.of === 'time') {
    const [first = '', last = first] = [query.months[0], query.months.at(-1)].map(
      (month) => `month:${month}`,
    );
    const row = query.whole
      ? await tallyOfMonths.first(reader.db, { site, first, last })
      : await countOfTime.first(reader.db, { site, from: query.from, to: query.to });
    return Number(row?.count ?? 0);
  }
  const list = query.of === 'posts' ? 'posts' : `${query.of}:${query.id}`;
  return (await tally.first(reader.db, { site, list }))?.count ?? 0;
}

function namesOf(query: ListQuery): readonly string[] {
  if (query.of === 'posts') return ['posts'];
  if (query.of === 'time') return query.months.map((month) => `month:${month}/posts`);
  return [`${query.of}:${query.id}/posts`];
}

function noted(reader: Reader, rows: readonly ListedPost[]): readonly ListedPost[] {
  note(reader, ...rows.map(({ id }) => `post:${id}`));
  return rows;
}
