import { sql } from 'kysely';
import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import { type Capture, captureFromRow } from './capture.ts';

export async function readCapture(
  db: Database | Transaction,
  siteId: number,
  id: number,
): Promise<Capture | undefined> {
  const row = await byId.first(db, { site: siteId, id });
  return row && captureFromRow(row);
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db.selectFrom('capture').selectAll().where('site_id', '=', value('site')).where('id', '=', value('id')),
);

/** Every capture of a source, also those that wait or failed, the newest first. */
export async function capturesOfSource(
  db: Database | Transaction,
  siteId: number,
  sourceId: number,
): Promise<readonly Capture[]> {
  return (await ofSource.all(db, { site: siteId, source: sourceId })).map(captureFromRow);
}

const ofSource = statement<{ site: number; source: number }>()((db, value) =>
  db
    .selectFrom('capture')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('source_id', '=', value('source'))
    .orderBy('id', 'desc')
    .limit(sql.lit(1000)),
);

/** The newest capture of a source that is done and was not taken down. */
export async function newestCapture(
  db: Database | Transaction,
  siteId: number,
  sourceId: number,
): Promise<Capture | undefined> {
  const row = await newest.first(db, { site: siteId, source: sourceId });
  return row && captureFromRow(row);
}

const newest = statement<{ site: number; source: number }>()((db, value) =>
  db
    .selectFrom('capture')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('source_id', '=', value('source'))
    .where('status', '=', sql.lit('done'))
    .where('visibility', '<>', sql.lit('removed'))
    .orderBy('captured_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(1)),
);
