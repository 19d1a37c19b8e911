import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld } from '../../../test/support/world.ts';
import type { Feature } from '../feature.ts';
import { createWorker, housekeeping } from './index.ts';

for (const dialect of dialects) {
  describe(`Schedules on ${dialect}`, () => {
    const hourly = (runs: string[]): Feature => ({
      name: 'clockwork',
      schedules: [
        {
          name: 'strike',
          everySeconds: 3600,
          run: async ({ clock }) => {
            runs.push(clock.now().toISOString().slice(11, 16));
          },
        },
      ],
    });

    it('come again, and are caught up once after downtime', async () => {
      await using world = await openTestWorld(dialect);
      const runs: string[] = [];
      const worker = createWorker(world, [hourly(runs)]);
      await worker.runUntilIdle();
      assert.deepEqual(runs, []);
      world.clock.advance(3600);
      await worker.runUntilIdle();
      await worker.runUntilIdle();
      assert.deepEqual(runs, ['09:00']);
      // Five and a half hours without a worker; another process begins.
      world.clock.advance(5.5 * 3600);
      const later = createWorker(world.another(), [hourly(runs)]);
      await later.runUntilIdle();
      assert.deepEqual(runs, ['09:00', '14:30']);
      world.clock.advance(3599);
      await later.runUntilIdle();
      assert.equal(runs.length, 2);
    });

    it('are run by one process only', async () => {
      await using world = await openTestWorld(dialect);
      const runs: string[] = [];
      const workers = [world, world.another()].map((one) => createWorker(one, [hourly(runs)]));
      for (let hour = 0; hour < 3; hour += 1) {
        await Promise.all(workers.map((worker) => worker.runUntilIdle()));
        world.clock.advance(3600);
      }
      assert.deepEqual(runs, ['09:00', '10:00']);
    });

    it('go on when the clock was set back', async () => {
      await using world = await openTestWorld(dialect);
      const runs: string[] = [];
      const worker = createWorker(world, [hourly(runs)]);
      world.clock.set('2031-01-01T00:00:00.000Z');
      await worker.runUntilIdle();
      world.clock.set('2026-03-01T08:00:00.000Z');
      await worker.runUntilIdle();
      assert.deepEqual(runs, ['08:00']);
      world.clock.advance(3600);
      await worker.runUntilIdle();
      assert.deepEqual(runs, ['08:00', '09:00']);
    });

    it('forget the names of changes after a day', async () => {
      await using world = await openTestWorld(dialect);
      const at = (time: string) => ({ origin: 'test', names: '[]', at: time });
      await world.db.write((tx) =>
        tx.db
          .insertInto('change')
          .values([at('2026-02-27T10:00:00.000Z'), at('2026-03-01T07:00:00.000Z')])
          .execute(),
      );
      const worker = createWorker(world, [housekeeping]);
      await worker.runUntilIdle();
      world.clock.advance(3600);
      await worker.runUntilIdle();
      const left = await world.db.read.selectFrom('change').select('at').execute();
      assert.deepEqual(
        left.map(({ at }) => at),
        ['2026-03-01T07:00:00.000Z'],
      );
    });
  });
}
