import { sql } from 'kysely';
import { numbersIn, statement } from '../kit/database/index.ts';
import { readAuthorRows } from './author.ts';
import { type Reader, rememberedRows } from './reader.ts';

/** Authors and terms of posts: one question, however many posts, and what they are called is kept. */

export type PostAuthor = {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly picture_id: number | null;
};

export type PostTerm = {
  readonly id: number;
  readonly taxonomy: 'category' | 'tag';
  readonly name: string;
  readonly path: string;
};

/** Of each post, by its ID, in the order in which they are shown. */
export type Belongings = {
  readonly authors: ReadonlyMap<number, readonly PostAuthor[]>;
  readonly terms: ReadonlyMap<number, readonly PostTerm[]>;
};

type Belonging = {
  readonly post_id: number;
  readonly id: number;
  readonly position: number;
  readonly kind: 0 | 1;
};

const ofPosts = statement<{ site: number; posts: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_author')
    .select(['post_id', 'author_id as id', 'position', sql<0 | 1>`0`.as('kind')])
    .where('site_id', '=', value('site'))
    .where('post_id', 'in', numbersIn(value('posts'), dialect))
    .unionAll(
      db
        .selectFrom('post_term')
        .select(['post_id', 'term_id as id', 'position', sql<0 | 1>`1`.as('kind')])
        .where('site_id', '=', value('site'))
        .where('post_id', 'in', numbersIn(value('posts'), dialect))
        .where('position', '>=', 0),
    ),
);

export async function readBelongings(reader: Reader, posts: readonly number[]): Promise<Belongings> {
  if (posts.length === 0) return { authors: new Map(), terms: new Map() };
  const rows = await ofPosts.all(reader.db, { site: reader.siteId, posts: JSON.stringify(posts) });
  const inOrder = [...rows].sort((a, b) => a.position - b.position);
  const [ofAuthors, ofTerms] = [
    inOrder.filter(({ kind }) => kind === 0),
    inOrder.filter(({ kind }) => kind === 1),
  ];
  return {
    authors: byPost(ofAuthors, await readAuthorRows(reader, idsOf(ofAuthors))),
    terms: byPost(ofTerms, await readTermRows(reader, idsOf(ofTerms))),
  };
}

export async function readAuthorsOf(
  reader: Reader,
  posts: readonly number[],
): Promise<Belongings['authors']> {
  return (await readBelongings(reader, posts)).authors;
}

export async function readTermsOf(reader: Reader, posts: readonly number[]): Promise<Belongings['terms']> {
  return (await readBelongings(reader, posts)).terms;
}

function idsOf(rows: readonly Belonging[]): ReadonlySet<number> {
  return new Set(rows.map(({ id }) => id));
}

function byPost<Row>(
  belongings: readonly Belonging[],
  rows: ReadonlyMap<number, Row>,
): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const { post_id, id } of belongings) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const already = found.get(post_id);
    if (already) already.push(row);
    else found.set(post_id, [row]);
  }
  return found;
}

const termsByIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('term')
    .select(['id', 'taxonomy', 'name', 'path'])
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

function readTermRows(reader: Reader, ids: ReadonlySet<number>): Promise<ReadonlyMap<number, PostTerm>> {
  return rememberedRows(reader, 'term', ids, (missing) =>
    termsByIds.all(reader.db, { site: reader.siteId, ids: JSON.stringify(missing) }),
  );
}
