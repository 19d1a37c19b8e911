import { sql } from 'kysely';
import type { Database, Transaction } from '../kit/database/index.ts';
import { entryOf } from './entry.ts';
import type { IndexedPost, PostKey } from './index-table.ts';
import { searchTableOf, searchTables } from './tables.ts';

/** Posts that are indexed in one transaction: readers wait meanwhile, a few hundredths of a second. */
const batch = 20;
/** When an index is made anew. */
const largeBatch = 200;

/** Notes that posts changed; `indexPending` will see to them. */
export async function markPending(
  tx: Transaction,
  siteId: number,
  postIds: readonly number[],
): Promise<void> {
  if (postIds.length === 0) return;
  await searchTables(tx.db)
    .insertInto('search_pending')
    .values(postIds.map((post_id) => ({ site_id: siteId, post_id })))
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id']).doNothing())
    .execute();
}

/**
 * Indexes posts that wait for it, some in each transaction, until none does or about `most` were. Answers how
 * many, and whether others still wait.
 */
export async function indexPending(
  database: Database,
  most = Number.POSITIVE_INFINITY,
  atOnce = batch,
): Promise<{ readonly indexed: number; readonly waiting: boolean }> {
  let indexed = 0;
  while (indexed < most) {
    const taken = await database.write(async (tx) => {
      const keys = await takePending(tx, atOnce);
      await indexPosts(tx, keys);
      return keys.length;
    });
    indexed += taken;
    if (taken === 0) return { indexed, waiting: false };
    // Requests are answered between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { indexed, waiting: true };
}

/** Makes a site's index anew from its posts. Answers how many there were, private ones included. */
export async function rebuild(database: Database, siteId: number): Promise<number> {
  await database.write(async (tx) => {
    await searchTableOf(tx.dialect).dropSite(tx, siteId);
    await searchTables(tx.db).deleteFrom('search_pending').where('site_id', '=', siteId).execute();
    await sql`insert into search_pending (site_id, post_id) select site_id, id from post where site_id = ${siteId}`.execute(
      tx.db,
    );
  });
  const { indexed } = await indexPending(database, Number.POSITIVE_INFINITY, largeBatch);
  return indexed;
}

async function takePending(tx: Transaction, most: number): Promise<readonly PostKey[]> {
  const db = searchTables(tx.db);
  const rows = await db
    .selectFrom('search_pending')
    .select(['site_id', 'post_id'])
    .orderBy('site_id')
    .orderBy('post_id')
    .limit(most)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  for (const [siteId, posts] of Map.groupBy(rows, ({ site_id }) => site_id)) {
    const ids = posts.map(({ post_id }) => post_id);
    await db.deleteFrom('search_pending').where('site_id', '=', siteId).where('post_id', 'in', ids).execute();
  }
  return rows.map(({ site_id, post_id }) => ({ siteId: site_id, postId: post_id }));
}

/** Indexes posts as they are now; those that readers cannot find leave the index. */
async function indexPosts(tx: Transaction, keys: readonly PostKey[]): Promise<void> {
  const table = searchTableOf(tx.dialect);
  for (const [siteId, posts] of Map.groupBy(keys, (key) => key.siteId)) {
    const found = await readPublic(
      tx,
      siteId,
      posts.map(({ postId }) => postId),
    );
    const known = new Set(found.map(({ postId }) => postId));
    await table.drop(
      tx,
      posts.filter(({ postId }) => !known.has(postId)),
    );
    await table.put(tx, found);
  }
}

/** Public posts that are listed, and public pages. */
async function readPublic(
  tx: Transaction,
  siteId: number,
  ids: readonly number[],
): Promise<readonly IndexedPost[]> {
  const rows = await tx.db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .select([
      'post.id',
      'post.title',
      'post.password',
      'post.published_at',
      'post.created_at',
      'post_document.text',
    ])
    .where('post.site_id', '=', siteId)
    .where('post.id', 'in', ids)
    .where('post.status', '=', 'published')
    .where('post.path', 'is not', null)
    .where((eb) => eb.or([eb('post.type', '=', 'page'), eb('post.listed_at', 'is not', null)]))
    .execute();
  return rows.map((row) => ({
    siteId,
    postId: row.id,
    publishedAt: row.published_at ?? row.created_at,
    words: entryOf(siteId, { title: row.title, text: row.password === null ? row.text : '' }),
  }));
}
