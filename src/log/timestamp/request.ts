import type { Transaction } from '../../kit/database/index.ts';
import type { EventHandler } from '../../kit/feature.ts';
import { emit, enqueue } from '../../kit/queue/index.ts';

export const timestampEvent = 'log.timestamp';
export const timestampJob = 'log.timestamp';

/** Of what a time is to be certified: its name (`capture:34`, `checkpoint:601`) and its SHA-256, in hex. */
export type Stamped = { readonly siteId: number; readonly subject: string; readonly digest: string };

/**
 * Has every authority of the settings say when this was there, by a job, in the transaction that gives the reason
 * for it. Where there is none, nothing comes of it; nothing ever waits for it.
 */
export async function requestTimestamp(
  tx: Transaction,
  { siteId = 0, subject, digest }: Omit<Stamped, 'siteId'> & { readonly siteId?: number },
): Promise<void> {
  await emit(tx, { kind: timestampEvent, payload: { siteId, subject, digest } satisfies Stamped });
}

export const askForTimestamp: EventHandler = async (tx, { payload }) => {
  await enqueue(tx, { kind: timestampJob, key: keyOf(payload as Stamped), payload });
};

export function keyOf({ siteId, subject, digest }: Stamped): string {
  return `${siteId} ${subject} ${digest}`;
}
