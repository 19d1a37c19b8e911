import { type Database, numbersIn, statement, type Transaction } from '../kit/database/index.ts';
import type { SourceTable } from '../kit/database/tables/source.ts';
import { addressKey, normaliseAddress } from './address.ts';
import { type Source, sourceFromRow } from './source.ts';

/** A source by its number; that of one which was merged gives the one that it became part of. */
export async function readSource(
  db: Database | Transaction,
  siteId: number,
  id: number,
): Promise<Source | undefined> {
  return (await readSources(db, siteId, [id])).get(id);
}

/**
 * Sources by the numbers that were asked for; unknown ones are left out. One that was merged stands for the one that
 * it became part of, so its number and that of what is found may differ.
 */
export async function readSources(
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Source>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds.all(db, { site: siteId, ids: JSON.stringify([...new Set(ids)]) });
  return new Map(rows.map(({ asked, ...row }) => [Number(asked), sourceFromRow(row)]));
}

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('source as asked')
    .innerJoin('source', (join) =>
      join
        .onRef('source.site_id', '=', 'asked.site_id')
        .on((eb) => eb('source.id', '=', eb.fn.coalesce('asked.merged_into', 'asked.id'))),
    )
    .selectAll('source')
    .select('asked.id as asked')
    .where('asked.site_id', '=', value('site'))
    .where('asked.id', 'in', numbersIn(value('ids'), dialect)),
);

/** The source that an address belongs to: its original, its canonical, or one of what was merged into it. */
export async function sourceByAddress(
  db: Database | Transaction,
  siteId: number,
  address: string,
): Promise<Source | undefined> {
  const normalised = normaliseAddress(address);
  if (normalised === undefined) return undefined;
  const row = await byAddress.first(db, { site: siteId, address: addressKey(normalised) });
  return row && sourceFromRow(row as SourceTable);
}

const byAddress = statement<{ site: number; address: string }>()((db, value) =>
  db
    .selectFrom('source_address')
    .innerJoin('source', (join) =>
      join
        .onRef('source.site_id', '=', 'source_address.site_id')
        .onRef('source.id', '=', 'source_address.source_id'),
    )
    .selectAll('source')
    .where('source_address.site_id', '=', value('site'))
    .where('source_address.address', '=', value('address')),
);
