import type { Database, Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { findSpeaker, foldedName, lockSpeakers, updateSpeaker } from './save.ts';

type MergeRefused = { readonly ok: false; readonly reason: 'missing' | 'itself' };

/**
 * Makes one speaker part of another, who takes the names, slugs and roles. The slugs of the one who went lead to the
 * other from then on; rows that name the number are moved by who subscribes to `speaker.merged` (`{ from, into }`).
 * Events: `speaker.merged`, `speaker.saved`.
 */
export async function mergeSpeakers(
  tx: Transaction,
  siteId: number,
  from: number,
  into: number,
  { now }: { readonly now: string },
): Promise<{ readonly ok: true; readonly id: number } | MergeRefused> {
  if (from === into) return { ok: false, reason: 'itself' };
  await lockSpeakers(tx, siteId);
  const [gone, stays] = [await findSpeaker(tx, siteId, from), await findSpeaker(tx, siteId, into)];
  if (!gone || !stays) return { ok: false, reason: 'missing' };
  await tx.db
    .updateTable('speaker_slug')
    .set({ speaker_id: into })
    .where('site_id', '=', siteId)
    .where('speaker_id', '=', from)
    .execute();
  await tx.db
    .updateTable('speaker')
    .set({ merged_into: into, changed_at: now })
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('id', '=', from), eb('merged_into', '=', from)]))
    .execute();
  for (const table of ['speaker_name', 'speaker_role'] as const)
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('speaker_id', '=', from).execute();
  const known = new Set(stays.names.map(({ text }) => foldedName(text)));
  const change = {
    names: [...stays.names, ...gone.names.filter(({ text }) => !known.has(foldedName(text)))],
    roles: [...stays.roles, ...gone.roles],
    url: stays.url ?? gone.url,
    description: stays.description || gone.description,
  };
  const saved = await updateSpeaker(tx, siteId, into, change, { now });
  if (!saved.ok) throw new Error(`speaker ${into} cannot take what ${from} had: ${saved.reason}`);
  tx.changed(siteId, `speaker:${from}`);
  await emit(tx, { kind: 'speaker.merged', siteId, payload: { from, into } });
  return { ok: true, id: into };
}

/** How many quotations give their words: handed in, since what uses speakers is not known here. */
export type SpeakerUses = (
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
) => Promise<ReadonlyMap<number, number>>;

/** Deletes a speaker whom nothing quotes, and the slugs that led to them. Events: `speaker.deleted`. */
export async function deleteSpeaker(
  tx: Transaction,
  siteId: number,
  id: number,
  usesOf: SpeakerUses,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'missing' | 'in-use' }> {
  await lockSpeakers(tx, siteId);
  if (!(await findSpeaker(tx, siteId, id))) return { ok: false, reason: 'missing' };
  if (((await usesOf(tx, siteId, [id])).get(id) ?? 0) > 0) return { ok: false, reason: 'in-use' };
  await tx.db
    .deleteFrom('speaker')
    .where('site_id', '=', siteId)
    .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
    .execute();
  tx.changed(siteId, `speaker:${id}`, 'speakers');
  await emit(tx, { kind: 'speaker.deleted', siteId, payload: { speakerId: id } });
  return { ok: true };
}
