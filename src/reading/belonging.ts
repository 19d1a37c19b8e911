import { numbersIn, statement } from '../kit/database/index.ts';
import { note, type Reader } from './reader.ts';

/** Authors and terms of posts: one question for each, however many posts. */

export type PostAuthor = {
  readonly post_id: number;
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly picture_id: number | null;
};

const authorsOf = statement<{ site: number; posts: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .select(['post_author.post_id', 'author.id', 'author.name', 'author.slug', 'author.picture_id'])
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', 'in', numbersIn(value('posts'), dialect))
    .orderBy('post_author.post_id')
    .orderBy('post_author.position'),
);

export async function readAuthorsOf(
  reader: Reader,
  posts: readonly number[],
): Promise<ReadonlyMap<number, readonly PostAuthor[]>> {
  if (posts.length === 0) return new Map();
  const rows = await authorsOf.all(reader.db, { site: reader.siteId, posts: JSON.stringify(posts) });
  for (const { id } of rows) note(reader, `author:${id}`);
  return Map.groupBy(rows, ({ post_id }) => post_id);
}

export type PostTerm = {
  readonly post_id: number;
  readonly id: number;
  readonly taxonomy: 'category' | 'tag';
  readonly name: string;
  readonly path: string;
};

const termsOf = statement<{ site: number; posts: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_term')
    .innerJoin('term', (join) =>
      join.onRef('term.site_id', '=', 'post_term.site_id').onRef('term.id', '=', 'post_term.term_id'),
    )
    .select(['post_term.post_id', 'term.id', 'term.taxonomy', 'term.name', 'term.path'])
    .where('post_term.site_id', '=', value('site'))
    .where('post_term.post_id', 'in', numbersIn(value('posts'), dialect))
    .where('post_term.position', '>=', 0)
    .orderBy('post_term.post_id')
    .orderBy('post_term.position'),
);

export async function readTermsOf(
  reader: Reader,
  posts: readonly number[],
): Promise<ReadonlyMap<number, readonly PostTerm[]>> {
  if (posts.length === 0) return new Map();
  const rows = await termsOf.all(reader.db, { site: reader.siteId, posts: JSON.stringify(posts) });
  for (const { id } of rows) note(reader, `term:${id}`);
  return Map.groupBy(rows, ({ post_id }) => post_id);
}
