import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../kit/database/index.ts';

/** What an earlier import made of an item: the ID of the thing here, and the digest of what was written. */
export type ImportRecord = { readonly id: number; readonly digest: string };

/** Which items of which source: `item` is the item's name there. */
export type RecordKey = { readonly source: string; readonly kind: string };

/** The records of some items; those that no import took yet are not in the map. One query a few hundred. */
export async function readRecords(
  db: Pick<Transaction, 'db'>['db'] | Database['read'],
  siteId: number,
  { source, kind }: RecordKey,
  items: readonly string[],
): Promise<ReadonlyMap<string, ImportRecord>> {
  const found = new Map<string, ImportRecord>();
  for (let start = 0; start < items.length; start += 200) {
    const rows = await db
      .selectFrom('import_record')
      .select(['item', 'id', 'digest'])
      .where('site_id', '=', siteId)
      .where('source', '=', source)
      .where('kind', '=', kind)
      .where('item', 'in', items.slice(start, start + 200))
      .execute();
    for (const { item, id, digest } of rows) found.set(item, { id, digest });
  }
  return found;
}

/** Writes down what was made of an item, in the transaction that makes it. */
export async function writeRecord(
  tx: Transaction,
  siteId: number,
  { source, kind }: RecordKey,
  item: string,
  record: ImportRecord,
): Promise<void> {
  await tx.db
    .insertInto('import_record')
    .values({ site_id: siteId, source, kind, item, ...record })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'source', 'kind', 'item']).doUpdateSet({ ...record }),
    )
    .execute();
}

/** The digest of what is to be written: equal plans, equal digests. */
export function digestOf(plan: unknown): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
}
