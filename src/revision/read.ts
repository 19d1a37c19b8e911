import type { Database } from '../kit/database/index.ts';
import type { Change, Snapshot } from './revision.ts';

/** A transaction, or `{ db: database.read }`. */
type Readable = { readonly db: Database['read'] };

export type Revision = Change & { readonly snapshot: Snapshot };

/**
 * The versions of a post, the newest first: of those `before` a version the last ones. Of those `after` one the first
 * ones, the oldest first.
 */
export async function listRevisions(
  { db }: Readable,
  siteId: number,
  postId: number,
  { limit, before, after }: { readonly limit: number; readonly before?: number; readonly after?: number },
): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('revision')
    .select(['version', 'created_at', 'account_id', 'note', 'changed'])
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .$if(after !== undefined, (query) => query.where('version', '>', after ?? 0))
    .orderBy('version', after === undefined ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  return rows.map(toChange);
}

/** The state that a post had in a version, whole: a save that changed nothing has the state before it. */
export async function readRevision(
  { db }: Readable,
  siteId: number,
  postId: number,
  version: number,
): Promise<Revision | undefined> {
  const row = await db
    .selectFrom('revision')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('version', '<=', version)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...toChange(row), snapshot: JSON.parse(row.snapshot) };
}

/** What was saved since a version, the oldest first: for who wrote on from it. At most 50. */
export async function changesSince(
  { db }: Readable,
  siteId: number,
  postId: number,
  version: number,
): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('revision')
    .select(['version', 'created_at', 'account_id', 'note', 'changed'])
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('version', '>', version)
    .orderBy('version')
    .limit(50)
    .execute();
  return rows.map(toChange);
}

function toChange(row: {
  readonly version: number;
  readonly created_at: string;
  readonly account_id: number | null;
  readonly note: string;
  readonly changed: string;
}): Change {
  return {
    version: row.version,
    at: row.created_at,
    by: row.account_id,
    note: row.note,
    fields: JSON.parse(row.changed),
  };
}
