import { nextId, type PostTable, reserveId, type Transaction } from '../kit/database/index.ts';
import type { Listing } from './listing.ts';
import type { PostWrite } from './post.ts';
import type { Rendered } from './render.ts';

/** Marks a category that a post has by way of a category below it. */
const impliedPosition = -1;

export async function findPost(tx: Transaction, siteId: number, id: number): Promise<PostTable | undefined> {
  return tx.db
    .selectFrom('post')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listingOf(tx: Transaction, row: PostTable): Promise<Listing> {
  const terms = await tx.db
    .selectFrom('post_term')
    .select('term_id')
    .where('site_id', '=', row.site_id)
    .where('post_id', '=', row.id)
    .execute();
  const authors = await tx.db
    .selectFrom('post_author')
    .select('author_id')
    .where('site_id', '=', row.site_id)
    .where('post_id', '=', row.id)
    .execute();
  return {
    listedAt: row.listed_at,
    sticky: row.sticky === 1,
    terms: terms.map(({ term_id }) => term_id),
    authors: authors.map(({ author_id }) => author_id),
  };
}

/** Rows that are written anew with every change; a new post has none. */
export async function forget(
  tx: Transaction,
  siteId: number,
  postId: number,
  tables: readonly ('post_html' | 'post_author' | 'post_term' | 'post_reference')[],
): Promise<void> {
  for (const table of tables) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('post_id', '=', postId).execute();
  }
}

export async function writeRow(tx: Transaction, row: PostTable, exists: boolean): Promise<void> {
  if (!exists) {
    await tx.db.insertInto('post').values(row).execute();
    return;
  }
  const { site_id, id, ...rest } = row;
  await tx.db.updateTable('post').set(rest).where('site_id', '=', site_id).where('id', '=', id).execute();
}

export async function writeDocument(
  tx: Transaction,
  siteId: number,
  postId: number,
  write: PostWrite,
  rendered: Rendered,
): Promise<void> {
  const values = { document: JSON.stringify(write.document), text: rendered.text };
  await tx.db
    .insertInto('post_document')
    .values({ site_id: siteId, post_id: postId, ...values })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id']).doUpdateSet(values))
    .execute();
}

export async function writeHtml(
  tx: Transaction,
  siteId: number,
  postId: number,
  rendered: Rendered,
): Promise<void> {
  const rows = rendered.parts.map(({ html, outline }, index) => ({
    site_id: siteId,
    post_id: postId,
    part: index + 1,
    html: html.toString(),
    outline: JSON.stringify(outline),
  }));
  await tx.db.insertInto('post_html').values(rows).execute();
}

export async function writeBelongings(
  tx: Transaction,
  row: PostTable,
  write: PostWrite,
  implied: readonly number[],
): Promise<void> {
  const of = { site_id: row.site_id, post_id: row.id, listed_at: row.listed_at };
  const authors = [...new Set(write.authors)].map((author_id, position) => ({ ...of, author_id, position }));
  const terms = [
    ...[...new Set(write.terms)].map((term_id, position) => ({ ...of, term_id, position })),
    ...implied.map((term_id) => ({ ...of, term_id, position: impliedPosition })),
  ];
  if (authors.length > 0) await tx.db.insertInto('post_author').values(authors).execute();
  if (terms.length > 0) await tx.db.insertInto('post_term').values(terms).execute();
}

export async function writeReferences(
  tx: Transaction,
  siteId: number,
  postId: number,
  rendered: Rendered,
): Promise<void> {
  const rows = rendered.references.map((reference) => ({ site_id: siteId, post_id: postId, ...reference }));
  if (rows.length > 0) await tx.db.insertInto('post_reference').values(rows).execute();
}

/** Categories above those of a post: their archives list it too, as WordPress's do. */
export async function ancestorsOf(
  tx: Transaction,
  siteId: number,
  terms: readonly number[],
): Promise<readonly number[]> {
  const above = new Set<number>();
  for (let level = terms; level.length > 0; ) {
    const rows = await tx.db
      .selectFrom('term')
      .select('parent_id')
      .where('site_id', '=', siteId)
      .where('id', 'in', level)
      .where('parent_id', 'is not', null)
      .execute();
    const next = rows.flatMap(({ parent_id }) => parent_id ?? []).filter((id) => !above.has(id));
    for (const id of next) above.add(id);
    level = next;
  }
  return [...above].filter((id) => !terms.includes(id));
}

/** The ID of a new post: the wanted one, where it is free. */
export async function postId(tx: Transaction, siteId: number, wanted: number | undefined): Promise<number> {
  if (wanted === undefined || (await isTaken(tx, siteId, wanted))) return nextId(tx, siteId, 'post');
  await reserveId(tx, siteId, 'post', wanted);
  return wanted;
}

/** Posts, pages and media share their IDs. */
async function isTaken(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const post = await tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (post) return true;
  const media = await tx.db
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return media !== undefined;
}
