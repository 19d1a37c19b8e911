import { type Database, type QuotationTable, statement, type Transaction } from '../kit/database/index.ts';

/** The rows of a post's quotations, in the order of its text. */
export async function readRows(
  db: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<readonly QuotationTable[]> {
  return ofPost.all(db, { site: siteId, post: postId });
}

const ofPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('quotation')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .orderBy('position'),
);
