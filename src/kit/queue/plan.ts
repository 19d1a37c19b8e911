import type { Feature, JobHandler, Schedule } from '../feature.ts';
import { retoldEvent, type Subscriber } from './outbox.ts';
import { scheduleKind } from './schedule.ts';

/** What a worker does, gathered from the features: who hears of what, and who does which job. */
export type Plan = {
  readonly subscribers: readonly Subscriber[];
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly schedules: readonly Schedule[];
  readonly quick: readonly string[];
  readonly slow: readonly string[];
};

/** Throws when two features claim one kind of job, or one schedule. */
export function planOf(features: readonly Feature[]): Plan {
  const handlers = new Map<string, JobHandler>();
  const slow: string[] = [];
  const add = (kind: string, handler: JobHandler) => {
    if (handlers.has(kind)) throw new Error(`two features do the job ${kind}`);
    handlers.set(kind, handler);
  };
  for (const feature of features) {
    for (const [kind, handler] of Object.entries(feature.jobs ?? {})) {
      add(kind, typeof handler === 'function' ? handler : handler.run);
      if (typeof handler !== 'function') slow.push(kind);
    }
    for (const schedule of feature.schedules ?? [])
      add(scheduleKind(schedule), (world) => schedule.run(world));
  }
  return {
    handlers,
    slow,
    quick: [...handlers.keys()].filter((kind) => !slow.includes(kind)),
    schedules: features.flatMap(({ schedules }) => schedules ?? []),
    subscribers: features.flatMap(({ name, events }) =>
      Object.entries(events ?? {}).map(([kind, handle]) => ({ name, kind, handle })),
    ),
  };
}

/** Every kind of job that these features do, those of the queue itself included. */
export function jobKinds(features: readonly Feature[]): ReadonlySet<string> {
  return new Set([...planOf(features).handlers.keys(), retoldEvent]);
}
