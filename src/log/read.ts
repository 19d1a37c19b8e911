import { sql } from 'kysely';
import { type Database, rowCount, statement, type Transaction } from '../kit/database/index.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { LogKind } from './event.ts';
import { type Hashes, leafHash } from './tree.ts';

/** The newest tree that was signed; undefined before the first event. */
export async function newestCheckpoint(from: Database | Transaction): Promise<Checkpoint | undefined> {
  const row = await newest.first(from, {});
  return row && parseCheckpoint(row.note);
}

const newest = statement<Record<never, never>>()((db) =>
  db.selectFrom('log_checkpoint').select('note').orderBy('size', 'desc').limit(sql.lit(1)),
);

/** The tree of that size, as it was signed; undefined when none was. */
export async function checkpointAt(from: Database, size: number): Promise<Checkpoint | undefined> {
  const row = await from.read
    .selectFrom('log_checkpoint')
    .select('note')
    .where('size', '=', size)
    .executeTakeFirst();
  return row && parseCheckpoint(row.note);
}

/** Entries `from` to `to` (exclusive), in their order. Throws when the tree has not that many. */
export async function readEntries(db: Database | Transaction, from: number, to: number): Promise<Buffer[]> {
  const rows = await entries.all(db, { from, to });
  if (rows.length !== to - from)
    throw new Error(`the log has ${rows.length} of the entries ${from} to ${to}`);
  return rows.map(({ entry }) => Buffer.from(entry, 'hex'));
}

const entries = statement<{ from: number; to: number }>()((db, value) =>
  db
    .selectFrom('log_event')
    .select('entry')
    .where('leaf', '>=', value('from'))
    .where('leaf', '<', value('to'))
    .orderBy('leaf'),
);

/** The tree as it stands in the database. */
export function hashesOf(db: Database | Transaction): Hashes {
  return async (level, from, to) => {
    if (level === 0) return (await readEntries(db, from, to)).map(leafHash);
    const rows = await nodes.all(db, { level, from, to });
    if (rows.length !== to - from)
      throw new Error(`the log has not all hashes ${from} to ${to} of level ${level}`);
    return rows.map(({ hash }) => Buffer.from(hash, 'hex'));
  };
}

const nodes = statement<{ level: number; from: number; to: number }>()((db, value) =>
  db
    .selectFrom('log_node')
    .select('hash')
    .where('level', '=', value('level'))
    .where('n', '>=', value('from'))
    .where('n', '<', value('to'))
    .orderBy('n'),
);

/** An event that stands in the tree, or waits to (`leaf` null); its opening is null once it was destroyed. */
export type LoggedEvent = {
  readonly leaf: number | null;
  readonly siteId: number;
  readonly kind: LogKind | null;
  readonly subject: string | null;
  readonly salt: string | null;
  readonly event: string | null;
  readonly entry: string;
  readonly at: string;
};

/** Everything that was written down of a subject, oldest first. */
export async function eventsOf(
  db: Database | Transaction,
  siteId: number,
  subject: string,
): Promise<readonly LoggedEvent[]> {
  return (await ofSubject.all(db, { siteId, subject })).map(fromRow);
}

const ofSubject = statement<{ siteId: number; subject: string }>()((db, value) =>
  db
    .selectFrom('log_event')
    .selectAll()
    .where('site_id', '=', value('siteId'))
    .where('subject', '=', value('subject'))
    .orderBy('id'),
);

export async function eventAt(db: Database, leaf: number): Promise<LoggedEvent | undefined> {
  const row = await db.read.selectFrom('log_event').selectAll().where('leaf', '=', leaf).executeTakeFirst();
  return row && fromRow(row);
}

/** The newest of the tree that are of a site, or of the install, newest first. */
export async function newestEvents(
  db: Database,
  siteId: number,
  count: number,
): Promise<readonly LoggedEvent[]> {
  return (await last.all(db, { siteId, count })).map(fromRow);
}

const last = statement<{ siteId: number; count: number }>()((db, value) =>
  db
    .selectFrom('log_event')
    .selectAll()
    .where('leaf', 'is not', null)
    .where('site_id', 'in', [value('siteId'), sql.lit(0)])
    .orderBy('leaf', 'desc')
    .limit(rowCount(value('count'))),
);

type EventRow = Omit<LoggedEvent, 'siteId'> & { readonly site_id: number };

function fromRow({ site_id, leaf, kind, subject, salt, event, entry, at }: EventRow): LoggedEvent {
  return { siteId: site_id, leaf, kind, subject, salt, event, entry, at };
}
