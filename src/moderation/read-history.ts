import { type Kysely, sql } from 'kysely';
import { type Keyset, type KeysetPage, keysetPage } from '../desk/index.ts';
import type { Tables } from '../kit/database/index.ts';

const ofPage = 50;

export type DeedRow = Awaited<ReturnType<typeof query>>[number];

/** What was done in moderation, the newest first: on the whole site, or with one reply. */
export async function readDeeds(
  db: Kysely<Tables>,
  siteId: number,
  { commentId, keyset = {} }: { readonly commentId?: number; readonly keyset?: Keyset } = {},
): Promise<KeysetPage<DeedRow>> {
  return keysetPage(await query(db, siteId, commentId, keyset), ofPage, keyset);
}

async function query(db: Kysely<Tables>, siteId: number, commentId: number | undefined, keyset: Keyset) {
  const { after, before } = keyset;
  return db
    .selectFrom('comment_audit')
    .leftJoin('account', 'account.id', 'comment_audit.account_id')
    .leftJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment_audit.site_id').onRef('post.id', '=', 'comment_audit.post_id'),
    )
    .select([
      'comment_audit.id',
      'comment_audit.batch',
      'comment_audit.action',
      'comment_audit.comment_id',
      'comment_audit.post_id',
      'comment_audit.before',
      'comment_audit.after',
      'comment_audit.note',
      'comment_audit.undone_at',
      'comment_audit.created_at',
      'account.name as account_name',
      'post.title as post_title',
    ])
    .where('comment_audit.site_id', '=', siteId)
    .$if(commentId !== undefined, (of) => of.where('comment_audit.comment_id', '=', commentId ?? 0))
    .$if(after !== undefined, (of) => of.where('comment_audit.id', '<', Number(after?.[0])))
    .$if(before !== undefined, (of) => of.where('comment_audit.id', '>', Number(before?.[0])))
    .orderBy('comment_audit.id', before === undefined ? 'desc' : 'asc')
    .limit(sql.lit(ofPage + 1))
    .execute();
}
