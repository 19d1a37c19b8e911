import type { Transaction } from '../kit/database/index.ts';
import type { PostWrite, Publication } from './post.ts';

/** What of a site decides where posts go that nobody filed. */
export type FilingSettings = { readonly defaultCategory: number | null };

/**
 * A post as it is written, with the site's default category where it is published, now or later, without one.
 * Drafts may still be filed, and pages have no categories.
 */
export async function filed(
  tx: Transaction,
  site: { readonly id: number; readonly settings?: FilingSettings },
  write: PostWrite,
  { status }: Publication,
): Promise<PostWrite> {
  const fallback = site.settings?.defaultCategory ?? null;
  const isRead = status === 'published' || status === 'scheduled' || status === 'private';
  if (fallback === null || write.type !== 'post' || !isRead) return write;
  const categories = await tx.db
    .selectFrom('term')
    .select('id')
    .where('site_id', '=', site.id)
    .where('taxonomy', '=', 'category')
    .where('id', 'in', [...write.terms, fallback])
    .execute();
  const isFallback = categories.length === 1 && categories[0]?.id === fallback;
  return isFallback ? { ...write, terms: [...new Set([...write.terms, fallback])] } : write;
}
