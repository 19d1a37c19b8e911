import { z } from 'zod';
import type { JobFailure, JobInHand } from '../kit/feature.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import { Recorder } from './archive/recorder.ts';
import type { Capture, CaptureProgress } from './capture.ts';
import { keepArchive, spoolFolder } from './keep.ts';
import { keepStreams } from './keep-streams.ts';
import { type NotTaken, type Taken, takeAddress } from './page/take.ts';
import { readCapture } from './read.ts';
import { beginCapture, failCapture, finishCapture, noteProgress, postponeCapture } from './settle.ts';

const payload = z.object({ id: z.int() });

/** How often what may pass is tried, over about an hour and a half. */
const mostTries = 7;

/**
 * Captures one address. What may pass (a machine that is not reached, one that is busy) is tried again by the queue;
 * what was refused is not, until somebody asks for it.
 */
export async function runCapture(
  world: World,
  { siteId, payload: given, signal }: JobInHand,
  { tries = mostTries }: { readonly tries?: number } = {},
): Promise<JobFailure | undefined> {
  const { id } = payload.parse(given);
  const capture = siteId === null ? undefined : await readCapture(world.db, siteId, id);
  if (siteId === null || capture === undefined || !waits.has(capture.status)) return undefined;
  const attempts = await world.db.write((tx) => beginCapture(tx, siteId, capture));
  const recorder = new Recorder(spoolFolder(world), world.clock);
  try {
    const taken = await take(world, siteId, capture, recorder, signal);
    if (!taken.ok) return await settle(world, siteId, capture, taken, attempts < tries);
    await keep(world, siteId, capture, taken, recorder);
    return undefined;
  } catch (error) {
    if (attempts >= tries) await giveUp(world, siteId, capture, error);
    throw error;
  } finally {
    await recorder.discard();
  }
}

const waits: ReadonlySet<Capture['status']> = new Set(['queued', 'running']);

async function take(
  world: World,
  siteId: number,
  { id, address, method }: Capture,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Taken | NotTaken> {
  const progress = (at: CaptureProgress) =>
    world.db.write((tx) => noteProgress(tx, siteId, id, at), { lasting: false });
  const taking = { recorder, signal, progress };
  if (method !== 'browser') return takeAddress(world, address, taking);
  const { takeWithBrowser } = await import('./browser/take.ts');
  return takeWithBrowser(world, address, taking);
}

async function keep(
  world: World,
  siteId: number,
  capture: Capture,
  taken: Taken,
  recorder: Recorder,
): Promise<void> {
  const { main, streams, resources, title, warnings, requisites } = taken;
  const site = await readSite(world.db, siteId);
  const answered = recorder.exchanges.find(
    ({ seen }) => seen.url === main.url && seen.status === main.status,
  );
  const at = answered?.seen.answeredAt ?? world.clock.now();
  const archive = await keepArchive(world, siteId, {
    url: main.url,
    title,
    text: streams[0]?.text ?? '',
    at,
    keeper: site?.url ?? '',
    exchanges: recorder.exchanges,
    resources,
  });
  const kept = await keepStreams(world.storage, siteId, streams, true);
  const screenshot = resources.length > 0 && { screenshot: true };
  const facts = { ...archive.facts, warnings, ...(requisites && { requisites }), ...screenshot };
  const { method, mime, charset, lang } = taken;
  await world.db.write((tx) =>
    finishCapture(tx, siteId, capture, {
      method,
      mime,
      charset,
      lang,
      title,
      finalAddress: main.url,
      httpStatus: main.status,
      mainSha256: answered?.body.sha256 ?? null,
      capturedAt: at,
      ...archive,
      facts,
      streams: kept,
    }),
  );
}

async function settle(
  world: World,
  siteId: number,
  capture: Capture,
  problem: NotTaken,
  again: boolean,
): Promise<JobFailure | undefined> {
  if (problem.retry && again) {
    await world.db.write((tx) => postponeCapture(tx, siteId, capture, problem));
    return { ok: false, reason: problem.detail, retry: true };
  }
  const status = problem.retry ? 'failed' : 'refused';
  await world.db.write((tx) => failCapture(tx, siteId, capture, status, problem));
  return undefined;
}

async function giveUp(world: World, siteId: number, capture: Capture, error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error);
  await world.db.write((tx) => failCapture(tx, siteId, capture, 'failed', { reason: 'broken', detail }));
}
