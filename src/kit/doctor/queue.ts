import { sql } from 'kysely';
import type { Feature } from '../feature.ts';
import { deadLetters, jobKinds, retryDeadLetters, scheduleRecord } from '../queue/index.ts';
import type { World } from '../world.ts';
import { type Check, type Finding, ill, some, well } from './check.ts';

const startWorker =
  'Start a worker: `verbatim serve`, or `verbatim serve --role worker` beside `--role web`.';
const outboxPatience = 5 * 60;
const jobPatience = 15 * 60;

/** Whether the queue moves; `features` say which jobs and schedules there are. */
export function queueChecks(features: readonly Feature[]): readonly Check[] {
  return [
    { name: 'outbox', examine: examineOutbox },
    { name: 'jobs', examine: (world) => examineJobs(world, features) },
    { name: 'dead-letters', examine: examineDead, repair: repairDead },
    { name: 'schedules', examine: (world) => examineSchedules(world, features) },
  ];
}

async function examineOutbox({ db, clock }: World): Promise<Finding> {
  const { first, count } = await db.read
    .selectFrom('outbox')
    .select([sql<string | null>`min(created_at)`.as('first'), sql<number>`count(*)`.as('count')])
    .executeTakeFirstOrThrow();
  if (first === null || first > ago(clock.now(), outboxPatience)) return well();
  return ill(`${Number(count)} events wait to be told, the oldest since ${first}.`, startWorker);
}

async function examineJobs({ db, clock }: World, features: readonly Feature[]): Promise<Finding> {
  const now = clock.now();
  const rows = await db.read
    .selectFrom('job')
    .select(['kind', sql<number>`count(*)`.as('count'), sql<string>`min(run_at)`.as('first')])
    .where('failed_at', 'is', null)
    .where('run_at', '<=', ago(now, jobPatience))
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now.toISOString())]))
    .groupBy('kind')
    .execute();
  if (rows.length === 0) return well();
  const known = jobKinds(features);
  const unknown = rows.filter(({ kind }) => !known.has(kind)).map(({ kind }) => kind);
  if (unknown.length > 0) {
    return ill(
      `Nobody does the jobs ${some(unknown)}: another version of Verbatim asked for them.`,
      'Start the newest version that ran here.',
    );
  }
  const late = rows.map(({ kind, count }) => `${Number(count)} × ${kind}`);
  const first = rows.map((row) => row.first).sort()[0];
  return ill(`Jobs should have begun, the oldest at ${first}: ${some(late)}.`, startWorker);
}

async function examineDead({ db }: World): Promise<Finding> {
  const letters = await deadLetters(db, 1000);
  const [newest] = letters;
  if (!newest) return well();
  const kinds = [...Map.groupBy(letters, ({ kind }) => kind)].map(
    ([kind, some]) => `${some.length} × ${kind}`,
  );
  return ill(
    `Jobs were given up after many attempts: ${some(kinds)}. The newest said: ${newest.error}`,
    'Mend the cause, then run `verbatim doctor --repair`, which has them tried again.',
  );
}

async function repairDead({ db }: World): Promise<string> {
  const letters = await db.write((tx) => retryDeadLetters(tx));
  return `${letters} jobs will be tried again.`;
}

async function examineSchedules({ db, clock }: World, features: readonly Feature[]): Promise<Finding> {
  const late: string[] = [];
  for (const schedule of features.flatMap(({ schedules }) => schedules ?? [])) {
    const row = await db.read
      .selectFrom('install')
      .select('value')
      .where('key', '=', scheduleRecord(schedule))
      .executeTakeFirst();
    if (row && row.value < ago(clock.now(), schedule.everySeconds + jobPatience)) {
      late.push(`${schedule.name} (last ${row.value})`);
    }
  }
  return late.length === 0 ? well() : ill(`Work that comes again did not come: ${some(late)}.`, startWorker);
}

function ago(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}
