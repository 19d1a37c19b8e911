import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { Feature } from '../kit/feature.ts';

const merged = z.object({ from: z.number().int(), into: z.number().int() });

/** Where one source or speaker became part of another, quotations that name the one that went follow. */
export const followMerger: NonNullable<Feature['events']> = {
  'source.merged': async (tx, { siteId, payload }) => {
    const { from, into } = merged.parse(payload);
    if (siteId === null) return;
    await moveQuotations(tx, siteId, 'source_id', from, into);
    tx.changed(siteId, 'quotations', 'sources', `source:${from}`, `source:${into}`);
  },
  'speaker.merged': async (tx, { siteId, payload }) => {
    const { from, into } = merged.parse(payload);
    if (siteId === null) return;
    await moveQuotations(tx, siteId, 'speaker_id', from, into);
    tx.changed(siteId, 'quotations', `quotations:speaker:${from}`, `quotations:speaker:${into}`);
  },
};

async function moveQuotations(
  tx: Transaction,
  siteId: number,
  column: 'source_id' | 'speaker_id',
  from: number,
  into: number,
): Promise<void> {
  await tx.db
    .updateTable('quotation')
    .set({ [column]: into })
    .where('site_id', '=', siteId)
    .where(column, '=', from)
    .execute();
}
