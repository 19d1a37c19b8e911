import type { QuotationTable, Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { readSources } from '../source/read.ts';
import { readSpeakers } from '../speaker/read.ts';
import { checkedEvent } from './job-kinds.ts';
import { type Archive, readArchive, readKnown } from './known.ts';
import { readRows } from './rows.ts';
import { replaceRows, verdictColumns } from './save.ts';
import { settle } from './settle.ts';

/** Puts what is known by now on the quotations of a post. What readers see of it changed: the event tells. */
export async function resettle(tx: Transaction, siteId: number, postId: number): Promise<void> {
  const rows = await readRows(tx, siteId, postId);
  const moved = await followMerges(tx, siteId, rows);
  const known = await readKnown(
    tx,
    siteId,
    moved.map(({ asked_hash }) => asked_hash),
  );
  const archives = new Map<number, Archive>();
  const now = tx.clock.now().toISOString();
  const after: QuotationTable[] = [];
  for (const row of moved) {
    const archive = archives.get(row.source_id) ?? (await readArchive(tx, siteId, row.source_id));
    archives.set(row.source_id, archive);
    const unsettled = {
      askedHash: row.asked_hash,
      text: row.text,
      captureId: row.given_capture ?? undefined,
    };
    after.push({ ...row, ...verdictColumns(settle(unsettled, archive, known), row, now) });
  }
  if (await replaceRows(tx, rows, after)) await emit(tx, { kind: checkedEvent, siteId, payload: { postId } });
}

/** Sources and speakers that became part of others are followed to these. */
async function followMerges(
  tx: Transaction,
  siteId: number,
  rows: readonly QuotationTable[],
): Promise<readonly QuotationTable[]> {
  const sources = await readSources(
    tx,
    siteId,
    rows.map(({ source_id }) => source_id),
  );
  const speakers = await readSpeakers(
    tx,
    siteId,
    rows.flatMap(({ speaker_id }) => speaker_id ?? []),
  );
  return rows.map((row) => ({
    ...row,
    source_id: sources.get(row.source_id)?.id ?? row.source_id,
    speaker_id: row.speaker_id === null ? null : (speakers.get(row.speaker_id)?.id ?? null),
  }));
}
