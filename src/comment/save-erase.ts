import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { audit, type Deed } from './save-audit.ts';
import { settle, shown } from './save-shown.ts';

/**
 * Deletes a reply for good: its words, its author's name and addresses. Where others answered it an empty place
 * stays, so that the answers keep theirs. `deed` where somebody of the site does it: that is written down, and
 * cannot be undone. False when it is not there.
 */
export async function eraseComment(
  tx: Transaction,
  siteId: number,
  id: number,
  deed?: Deed,
): Promise<boolean> {
  const row = await findRow(tx, siteId, id);
  if (!row) return false;
  const postId = row.post_id;
  if (await hasAnswers(tx, siteId, id)) await empty(tx, siteId, row);
  else await remove(tx, siteId, row);
  await forgetDeeds(tx, siteId, id);
  if (deed)
    await audit(
      tx,
      siteId,
      { action: 'erase', commentId: id, postId, before: { standing: row.standing }, after: {} },
      deed,
    );
  await emit(tx, { kind: 'comment.erased', siteId, payload: { commentId: id, postId } });
  return true;
}

/** Of what was done with it before, that it was done: not its former words, and nothing by which to undo it. */
async function forgetDeeds(tx: Transaction, siteId: number, id: number): Promise<void> {
  await tx.db
    .updateTable('comment_audit')
    .set({ before: '{}', after: '{}', note: '' })
    .where('site_id', '=', siteId)
    .where('comment_id', '=', id)
    .execute();
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;

async function findRow(tx: Transaction, siteId: number, id: number) {
  return tx.db
    .selectFrom('comment')
    .select(['id', 'post_id', 'parent_id', 'identity_id', 'path', 'status', 'standing'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
}

async function hasAnswers(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('parent_id', '=', id)
    .limit(sql.lit(1))
    .executeTakeFirst();
  return row !== undefined;
}

/** Nothing stays but where it stood, and when. What it taught stays taught: words of everybody's. */
async function empty(tx: Transaction, siteId: number, { id, identity_id, post_id }: Row): Promise<void> {
  await tx.db
    .updateTable('comment')
    .set({
      standing: 'removed',
      standing_before: null,
      document: '{"type":"doc","content":[]}',
      html: '',
      text: '',
      original: null,
      sender: null,
      network: null,
      reasons: '[]',
      taught: null,
      digest: null,
      quote: null,
      lang: null,
      likes: 0,
      reports: 0,
      edit_note: null,
    })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await tx.db
    .updateTable('identity')
    .set({
      kind: 'guest',
      name: '',
      url: null,
      email: null,
      avatar: null,
      provider: null,
      account_id: null,
      author_id: null,
    })
    .where('site_id', '=', siteId)
    .where('id', '=', identity_id)
    .execute();
  for (const table of ['comment_like', 'comment_report'] as const)
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('comment_id', '=', id).execute();
  await settle(tx, siteId, id);
  tx.changed(siteId, `post:${post_id}/comments`, 'comments');
}

async function remove(tx: Transaction, siteId: number, row: Row): Promise<void> {
  await tx.db.deleteFrom('comment').where('site_id', '=', siteId).where('id', '=', row.id).execute();
  await tx.db
    .deleteFrom('identity')
    .where('site_id', '=', siteId)
    .where('id', '=', row.identity_id)
    .execute();
  const live = row.status === 'live';
  if (!live && row.status !== 'tombstone') return;
  await shown(tx, siteId, { postId: row.post_id, path: row.path, entries: -1, live: live ? -1 : 0 });
  if (row.parent_id !== null) await settle(tx, siteId, row.parent_id);
}
