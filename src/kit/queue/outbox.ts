import { sql } from 'kysely';
import {
  type Database,
  databaseFault,
  numbersIn,
  rowCount,
  statement,
  type Transaction,
} from '../database/index.ts';
import type { EventHandler } from '../feature.ts';
import { enqueue } from './job.ts';
import { passing } from './passing.ts';

/** Something that happened, as it is told to whoever subscribed. `payload` is what JSON can hold. */
export type NewEvent = { readonly kind: string; readonly siteId?: number | null; readonly payload?: unknown };

/** Who wants to hear of which kind of event; `name` is the feature's. */
export type Subscriber = { readonly name: string; readonly kind: string; readonly handle: EventHandler };

/** The kind of the jobs that tell an event again to a subscriber that failed. */
export const retoldEvent = 'event';

/** An event as the job that retells it carries it; its payload still as text, for it may be what was wrong. */
export type Retold = {
  readonly subscriber: string;
  readonly kind: string;
  readonly siteId: number | null;
  readonly payload: string;
  readonly createdAt: string;
};

const batch = 100;
const lockKey = 7_302_646;

/** Writes an event down in the transaction that it tells of: both are kept, or neither. */
export async function emit(tx: Transaction, event: NewEvent): Promise<void> {
  await written.run(tx, {
    site: event.siteId ?? null,
    kind: event.kind,
    payload: JSON.stringify(event.payload ?? null),
    at: tx.clock.now().toISOString(),
  });
  tx.queued();
}

const written = statement<{ site: number | null; kind: string; payload: string; at: string }>()((db, value) =>
  db.insertInto('outbox').values({
    site_id: value('site'),
    kind: value('kind'),
    payload: value('payload'),
    created_at: value('at'),
  }),
);

/**
 * Hands every waiting event to its subscribers, in order, and answers how many there were. Each event leaves
 * the outbox in the transaction in which its subscribers run. One that a subscriber cannot take does not hold
 * up the others: it becomes a job for each of its subscribers, tried again like any job.
 */
export async function drainOutbox(database: Database, subscribers: readonly Subscriber[]): Promise<number> {
  let told = 0;
  let size = batch;
  for (;;) {
    const taken = await tellNext(database, subscribers, size);
    told += taken.count;
    if (taken.failed && size > 1) {
      size = 1;
    } else if (taken.failed) {
      told += await setAside(database, subscribers);
      size = batch;
    } else if (taken.count === 0) {
      return told;
    }
  }
}

export async function eventsWaiting(database: Database): Promise<boolean> {
  return (await oldest.first(database, {})) !== undefined;
}

const oldest = statement<Record<never, never>>()((db) =>
  db.selectFrom('outbox').select('id').limit(sql.lit(1)),
);

async function tellNext(
  database: Database,
  subscribers: readonly Subscriber[],
  size: number,
): Promise<{ count: number; failed: boolean }> {
  try {
    return await database.write(async (tx) => {
      const events = await takeFirst(tx, size);
      for (const event of events) {
        for (const subscriber of subscribers) {
          if (subscriber.kind === event.kind) await subscriber.handle(tx, readEvent(event));
        }
      }
      return { count: events.length, failed: false };
    }, passing);
  } catch (error) {
    const fault = databaseFault(error);
    if (fault === 'gone' || fault === 'full') throw error;
    return { count: 0, failed: true };
  }
}

/** Moves the first event out of the way: a job for each subscriber tells it again, and keeps why it failed. */
async function setAside(database: Database, subscribers: readonly Subscriber[]): Promise<number> {
  return database.write(async (tx) => {
    const events = await takeFirst(tx, 1);
    for (const event of events) {
      for (const { name, kind } of subscribers) {
        if (kind !== event.kind) continue;
        const payload: Retold = {
          subscriber: name,
          kind,
          siteId: event.site_id,
          payload: event.payload,
          createdAt: event.created_at,
        };
        await enqueue(tx, { kind: retoldEvent, siteId: event.site_id, payload });
      }
    }
    return events.length;
  }, passing);
}

/** Takes events out, oldest first, one process at a time, so that their order holds between workers too. */
async function takeFirst(tx: Transaction, size: number): Promise<readonly OutboxRow[]> {
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx.db);
  const events = await next.all(tx, { size });
  if (events.length === 0) return events;
  await told.run(tx, { ids: JSON.stringify(events.map(({ id }) => id)) });
  return events;
}

const next = statement<{ size: number }>()((db, value) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .orderBy('id')
    .limit(rowCount(value('size'))),
);

const told = statement<{ ids: string }>()((db, value, dialect) =>
  db.deleteFrom('outbox').where('id', 'in', numbersIn(value('ids'), dialect)),
);

type OutboxRow = {
  readonly id: number;
  readonly site_id: number | null;
  readonly kind: string;
  readonly payload: string;
  readonly created_at: string;
};

function readEvent(row: OutboxRow) {
  return { siteId: row.site_id, payload: JSON.parse(row.payload) as unknown, createdAt: row.created_at };
}
