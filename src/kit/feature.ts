import type { Transaction } from './database/index.ts';
import type { Check } from './doctor/check.ts';
import type { Incoming, Reply } from './http/message.ts';
import type { World } from './world.ts';

/** What one folder of the product adds to it; `app.ts` lists them all. */
export type Feature = {
  readonly name: string;
  readonly routes?: readonly Route[];
  /** Handlers by the kind of job. */
  readonly jobs?: Readonly<Record<string, JobHandler | SlowJob>>;
  /** Subscribers by the kind of event. */
  readonly events?: Readonly<Record<string, EventHandler>>;
  readonly schedules?: readonly Schedule[];
  /** What the doctor looks at. */
  readonly checks?: readonly Check[];
};

/**
 * A route of the install. `pattern` is a path whose segments may be `:name` (one segment) or, last, `*rest`.
 * Routes of a site get the site; those with `anyHost` answer before a site is looked for.
 */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly pattern: string;
  readonly anyHost?: boolean;
  readonly handle: (world: World, request: Incoming, context: RouteContext) => Promise<Reply>;
};

export type RouteContext = { readonly params: Readonly<Record<string, string>>; readonly siteId: number };

/**
 * Does a job. It may run more than once (a worker may die after the work and before saying so): it must not
 * matter. What it throws is tried again later, longer apart each time, and becomes a dead letter in the end.
 */
export type JobHandler = (world: World, job: JobInHand) => Promise<void> | Promise<JobFailure | undefined>;

export type JobInHand = {
  readonly siteId: number | null;
  readonly payload: unknown;
  /** Aborted when the job took too long, or the worker must stop: what is done from then on may be done twice. */
  readonly signal: AbortSignal;
};

/** An expected failure: tried again later, or never. */
export type JobFailure = { readonly ok: false; readonly reason: string; readonly retry: boolean };

/** A job that takes seconds (pictures, fetches): it waits in a line of its own, and delays no quick one. */
export type SlowJob = { readonly slow: true; readonly run: JobHandler };

/** Runs in the transaction that takes the event from the outbox: it enqueues jobs, it does no work itself. */
export type EventHandler = (
  tx: Transaction,
  event: { readonly siteId: number | null; readonly payload: unknown; readonly createdAt: string },
) => Promise<void>;

/**
 * Work that comes again, run by one process as a job. After downtime it is caught up once, however often it was
 * missed; an install counts from the first time it sees the schedule.
 */
export type Schedule = {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: (world: World) => Promise<void>;
};
