import type { Transaction } from '../kit/database/index.ts';
import { clearRedirect, markGone, redirectToPost } from '../redirect/save.ts';
import { postNames } from './change-names.ts';
import { permalinkPath } from './permalink.ts';
import type { PostWrite } from './post.ts';

/** What of a site makes its posts' addresses. */
export type AddressingSite = { readonly id: number; readonly timeZone: string; readonly permalinks: string };

/** The path of a post, by the site's pattern; of a page, by the pages above it. Not percent-encoded. */
export async function pathOf(
  tx: Transaction,
  site: AddressingSite,
  post: {
    readonly id: number;
    readonly write: PostWrite;
    readonly slug: string;
    readonly publishedAt: string;
  },
): Promise<string> {
  const { id, write, slug, publishedAt } = post;
  if (write.type === 'page') return pagePath(tx, site.id, slug, write.parentId ?? null);
  const { permalinks: pattern, timeZone } = site;
  return permalinkPath(pattern, {
    id,
    slug,
    publishedAt,
    timeZone,
    authorSlug: pattern.includes('%author%') ? await authorSlug(tx, site.id, write.authors[0]) : '',
    categoryPath: pattern.includes('%category%') ? await categoryPath(tx, site.id, write.terms) : '',
  });
}

async function pagePath(
  tx: Transaction,
  siteId: number,
  slug: string,
  parentId: number | null,
): Promise<string> {
  let path = `/${slug}/`;
  const seen = new Set<number>();
  for (let next = parentId; next !== null && !seen.has(next); ) {
    seen.add(next);
    const parent = await tx.db
      .selectFrom('post')
      .select(['slug', 'parent_id'])
      .where('site_id', '=', siteId)
      .where('id', '=', next)
      .executeTakeFirst();
    if (!parent) break;
    path = `/${parent.slug}${path}`;
    next = parent.parent_id;
  }
  return path;
}

async function authorSlug(tx: Transaction, siteId: number, authorId: number | undefined): Promise<string> {
  if (authorId === undefined) return '';
  const row = await tx.db
    .selectFrom('author')
    .select('slug')
    .where('site_id', '=', siteId)
    .where('id', '=', authorId)
    .executeTakeFirst();
  return row?.slug ?? '';
}

async function categoryPath(tx: Transaction, siteId: number, terms: readonly number[]): Promise<string> {
  if (terms.length === 0) return '';
  const row = await tx.db
    .selectFrom('term')
    .select('path')
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', 'category')
    .where('id', 'in', terms)
    .orderBy('id')
    .executeTakeFirst();
  return row?.path ?? '';
}

/** Leaves word at the address that a post had, and takes the one that it has now. */
export async function moveAddress(
  tx: Transaction,
  siteId: number,
  postId: number,
  from: string | null,
  to: string | null,
  isPublic: boolean,
  now: string,
): Promise<void> {
  if (from === to) return;
  if (to !== null) await clearRedirect(tx, siteId, to);
  if (from === null) return;
  if (isPublic) await redirectToPost(tx, siteId, from, postId, now);
  else await markGone(tx, siteId, from, now);
}

/** Pages below a page that moved move with it. */
export async function moveChildren(
  tx: Transaction,
  site: AddressingSite,
  parentId: number,
  now: string,
): Promise<void> {
  const children = await tx.db
    .selectFrom('post')
    .selectAll()
    .where('site_id', '=', site.id)
    .where('parent_id', '=', parentId)
    .where('path', 'is not', null)
    .execute();
  for (const child of children) {
    const path = await pagePath(tx, site.id, child.slug, parentId);
    if (path === child.path) continue;
    await tx.db
      .updateTable('post')
      .set({ path })
      .where('site_id', '=', site.id)
      .where('id', '=', child.id)
      .execute();
    await moveAddress(tx, site.id, child.id, child.path, path, true, now);
    tx.changed(site.id, ...postNames(child.id));
    await moveChildren(tx, site, child.id, now);
  }
}
