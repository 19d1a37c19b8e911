import type { Document } from '../document/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import { findQuotations } from '../quotation/find/find.ts';
import { isUnsourced, rowOf, withDigests } from './unsourced.ts';

/** More of one post are no quotations: it is a list, or a text that is made to be long. */
const mostOfPost = 500;

/** Writes down what a post quotes without a source. What was dismissed stays dismissed while it stands there. */
export async function lookThrough(
  tx: Transaction,
  siteId: number,
  postId: number,
  document: Document,
  { now }: { readonly now: string },
): Promise<void> {
  const found = withDigests(findQuotations(document)).filter(([, one]) => isUnsourced(one));
  const rows = found.slice(0, mostOfPost).map((one) => rowOf(siteId, postId, one, now));
  await tx.db
    .deleteFrom('unsourced_quotation')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('digest', 'not in', ['', ...rows.map(({ digest }) => digest)])
    .execute();
  for (const row of rows) {
    const { state: _state, decided_by: _by, ...found } = row;
    await tx.db
      .insertInto('unsourced_quotation')
      .values(row)
      .onConflict((conflict) => conflict.columns(['site_id', 'post_id', 'digest']).doUpdateSet(found))
      .execute();
  }
}

/** Says of some that they need no source, or takes that back. Answers how many that changed. */
export async function decide(
  tx: Transaction,
  siteId: number,
  which: readonly { readonly postId: number; readonly digest: string }[],
  state: 'open' | 'dismissed',
  by: number | null,
): Promise<number> {
  let count = 0;
  for (const { postId, digest } of which) {
    const { numUpdatedRows } = await tx.db
      .updateTable('unsourced_quotation')
      .set({ state, decided_by: state === 'open' ? null : by })
      .where('site_id', '=', siteId)
      .where('post_id', '=', postId)
      .where('digest', '=', digest)
      .where('state', '!=', state)
      .executeTakeFirst();
    count += Number(numUpdatedRows);
  }
  return count;
}
