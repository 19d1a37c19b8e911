import type { Transaction } from '../kit/database/index.ts';
import type { PostType } from './post.ts';

/** First parts of paths that are the site's own; a post or page of that name gets a number. */
const reserved = new Set([
  '-',
  'page',
  'feed',
  'comments',
  'category',
  'tag',
  'author',
  'search',
  'wp-admin',
  'wp-content',
  'wp-includes',
  'wp-json',
  'wp-login.php',
  'xmlrpc.php',
  'webmention',
  'micropub',
  'oembed',
  'sitemap.xml',
  'wp-sitemap.xml',
  'robots.txt',
  'favicon.ico',
  'healthz',
  'readyz',
  'metrics',
]);

/**
 * The wanted slug, or with the first number that is free, and the path that it gives. Posts are unique in
 * their site, pages among their siblings, as in WordPress; no two have the same path.
 */
export async function freeSlug(
  tx: Transaction,
  siteId: number,
  post: {
    readonly id: number;
    readonly type: PostType;
    readonly parentId: number | null;
    readonly wanted: string;
  },
  pathOf: (slug: string) => Promise<string | null>,
): Promise<{ readonly slug: string; readonly path: string | null }> {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? post.wanted : `${post.wanted}-${number}`;
    if (isReserved(slug, post) || (await isTaken(tx, siteId, post, slug))) continue;
    const path = await pathOf(slug);
    if (path === null || !(await isPathTaken(tx, siteId, post.id, path))) return { slug, path };
  }
}

async function isPathTaken(tx: Transaction, siteId: number, id: number, path: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .where('path', '=', path)
    .where('id', '!=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** A page named like a year, or like one of the site's own addresses, could not be reached. */
function isReserved(slug: string, post: { readonly parentId: number | null }): boolean {
  return post.parentId === null && (reserved.has(slug) || /^\d{4}$/.test(slug));
}

async function isTaken(
  tx: Transaction,
  siteId: number,
  post: { readonly id: number; readonly type: PostType; readonly parentId: number | null },
  slug: string,
): Promise<boolean> {
  const query = tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .where('type', '=', post.type)
    .where('slug', '=', slug)
    .where('id', '!=', post.id);
  const row =
    post.type === 'page'
      ? await query.where('parent_id', post.parentId === null ? 'is' : '=', post.parentId).executeTakeFirst()
      : await query.executeTakeFirst();
  return row !== undefined;
}
