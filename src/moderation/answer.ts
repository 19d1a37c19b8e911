import { receiveComment } from '../comment/receive.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import { readerKeyOf } from '../comment/sender.ts';
import type { Received } from '../comment/submission.ts';
import type { Asked } from '../desk/index.ts';
import { allowedOf, scopeOf } from './scope.ts';

/** Answers a reply from the desk, as whoever is signed in. One that waits is approved first. */
export async function answerTo(
  { world, site, actor, account, request }: Asked,
  id: number,
  text: string,
): Promise<Received> {
  const scope = scopeOf(actor, site.id);
  const allowed = scope === undefined ? [] : await allowedOf({ db: world.db.read }, site.id, scope, [id]);
  const row = allowed.length === 0 ? undefined : await postOf(world, site.id, id);
  if (!row) return { ok: false, reason: 'parent-missing' };
  if (row.standing !== 'live')
    await world.db.write((tx) => setCommentStatus(tx, site.id, id, 'live', { by: account.id }));
  const readerKey = readerKeyOf(request);
  return receiveComment(world, {
    site,
    postId: row.post_id,
    parentId: id,
    author: { kind: 'account', account, actor },
    text,
    format: 'markdown',
    from: { address: request.remoteAddress, ...(readerKey !== undefined && { readerKey }) },
    unlocked: () => true,
  });
}

async function postOf({ db }: Asked['world'], siteId: number, id: number) {
  return db.read
    .selectFrom('comment')
    .select(['post_id', 'standing'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}
