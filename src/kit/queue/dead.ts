import type { Database, Transaction } from '../database/index.ts';

/** A job that was tried as often as it may be. */
export type DeadLetter = {
  readonly id: number;
  readonly kind: string;
  readonly key: string | null;
  readonly siteId: number | null;
  /** JSON, as it was asked for. */
  readonly payload: string;
  readonly attempts: number;
  readonly failedAt: string;
  readonly error: string;
};

/** Dead letters, newest first. */
export async function deadLetters(database: Database, limit = 100): Promise<readonly DeadLetter[]> {
  const rows = await database.read
    .selectFrom('job')
    .selectAll()
    .where('failed_at', 'is not', null)
    .orderBy('failed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, kind, key, site_id, payload, attempts, failed_at, error }) => {
    return {
      id,
      kind,
      key,
      siteId: site_id,
      payload,
      attempts,
      failedAt: failed_at ?? '',
      error: error ?? '',
    };
  });
}

/** Tries dead letters again, from the first attempt on: those named, or all; of one site. Answers how many. */
export async function retryDeadLetters(
  tx: Transaction,
  ids?: readonly number[],
  siteId?: number,
): Promise<number> {
  if (ids?.length === 0) return 0;
  const { numUpdatedRows } = await tx.db
    .updateTable('job')
    .set({ failed_at: null, error: null, attempts: 0, run_at: tx.clock.now().toISOString() })
    .where('failed_at', 'is not', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? 0))
    .executeTakeFirst();
  tx.queued();
  return Number(numUpdatedRows);
}

/** Gives dead letters up: those named, or all; of one site. Answers how many. */
export async function discardDeadLetters(
  tx: Transaction,
  ids?: readonly number[],
  siteId?: number,
): Promise<number> {
  if (ids?.length === 0) return 0;
  const { numDeletedRows } = await tx.db
    .deleteFrom('job')
    .where('failed_at', 'is not', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? 0))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
