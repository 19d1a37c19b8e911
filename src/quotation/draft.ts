import { requestCapture } from '../capture/save.ts';
import { type Database, nextId, type Transaction } from '../kit/database/index.ts';
import { ensureSource } from '../source/save.ts';
import { readArchive } from './known.ts';

/** A quotation that somebody makes, before it stands in a text. */
export type QuotationDraft = {
  readonly id: number;
  readonly sourceId: number | null;
  /** JSON of the form. */
  readonly fields: string;
};

/** What is left lying is kept so long: 30 days. */
const kept = 30 * 86_400_000;

/** The source of an address, found or made, and archived where it never was. */
export async function readySource(
  tx: Transaction,
  siteId: number,
  { address, accountId }: { readonly address: string; readonly accountId: number },
): Promise<number> {
  const { id } = await ensureSource(tx, siteId, { address }, { now: tx.clock.now().toISOString() });
  const archive = await readArchive(tx, siteId, id);
  if (!archive.tried)
    await requestCapture(tx, siteId, { address, sourceId: id, method: 'http', by: accountId });
  return id;
}

/** Keeps a form, its source made ready. */
export async function saveDraft(
  tx: Transaction,
  siteId: number,
  {
    id,
    accountId,
    address,
    fields,
  }: {
    readonly id?: number;
    readonly accountId: number;
    readonly address: string;
    readonly fields: string;
  },
): Promise<QuotationDraft> {
  const now = tx.clock.now().toISOString();
  const sourceId = await readySource(tx, siteId, { address, accountId });
  const values = { source_id: sourceId, fields };
  if (id !== undefined) {
    await tx.db
      .updateTable('quotation_draft')
      .set(values)
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .execute();
    return { id, sourceId, fields };
  }
  await sweep(tx, siteId);
  const fresh = await nextId(tx, siteId, 'quotation_draft');
  await tx.db
    .insertInto('quotation_draft')
    .values({ site_id: siteId, id: fresh, account_id: accountId, created_at: now, ...values })
    .execute();
  return { id: fresh, sourceId, fields };
}

/** One of the account's own. */
export async function readDraft(
  db: Database,
  siteId: number,
  id: number,
  accountId: number,
): Promise<QuotationDraft | undefined> {
  const row = await db.read
    .selectFrom('quotation_draft')
    .select(['id', 'source_id', 'fields'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { id: row.id, sourceId: row.source_id, fields: row.fields };
}

export async function dropDraft(tx: Transaction, siteId: number, id: number): Promise<void> {
  await tx.db.deleteFrom('quotation_draft').where('site_id', '=', siteId).where('id', '=', id).execute();
}

async function sweep(tx: Transaction, siteId: number): Promise<void> {
  const before = new Date(tx.clock.now().getTime() - kept).toISOString();
  await tx.db
    .deleteFrom('quotation_draft')
    .where('site_id', '=', siteId)
    .where('created_at', '<', before)
    .execute();
}
