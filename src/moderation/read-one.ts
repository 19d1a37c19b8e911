import { type Kysely, sql } from 'kysely';
import type { Tables } from '../kit/database/index.ts';
import { type DeedRow, readDeeds } from './read-history.ts';
import { readRecords, type SenderRecord } from './record.ts';
import { inScope, type Scope } from './scope.ts';

/** A reply by itself, with what readers said of it and what was done with it. */
export type OneReply = NonNullable<Awaited<ReturnType<typeof readRow>>> & {
  readonly record: SenderRecord | undefined;
  readonly told: readonly Told[];
  readonly deeds: readonly DeedRow[];
};

type Told = {
  readonly reason: 'spam' | 'abuse' | 'other';
  readonly note: string;
  readonly created_at: string;
};

export async function readOne(
  db: Kysely<Tables>,
  siteId: number,
  scope: Scope,
  id: number,
): Promise<OneReply | undefined> {
  const row = await readRow(db, siteId, scope, id);
  if (!row) return undefined;
  const record = (await readRecords(db, siteId, [row.sender])).get(row.sender ?? '');
  const told = await db
    .selectFrom('comment_report')
    .select(['reason', 'note', 'created_at'])
    .where('site_id', '=', siteId)
    .where('comment_id', '=', id)
    .orderBy('created_at', 'desc')
    .limit(sql.lit(50))
    .execute();
  const { rows: deeds } = await readDeeds(db, siteId, { commentId: id });
  return { ...row, record, told, deeds };
}

async function readRow(db: Kysely<Tables>, siteId: number, scope: Scope, id: number) {
  return db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.id',
      'comment.standing',
      'comment.text',
      'comment.original',
      'comment.document',
      'comment.published_at',
      'comment.sender',
      'comment.network',
      'comment.edit_note',
      'identity.name',
      'identity.email',
      'identity.url',
      'post.title as post_title',
      'post.path as post_path',
    ])
    .where('comment.site_id', '=', siteId)
    .where('comment.id', '=', id)
    .where(inScope(scope))
    .executeTakeFirst();
}
