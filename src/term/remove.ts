import { sql } from 'kysely';
import type { TermTable, Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { markGone, passOnTermRedirects, redirectToTerm } from '../redirect/save.ts';
import { retargetMenus } from '../site/save-menu.ts';
import { archivePath } from './term.ts';
import { findTerm, findTermAt, lockTerms, moveTerm, relistAbove, upwards } from './tree.ts';

/** What of a site decides what becomes of posts whose category is deleted. */
export type FilingSite = {
  readonly id: number;
  readonly settings: { readonly defaultCategory: number | null };
};

export type RemovalRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  /** Posts without a category go there: another must be chosen first. */
  | { readonly ok: false; readonly reason: 'is-default' }
  /** A category cannot become part of one below it, nor a tag of a category. */
  | { readonly ok: false; readonly reason: 'bad-target' };

/**
 * Deletes a category or tag; its posts stay. Those that had no other category get the site's default one, if it
 * has one. Categories below it move up. Its archive answers 410. The event `term.moved` tells of it.
 */
export async function deleteTerm(
  tx: Transaction,
  site: FilingSite,
  id: number,
): Promise<{ readonly ok: true } | RemovalRefused> {
  await lockTerms(tx, site.id);
  const term = await findTerm(tx, site.id, id);
  if (!term) return { ok: false, reason: 'missing' };
  const { defaultCategory } = site.settings;
  if (id === defaultCategory) return { ok: false, reason: 'is-default' };
  const fallback =
    term.taxonomy === 'category' && defaultCategory !== null
      ? await findTerm(tx, site.id, defaultCategory)
      : undefined;
  if (fallback) await fileUnder(tx, term, fallback.id);
  await forget(tx, term);
  for (const table of ['legacy_id', 'import_record'] as const) {
    await tx.db
      .deleteFrom(table)
      .where('site_id', '=', site.id)
      .where('kind', '=', 'term')
      .where('id', '=', id)
      .execute();
  }
  await passOnTermRedirects(tx, site.id, id, undefined);
  await markGone(tx, site.id, archivePath(term), tx.clock.now().toISOString());
  const above = term.parent_id === null ? undefined : await findTerm(tx, site.id, term.parent_id);
  await moveChildren(tx, term, above, { merging: false });
  await relistAbove(tx, site.id, [
    ...(await upwards(tx, site.id, term.parent_id)),
    ...(await upwards(tx, site.id, fallback?.id ?? null)),
  ]);
  await emit(tx, { kind: 'term.moved', siteId: site.id, payload: { termId: id } });
  return { ok: true };
}

/**
 * Makes one category or tag part of another: its posts, what is below it, entries of menus and every address that
 * led to it go there. Categories below it of one address become one.
 */
export async function mergeTerms(
  tx: Transaction,
  site: FilingSite,
  fromId: number,
  intoId: number,
): Promise<{ readonly ok: true } | RemovalRefused> {
  await lockTerms(tx, site.id);
  const from = await findTerm(tx, site.id, fromId);
  const into = await findTerm(tx, site.id, intoId);
  if (!from || !into) return { ok: false, reason: 'missing' };
  if (fromId === site.settings.defaultCategory) return { ok: false, reason: 'is-default' };
  const fits =
    from.id !== into.id && from.taxonomy === into.taxonomy && !into.path.startsWith(`${from.path}/`);
  if (!fits) return { ok: false, reason: 'bad-target' };
  const met = await absorb(tx, from, into);
  await relistAbove(tx, site.id, [
    ...met,
    ...(await upwards(tx, site.id, into.id)),
    ...(await upwards(tx, site.id, from.parent_id)),
  ]);
  await emit(tx, { kind: 'term.moved', siteId: site.id, payload: { termId: intoId } });
  return { ok: true };
}

/** Answers the terms below `into` that took up others. */
async function absorb(tx: Transaction, from: TermTable, into: TermTable): Promise<readonly number[]> {
  const { site_id } = from;
  await fileAlsoUnder(tx, from, into.id);
  await forget(tx, from);
  await passOnId(tx, from, into.id);
  await passOnTermRedirects(tx, site_id, from.id, into.id);
  await redirectToTerm(tx, site_id, archivePath(from), into.id, tx.clock.now().toISOString());
  await retargetMenus(tx, site_id, { kind: 'term', id: from.id }, { kind: 'term', id: into.id });
  return moveChildren(tx, from, into, { merging: true });
}

/** `/?cat=3` of the one leads to the other, and an import that brought the one finds the other. */
async function passOnId(tx: Transaction, { site_id, id: legacy_id }: TermTable, id: number): Promise<void> {
  for (const table of ['legacy_id', 'import_record'] as const) {
    await tx.db
      .updateTable(table)
      .set({ id })
      .where('site_id', '=', site_id)
      .where('kind', '=', 'term')
      .where('id', '=', legacy_id)
      .execute();
  }
  await tx.db
    .insertInto('legacy_id')
    .values({ site_id, kind: 'term', legacy_id, id })
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'legacy_id']).doNothing())
    .execute();
}

