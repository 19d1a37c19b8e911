import { createHash } from 'node:crypto';
import type { Transaction } from '../kit/database/index.ts';
import { appendEvent } from '../log/append.ts';
import { eventsOf } from '../log/read.ts';

/**
 * Writes down in the public log what was found of a post's republished parts, once everybody may read the post: what
 * a draft takes over, and whether it is true to its source, is nobody's business yet. What the log has of a part
 * already is not said again.
 */
export async function logVerdicts(tx: Transaction, siteId: number, postId: number): Promise<void> {
  const rows = await tx.db
    .selectFrom('republication')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'republication.site_id').onRef('post.id', '=', 'republication.post_id'),
    )
    .select([
      'republication.key',
      'republication.text_hash',
      'republication.verdict',
      'republication.checks',
      'republication.capture_id',
    ])
    .where('republication.site_id', '=', siteId)
    .where('republication.post_id', '=', postId)
    .where('republication.checked_at', 'is not', null)
    .where('republication.verdict', '<>', 'pending')
    .where('post.path', 'is not', null)
    .where('post.password', 'is', null)
    .execute();
  for (const { key, text_hash: textHash, verdict, checks, capture_id: capture } of rows) {
    const subject = `republication:${postId}/${key}`;
    const digest = createHash('sha256').update(`${textHash}\n${checks}`).digest('hex');
    if ((await lastDigest(tx, siteId, subject)) === digest) continue;
    await appendEvent(tx, { kind: 'verdict', siteId, subject, digest, facts: { verdict, capture } });
  }
}

async function lastDigest(tx: Transaction, siteId: number, subject: string): Promise<string | undefined> {
  const event = (await eventsOf(tx, siteId, subject)).at(-1)?.event;
  return event == null ? undefined : (JSON.parse(event) as { digest: string }).digest;
}
