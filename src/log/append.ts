import { randomBytes } from 'node:crypto';
import { statement, type Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { entryOf, eventText, type LogKind, type NewLogEvent } from './event.ts';

/** Told after a transaction that appended: a worker takes what waits into the tree. */
export const appendedEvent = 'log.appended';

/**
 * Writes down in the log, in the transaction in which it happens, that something happened: both are kept, or
 * neither. Never give it text of a post or a capture, only digests. Any number may stand in one transaction; no two
 * transactions wait for each other here.
 */
export async function appendEvent(tx: Transaction, event: NewLogEvent): Promise<void> {
  const at = tx.clock.now().toISOString();
  const salt = randomBytes(32);
  const text = eventText(event, at);
  const entry = entryOf(salt, text).toString('hex');
  const { siteId, kind, subject } = event;
  await appended.run(tx, { siteId, kind, subject, salt: salt.toString('hex'), event: text, entry, at });
  await emit(tx, { kind: appendedEvent });
}

type Row = {
  siteId: number;
  kind: LogKind;
  subject: string;
  salt: string;
  event: string;
  entry: string;
  at: string;
};

const appended = statement<Row>()((db, value) =>
  db.insertInto('log_event').values({
    site_id: value('siteId'),
    kind: value('kind'),
    subject: value('subject'),
    salt: value('salt'),
    event: value('event'),
    entry: value('entry'),
    at: value('at'),
  }),
);
