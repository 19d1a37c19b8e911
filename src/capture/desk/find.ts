import { sql } from 'kysely';
import type { Keyset } from '../../desk/index.ts';
import { type Database, statement } from '../../kit/database/index.ts';
import { type Capture, type CaptureStatus, captureFromRow } from '../capture.ts';

/** What captures the desk lists together. */
export const shelves = ['all', 'waiting', 'done', 'refused'] as const;
export type Shelf = (typeof shelves)[number];

const statusesOf: Readonly<Record<Shelf, readonly CaptureStatus[]>> = {
  all: ['queued', 'running', 'done', 'refused', 'failed'],
  waiting: ['queued', 'running'],
  done: ['done'],
  refused: ['refused', 'failed'],
};

/** A page of captures, the newest first, with one more than `limit`; against their order where the page is before a key. */
export async function findCaptures(
  db: Database,
  siteId: number,
  shelf: Shelf,
  { limit, after, before }: Keyset & { readonly limit: number },
): Promise<readonly Capture[]> {
  const key = Number(after?.[0] ?? before?.[0] ?? Number.MAX_SAFE_INTEGER);
  let query = db.read
    .selectFrom('capture')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('status', 'in', statusesOf[shelf]);
  query = before
    ? query.where('id', '>', key).orderBy('id', 'asc')
    : query.where('id', '<', key).orderBy('id', 'desc');
  return (await query.limit(sql.lit(limit)).execute()).map(captureFromRow);
}

/** How many captures lie on each shelf. */
export async function countCaptures(db: Database, siteId: number): Promise<Readonly<Record<Shelf, number>>> {
  const counts = { all: 0, waiting: 0, done: 0, refused: 0 };
  for (const { status, count } of await byStatus.all(db, { site: siteId })) {
    for (const shelf of shelves) if (statusesOf[shelf].includes(status)) counts[shelf] += Number(count);
  }
  return counts;
}

const byStatus = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('capture')
    .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
    .where('site_id', '=', value('site'))
    .groupBy('status'),
);

/** The captures of an address besides one, the newest first. */
export async function othersOf(
  db: Database,
  siteId: number,
  { address, id }: Capture,
): Promise<readonly Capture[]> {
  const rows = await ofAddress.all(db, { site: siteId, address, id });
  return rows.map(captureFromRow);
}

const ofAddress = statement<{ site: number; address: string; id: number }>()((db, value) =>
  db
    .selectFrom('capture')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('address', '=', value('address'))
    .where('id', '<>', value('id'))
    .orderBy('id', 'desc')
    .limit(sql.lit(20)),
);
