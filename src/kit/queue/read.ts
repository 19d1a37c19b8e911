import { sql } from 'kysely';
import type { Database, JobTable } from '../database/index.ts';
import type { Schedule } from '../feature.ts';
import { scheduleRecord } from './schedule.ts';

/** `due`: waits for a worker; `later`: waits for its hour; `failed`: given up. */
export const jobStates = ['failed', 'running', 'due', 'later'] as const;
export type JobState = (typeof jobStates)[number];

export type ListedJob = {
  readonly id: number;
  readonly kind: string;
  readonly key: string | null;
  readonly siteId: number | null;
  /** How often it was begun. */
  readonly attempts: number;
  readonly runAt: string;
  readonly failedAt: string | null;
  /** Of the last attempt. */
  readonly error: string | null;
};

/** Jobs of one site, or of the whole install. */
export type JobScope = { readonly siteId?: number };

export type JobPaging = {
  readonly limit: number;
  /** Time and ID of the job that the page follows, or comes before. */
  readonly after?: readonly string[];
  readonly before?: readonly string[];
};

/** Failed ones newest first, others in the order of their time. Rows before a job come in the other order. */
export async function listJobs(
  db: Database,
  { siteId }: JobScope,
  state: JobState,
  now: Date,
  { limit, after, before }: JobPaging,
): Promise<readonly ListedJob[]> {
  const [at = '', id = ''] = after ?? before ?? [];
  const descending = (state === 'failed') !== (before !== undefined);
  const order = descending ? 'desc' : 'asc';
  const time = state === 'failed' ? ('failed_at' as const) : ('run_at' as const);
  const sign = sql.raw(descending ? '<' : '>');
  const rows = await db.read
    .selectFrom('job')
    .selectAll()
    .where(standing(state, now))
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? 0))
    .$if(at !== '', (query) =>
      query.where(sql<boolean>`(${sql.ref(time)}, id) ${sign} (${at}, ${Number(id) || 0})`),
    )
    .orderBy(time, order)
    .orderBy('id', order)
    .limit(limit)
    .execute();
  return rows.map(listed);
}

export async function countJobs(
  db: Database,
  { siteId }: JobScope,
  now: Date,
): Promise<Readonly<Record<JobState, number>>> {
  const count = (state: JobState) => sql<number>`sum(case when ${standing(state, now)} then 1 else 0 end)`;
  const row = await db.read
    .selectFrom('job')
    .select(jobStates.map((state) => count(state).as(state)))
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId ?? 0))
    .executeTakeFirst();
  const counts = row as Readonly<Record<JobState, number | null>> | undefined;
  const of = (state: JobState) => Number(counts?.[state] ?? 0);
  return { failed: of('failed'), running: of('running'), due: of('due'), later: of('later') };
}

function standing(state: JobState, now: Date) {
  const time = now.toISOString();
  const free = sql`(locked_until is null or locked_until < ${time})`;
  switch (state) {
    case 'failed':
      return sql<boolean>`failed_at is not null`;
    case 'running':
      return sql<boolean>`(failed_at is null and locked_until >= ${time})`;
    case 'due':
      return sql<boolean>`(failed_at is null and run_at <= ${time} and ${free})`;
    case 'later':
      return sql<boolean>`(failed_at is null and run_at > ${time} and ${free})`;
  }
}

function listed(row: JobRow): ListedJob {
  const { id, kind, key, attempts, error } = row;
  return { id, kind, key, siteId: row.site_id, attempts, runAt: row.run_at, failedAt: row.failed_at, error };
}

type JobRow = Pick<JobTable, 'kind' | 'key' | 'site_id' | 'attempts' | 'run_at' | 'failed_at' | 'error'> & {
  readonly id: number;
};

export type ListedSchedule = {
  readonly name: string;
  readonly everySeconds: number;
  /** When it was last asked for, or first seen; undefined where no worker ran yet. */
  readonly last: string | undefined;
  readonly next: string | undefined;
};

/** The regular work of these features, and when it comes. */
export async function listSchedules(
  db: Database,
  schedules: readonly Schedule[],
): Promise<readonly ListedSchedule[]> {
  const rows = await db.read.selectFrom('install').selectAll().where('key', 'like', 'schedule:%').execute();
  const seen = new Map(rows.map(({ key, value }) => [key, value]));
  return schedules.map((schedule) => {
    const { name, everySeconds } = schedule;
    const last = seen.get(scheduleRecord(schedule));
    const next =
      last === undefined ? undefined : new Date(Date.parse(last) + everySeconds * 1000).toISOString();
    return { name, everySeconds, last, next };
  });
}
