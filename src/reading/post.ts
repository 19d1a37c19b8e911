import { sql } from 'kysely';
import { rowCount, statement } from '../kit/database/index.ts';
import { note, type Reader, remembered } from './reader.ts';

/** A post as its page shows it, with the HTML of one of its pages. */
export type ReadPost = {
  readonly id: number;
  readonly type: 'post' | 'page';
  readonly title: string;
  readonly path: string | null;
  readonly lang: string | null;
  readonly dir: 'ltr' | 'rtl';
  readonly published_at: string | null;
  readonly updated_at: string | null;
  readonly listed_at: string | null;
  readonly minutes: number;
  readonly words: number;
  readonly parts: number;
  readonly summary: string;
  readonly password: string | null;
  readonly comments_open: 0 | 1;
  readonly comment_count: number;
  readonly picture_id: number | null;
  readonly parent_id: number | null;
  /** 1 where a part of it was published elsewhere before. */
  readonly republishes: number | null;
  /** Whether others may take it, where that is not as the site has it. */
  readonly offered: 0 | 1 | null;
  readonly html: string;
  /** JSON. */
  readonly outline: string;
  /** How many versions of it readers have seen; null where none is on record. */
  readonly versions: number | null;
  /** 1 where a bound quotation stands in it. */
  readonly quotes: number | null;
};

const byPath = statement<{ site: number; path: string; part: number }>()((db, value) =>
  selectPost(db, value('part'))
    .where('post.site_id', '=', value('site'))
    .where('post.path', '=', value('path')),
);

const byId = statement<{ site: number; id: number; part: number }>()((db, value) =>
  selectPost(db, value('part'))
    .where('post.site_id', '=', value('site'))
    .where('post.id', '=', value('id'))
    .where('post.path', 'is not', null),
);

function selectPost(db: Reader['db']['read'], part: number) {
  return db
    .selectFrom('post')
    .innerJoin('post_html', (join) =>
      join
        .onRef('post_html.site_id', '=', 'post.site_id')
        .onRef('post_html.post_id', '=', 'post.id')
        .on('post_html.part', '=', part),
    )
    .leftJoin('post_record', (join) =>
      join.onRef('post_record.site_id', '=', 'post.site_id').onRef('post_record.post_id', '=', 'post.id'),
    )
    .select([
      'post.id',
      'post.type',
      'post.title',
      'post.path',
      'post.lang',
      'post.dir',
      'post.published_at',
      'post.updated_at',
      'post.listed_at',
      'post.minutes',
      'post.words',
      'post.parts',
      'post.summary',
      'post.password',
      'post.comments_open',
      'post.comment_count',
      'post.picture_id',
      'post.parent_id',
      'post_html.html',
      'post_html.outline',
      'post_record.versions',
    ])
    .select((eb) =>
      eb
        .selectFrom('republication')
        .select(sql.lit(1).as('one'))
        .whereRef('republication.site_id', '=', 'post.site_id')
        .whereRef('republication.post_id', '=', 'post.id')
        .limit(sql.lit(1))
        .as('republishes'),
    )
    .select((eb) =>
      eb
        .selectFrom('quotation')
        .select(sql.lit(1).as('one'))
        .whereRef('quotation.site_id', '=', 'post.site_id')
        .whereRef('quotation.post_id', '=', 'post.id')
        .limit(sql.lit(1))
        .as('quotes'),
    )
    .select((eb) =>
      eb
        .selectFrom('republish_offer')
        .select('offered')
        .whereRef('republish_offer.site_id', '=', 'post.site_id')
        .whereRef('republish_offer.post_id', '=', 'post.id')
        .as('offered'),
    );
}

/** The post or page at a path of the site (as stored: decoded). */
export async function readPostAt(reader: Reader, path: string, part: number): Promise<ReadPost | undefined> {
  const row = await byPath.first(reader.db, { site: reader.siteId, path, part });
  if (row) note(reader, `post:${row.id}`);
  return row;
}

export async function readPostById(reader: Reader, id: number, part: number): Promise<ReadPost | undefined> {
  note(reader, `post:${id}`);
  return byId.first(reader.db, { site: reader.siteId, id, part });
}

export type Neighbour = { readonly id: number; readonly title: string; readonly path: string | null };

const older = statement<{ site: number; at: string; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'path'])
    .where('site_id', '=', value('site'))
    .where(sql<boolean>`(listed_at, id) < (${value('at')}, ${value('id')})`)
    .where('listed_at', 'is not', null)
    .orderBy('listed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(1)),
);

const newer = statement<{ site: number; at: string; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'path'])
    .where('site_id', '=', value('site'))
    .where(sql<boolean>`(listed_at, id) > (${value('at')}, ${value('id')})`)
    .where('listed_at', 'is not', null)
    .orderBy('listed_at')
    .orderBy('id')
    .limit(sql.lit(1)),
);

/** The posts before and after a listed post. */
export async function readNeighbours(
  reader: Reader,
  post: Pick<ReadPost, 'id' | 'listed_at'>,
): Promise<{ readonly older: Neighbour | undefined; readonly newer: Neighbour | undefined }> {
  if (post.listed_at === null) return { older: undefined, newer: undefined };
  const args = { site: reader.siteId, at: post.listed_at, id: post.id };
  const found = { older: await older.first(reader.db, args), newer: await newer.first(reader.db, args) };
  note(reader, `post:${post.id}/neighbours`);
  for (const neighbour of [found.older, found.newer]) if (neighbour) note(reader, `post:${neighbour.id}`);
  return found;
}

const ancestor = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'path', 'parent_id'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** Pages above a page, the topmost first. */
export async function readAncestors(reader: Reader, parentId: number | null): Promise<readonly Neighbour[]> {
  const above: Neighbour[] = [];
  for (let next = parentId; next !== null && above.every(({ id }) => id !== next); ) {
    const row = await ancestor.first(reader.db, { site: reader.siteId, id: next });
    note(reader, `post:${next}`);
    if (!row) break;
    above.unshift(row);
    next = row.parent_id;
  }
  return above;
}

const newestOf = statement<{ site: number; term: number; limit: number }>()((db, value) =>
  db
    .selectFrom('post_term')
    .select('post_id')
    .where('site_id', '=', value('site'))
    .where('term_id', '=', value('term'))
    .where('listed_at', 'is not', null)
    .orderBy('listed_at', 'desc')
    .orderBy('post_id', 'desc')
    .limit(rowCount(value('limit'))),
);

/** How many terms are asked, and how many posts of each: enough for a few that fit, whatever the site's size. */
const termsAsked = 5;
const postsOfTerm = 13;

/** IDs of posts that share most of the given terms, newer ones first among equals. */
export async function readRelated(
  reader: Reader,
  postId: number,
  terms: readonly number[],
  limit: number,
): Promise<readonly number[]> {
  const shared = new Map<number, number>();
  for (const term of terms.slice(0, termsAsked)) {
    for (const id of await newestOfTerm(reader, term))
      if (id !== postId) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .slice(0, limit)
    .map(([id]) => id);
}

function newestOfTerm(reader: Reader, term: number): Promise<readonly number[]> {
  return remembered(reader, `newest ${term}`, async (own) => {
    note(own, `term:${term}/posts`);
    const rows = await newestOf.all(own.db, { site: own.siteId, term, limit: postsOfTerm });
    return rows.map(({ post_id }) => post_id);
  });
}
