import type { Database, Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { lockSources } from './rows.ts';
import { filling, findSource, updateSource } from './save.ts';
import { sourceFromRow } from './source.ts';

type MergeRefused = { readonly ok: false; readonly reason: 'missing' | 'itself' };

/**
 * Makes one source part of another, which takes its addresses and what it does not know itself. The number of the one
 * that went leads to the other from then on, in documents as in addresses; what points to it by number in tables is
 * moved by who subscribes to `source.merged` (`{ from, into }`). Events: `source.merged`, `source.saved`.
 */
export async function mergeSources(
  tx: Transaction,
  siteId: number,
  from: number,
  into: number,
  { now }: { readonly now: string },
): Promise<{ readonly ok: true; readonly id: number } | MergeRefused> {
  if (from === into) return { ok: false, reason: 'itself' };
  await lockSources(tx, siteId);
  const [gone, stays] = [await findSource(tx, siteId, from), await findSource(tx, siteId, into)];
  if (!gone || !stays) return { ok: false, reason: 'missing' };
  await tx.db
    .updateTable('source_address')
    .set({ source_id: into, role: 'merged' })
    .where('site_id', '=', siteId)
    .where('source_id', '=', from)
    .execute();
  await tx.db
    .updateTable('source')
    .set({ merged_into: into, changed_at: now })
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('id', '=', from), eb('merged_into', '=', from)]))
    .execute();
  const change = filling(sourceFromRow(stays), sourceFromRow(gone));
  const saved = await updateSource(tx, siteId, into, change, { now });
  if (!saved.ok) throw new Error(`source ${into} cannot take what ${from} had: ${saved.reason}`);
  tx.changed(siteId, `source:${from}`);
  await emit(tx, { kind: 'source.merged', siteId, payload: { from, into } });
  return { ok: true, id: into };
}

/** In how many places a source stands, by what kind: it can be deleted where all are none. */
export type SourceUse = {
  readonly captures: number;
  readonly quotations: number;
  readonly republications: number;
};

/** Finds where sources stand: handed in, since what uses them is not known here. */
export type SourceUses = (
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
) => Promise<ReadonlyMap<number, SourceUse>>;

/** Deletes a source that stands nowhere, and the numbers that led to it. Events: `source.deleted`. */
export async function deleteSource(
  tx: Transaction,
  siteId: number,
  id: number,
  usesOf: SourceUses,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'missing' | 'in-use' }> {
  await lockSources(tx, siteId);
  if (!(await findSource(tx, siteId, id))) return { ok: false, reason: 'missing' };
  const use = (await usesOf(tx, siteId, [id])).get(id);
  if (use && Object.values(use).some((count) => count > 0)) return { ok: false, reason: 'in-use' };
  await tx.db
    .deleteFrom('source')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
    .execute();
  tx.changed(siteId, `source:${id}`, 'sources');
  await emit(tx, { kind: 'source.deleted', siteId, payload: { sourceId: id } });
  return { ok: true };
}
