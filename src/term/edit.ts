import { nextId, storable, type TermTable, type Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { clearRedirect } from '../redirect/save.ts';
import { slugFrom, slugify } from './slug.ts';
import { archivePath, type Taxonomy, type Term, termFromRow } from './term.ts';
import { findTerm, findTermAt, lockTerms, moveTerm, relistAbove, upwards } from './tree.ts';

export type TermCreation = {
  readonly taxonomy: Taxonomy;
  readonly name: string;
  /** Made from the name when absent or empty. */
  readonly slug?: string;
  readonly description?: string;
  /** Of a category: the one above it. */
  readonly parentId?: number | null;
};

export type TermChange = Partial<Omit<TermCreation, 'taxonomy'>>;

export type TermSaved = { readonly ok: true; readonly term: Term };

export type TermRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'no-name' }
  /** No such category, one of another kind, or one below it. */
  | { readonly ok: false; readonly reason: 'bad-parent' }
  /** `id` has that name, or that address, already. */
  | { readonly ok: false; readonly reason: 'taken'; readonly id: number };

/** Makes a category or tag. Two may share a name where they have different parents; tags may not. */
export async function createTerm(
  tx: Transaction,
  siteId: number,
  creation: TermCreation,
): Promise<TermSaved | TermRefused> {
  await lockTerms(tx, siteId);
  const { taxonomy } = creation;
  const name = nameOf(creation.name);
  if (name === '') return { ok: false, reason: 'no-name' };
  const above = await parentOf(tx, siteId, taxonomy, creation.parentId ?? null);
  if (above === 'bad') return { ok: false, reason: 'bad-parent' };
  const placed = await place(tx, siteId, { taxonomy, name, above, slug: creation.slug });
  if (!placed.ok) return placed;
  const row: TermTable = {
    site_id: siteId,
    id: await nextId(tx, siteId, 'term'),
    taxonomy,
    slug: placed.slug,
    path: placed.path,
    name,
    description: storable(creation.description?.trim() ?? ''),
    parent_id: above?.id ?? null,
  };
  await tx.db.insertInto('term').values(row).execute();
  await clearRedirect(tx, siteId, archivePath(row));
  tx.changed(siteId, 'terms', `term:${row.id}`);
  return { ok: true, term: termFromRow(row) };
}

/**
 * Changes a category or tag; what is left out stays. A changed slug or parent moves its archive and those below
 * it; the old addresses lead there. The event `term.moved` tells of that.
 */
export async function updateTerm(
  tx: Transaction,
  siteId: number,
  id: number,
  change: TermChange,
): Promise<TermSaved | TermRefused> {
  await lockTerms(tx, siteId);
  const before = await findTerm(tx, siteId, id);
  if (!before) return { ok: false, reason: 'missing' };
  const { taxonomy } = before;
  const name = change.name === undefined ? before.name : nameOf(change.name);
  if (name === '') return { ok: false, reason: 'no-name' };
  const parentId = change.parentId === undefined ? before.parent_id : change.parentId;
  const above = await parentOf(tx, siteId, taxonomy, parentId, before);
  if (above === 'bad') return { ok: false, reason: 'bad-parent' };
  const slug = change.slug === undefined ? before.slug : change.slug;
  const placed = await place(tx, siteId, { taxonomy, name, above, slug, id });
  if (!placed.ok) return placed;
  const description =
    change.description === undefined ? before.description : storable(change.description.trim());
  const row = { ...before, name, description, slug: placed.slug, path: placed.path, parent_id: parentId };
  await write(tx, before, row);
  return { ok: true, term: termFromRow(row) };
}

async function write(tx: Transaction, before: TermTable, after: TermTable): Promise<void> {
  const { site_id, id, name, description, slug, parent_id } = after;
  await tx.db
    .updateTable('term')
    .set({ name, description, slug, parent_id })
    .where('site_id', '=', site_id)
    .where('id', '=', id)
    .execute();
  tx.changed(site_id, `term:${id}`);
  if (after.path !== before.path) {
    await moveTerm(tx, before, after.path);
    await emit(tx, { kind: 'term.moved', siteId: site_id, payload: { termId: id } });
  }
  if (parent_id === before.parent_id) return;
  const left = await upwards(tx, site_id, before.parent_id);
  const joined = await upwards(tx, site_id, parent_id);
  await relistAbove(tx, site_id, new Set(left).symmetricDifference(new Set(joined)));
}

const longestName = 200;

function nameOf(text: string): string {
  return storable(text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().slice(0, longestName));
}

/** The category above; `bad` where it cannot be. Tags have none, and a category is not below itself. */
async function parentOf(
  tx: Transaction,
  siteId: number,
  taxonomy: Taxonomy,
  parentId: number | null,
  own?: TermTable,
): Promise<TermTable | undefined | 'bad'> {
  if (parentId === null) return undefined;
  const parent = await findTerm(tx, siteId, parentId);
  if (taxonomy !== 'category' || parent?.taxonomy !== 'category') return 'bad';
  if (own && (parent.id === own.id || parent.path.startsWith(`${own.path}/`))) return 'bad';
  return parent;
}

/** Last parts of archives' addresses that mean something else. */
const reserved = new Set(['feed', 'page', 'embed']);

type Wish = {
  readonly taxonomy: Taxonomy;
  readonly name: string;
  readonly above: TermTable | undefined;
  readonly slug: string | undefined;
  /** Of the term itself, when it is there already. */
  readonly id?: number;
};

/**
 * The address of a term. One that was asked for is refused when another has it; one that is made from the name
 * gets a number, unless the other has the very name too.
 */
async function place(
  tx: Transaction,
  siteId: number,
  { taxonomy, name, above, slug, id }: Wish,
): Promise<{ readonly ok: true; readonly slug: string; readonly path: string } | TermRefused> {
  const asked = slug === undefined ? '' : slugFrom(slug);
  const wanted = asked || slugify(name) || 'term';
  for (let number = 1; ; number++) {
    const tried = number === 1 ? wanted : `${wanted}-${number}`;
    if (reserved.has(tried)) continue;
    const path = above ? `${above.path}/${tried}` : tried;
    const holder = await findTermAt(tx, siteId, taxonomy, path);
    if (!holder || holder.id === id) return { ok: true, slug: tried, path };
    if (asked !== '' || holder.name.toLowerCase() === name.toLowerCase())
      return { ok: false, reason: 'taken', id: holder.id };
  }
}
