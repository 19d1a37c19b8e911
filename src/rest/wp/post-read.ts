import { sql } from 'kysely';
import { renderHtml } from '../../document/index.ts';
import { type Database, numbersIn, type PostTable, statement } from '../../kit/database/index.ts';

/** A post with all that its JSON is made of, save its text. */
export type PostRow = PostTable & {
  readonly authors: readonly PostAuthor[];
  readonly terms: readonly PostTerm[];
};

/** In the order of the byline. */
type PostAuthor = { readonly id: number; readonly accountId: number | null };
type PostTerm = { readonly id: number; readonly taxonomy: 'category' | 'tag'; readonly slug: string };

type Several = { site: number; ids: string };

const postsByIds = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('post')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

const authorsOfPosts = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .select(['post_author.post_id', 'author.id', 'author.account_id'])
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('post_author.position'),
);

const termsOfPosts = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('post_term')
    .innerJoin('term', (join) =>
      join.onRef('term.site_id', '=', 'post_term.site_id').onRef('term.id', '=', 'post_term.term_id'),
    )
    .select(['post_term.post_id', 'term.id', 'term.taxonomy', 'term.slug'])
    .where('post_term.site_id', '=', value('site'))
    .where('post_term.post_id', 'in', numbersIn(value('ids'), dialect))
    .where('post_term.position', '>=', 0)
    .orderBy('post_term.position'),
);

/** Posts and pages of the given IDs, in that order; what is not there is left out. */
export async function readPostRows(
  db: Database,
  siteId: number,
  ids: readonly number[],
): Promise<readonly PostRow[]> {
  if (ids.length === 0) return [];
  const args = { site: siteId, ids: JSON.stringify(ids) };
  const rows = new Map((await postsByIds.all(db, args)).map((row) => [row.id, row]));
  const authors = Map.groupBy(await authorsOfPosts.all(db, args), (row) => row.post_id);
  const terms = Map.groupBy(await termsOfPosts.all(db, args), (row) => row.post_id);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const own = (authors.get(id) ?? []).map((author) => ({ id: author.id, accountId: author.account_id }));
    return [{ ...row, authors: own, terms: terms.get(id) ?? [] }];
  });
}

export async function readPostRow(db: Database, siteId: number, id: number): Promise<PostRow | undefined> {
  return (await readPostRows(db, siteId, [id]))[0];
}

const htmlOfPosts = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('post_html')
    .select(['post_id', 'html'])
    .where('site_id', '=', value('site'))
    .where('post_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('part'),
);

/** The whole HTML of posts, all their pages, by their IDs. */
export async function readHtml(
  db: Database,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await htmlOfPosts.all(db, { site: siteId, ids: JSON.stringify(ids) });
  const parts = Map.groupBy(rows, (row) => row.post_id);
  return new Map([...parts].map(([id, all]) => [id, all.map(({ html }) => html).join('\n')]));
}

export type Written = { readonly format: 'markdown' | 'html' | null; readonly text: string };

const sourcesOfPosts = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('post_document')
    .leftJoin('post_source', (join) =>
      join
        .onRef('post_source.site_id', '=', 'post_document.site_id')
        .onRef('post_source.post_id', '=', 'post_document.post_id'),
    )
    .select([
      'post_document.post_id',
      'post_source.format',
      'post_source.text',
      sql<string | null>`case when post_source.text is null then post_document.document end`.as('document'),
    ])
    .where('post_document.site_id', '=', value('site'))
    .where('post_document.post_id', 'in', numbersIn(value('ids'), dialect)),
);

/** Texts of posts as they were written; of one that came as a document, that document as HTML. */
export async function readWritten(
  db: Database,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Written>> {
  const rows = await sourcesOfPosts.all(db, { site: siteId, ids: JSON.stringify(ids) });
  return new Map(
    rows.map(({ post_id, format, text, document }) => [
      post_id,
      text !== null
        ? { format, text }
        : { format: null, text: String(renderHtml(JSON.parse(document ?? '{}'))) },
    ]),
  );
}
