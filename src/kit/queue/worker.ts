import type { Feature } from '../feature.ts';
import type { Metrics } from '../metrics.ts';
import type { World } from '../world.ts';
import { claim, jobsDue } from './job.ts';
import { type QueueMetrics, queueMetrics } from './measure.ts';
import { drainOutbox, eventsWaiting, retoldEvent } from './outbox.ts';
import { passing } from './passing.ts';
import { type Ending, perform } from './perform.ts';
import { type Plan, planOf } from './plan.ts';
import { Timetable } from './schedule.ts';

export type WorkerOptions = {
  readonly metrics?: Metrics;
  /** How many slow jobs (pictures, fetches) run at once; 1. */
  readonly slowAtOnce?: number;
  /** How often the database is asked for work that another process left, in milliseconds; 1000. */
  readonly pollMs?: number;
  /** How long a job is held without a sign of life before another worker takes it, in milliseconds; a minute. */
  readonly leaseMs?: number;
  /** The longest that a job may take, in milliseconds; half an hour. */
  readonly longestMs?: number;
  readonly random?: () => number;
};

/** What `runUntilIdle` did. */
export type Ran = {
  readonly events: number;
  readonly jobs: number;
  readonly failures: readonly { readonly kind: string; readonly error: unknown }[];
};

/** A worker for the events, jobs and schedules of these features. Any number of them, in any number of processes. */
export function createWorker(
  world: World,
  features: readonly Feature[],
  options: WorkerOptions = {},
): Worker {
  return new Worker(world, planOf(features), options);
}

/** The least time from the end of one telling of events to the next, in milliseconds: what comes meanwhile is told at once. */
const gather = 20;

/** Seconds from which a job that was done at once has a line in the log; the metrics count all of them. */
const worthALine = 1;

/**
 * Takes events from the outbox to their subscribers, does jobs when their time comes, and asks for scheduled
 * work. Wakes at once for what this process leaves, and looks every second for what others do.
 */
export class Worker {
  readonly #world: World;
  readonly #plan: Plan;
  readonly #options: Required<Omit<WorkerOptions, 'metrics'>>;
  readonly #metrics: QueueMetrics | undefined;
  readonly #timetable: Timetable;
  readonly #halt = new AbortController();
  readonly #sleepers = new Set<() => void>();
  #lanes: Promise<void>[] = [];
  #unsubscribe = () => {};
  #stopping = false;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(world: World, plan: Plan, options: WorkerOptions) {
    const { metrics, ...rest } = options;
    this.#world = world;
    this.#plan = plan;
    this.#options = {
      slowAtOnce: 1,
      pollMs: 1000,
      leaseMs: 60_000,
      longestMs: 1_800_000,
      random: Math.random,
      ...rest,
    };
    this.#metrics = metrics && queueMetrics(metrics, world.db);
    this.#timetable = new Timetable(world.db, plan.schedules);
  }

  /** Begins to work. A worker that was stopped is not started again. */
  start(): void {
    if (this.#lanes.length > 0 || this.#stopping) return;
    this.#unsubscribe = this.#world.db.onQueued(() => this.#wake());
    const slow = Array.from({ length: this.#options.slowAtOnce }, () =>
      this.#lane(() => this.#doJob(this.#plan.slow)),
    );
    this.#lanes = [this.#lane(() => this.#tell()), this.#lane(() => this.#doJob(this.#quick())), ...slow];
  }

  /**
   * Finishes the jobs that run and takes no more. After `graceMs` what still runs is told to stop; its job is
   * tried again later.
   */
  async stop(graceMs = 20_000): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    this.#wake();
    const halt = setTimeout(() => this.#halt.abort(new Error('the worker stopped')), graceMs);
    await Promise.all(this.#lanes);
    clearTimeout(halt);
  }

  /** Does everything that can be done by the world's clock, then answers. For tests, and for commands. */
  async runUntilIdle(): Promise<Ran> {
    let events = 0;
    const endings: (Ending & { readonly kind: string })[] = [];
    for (;;) {
      const queued = await this.#timetable.tick(this.#world.clock.now());
      const told = await this.#drain();
      const ended = (await this.#next(this.#quick())) ?? (await this.#next(this.#plan.slow));
      events += told;
      if (ended) endings.push(ended);
      if (queued === 0 && told === 0 && !ended) break;
    }
    const failures = endings
      .filter(({ error }) => error !== undefined)
      .map(({ kind, error }) => ({ kind, error }));
    return { events, jobs: endings.length, failures };
  }

  #quick(): readonly string[] {
    return [...this.#plan.quick, retoldEvent];
  }

  /** One line of work: turns until there is nothing to do, then sleeps until something may be. */
  async #lane(turn: () => Promise<boolean>): Promise<void> {
    let troubles = 0;
    while (!this.#stopping) {
      try {
        if (!(await turn())) await this.#sleep(this.#options.pollMs);
        if (troubles > 0) this.#world.log.info('queue.goes-on');
        troubles = 0;
      } catch (error) {
        troubles += 1;
        if (troubles === 1) this.#world.log.warn('queue.stalled', { error });
        await this.#sleep(Math.min(30_000, this.#options.pollMs * 2 ** (troubles - 1)));
      }
    }
  }

  /** The first event is told at once; in a burst many are told in one transaction. */
  async #tell(): Promise<boolean> {
    await this.#gather();
    const queued = await this.#timetable.tick(this.#world.clock.now());
    if (!(await eventsWaiting(this.#world.db))) return queued > 0;
    const told = await this.#drain();
    this.#toldAt = performance.now();
    return told > 0;
  }

  async #gather(): Promise<void> {
    const left = () => this.#toldAt + gather - performance.now();
    while (left() > 0 && !this.#stopping) await this.#sleep(Math.max(1, left()));
  }

  async #drain(): Promise<number> {
    const told = await drainOutbox(this.#world.db, this.#plan.subscribers);
    if (told > 0) this.#metrics?.events.add(told);
    return told;
  }

  async #doJob(kinds: readonly string[]): Promise<boolean> {
    return (await this.#next(kinds)) !== undefined;
  }

  async #next(kinds: readonly string[]): Promise<(Ending & { readonly kind: string }) | undefined> {
    const { db, clock } = this.#world;
    if (!(await jobsDue(db, kinds, clock.now()))) return undefined;
    const job = await db.write((tx) => claim(tx, kinds, this.#options.leaseMs), passing);
    if (!job) return undefined;
    const { leaseMs, longestMs, random } = this.#options;
    const ended = await perform(this.#world, this.#plan, job, {
      leaseMs,
      longestMs,
      random,
      halt: this.#halt.signal,
    });
    this.#report(job.kind, job.id, job.attempts, ended);
    return { kind: job.kind, ...ended };
  }

  #report(kind: string, job: number, attempts: number, { outcome, error, took }: Ending): void {
    this.#metrics?.jobs.with({ kind, outcome }).add();
    this.#metrics?.seconds.with({ kind }).observe(took);
    const fields = { kind, job, attempts, seconds: Number(took.toFixed(3)) };
    if (outcome === 'dead') this.#world.log.error('job.dead', { ...fields, error });
    else if (outcome === 'again') this.#world.log.warn('job.failed', { ...fields, error });
    else if (outcome === 'lost' || took >= worthALine || attempts > 1)
      this.#world.log.info(`job.${outcome}`, fields);
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#sleepers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#sleepers.add(done);
    });
  }

  #wake(): void {
    for (const sleeper of [...this.#sleepers]) sleeper();
  }
}
