import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { Feature } from '../kit/feature.ts';

const merged = z.object({ from: z.number().int(), into: z.number().int() });

/** Where one source or speaker became part of another, what names the one that went by its number follows. */
export const followMerger: NonNullable<Feature['events']> = {
  'source.merged': async (tx, { siteId, payload }) => {
    const { from, into } = merged.parse(payload);
    if (siteId !== null) await moveSource(tx, siteId, from, into);
  },
  'speaker.merged': async (tx, { siteId, payload }) => {
    const { from, into } = merged.parse(payload);
    if (siteId === null) return;
    await tx.db
      .updateTable('quotation')
      .set({ speaker_id: into })
      .where('site_id', '=', siteId)
      .where('speaker_id', '=', from)
      .execute();
    tx.changed(siteId, 'quotations', `quotations:speaker:${from}`, `quotations:speaker:${into}`);
  },
};

async function moveSource(tx: Transaction, siteId: number, from: number, into: number): Promise<void> {
  for (const table of ['capture', 'quotation', 'republication', 'watched_link'] as const) {
    await tx.db
      .updateTable(table)
      .set({ source_id: into })
      .where('site_id', '=', siteId)
      .where('source_id', '=', from)
      .execute();
  }
  await tx.db
    .updateTable('republication')
    .set({ via_source_id: into })
    .where('site_id', '=', siteId)
    .where('via_source_id', '=', from)
    .execute();
  tx.changed(siteId, 'quotations', 'sources', `source:${from}`, `source:${into}`);
}
