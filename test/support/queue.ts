import type { Feature } from '../../src/kit/feature.ts';
import { enqueue, type NewJob } from '../../src/kit/queue/index.ts';
import type { World } from '../../src/kit/world.ts';

/** Asks for a job, in a transaction of its own. */
export function ask(world: World, job: NewJob): Promise<void> {
  return world.db.write((tx) => enqueue(tx, job));
}

/** How many jobs wait or run. */
export async function jobsWaiting(world: World): Promise<number> {
  const rows = await world.db.read.selectFrom('job').select('id').where('failed_at', 'is', null).execute();
  return rows.length;
}

/** A feature that does one kind of job and keeps the payloads it was given. */
export function noting(kind = 'note'): { feature: Feature; done: unknown[] } {
  const done: unknown[] = [];
  const run = async (_world: World, { payload }: { payload: unknown }) => {
    done.push(payload);
  };
  return { done, feature: { name: 'notes', jobs: { [kind]: run } } };
}
