import { sql } from 'kysely';
import { nextId, statement, type Transaction } from '../kit/database/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import { withoutFragment } from './address.ts';

/** Captures one address. Payload: `{ id }`. */
export const captureJob = 'capture.run';

export type CaptureRequest = {
  readonly address: string;
  readonly sourceId?: number | undefined;
  readonly method: 'http' | 'browser';
  /** The account that asks. */
  readonly by?: number | undefined;
};

/**
 * Asks for a capture: a row, and the job that fills it. Asked for again while it waits or runs, it is the same one.
 * The address must be http or https; the job says so where it is not.
 */
export async function requestCapture(
  tx: Transaction,
  siteId: number,
  { address, sourceId, method, by }: CaptureRequest,
): Promise<{ readonly id: number }> {
  const plain = withoutFragment(address);
  const known = await waiting.first(tx, { site: siteId, address: plain, method });
  if (known !== undefined) {
    if (known.source_id === null && sourceId !== undefined) await bindCapture(tx, siteId, known.id, sourceId);
    return { id: known.id };
  }
  const id = await nextId(tx, siteId, 'capture');
  const now = tx.clock.now().toISOString();
  const made = await tx.db
    .insertInto('capture')
    .values({
      site_id: siteId,
      id,
      source_id: sourceId ?? null,
      address: plain,
      method,
      status: 'queued',
      requested_by: by ?? null,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  // Somebody else asked for it at the same moment.
  if (made.numInsertedOrUpdatedRows === 0n)
    return requestCapture(tx, siteId, { address, sourceId, method, by });
  await askFor(tx, siteId, id);
  tx.changed(siteId, ...namesOf(id, sourceId ?? null));
  return { id };
}

/** The capture of an address by a method that is still to be made. */
export const waiting = statement<{ site: number; address: string; method: string }>()((db, value) =>
  db
    .selectFrom('capture')
    .select(['id', 'source_id'])
    .where('site_id', '=', value('site'))
    .where('address', '=', value('address'))
    .where('method', '=', value('method') as 'http')
    .where(sql<boolean>`status in ('queued', 'running')`),
);

/** Says which source a capture is of. */
export async function bindCapture(
  tx: Transaction,
  siteId: number,
  id: number,
  sourceId: number,
): Promise<void> {
  await tx.db
    .updateTable('capture')
    .set({ source_id: sourceId })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  tx.changed(siteId, ...namesOf(id, sourceId));
}

/** A source became part of another: its captures are the other's. */
export async function moveCaptures(
  tx: Transaction,
  siteId: number,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  await tx.db
    .updateTable('capture')
    .set({ source_id: into })
    .where('site_id', '=', siteId)
    .where('source_id', '=', from)
    .execute();
  tx.changed(siteId, `source:${from}`, `source:${into}`);
}

/** Asks for the job that fills a capture, now or later; asked again while it waits, the last word counts. */
export async function askFor(tx: Transaction, siteId: number, id: number, runAt?: Date): Promise<void> {
  await enqueue(tx, {
    kind: captureJob,
    key: `${siteId}:${id}`,
    siteId,
    payload: { id },
    ...(runAt && { runAt }),
  });
}

/** What pages that show a capture read. */
export function namesOf(id: number, sourceId: number | null): readonly string[] {
  return sourceId === null ? [`capture:${id}`] : [`capture:${id}`, `source:${sourceId}`];
}
