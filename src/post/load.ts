import type { Database } from '../kit/database/index.ts';
import type { PostWrite } from './post.ts';

/** A transaction, or `{ db: database.read }`. */
type Readable = { readonly db: Database['read'] };

/** A post as it could be written again: the start of every change. */
export async function loadWrite(tx: Readable, siteId: number, id: number): Promise<PostWrite | undefined> {
  const row = await tx.db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .leftJoin('post_source', (join) =>
      join.onRef('post_source.site_id', '=', 'post.site_id').onRef('post_source.post_id', '=', 'post.id'),
    )
    .selectAll('post')
    .select(['post_document.document', 'post_source.format', 'post_source.text as source'])
    .where('post.site_id', '=', siteId)
    .where('post.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    type: row.type,
    status: row.status,
    title: row.title,
    slug: row.slug,
    document: JSON.parse(row.document),
    excerpt: row.excerpt,
    authors: await authorsOf(tx, siteId, id),
    terms: await termsOf(tx, siteId, id),
    menuOrder: row.menu_order,
    sticky: row.sticky === 1,
    commentsOpen: row.comments_open === 1,
    guid: row.guid,
    meta: JSON.parse(row.meta),
    ...(row.format !== null && row.source !== null && { source: { format: row.format, text: row.source } }),
    ...(row.lang !== null && { lang: row.lang }),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...(row.picture_id !== null && { pictureId: row.picture_id }),
    ...(row.password !== null && { password: row.password }),
    ...(row.published_at !== null && { publishedAt: row.published_at }),
  };
}

async function authorsOf(tx: Readable, siteId: number, postId: number): Promise<readonly number[]> {
  const rows = await tx.db
    .selectFrom('post_author')
    .select('author_id')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .orderBy('position')
    .execute();
  return rows.map(({ author_id }) => author_id);
}

async function termsOf(tx: Readable, siteId: number, postId: number): Promise<readonly number[]> {
  const rows = await tx.db
    .selectFrom('post_term')
    .select('term_id')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('position', '>=', 0)
    .orderBy('position')
    .execute();
  return rows.map(({ term_id }) => term_id);
}
