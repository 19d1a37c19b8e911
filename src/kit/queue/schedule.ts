import type { Database, Transaction } from '../database/index.ts';
import type { Schedule } from '../feature.ts';
import { enqueue } from './job.ts';
import { passing } from './passing.ts';

/** When each schedule of a worker is due, as far as it knows: asks the database only when one may be. */
export class Timetable {
  readonly #database: Database;
  readonly #schedules: readonly Schedule[];
  readonly #next = new Map<string, number>();

  constructor(database: Database, schedules: readonly Schedule[]) {
    this.#database = database;
    this.#schedules = schedules;
  }

  /** Turns what is due into jobs, and answers how many. */
  async tick(now: Date): Promise<number> {
    let queued = 0;
    for (const schedule of this.#schedules) {
      const wait = (this.#next.get(schedule.name) ?? 0) - now.getTime();
      // Longer than its period it waits only after the clock was set back.
      if (wait > 0 && wait <= schedule.everySeconds * 1000) continue;
      const { asked, next } = await this.#database.write((tx) => askIfDue(tx, schedule, now), passing);
      this.#next.set(schedule.name, next);
      if (asked) queued += 1;
    }
    return queued;
  }
}

/** The kind of the job that does a schedule's work. */
export function scheduleKind(schedule: { readonly name: string }): string {
  return `schedule.${schedule.name}`;
}

/** Where the install keeps when a schedule was last asked for. */
export function scheduleRecord(schedule: { readonly name: string }): string {
  return `schedule:${schedule.name}`;
}

/**
 * Asks for a schedule's job when its time came, and writes down that it did, in one transaction: whichever
 * process is first. A clock that was set back does not stop it: what was last done in the future is due.
 */
async function askIfDue(
  tx: Transaction,
  schedule: Schedule,
  now: Date,
): Promise<{ asked: boolean; next: number }> {
  const every = schedule.everySeconds * 1000;
  const key = scheduleRecord(schedule);
  const seen = await tx.db
    .insertInto('install')
    .values({ key, value: now.toISOString() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (seen.numInsertedOrUpdatedRows === 1n) return { asked: false, next: now.getTime() + every };
  const before = new Date(now.getTime() - every).toISOString();
  const { numUpdatedRows } = await tx.db
    .updateTable('install')
    .set({ value: now.toISOString() })
    .where('key', '=', key)
    .where((eb) => eb.or([eb('value', '<=', before), eb('value', '>', now.toISOString())]))
    .executeTakeFirst();
  if (numUpdatedRows === 1n) {
    await enqueue(tx, { kind: scheduleKind(schedule), key: '' });
    return { asked: true, next: now.getTime() + every };
  }
  const { value } = await tx.db
    .selectFrom('install')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return { asked: false, next: Date.parse(value) + every };
}
