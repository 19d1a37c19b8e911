import { z } from 'zod';
import { type Database, statement, type Transaction } from '../../kit/database/index.ts';
import type { JobInHand } from '../../kit/feature.ts';
import { emit, enqueue } from '../../kit/queue/index.ts';
import type { World } from '../../kit/world.ts';
import { appendEvent } from '../../log/append.ts';
import { archiveKey, type Capture } from '../capture.ts';
import { linkKey } from '../link-state.ts';
import { readCapture } from '../read.ts';
import { namesOf } from '../save.ts';

/** Deletes what a copy that was taken down consisted of. Payload: `{ id }`. */
export const discardJob = 'capture.discard';

export type Visibility = Capture['visibility'];

/** Who may see a copy, who asked for that, and on what ground. */
export type Decision = {
  readonly state: Visibility;
  /** Public, where the copy was taken down: the publisher, a court, a person concerned. */
  readonly askedBy: string;
  readonly ground: string;
};

export type DecisionRefused = { readonly ok: false; readonly reason: 'missing' | 'removed' | 'no-ground' };

/**
 * Shows a copy, keeps it private, or takes it down: for good, with a notice in its place. What is taken down is
 * deleted; its digests stay, so that it can be shown what the copy was.
 */
export async function decide(
  tx: Transaction,
  siteId: number,
  id: number,
  { state, askedBy, ground }: Decision,
  by: number | null,
): Promise<{ readonly ok: true } | DecisionRefused> {
  const capture = await readCapture(tx, siteId, id);
  if (capture?.status !== 'done') return { ok: false, reason: 'missing' };
  if (capture.visibility === 'removed') return { ok: false, reason: 'removed' };
  if (state === 'removed' && ground.trim() === '') return { ok: false, reason: 'no-ground' };
  const at = tx.clock.now().toISOString();
  await tx.db
    .updateTable('capture')
    .set({
      visibility: state,
      changed_at: at,
      notice: state === 'removed' ? ground.trim().slice(0, 2_000) : null,
    })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  const decision = {
    state,
    asked_by: askedBy.trim().slice(0, 500),
    ground: ground.trim().slice(0, 2_000),
    account_id: by,
  };
  await tx.db
    .insertInto('capture_decision')
    .values({ site_id: siteId, capture_id: id, at, ...decision })
    .onConflict((conflict) => conflict.columns(['site_id', 'capture_id', 'at']).doUpdateSet(decision))
    .execute();
  if (state === 'removed') await redact(tx, siteId, capture);
  tx.changed(siteId, ...namesOf(id, capture.sourceId), 'sources', 'links');
  const address = linkKey(capture.address);
  if (address !== undefined) await emit(tx, { kind: 'link.changed', siteId, payload: { address } });
  return { ok: true };
}

/** Written down in the log with the digest of what was there; the bytes go after the commit. */
async function redact(tx: Transaction, siteId: number, { id, waczSha256 }: Capture): Promise<void> {
  if (waczSha256 !== null)
    await appendEvent(tx, { kind: 'redact', siteId, subject: `capture:${id}`, digest: waczSha256 });
  await enqueue(tx, { kind: discardJob, key: `${siteId}:${id}`, siteId, payload: { id } });
}

const given = z.object({ id: z.number().int() });

/** Bytes that another copy consists of too, for they are kept once, stay. */
export async function discard(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const { id } = given.parse(payload);
  const capture = siteId === null ? undefined : await readCapture(world.db, siteId, id);
  if (siteId === null || capture?.visibility !== 'removed') return;
  const rows = await blobs.all(world.db, { site: siteId, id });
  const own = new Set([
    capture.waczSha256,
    ...rows.flatMap(({ sha256, map_sha256 }) => [sha256, map_sha256]),
  ]);
  for (const sha256 of own) {
    if (sha256 === null || (await usedElsewhere.first(world.db, { site: siteId, id, sha256 }))) continue;
    await world.storage.delete(archiveKey(siteId, sha256));
  }
}

const blobs = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('capture_stream')
    .select(['sha256', 'map_sha256'])
    .where('site_id', '=', value('site'))
    .where('capture_id', '=', value('id')),
);

const usedElsewhere = statement<{ site: number; id: number; sha256: string }>()((db, value) =>
  db
    .selectFrom('capture')
    .leftJoin('capture_stream as stream', (join) =>
      join.onRef('stream.site_id', '=', 'capture.site_id').onRef('stream.capture_id', '=', 'capture.id'),
    )
    .select('capture.id')
    .where('capture.site_id', '=', value('site'))
    .where('capture.id', '<>', value('id'))
    .where('capture.visibility', '<>', 'removed')
    .where((eb) =>
      eb.or([
        eb('capture.wacz_sha256', '=', value('sha256')),
        eb('stream.sha256', '=', value('sha256')),
        eb('stream.map_sha256', '=', value('sha256')),
      ]),
    ),
);

/** What was decided about a copy last. */
export async function lastDecision(
  db: Database | Transaction,
  siteId: number,
  id: number,
): Promise<(Decision & { readonly at: string }) | undefined> {
  const row = await decisions.first(db, { site: siteId, id });
  return row && { state: row.state, askedBy: row.asked_by, ground: row.ground, at: row.at };
}

const decisions = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('capture_decision')
    .select(['state', 'asked_by', 'ground', 'at'])
    .where('site_id', '=', value('site'))
    .where('capture_id', '=', value('id'))
    .orderBy('at', 'desc'),
);
