import { sql } from 'kysely';
import type { Transaction } from '../../kit/database/index.ts';
import type { Snapshot } from '../../revision/revision.ts';
import type { PostWrite } from '../post.ts';

/** How long after a post was begun the form that began it may be sent again, in milliseconds. */
const again = 10 * 60_000;

/** Among so many of the newest posts of a site. */
const newest = 20;

/**
 * The post that a form for a new one has made already, when it is sent twice: by two presses, or after going back.
 * It is of the same writer, has the same title and text, and nobody has changed it.
 */
export async function begunBefore(
  tx: Transaction,
  siteId: number,
  accountId: number,
  write: Pick<PostWrite, 'type' | 'title' | 'source'>,
): Promise<number | undefined> {
  const since = new Date(tx.clock.now().getTime() - again).toISOString();
  const rows = await tx.db
    .selectFrom('revision')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'revision.site_id').onRef('post.id', '=', 'revision.post_id'),
    )
    .select(['post.id', 'revision.snapshot'])
    .where('revision.site_id', '=', siteId)
    .where('revision.post_id', 'in', (eb) =>
      eb
        .selectFrom('post')
        .select('id')
        .where('site_id', '=', siteId)
        .orderBy('id', 'desc')
        .limit(sql.lit(newest)),
    )
    .where('revision.version', '=', 1)
    .where('revision.account_id', '=', accountId)
    .where('revision.created_at', '>', since)
    .where('post.version', '=', 1)
    .where('post.type', '=', write.type)
    .where('post.title', '=', write.title)
    .execute();
  return rows.find(({ snapshot }) => {
    const { source } = JSON.parse(snapshot) as Snapshot;
    return source?.format === write.source?.format && source?.text === write.source?.text;
  })?.id;
}
