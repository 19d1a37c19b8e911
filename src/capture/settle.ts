import type { Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { appendEvent } from '../log/append.ts';
import { requestTimestamp } from '../log/timestamp/request.ts';
import { readSource } from '../source/read.ts';
import { fill } from '../source/save.ts';
import type { Capture, CaptureFacts, CaptureMethod, CaptureProgress } from './capture.ts';
import { type KeptStream, writeStreams } from './keep-streams.ts';
import { askFor, namesOf, waiting } from './save.ts';

/** A capture that is done. Payload: `{ captureId, sourceId, address }`. */
export const captureDone = 'capture.done';
/** One that was refused or failed. The same payload, and `reason`. */
export const captureFailed = 'capture.failed';

/** Answers how often it was begun, this time included. */
export async function beginCapture(tx: Transaction, siteId: number, { id }: Capture): Promise<number> {
  const row = await rowOf(tx, siteId, id)
    .set((eb) => ({
      status: 'running',
      attempts: eb('attempts', '+', 1),
      changed_at: tx.clock.now().toISOString(),
    }))
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 1;
}

export async function noteProgress(
  tx: Transaction,
  siteId: number,
  id: number,
  progress: CaptureProgress,
): Promise<void> {
  await rowOf(tx, siteId, id).set({ progress }).execute();
}

export type FinishedCapture = {
  readonly method: CaptureMethod;
  readonly mime: string;
  readonly charset: string | null;
  readonly lang: string | null;
  readonly title: string | null;
  readonly finalAddress: string | null;
  readonly httpStatus: number | null;
  readonly mainSha256: string | null;
  readonly capturedAt: Date;
  readonly waczSha256: string;
  readonly waczBytes: number;
  readonly warcSha256: string;
  readonly facts: CaptureFacts;
  readonly streams: readonly KeptStream[];
};

/** Writes down what was captured, tells the log its digest, and whoever waits for it. */
export async function finishCapture(
  tx: Transaction,
  siteId: number,
  { id, address }: Pick<Capture, 'id' | 'address'>,
  made: FinishedCapture,
): Promise<void> {
  const row = await rowOf(tx, siteId, id)
    .set({
      method: made.method,
      status: 'done',
      reason: null,
      detail: null,
      progress: null,
      final_address: made.finalAddress,
      http_status: made.httpStatus,
      mime: made.mime,
      charset: made.charset,
      title: made.title,
      lang: made.lang,
      main_sha256: made.mainSha256,
      wacz_sha256: made.waczSha256,
      wacz_bytes: made.waczBytes,
      warc_sha256: made.warcSha256,
      captured_at: made.capturedAt.toISOString(),
      changed_at: tx.clock.now().toISOString(),
      facts: JSON.stringify(made.facts),
    })
    .returning('source_id')
    .executeTakeFirst();
  if (row === undefined) return;
  const sourceId = row.source_id;
  await writeStreams(tx, siteId, id, made.streams);
  if (sourceId !== null) await tellSource(tx, siteId, sourceId, made);
  const subject = `capture:${id}`;
  await appendEvent(tx, { kind: 'capture', siteId, subject, digest: made.waczSha256 });
  await requestTimestamp(tx, { siteId, subject, digest: made.waczSha256 });
  await emit(tx, { kind: captureDone, siteId, payload: { captureId: id, sourceId, address } });
  tx.changed(siteId, ...namesOf(id, sourceId));
}

/** A source whose title or language nobody has given takes those of its page. */
async function tellSource(
  tx: Transaction,
  siteId: number,
  sourceId: number,
  { title, lang }: FinishedCapture,
): Promise<void> {
  const source = await readSource(tx, siteId, sourceId);
  if (source === undefined) return;
  const known = { ...(title !== null && { title }), ...(lang !== null && isLanguage(lang) && { lang }) };
  await fill(tx, siteId, source, known, { now: tx.clock.now().toISOString() });
}

function isLanguage(tag: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag);
}

type Problem = {
  readonly reason: string;
  readonly detail: string;
  readonly url?: string;
  readonly status?: number;
};

/** It may pass: the row says what was seen, and waits. */
export async function postponeCapture(
  tx: Transaction,
  siteId: number,
  { id, sourceId }: Capture,
  problem: Problem,
): Promise<void> {
  await rowOf(tx, siteId, id)
    .set({ status: 'queued', ...problemColumns(tx, problem) })
    .execute();
  tx.changed(siteId, ...namesOf(id, sourceId));
}

export async function failCapture(
  tx: Transaction,
  siteId: number,
  { id, sourceId, address }: Capture,
  status: 'refused' | 'failed',
  problem: Problem,
): Promise<void> {
  await rowOf(tx, siteId, id)
    .set({ status, ...problemColumns(tx, problem) })
    .execute();
  const payload = { captureId: id, sourceId, address, reason: problem.reason };
  await emit(tx, { kind: captureFailed, siteId, payload });
  tx.changed(siteId, ...namesOf(id, sourceId));
}

/** Asks once more for one that was refused or failed. False for any other, and where another of its kind waits already. */
export async function retryCapture(tx: Transaction, siteId: number, capture: Capture): Promise<boolean> {
  const { id, sourceId, address, method } = capture;
  if (capture.status !== 'refused' && capture.status !== 'failed') return false;
  if ((await waiting.first(tx, { site: siteId, address, method })) !== undefined) return false;
  await rowOf(tx, siteId, id)
    .set({ status: 'queued', attempts: 0, progress: null, changed_at: tx.clock.now().toISOString() })
    .execute();
  await askFor(tx, siteId, id);
  tx.changed(siteId, ...namesOf(id, sourceId));
  return true;
}

function problemColumns(tx: Transaction, { reason, detail, url, status }: Problem) {
  return {
    reason,
    detail: detail.slice(0, 2_000),
    progress: null,
    final_address: url ?? null,
    http_status: status ?? null,
    changed_at: tx.clock.now().toISOString(),
  };
}

function rowOf(tx: Transaction, siteId: number, id: number) {
  return tx.db.updateTable('capture').where('site_id', '=', siteId).where('id', '=', id);
}