/** Takes what was directly below a term elsewhere. What meets its like there becomes part of it, or gets a number. */
async function moveChildren(
  tx: Transaction,
  term: TermTable,
  to: TermTable | undefined,
  { merging }: { readonly merging: boolean },
): Promise<readonly number[]> {
  const children = await tx.db
    .selectFrom('term')
    .selectAll()
    .where('site_id', '=', term.site_id)
    .where('parent_id', '=', term.id)
    .orderBy('id')
    .execute();
  const met: number[] = [];
  for (const child of children) {
    const twin = await findTermAt(tx, term.site_id, term.taxonomy, pathBelow(to, child.slug));
    if (twin && merging && twin.id !== child.id) met.push(twin.id, ...(await absorb(tx, child, twin)));
    else await moveChild(tx, child, to);
  }
  return met;
}

async function moveChild(tx: Transaction, child: TermTable, to: TermTable | undefined): Promise<void> {
  const { site_id, id, taxonomy } = child;
  let slug = child.slug;
  for (let number = 2; await findTermAt(tx, site_id, taxonomy, pathBelow(to, slug)); number++)
    slug = `${child.slug}-${number}`;
  await tx.db
    .updateTable('term')
    .set({ parent_id: to?.id ?? null, slug })
    .where('site_id', '=', site_id)
    .where('id', '=', id)
    .execute();
  await moveTerm(tx, child, pathBelow(to, slug));
}

function pathBelow(parent: TermTable | undefined, slug: string): string {
  return parent ? `${parent.path}/${slug}` : slug;
}

/** Posts that have no category but this one get another, in its place. */
async function fileUnder(tx: Transaction, { site_id, id }: TermTable, category: number): Promise<void> {
  await sql`
    insert into post_term (site_id, post_id, term_id, position, listed_at)
    select site_id, post_id, cast(${category} as bigint), position, listed_at from post_term
    where site_id = ${site_id} and term_id = ${id} and position >= 0 and not exists (
      select 1 from post_term another
      join term on term.site_id = another.site_id and term.id = another.term_id
      where another.site_id = post_term.site_id and another.post_id = post_term.post_id
      and another.position >= 0 and another.term_id <> ${id} and term.taxonomy = 'category')
    on conflict (site_id, post_id, term_id) do update set position = excluded.position`.execute(tx.db);
}

/** Posts of one term get another in its place; those that have both keep the earlier place. */
async function fileAlsoUnder(tx: Transaction, { site_id, id }: TermTable, other: number): Promise<void> {
  await sql`
    insert into post_term (site_id, post_id, term_id, position, listed_at)
    select site_id, post_id, cast(${other} as bigint), position, listed_at from post_term
    where site_id = ${site_id} and term_id = ${id} and position >= 0
    on conflict (site_id, post_id, term_id) do update set position =
      case when post_term.position >= 0 and post_term.position < excluded.position
      then post_term.position else excluded.position end`.execute(tx.db);
}

/** Pages that show the term, and lists of posts that do, have read its name. */
async function forget(tx: Transaction, { site_id, id }: TermTable): Promise<void> {
  await tx.db.deleteFrom('post_term').where('site_id', '=', site_id).where('term_id', '=', id).execute();
  await tx.db.deleteFrom('term').where('site_id', '=', site_id).where('id', '=', id).execute();
  await tx.db.deleteFrom('tally').where('site_id', '=', site_id).where('list', '=', `term:${id}`).execute();
  tx.changed(site_id, `term:${id}`, `term:${id}/posts`, 'terms');
}
