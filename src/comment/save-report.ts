import { storable, type Transaction } from '../kit/database/index.ts';
import type { Site } from '../site/site.ts';
import { longest, type Reason } from './comment.ts';
import { tooOften } from './network-limit.ts';
import { findForStatus, putState } from './save-status.ts';

/** The most reports of one network in an hour. */
const mostOfNetwork = 20;

export const reportReasons = ['spam', 'abuse', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

export type Reported =
  | { readonly ok: true; readonly postId: number }
  | { readonly ok: false; readonly reason: 'missing' | 'too-many' };

export type Report = {
  readonly sender: string;
  readonly network?: string | undefined;
  readonly reason: ReportReason;
  readonly note?: string;
};

/**
 * Tells a site's moderators of a live reply. It comes to the head of their queue; readers see it still, unless the
 * site wants it held after so many reports. One of a sender counts.
 */
export async function reportComment(
  tx: Transaction,
  site: Site,
  id: number,
  report: Report,
): Promise<Reported> {
  const row = await findForStatus(tx, site.id, id);
  if (row?.standing !== 'live') return { ok: false, reason: 'missing' };
  const { network } = report;
  if (await tooOften(tx, site.id, { table: 'comment_report', network, most: mostOfNetwork }))
    return { ok: false, reason: 'too-many' };
  if (!(await add(tx, site.id, id, report))) return { ok: true, postId: row.post_id };
  const reports = row.reports + 1;
  const { reportsHold } = site.settings;
  const held = reportsHold > 0 && reports >= reportsHold;
  const reasons: readonly Reason[] = [{ phase: 'reports', facts: { reports } }];
  await tx.db
    .updateTable('comment')
    .set({ reports, ...(held && { reasons: JSON.stringify(reasons) }) })
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .execute();
  if (held) await putState(tx, site.id, row, { standing: 'pending', taught: row.taught });
  return { ok: true, postId: row.post_id };
}

async function add(tx: Transaction, siteId: number, id: number, report: Report): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('comment_report')
    .values({
      site_id: siteId,
      comment_id: id,
      sender: report.sender,
      network: report.network ?? null,
      reason: report.reason,
      note: storable((report.note ?? '').trim().slice(0, longest.note)),
      created_at: tx.clock.now().toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'comment_id', 'sender']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}
