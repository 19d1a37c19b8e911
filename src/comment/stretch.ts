import { sql } from 'kysely';
import { statement, type Transaction } from '../kit/database/index.ts';

/**
 * Long threads are counted in stretches, so that a page of thousands, or the page on which a reply stands, is
 * found without counting what comes before it. `reading/stretch.ts` reads them.
 */

/** Entries from which on a thread has stretches; also how long one grows before it is cut in two. */
export const longest = 400;

/**
 * Says that an entry of a thread came to be shown (`by` 1) or is no longer (-1). To be called after the comment's
 * row was written, in the same transaction.
 */
export async function countEntry(
  tx: Transaction,
  siteId: number,
  { postId, path, by }: { readonly postId: number; readonly path: string; readonly by: 1 | -1 },
): Promise<void> {
  const counted = await countedIn.first(tx, { site: siteId, post: postId, path, by });
  if (counted === undefined) {
    if (by === 1 && (await isLong(tx, siteId, postId))) await cutThread(tx, siteId, postId);
  } else if (counted.count > longest) await cut(tx, siteId, postId, counted);
}

const countedIn = statement<{ site: number; post: number; path: string; by: number }>()((db, value) =>
  db
    .updateTable('thread_stretch')
    .set(({ eb }) => ({ count: eb('count', '+', value('by')) }))
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('start', '=', ({ selectFrom }) =>
      selectFrom('thread_stretch')
        .select(({ fn }) => fn.max('start').as('start'))
        .where('site_id', '=', value('site'))
        .where('post_id', '=', value('post'))
        .where('start', '<=', value('path')),
    )
    .returning(['start', 'count']),
);

async function isLong(tx: Transaction, siteId: number, postId: number): Promise<boolean> {
  const row = await countOf.first(tx, { site: siteId, post: postId });
  return row !== undefined && row.comment_count > longest;
}

const countOf = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select('comment_count')
    .where('site_id', '=', value('site'))
    .where('id', '=', value('post')),
);

/** Cuts a stretch in the middle. */
async function cut(
  tx: Transaction,
  siteId: number,
  postId: number,
  { start, count }: { readonly start: string; readonly count: number },
): Promise<void> {
  const half = Math.floor(count / 2);
  const middle = await tx.db
    .selectFrom('comment')
    .select('path')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where(shown)
    .where('path', '>=', start)
    .orderBy('path')
    .limit(sql.lit(1))
    .offset(half)
    .executeTakeFirst();
  // What stood there may have been taken away by hand; the next one that comes tries again.
  if (middle === undefined) return;
  await tx.db
    .insertInto('thread_stretch')
    .values({ site_id: siteId, post_id: postId, start: middle.path, count: count - half })
    .execute();
  await tx.db
    .updateTable('thread_stretch')
    .set({ count: half })
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('start', '=', start)
    .execute();
}

/** Cuts a whole thread into stretches anew; a short one gets none. */
export async function cutThread(tx: Transaction, siteId: number, postId: number): Promise<void> {
  const paths = await tx.db
    .selectFrom('comment')
    .select('path')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where(shown)
    .orderBy('path')
    .execute();
  await tx.db
    .deleteFrom('thread_stretch')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .execute();
  if (paths.length <= longest) return;
  const each = longest / 2;
  const stretches = Array.from({ length: Math.ceil(paths.length / each) }, (_, index) => ({
    site_id: siteId,
    post_id: postId,
    start: index === 0 ? '' : (paths[index * each]?.path ?? ''),
    count: Math.min(each, paths.length - index * each),
  }));
  for (let from = 0; from < stretches.length; from += 200)
    await tx.db
      .insertInto('thread_stretch')
      .values(stretches.slice(from, from + 200))
      .execute();
}

/** As in the index `comment_shown`. */
const shown = sql<boolean>`status in ('live', 'tombstone')`;
