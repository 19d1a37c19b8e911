import type { Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import type { Standing } from './comment.ts';
import { evidence, teach } from './policy/bayes.ts';
import { type AuditAction, audit, type Deed } from './save-audit.ts';
import { settle } from './save-shown.ts';
import { linksIn } from './text.ts';

export type StatusSet =
  | { readonly ok: true; readonly changed: boolean; readonly batch?: number; readonly postId: number }
  | { readonly ok: false; readonly reason: 'missing' };

/**
 * Decides about a reply, for somebody of the site: approves it, holds it, puts it with the spam, into the trash, or
 * takes it out of there (`restore`: as it was before). It teaches the site's words, is written down, and can be
 * undone. Coming live, it is told to whoever waits for `comment.live`, once each time.
 */
export async function setCommentStatus(
  tx: Transaction,
  siteId: number,
  id: number,
  to: Standing | 'restore',
  deed: Deed,
): Promise<StatusSet> {
  const row = await findForStatus(tx, siteId, id);
  if (!row) return { ok: false, reason: 'missing' };
  const standing = to === 'restore' ? (row.standing_before ?? 'pending') : to;
  const postId = row.post_id;
  if (standing === row.standing && (standing !== 'live' || row.reports === 0))
    return { ok: true, changed: false, postId };
  const before: State = { standing: row.standing, taught: row.taught };
  const after: State = { standing, taught: taughtBy(standing) ?? row.taught };
  await putState(tx, siteId, row, after);
  if (after.taught !== null && after.taught !== row.taught && deed.by !== null)
    await emit(tx, { kind: 'comment.taught', siteId, payload: { commentId: id, as: after.taught } });
  const action = actionOf(standing);
  const batch = await audit(tx, siteId, { action, commentId: id, postId, before, after }, deed);
  return { ok: true, changed: true, batch, postId };
}

/** The standing of a reply, and what its words were taught as. */
export type State = { readonly standing: Standing; readonly taught: 'ham' | 'spam' | null };

export type StatusRow = NonNullable<Awaited<ReturnType<typeof findForStatus>>>;

export async function findForStatus(tx: Transaction, siteId: number, id: number) {
  return tx.db
    .selectFrom('comment')
    .select([
      'id',
      'post_id',
      'standing',
      'standing_before',
      'taught',
      'text',
      'document',
      'reports',
      'live_at',
      'origin',
      'reasons',
    ])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Brings a reply into a state: what readers get of it, what its words teach, and who is told. */
export async function putState(tx: Transaction, siteId: number, row: StatusRow, after: State): Promise<void> {
  const { id, post_id: postId } = row;
  const comesLive = after.standing === 'live' && row.standing !== 'live';
  const now = tx.clock.now().toISOString();
  await tx.db
    .updateTable('comment')
    .set({
      standing: after.standing,
      taught: after.taught,
      standing_before:
        after.standing === 'removed' && row.standing !== 'removed' ? row.standing : row.standing_before,
      ...(after.standing === 'live' && { reports: 0, live_at: row.live_at ?? now }),
    })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await settle(tx, siteId, id);
  await teachAgain(tx, siteId, row, after.taught);
  await emit(tx, { kind: 'comment.saved', siteId, payload: { commentId: id, postId } });
  if (comesLive)
    await emit(tx, {
      kind: 'comment.live',
      siteId,
      payload: { commentId: id, postId, first: row.live_at === null },
    });
}

/** Takes back what a reply's words were taught as, and teaches them as what they are said to be now. */
async function teachAgain(
  tx: Transaction,
  siteId: number,
  { taught, text, document }: StatusRow,
  as: 'ham' | 'spam' | null,
): Promise<void> {
  if (taught === as) return;
  const words = evidence(text, linksIn(document));
  if (taught !== null) await teach(tx, siteId, words, { as: taught, by: -1 });
  if (as !== null) await teach(tx, siteId, words, { as, by: 1 });
}

/** What a decision teaches; the trash is for all kinds of things. */
function taughtBy(standing: Standing): 'ham' | 'spam' | undefined {
  return standing === 'live' ? 'ham' : standing === 'spam' ? 'spam' : undefined;
}

function actionOf(standing: Standing): AuditAction {
  return ({ live: 'approve', pending: 'hold', spam: 'spam', removed: 'trash' } as const)[standing];
}
