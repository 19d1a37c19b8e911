import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import type { Counter, Histogram, Labelled, Metrics } from '../metrics.ts';

export type QueueMetrics = {
  readonly events: Counter;
  readonly jobs: Labelled<'kind' | 'outcome', Counter>;
  readonly seconds: Labelled<'kind', Histogram>;
};

/** What a worker counts, and what the tables say when the metrics are asked for. */
export function queueMetrics(metrics: Metrics, database: Database): QueueMetrics {
  const waiting = (dead: boolean) => async () => {
    const { count } = await database.read
      .selectFrom('job')
      .select(sql<number>`count(*)`.as('count'))
      .where('failed_at', dead ? 'is not' : 'is', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  };
  metrics.gauge('verbatim_jobs_waiting', 'Jobs that wait or run.', waiting(false));
  metrics.gauge('verbatim_jobs_dead', 'Jobs that were given up.', waiting(true));
  return {
    events: metrics.counter('verbatim_events_total', 'Events taken from the outbox to their subscribers.'),
    jobs: metrics.counters(
      'verbatim_jobs_total',
      'Jobs done, by kind and outcome (done, again, dead, lost).',
      ['kind', 'outcome'],
    ),
    seconds: metrics.histograms(
      'verbatim_job_seconds',
      'How long jobs took.',
      ['kind'],
      [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300],
    ),
  };
}
