import { type Database, numbersIn, type Transaction } from '../kit/database/index.ts';
import type { SourceUse } from '../source/merge.ts';
import type { SpeakerUses } from '../speaker/merge.ts';

/** In how many places each of some sources stands; those that stand nowhere are left out. */
export async function usesOfSources(
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, SourceUse>> {
  const found = new Map<number, SourceUse>();
  const none: SourceUse = { captures: 0, quotations: 0, republications: 0 };
  if (ids.length === 0) return found;
  for (const { id, kind, count } of await countUses(db, siteId, ids)) {
    const use = found.get(Number(id)) ?? none;
    found.set(Number(id), { ...use, [kind]: use[kind] + Number(count) });
  }
  return found;
}

function countUses(db: Database | Transaction, siteId: number, ids: readonly number[]) {
  const reads = 'read' in db ? db.read : db.db;
  const those = numbersIn(JSON.stringify(ids), db.dialect);
  const of = (table: 'capture' | 'quotation' | 'republication', kind: keyof SourceUse) =>
    reads
      .selectFrom(table)
      .select((eb) => ['source_id as id', eb.val(kind).as('kind'), eb.fn.countAll<number>().as('count')])
      .where('site_id', '=', siteId)
      .where('source_id', 'in', those)
      .groupBy('source_id');
  return Promise.all([
    of('capture', 'captures').execute(),
    of('quotation', 'quotations').execute(),
    of('republication', 'republications').execute(),
    // Where a text was found is named beside it, as its source is.
    reads
      .selectFrom('republication')
      .select((eb) => [
        'via_source_id as id',
        eb.val<keyof SourceUse>('republications').as('kind'),
        eb.fn.countAll<number>().as('count'),
      ])
      .where('site_id', '=', siteId)
      .where('via_source_id', 'in', those)
      .groupBy('via_source_id')
      .execute(),
  ]).then((each) => each.flat());
}

/** How many quotations give the words of each of some speakers; those without are left out. */
export const usesOfSpeakers: SpeakerUses = (db, siteId, ids) =>
  quotationsOfSpeakers(db, siteId, ids, { public: false });

/** The same; `public` counts those alone that everybody may read. */
export async function quotationsOfSpeakers(
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
  { public: listed }: { readonly public: boolean },
): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map();
  const reads = 'read' in db ? db.read : db.db;
  const rows = await reads
    .selectFrom('quotation')
    .select((eb) => ['speaker_id as id', eb.fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .where('speaker_id', 'in', numbersIn(JSON.stringify(ids), db.dialect))
    .$if(listed, (query) => query.where('listed_at', 'is not', null))
    .groupBy('speaker_id')
    .execute();
  return new Map(rows.map(({ id, count }) => [Number(id), Number(count)]));
}
