import { nextId, reserveId, storable, type Transaction } from '../kit/database/index.ts';
import { slugFrom, slugify } from './slug.ts';

export type Taxonomy = 'category' | 'tag';

export type TermWrite = {
  readonly taxonomy: Taxonomy;
  readonly name: string;
  readonly slug?: string;
  readonly description?: string;
  readonly parentId?: number;
  /** An ID to keep, where it is free. */
  readonly id?: number;
};

/**
 * The term of that path, made if there is none yet. Its ID.
 * Tags are flat; a category's path is its parents' slugs and its own (`a/b`), unique in the site.
 */
export async function ensureTerm(
  tx: Transaction,
  siteId: number,
  write: TermWrite,
): Promise<{ id: number; created: boolean }> {
  const slug = (write.slug ? slugFrom(write.slug) : slugify(write.name)) || 'term';
  const parent = write.parentId === undefined ? undefined : await findTerm(tx, siteId, write.parentId);
  const path = parent ? `${parent.path}/${slug}` : slug;
  const existing = await tx.db
    .selectFrom('term')
    .select('id')
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', write.taxonomy)
    .where('path', '=', path)
    .executeTakeFirst();
  if (existing) return { id: existing.id, created: false };
  const id = await termId(tx, siteId, write.id);
  await tx.db
    .insertInto('term')
    .values({
      site_id: siteId,
      id,
      taxonomy: write.taxonomy,
      slug,
      path,
      name: storable(write.name.trim()) || slug,
      description: storable(write.description ?? ''),
      parent_id: parent ? parent.id : null,
    })
    .execute();
  tx.changed(siteId, 'terms', `term:${id}`);
  return { id, created: true };
}

/** An import's own ID is kept where it is free. */
async function termId(tx: Transaction, siteId: number, wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return nextId(tx, siteId, 'term');
  if (await findTerm(tx, siteId, wanted)) return nextId(tx, siteId, 'term');
  await reserveId(tx, siteId, 'term', wanted);
  return wanted;
}

async function findTerm(tx: Transaction, siteId: number, id: number) {
  return tx.db
    .selectFrom('term')
    .select(['id', 'path'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}
