import { storable, type Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { longest } from './comment.ts';
import { evidence, teach } from './policy/bayes.ts';
import { textColumns } from './save.ts';
import { audit, type Deed } from './save-audit.ts';
import { linksIn, readText } from './text.ts';

export type Revised =
  | { readonly ok: true; readonly postId: number; readonly batch?: number }
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'empty' }
  | { readonly ok: false; readonly reason: 'too-long'; readonly most: number };

export type Revision = {
  readonly text: string;
  /** As it is now, when absent. */
  readonly format?: 'markdown' | 'html';
  /** Name and website, where somebody of the site changes them. */
  readonly name?: string;
  readonly url?: string;
};

/** Changes a reply for somebody of the site: what was written before is kept, and readers see that, and why. */
export async function reviseComment(
  tx: Transaction,
  siteId: number,
  id: number,
  revision: Revision,
  deed: Deed,
): Promise<Revised> {
  const row = await findText(tx, siteId, id);
  if (!row) return { ok: false, reason: 'missing' };
  const written = await writeText(tx, siteId, row, revision);
  if (!written.ok) return written;
  const note = (deed.note ?? '').trim().slice(0, longest.note);
  await tx.db
    .updateTable('comment')
    .set({ edit_note: note === '' ? null : storable(note) })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  const { name, url } = revision;
  if (name !== undefined || url !== undefined)
    await tx.db
      .updateTable('identity')
      .set({
        ...(name !== undefined && { name: storable(name) }),
        ...(url !== undefined && { url: url || null }),
      })
      .where('site_id', '=', siteId)
      .where('id', '=', row.identity_id)
      .execute();
  const before = {
    text: row.original ?? row.text,
    format: row.format ?? 'html',
    name: row.name,
    url: row.url ?? '',
    note: row.edit_note,
  };
  const after = { text: revision.text, format: revision.format ?? before.format };
  const batch = await audit(
    tx,
    siteId,
    { action: 'edit', commentId: id, postId: row.post_id, before, after },
    { ...deed, note },
  );
  return { ok: true, postId: row.post_id, batch };
}

export type TextRow = NonNullable<Awaited<ReturnType<typeof findText>>>;

export async function findText(tx: Transaction, siteId: number, id: number) {
  return tx.db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .select([
      'comment.id',
      'comment.post_id',
      'comment.identity_id',
      'comment.parent_id',
      'comment.standing',
      'comment.sender',
      'comment.published_at',
      'comment.text',
      'comment.document',
      'comment.original',
      'comment.format',
      'comment.taught',
      'comment.edit_note',
      'identity.name',
      'identity.url',
    ])
    .where('comment.site_id', '=', siteId)
    .where('comment.id', '=', id)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate('comment'))
    .executeTakeFirst();
}

/** Writes another text in place of a reply's; what its words were taught as goes over to the new ones. */
export async function writeText(
  tx: Transaction,
  siteId: number,
  row: TextRow,
  { text, format = row.format ?? 'html' }: Revision,
): Promise<Revised> {
  const read = readText(text, format);
  if (!read.ok) return read;
  const columns = textColumns(row.id, read.document);
  await tx.db
    .updateTable('comment')
    .set({
      ...columns,
      original: storable(text),
      format,
      digest: read.digest,
      edited_at: tx.clock.now().toISOString(),
    })
    .where('site_id', '=', siteId)
    .where('id', '=', row.id)
    .execute();
  if (row.taught !== null) {
    await teach(tx, siteId, evidence(row.text, linksIn(row.document)), { as: row.taught, by: -1 });
    await teach(tx, siteId, evidence(read.text, read.links), { as: row.taught, by: 1 });
  }
  tx.changed(siteId, `post:${row.post_id}/comments`, 'comments');
  await emit(tx, {
    kind: 'comment.saved',
    siteId,
    payload: { commentId: row.id, postId: row.post_id },
  });
  return { ok: true, postId: row.post_id };
}
