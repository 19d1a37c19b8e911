import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, statement, type Transaction, textsIn } from '../database/index.ts';

/** Work to be done later, outside the transaction that asks for it. `payload` is what JSON can hold. */
export type NewJob = {
  readonly kind: string;
  /** What the job is about (`1:12`); asked for again while it waits, it is still one job. */
  readonly key?: string;
  readonly siteId?: number | null;
  readonly payload?: unknown;
  /** When, not before; as soon as possible when absent. */
  readonly runAt?: string | Date;
};

/** A job as a worker holds it. */
export type Job = {
  readonly id: number;
  readonly kind: string;
  readonly siteId: number | null;
  readonly payload: string;
  /** How often it was begun, this time included. */
  readonly attempts: number;
  readonly revision: number;
  readonly lease: string;
};

/**
 * Asks for a job, in the transaction that gives the reason for it.
 *
 * With a key, kind and key name one job. Asking again replaces its payload and its time (the last word counts:
 * a post moved to another hour), forgets its failures, and revives it when it was dead. Asked for while it
 * runs, it runs once more afterwards, because what it read may be out of date.
 */
export async function enqueue(tx: Transaction, job: NewJob): Promise<void> {
  const now = tx.clock.now().toISOString();
  await asked.run(tx, {
    site: job.siteId ?? null,
    kind: job.kind,
    key: job.key ?? null,
    payload: JSON.stringify(job.payload ?? null),
    at: timeText(job.runAt) ?? now,
    now,
  });
  tx.queued();
}

type Asked = {
  readonly site: number | null;
  readonly kind: string;
  readonly key: string | null;
  readonly payload: string;
  readonly at: string;
  readonly now: string;
};

const asked = statement<Asked>()((db, value) =>
  db
    .insertInto('job')
    .values({
      site_id: value('site'),
      kind: value('kind'),
      key: value('key'),
      payload: value('payload'),
      run_at: value('at'),
      revision: sql.lit(1),
      attempts: sql.lit(0),
      created_at: value('now'),
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'key']).doUpdateSet((eb) => ({
        payload: eb.ref('excluded.payload'),
        run_at: eb.ref('excluded.run_at'),
        revision: eb('job.revision', '+', sql.lit(1)),
        attempts: sql.lit(0),
        failed_at: null,
        error: null,
      })),
    ),
);

/** Whether a job of this key waits already for that time or an earlier one, so that asking again would change nothing. */
export async function isAskedBefore(
  tx: Transaction,
  { kind, key, runAt }: { readonly kind: string; readonly key: string; readonly runAt: Date },
): Promise<boolean> {
  return (await waiting.first(tx, { kind, key, at: runAt.toISOString() })) !== undefined;
}

const waiting = statement<{ kind: string; key: string; at: string }>()((db, value) =>
  db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', value('kind'))
    .where('key', '=', value('key'))
    .where('run_at', '<=', value('at'))
    .where('locked_by', 'is', null)
    .where('failed_at', 'is', null),
);

/** Takes back a job that has not begun; one that runs goes on. */
export async function cancel(
  tx: Transaction,
  job: { readonly kind: string; readonly key: string },
): Promise<void> {
  await tx.db.deleteFrom('job').where('kind', '=', job.kind).where('key', '=', job.key).execute();
}

/** Whether a job of these kinds could begin now. */
export async function jobsDue(database: Database, kinds: readonly string[], now: Date): Promise<boolean> {
  if (kinds.length === 0) return false;
  const first = await due.first(database, { kinds: JSON.stringify(kinds), now: now.toISOString() });
  return first !== undefined;
}

const due = statement<{ kinds: string; now: string }>()((db, value, dialect) =>
  db
    .selectFrom('job')
    .select('id')
    .where('failed_at', 'is', null)
    .where('run_at', '<=', value('now'))
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', value('now'))]))
    .where('kind', 'in', textsIn(value('kinds'), dialect))
    .limit(sql.lit(1)),
);

/** Takes the job that waited longest, for `leaseMs`; nobody else gets it until then. */
export async function claim(
  tx: Transaction,
  kinds: readonly string[],
  leaseMs: number,
): Promise<Job | undefined> {
  const now = tx.clock.now();
  const row = await taken.first(tx, {
    lease: randomUUID(),
    until: new Date(now.getTime() + leaseMs).toISOString(),
    now: now.toISOString(),
    kinds: JSON.stringify(kinds),
  });
  if (!row) return undefined;
  const { id, kind, payload, attempts, revision } = row;
  return { id, kind, payload, attempts, revision, siteId: row.site_id, lease: row.locked_by ?? '' };
}

const taken = statement<{ lease: string; until: string; now: string; kinds: string }>()(
  (db, value, dialect) =>
    db
      .updateTable('job')
      .set((eb) => ({
        locked_by: value('lease'),
        locked_until: value('until'),
        attempts: eb('attempts', '+', sql.lit(1)),
      }))
      .where('id', '=', (eb) =>
        eb
          .selectFrom('job')
          .select('id')
          .where('failed_at', 'is', null)
          .where('run_at', '<=', value('now'))
          .where((at) => at.or([at('locked_until', 'is', null), at('locked_until', '<', value('now'))]))
          .where('kind', 'in', textsIn(value('kinds'), dialect))
          .orderBy('run_at')
          .orderBy('id')
          .limit(sql.lit(1))
          .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
      )
      .returningAll(),
);

/** Keeps a job for `leaseMs` more; false when it is no longer this worker's. */
export async function renew(tx: Transaction, job: Job, leaseMs: number): Promise<boolean> {
  const until = new Date(tx.clock.now().getTime() + leaseMs).toISOString();
  const { numUpdatedRows } = await tx.db
    .updateTable('job')
    .set({ locked_until: until })
    .where('id', '=', job.id)
    .where('locked_by', '=', job.lease)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The job is done: it goes, unless it was asked for again meanwhile. False when it was no longer this worker's. */
export async function finish(tx: Transaction, job: Job): Promise<boolean> {
  const { id, lease, revision } = job;
  return (await ended.run(tx, { id, lease, revision })) === 1 || (await letGo(tx, job));
}

const ended = statement<{ id: number; lease: string; revision: number }>()((db, value) =>
  db
    .deleteFrom('job')
    .where('id', '=', value('id'))
    .where('locked_by', '=', value('lease'))
    .where('revision', '=', value('revision')),
);

/** The job failed: it waits until `again`, or is a dead letter when that is undefined. */
export async function fail(
  tx: Transaction,
  job: Job,
  error: string,
  again: Date | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('job')
    .set({
      error,
      locked_by: null,
      locked_until: null,
      ...(again ? { run_at: again.toISOString() } : { failed_at: tx.clock.now().toISOString() }),
    })
    .where('id', '=', job.id)
    .where('locked_by', '=', job.lease)
    .where('revision', '=', job.revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n || (await letGo(tx, job));
}

/** Asked for again while it ran: it waits for its next turn, with its new payload and time. */
async function letGo(tx: Transaction, job: Job): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('job')
    .set({ locked_by: null, locked_until: null })
    .where('id', '=', job.id)
    .where('locked_by', '=', job.lease)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function timeText(time: string | Date | undefined): string | undefined {
  return time instanceof Date ? time.toISOString() : time;
}
