import { sql } from 'kysely';
import { lockCounter, numbersIn, type TermTable, type Transaction } from '../kit/database/index.ts';
import { clearRedirect, redirectToTerm } from '../redirect/save.ts';
import { archivePath, type Taxonomy } from './term.ts';

export async function findTerm(tx: Transaction, siteId: number, id: number): Promise<TermTable | undefined> {
  return tx.db
    .selectFrom('term')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findTermAt(
  tx: Transaction,
  siteId: number,
  taxonomy: Taxonomy,
  path: string,
): Promise<TermTable | undefined> {
  return tx.db
    .selectFrom('term')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', taxonomy)
    .where('path', '=', path)
    .executeTakeFirst();
}

/** Two changes to a site's terms at once could make a circle of them, or give one path twice: one waits. */
export function lockTerms(tx: Transaction, siteId: number): Promise<void> {
  return lockCounter(tx, siteId, 'term');
}

/** Everything below a term, not itself; parents first. Slugs hold nothing that `like` would take for a sign. */
export async function termsBelow(
  tx: Transaction,
  { site_id, taxonomy, path }: Pick<TermTable, 'site_id' | 'taxonomy' | 'path'>,
): Promise<readonly TermTable[]> {
  return tx.db
    .selectFrom('term')
    .selectAll()
    .where('site_id', '=', site_id)
    .where('taxonomy', '=', taxonomy)
    .where('path', 'like', `${path}/%`)
    .orderBy('path')
    .execute();
}

/** A term and those above it, nearest first. */
export async function upwards(
  tx: Transaction,
  siteId: number,
  id: number | null,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let next = id; next !== null && !found.includes(next); ) {
    const term = await findTerm(tx, siteId, next);
    if (!term) break;
    found.push(term.id);
    next = term.parent_id;
  }
  return found;
}

/**
 * Takes a term and all below it to another path, which nothing has. The archives' old addresses lead to the new
 * ones. No page of a post is made anew: posts hold their terms by ID, and pages drop by the terms' names.
 */
export async function moveTerm(tx: Transaction, term: TermTable, path: string): Promise<void> {
  const now = tx.clock.now().toISOString();
  const moving = [term, ...(await termsBelow(tx, term))];
  for (const { site_id, id, taxonomy, path: from } of moving) {
    const to = path + from.slice(term.path.length);
    await tx.db
      .updateTable('term')
      .set({ path: to })
      .where('site_id', '=', site_id)
      .where('id', '=', id)
      .execute();
    await clearRedirect(tx, site_id, archivePath({ taxonomy, path: to }));
    await redirectToTerm(tx, site_id, archivePath({ taxonomy, path: from }), id, now);
    tx.changed(site_id, `term:${id}`);
  }
  tx.changed(term.site_id, 'terms');
}

/** Marks a category that a post has by way of a category below it. */
const impliedPosition = -1;

/**
 * Brings the archives of categories in line with what stands below them now: they list the posts of those too.
 * A few statements for each, however many posts there are.
 */
export async function relistAbove(
  tx: Transaction,
  siteId: number,
  categories: Iterable<number>,
): Promise<void> {
  for (const id of new Set(categories)) {
    const term = await findTerm(tx, siteId, id);
    if (!term) continue;
    const below = (await termsBelow(tx, term)).map((each) => each.id);
    await implyFrom(tx, siteId, id, below);
    await recountTerm(tx, siteId, id);
    tx.changed(siteId, `term:${id}/posts`);
  }
  tx.changed(siteId, 'terms');
}

async function implyFrom(
  tx: Transaction,
  siteId: number,
  id: number,
  below: readonly number[],
): Promise<void> {
  const those = numbersIn(JSON.stringify(below), tx.dialect);
  await sql`
    delete from post_term where site_id = ${siteId} and term_id = ${id} and position = ${impliedPosition}
    and not exists (
      select 1 from post_term own where own.site_id = post_term.site_id and own.post_id = post_term.post_id
      and own.position >= 0 and own.term_id in ${those})`.execute(tx.db);
  await sql`
    insert into post_term (site_id, post_id, term_id, position, listed_at)
    select site_id, post_id, cast(${id} as bigint), cast(${impliedPosition} as bigint), listed_at
    from post_term where site_id = ${siteId} and position >= 0 and term_id in ${those}
    on conflict (site_id, post_id, term_id) do nothing`.execute(tx.db);
}

/** Holds the count first, so that a post published meanwhile is counted by one of the two and not by both. */
export async function recountTerm(tx: Transaction, siteId: number, id: number): Promise<void> {
  const list = `term:${id}`;
  await tx.db
    .insertInto('tally')
    .values({ site_id: siteId, list, count: 0 })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'list']).doUpdateSet((eb) => ({ count: eb.ref('tally.count') })),
    )
    .execute();
  await tx.db
    .updateTable('tally')
    .set((eb) => ({
      count: eb
        .selectFrom('post_term')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('site_id', '=', siteId)
        .where('term_id', '=', id)
        .where('listed_at', 'is not', null),
    }))
    .where('site_id', '=', siteId)
    .where('list', '=', list)
    .execute();
}
