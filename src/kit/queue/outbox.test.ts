import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { jobsWaiting, noting } from '../../../test/support/queue.ts';
import { dialects, openTestWorld } from '../../../test/support/world.ts';
import type { Feature } from '../feature.ts';
import type { World } from '../world.ts';
import { createWorker, deadLetters, emit, enqueue } from './index.ts';

for (const dialect of dialects) {
  describe(`The outbox on ${dialect}`, () => {
    const tell = (world: World, kind: string, payload: unknown) =>
      world.db.write((tx) => emit(tx, { kind, siteId: 1, payload }));

    it('tells every subscriber of each event, in order', async () => {
      await using world = await openTestWorld(dialect);
      const heard: string[] = [];
      const listener = (name: string): Feature => ({
        name,
        events: {
          said: async (_tx, { siteId, payload, createdAt }) => {
            assert.equal(siteId, 1);
            assert.equal(createdAt, '2026-03-01T08:00:00.000Z');
            heard.push(`${name} ${payload}`);
          },
        },
      });
      for (const word of ['one', 'two', 'three']) await tell(world, 'said', word);
      await tell(world, 'unheard', 'four');
      const ran = await createWorker(world, [listener('a'), listener('b')]).runUntilIdle();
      assert.equal(ran.events, 4);
      assert.deepEqual(heard, ['a one', 'b one', 'a two', 'b two', 'a three', 'b three']);
    });

    it('takes an event out in the transaction of what its subscribers do', async () => {
      await using world = await openTestWorld(dialect);
      const { feature: notes, done } = noting();
      const feature: Feature = {
        ...notes,
        events: { said: (tx, { payload }) => enqueue(tx, { kind: 'note', payload }) },
      };
      await tell(world, 'said', 'hello');
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, ['hello']);
    });

    it('leaves nothing half done, and stops for nobody, when a subscriber throws', async () => {
      await using world = await openTestWorld(dialect);
      const heard: unknown[] = [];
      let broken = true;
      const clumsy: Feature = {
        name: 'clumsy',
        events: {
          said: async (tx, { payload }) => {
            await enqueue(tx, { kind: 'half', payload });
            if (payload === 2 && broken) throw new Error('two is too much');
          },
        },
      };
      const careful: Feature = {
        name: 'careful',
        events: {
          said: async (_tx, { payload }) => {
            heard.push(payload);
          },
        },
      };
      for (const n of [1, 2, 3]) await tell(world, 'said', n);
      const worker = createWorker(world, [clumsy]);
      const ran = await worker.runUntilIdle();
      assert.equal(ran.failures.length, 1);
      const halves = async () =>
        (await world.db.read.selectFrom('job').select('payload').where('kind', '=', 'half').execute())
          .map(({ payload }) => payload)
          .sort();
      assert.deepEqual(await halves(), ['1', '3']);
      broken = false;
      world.clock.advance(20);
      assert.deepEqual((await worker.runUntilIdle()).failures, []);
      assert.deepEqual(await halves(), ['1', '2', '3']);

      // One that cannot take an event does not keep another from it.
      broken = true;
      await tell(world, 'said', 2);
      await createWorker(world, [clumsy, careful]).runUntilIdle();
      assert.equal(heard.at(-1), 2);
      assert.equal((await world.db.read.selectFrom('outbox').selectAll().execute()).length, 0);
    });

    it('goes past an event whose payload cannot be read', async () => {
      await using world = await openTestWorld(dialect);
      const heard: unknown[] = [];
      const feature: Feature = {
        name: 'listener',
        events: {
          said: async (_tx, { payload }) => {
            heard.push(payload);
          },
        },
      };
      for (const word of ['good', 'poison', 'fine']) await tell(world, 'said', word);
      await world.db.write((tx) =>
        tx.db.updateTable('outbox').set({ payload: 'poison' }).where('payload', '=', '"poison"').execute(),
      );
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(heard.slice(-2), ['good', 'fine']);
      assert.match((await deadLetters(world.db))[0]?.payload ?? '', /poison/);
    });

    it('keeps the order of events when several workers tell them', async () => {
      await using world = await openTestWorld(dialect);
      const feature: Feature = {
        name: 'listener',
        events: {
          said: async (tx, { payload }) => {
            await enqueue(tx, { kind: 'heard', payload });
          },
        },
      };
      const workers = [world, world.another(), world.another()].map((one) => createWorker(one, [feature]));
      for (const worker of workers) worker.start();
      for (let n = 0; n < 40; n += 1) await tell(world, 'said', n);
      while ((await jobsWaiting(world)) < 40) await pause(5);
      await Promise.all(workers.map((worker) => worker.stop()));
      const heard = await world.db.read.selectFrom('job').select('payload').orderBy('id').execute();
      assert.deepEqual(
        heard.map(({ payload }) => Number(payload)),
        Array.from({ length: 40 }, (_, n) => n),
      );
    });
  });
}
