import { sql } from 'kysely';
import type { Transaction } from './database.ts';
import { statement } from './statement.ts';

/**
 * The next ID of a site for a kind of thing, taken in the transaction that uses it. Posts, pages and media
 * share the kind `post`, as WordPress's clients expect of IDs.
 */
export async function nextId(tx: Transaction, siteId: number, kind: string): Promise<number> {
  const row = await counted.first(tx, { site: siteId, kind });
  if (!row) throw new Error(`the counter ${kind} of site ${siteId} did not count`);
  return row.last;
}

const counted = statement<{ site: number; kind: string }>()((db, value) =>
  db
    .insertInto('counter')
    .values({ site_id: value('site'), kind: value('kind'), last: sql.lit(1) })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'kind'])
        .doUpdateSet((eb) => ({ last: eb('counter.last', '+', sql.lit(1)) })),
    )
    .returning('last'),
);

/**
 * Takes the counter of a kind and leaves it as it is: whoever else takes it, or a next ID, waits until this transaction
 * is over. For what two must not do at once: look whether something is there, and make it.
 */
export async function lockCounter(tx: Transaction, siteId: number, kind: string): Promise<void> {
  await tx.db
    .insertInto('counter')
    .values({ site_id: siteId, kind, last: 0 })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'kind']).doUpdateSet((eb) => ({ last: eb.ref('counter.last') })),
    )
    .execute();
}

/** Keeps the counter above an ID that an import brought along. */
export async function reserveId(tx: Transaction, siteId: number, kind: string, id: number): Promise<void> {
  await tx.db
    .insertInto('counter')
    .values({ site_id: siteId, kind, last: id })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'kind']).doUpdateSet({ last: id }).where('counter.last', '<', id),
    )
    .execute();
}
