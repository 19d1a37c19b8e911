import type { PostStatus, PostTable, Transaction } from '../kit/database/index.ts';

/** What a post that goes to the trash was before, so that it can come back as it was. */
export async function rememberStatus(
  tx: Transaction,
  { site_id, id, status, changed_at }: PostTable,
  before: PostStatus | undefined,
  by: number | null,
): Promise<void> {
  if (before === undefined || (before === 'trash') === (status === 'trash')) return;
  if (status === 'trash') {
    await tx.db
      .insertInto('post_trash')
      .values({ site_id, post_id: id, status: before, account_id: by, trashed_at: changed_at })
      .execute();
  } else {
    await tx.db.deleteFrom('post_trash').where('site_id', '=', site_id).where('post_id', '=', id).execute();
  }
}
