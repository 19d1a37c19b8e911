import type { Transaction } from './database/index.ts';
import type { Handler } from './http/message.ts';
import type { Incoming, Reply } from './http/message.ts';
import type { World } from './world.ts';

/** What one folder of the product adds to it; `app.ts` lists them all. */
export type Feature = {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly jobs?: Readonly<Record<string, JobHandler>>;
  /** Subscribers by the kind of event. */
  readonly events?: Readonly<Record<string, EventHandler>>;
  readonly schedules?: readonly Schedule[];
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

/** A job may run more than once (a worker may die after the work and before saying so): it must not matter. */
export type JobHandler = (world: World, job: { readonly siteId: number | null; readonly payload: unknown }) => Promise<void>;

/** Runs in the transaction that takes the event from the outbox: it enqueues jobs, it does no work itself. */
export type EventHandler = (
  tx: Transaction,
  event: { readonly siteId: number | null; readonly payload: unknown; readonly createdAt: string },
) => Promise<void>;

/** Work that comes again. After downtime it is caught up: once, when the worker starts, if an hour was missed. */
export type Schedule = { readonly name: string; readonly everySeconds: number; readonly run: (world: World) => Promise<void> };

export type { Handler };
