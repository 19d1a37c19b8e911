import type { Transaction } from '../database/index.ts';
import type { JobFailure, JobInHand } from '../feature.ts';
import type { World } from '../world.ts';
import { fail, finish, type Job, renew } from './job.ts';
import { type Retold, retoldEvent } from './outbox.ts';
import { passing } from './passing.ts';
import type { Plan } from './plan.ts';
import { mostAttempts, retryAfter } from './retry.ts';

/** How a job ended; `lost` when another worker had taken it over meanwhile. */
export type Ending = {
  readonly outcome: 'done' | 'again' | 'dead' | 'lost';
  readonly error?: unknown;
  /** Seconds it took. */
  readonly took: number;
};

export type Terms = {
  /** How long a job is held without a sign of life, in milliseconds. */
  readonly leaseMs: number;
  /** The longest that a job may take, in milliseconds. */
  readonly longestMs: number;
  readonly random: () => number;
  /** Aborted when the worker must stop now. */
  readonly halt: AbortSignal;
};

/** Does one job that this worker holds, and writes down how it ended. */
export async function perform(world: World, plan: Plan, job: Job, terms: Terms): Promise<Ending> {
  const begun = performance.now();
  const ended = new AbortController();
  const signal = AbortSignal.any([terms.halt, ended.signal]);
  const limit = setTimeout(() => ended.abort(new Error('it took too long')), terms.longestMs);
  const beat = setInterval(() => keep(world, job, terms, ended), terms.leaseMs / 3);
  try {
    const attempted = await Promise.race([attempt(world, plan, job, signal), whenAborted(signal)]);
    return { ...(await settle(world, job, attempted, terms)), took: (performance.now() - begun) / 1000 };
  } finally {
    clearTimeout(limit);
    clearInterval(beat);
  }
}

type Handle = (world: World, job: JobInHand) => Promise<JobFailure | undefined>;
type Attempted = { readonly kind: 'done' } | { readonly kind: 'settled' } | Failed;
type Failed = { readonly kind: 'failed'; readonly error: unknown; readonly retry: boolean };

async function attempt(world: World, plan: Plan, job: Job, signal: AbortSignal): Promise<Attempted> {
  try {
    if (job.attempts > mostAttempts)
      return failed(new Error('the worker stopped in the middle, each time'), false);
    const payload = readPayload(job.payload);
    if (!payload.ok) return failed(new Error('the payload is no JSON'), false);
    if (job.kind === retoldEvent) return await retell(world, plan, job, payload.value as Retold);
    const handler = plan.handlers.get(job.kind);
    if (!handler) return failed(new Error(`nobody does the job ${job.kind}`), true);
    const result = await (handler as Handle)(world, {
      siteId: job.siteId,
      payload: payload.value,
      signal,
    });
    return result ? failed(new Error(result.reason), result.retry) : { kind: 'done' };
  } catch (error) {
    return failed(error, true);
  }
}

/** Tells an event to one subscriber, and ends the job in the same transaction. */
async function retell(world: World, plan: Plan, job: Job, event: Retold): Promise<Attempted> {
  const payload = readPayload(event.payload);
  if (!payload.ok) return failed(new Error('the payload is no JSON'), false);
  const subscriber = plan.subscribers.find(
    ({ name, kind }) => name === event.subscriber && kind === event.kind,
  );
  await world.db.write(async (tx) => {
    if (await finish(tx, job)) {
      await subscriber?.handle(tx, {
        siteId: event.siteId,
        payload: payload.value,
        createdAt: event.createdAt,
      });
    }
  }, passing);
  return { kind: 'settled' };
}

async function settle(world: World, job: Job, ended: Attempted, terms: Terms): Promise<Omit<Ending, 'took'>> {
  if (ended.kind === 'settled') return { outcome: 'done' };
  const write = (work: (tx: Transaction) => Promise<boolean>) => world.db.write(work, passing);
  if (ended.kind === 'done') return { outcome: (await write((tx) => finish(tx, job))) ? 'done' : 'lost' };
  const again = ended.retry && job.attempts < mostAttempts;
  const at = again
    ? new Date(world.clock.now().getTime() + retryAfter(job.attempts, terms.random))
    : undefined;
  const ours = await write((tx) => fail(tx, job, describe(ended.error), at));
  return { outcome: ours ? (again ? 'again' : 'dead') : 'lost', error: ended.error };
}

/** Renews the lease; what runs is told when the job went to somebody else. */
function keep(world: World, job: Job, terms: Terms, ended: AbortController): void {
  world.db
    .write((tx) => renew(tx, job, terms.leaseMs), passing)
    .then(
      (ours) => ours || ended.abort(new Error('another worker took the job over')),
      (error) => world.log.warn('queue.lease-not-renewed', { kind: job.kind, job: job.id, error }),
    );
}

function whenAborted(signal: AbortSignal): Promise<Failed> {
  return new Promise((resolve) => {
    const end = () => resolve(failed(signal.reason, true));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function failed(error: unknown, retry: boolean): Failed {
  return { kind: 'failed', error, retry };
}

function readPayload(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** What a dead letter says of its failure: the kind and message of the error, no more than a screen of it. */
function describe(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2000);
}
