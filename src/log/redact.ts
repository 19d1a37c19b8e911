import { createHash } from 'node:crypto';
import type { Transaction } from '../kit/database/index.ts';
import { appendEvent } from './append.ts';
import { logChanged } from './notice.ts';

/**
 * Destroys what opens the entries of a subject, where what it was must be forgotten by law: the log stays whole, and
 * nobody can find out again what those entries stood for. That it was done is written down itself. Answers how many
 * there were.
 */
export async function redactSubject(
  tx: Transaction,
  { siteId, subject }: { readonly siteId: number; readonly subject: string },
): Promise<number> {
  const rows = await tx.db
    .selectFrom('log_event')
    .select(['id', 'entry'])
    .where('site_id', '=', siteId)
    .where('subject', '=', subject)
    .where('kind', '!=', 'redact')
    .where('salt', 'is not', null)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await tx.db.updateTable('log_event').set({ salt: null, event: null }).where('id', 'in', ids).execute();
  const digest = createHash('sha256')
    .update(rows.map(({ entry }) => entry).join('\n'))
    .digest('hex');
  await appendEvent(tx, { kind: 'redact', siteId, subject, digest, facts: { entries: rows.length } });
  await logChanged(tx);
  return rows.length;
}
