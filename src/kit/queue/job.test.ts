import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, jobsWaiting, noting } from '../../../test/support/queue.ts';
import { dialects, keptLog, openTestWorld } from '../../../test/support/world.ts';
import type { Feature } from '../feature.ts';
import {
  cancel,
  createWorker,
  deadLetters,
  discardDeadLetters,
  emit,
  enqueue,
  retryDeadLetters,
} from './index.ts';

for (const dialect of dialects) {
  describe(`The queue on ${dialect}`, () => {
    it('does a job once, and it is gone', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      await ask(world, { kind: 'note', payload: { text: 'Ask not' } });
      const worker = createWorker(world, [feature]);
      assert.deepEqual(await worker.runUntilIdle(), { events: 0, jobs: 1, failures: [] });
      assert.deepEqual(done, [{ text: 'Ask not' }]);
      assert.equal((await worker.runUntilIdle()).jobs, 0);
      assert.equal(await jobsWaiting(world), 0);
    });

    it('keeps no job of a transaction that is rolled back', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      const work = world.db.write(async (tx) => {
        await enqueue(tx, { kind: 'note' });
        await emit(tx, { kind: 'noted' });
        throw new Error('no');
      });
      await assert.rejects(work, /no/);
      assert.deepEqual(await createWorker(world, [feature]).runUntilIdle(), {
        events: 0,
        jobs: 0,
        failures: [],
      });
      assert.deepEqual(done, []);
    });

    it('waits until the hour of a job comes', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      const worker = createWorker(world, [feature]);
      await ask(world, { kind: 'note', runAt: '2026-03-01T09:00:00.000Z' });
      world.clock.advance(3599);
      await worker.runUntilIdle();
      assert.equal(done.length, 0);
      world.clock.advance(1);
      await worker.runUntilIdle();
      assert.equal(done.length, 1);
    });

    it('has one job for a key: the last word counts', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      await ask(world, { kind: 'note', key: '1:12', payload: 'first', runAt: '2026-03-01T08:00:00.000Z' });
      await ask(world, { kind: 'note', key: '1:12', payload: 'second', runAt: '2026-03-01T10:00:00.000Z' });
      await ask(world, { kind: 'note', key: '1:13', payload: 'other' });
      const worker = createWorker(world, [feature]);
      await worker.runUntilIdle();
      assert.deepEqual(done, ['other']);
      world.clock.advance(2 * 3600);
      await worker.runUntilIdle();
      assert.deepEqual(done, ['other', 'second']);
    });

    it('takes back a job that has not begun', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      await ask(world, { kind: 'note', key: '1:12' });
      await world.db.write((tx) => cancel(tx, { kind: 'note', key: '1:12' }));
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, []);
    });

    it('does a job again that was asked for while it ran', async () => {
      await using world = await openTestWorld(dialect);
      const done: unknown[] = [];
      const feature: Feature = {
        name: 'notes',
        jobs: {
          note: async (_world, { payload }) => {
            done.push(payload);
            if (payload === 'old') await ask(world, { kind: 'note', key: 'a', payload: 'new' });
          },
        },
      };
      await ask(world, { kind: 'note', key: 'a', payload: 'old' });
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, ['old', 'new']);
      assert.equal(await jobsWaiting(world), 0);
    });

    it('tries what failed again, longer apart each time, and gives up in the end', async () => {
      const log = keptLog();
      await using world = await openTestWorld(dialect, { log });
      let runs = 0;
      const feature: Feature = {
        name: 'broken',
        jobs: {
          break: async () => {
            runs += 1;
            throw new RangeError('the picture has no end');
          },
        },
      };
      await ask(world, { kind: 'break', key: 'x', payload: { picture: 7 } });
      const worker = createWorker(world, [feature], { random: () => 0.5 });
      const waits: number[] = [];
      for (let round = 0; round < 30 && (await deadLetters(world.db)).length === 0; round += 1) {
        await worker.runUntilIdle();
        const job = await world.db.read.selectFrom('job').selectAll().executeTakeFirstOrThrow();
        if (job.failed_at !== null) break;
        const wait = (Date.parse(job.run_at) - world.clock.now().getTime()) / 1000;
        waits.push(wait);
        world.clock.advance(wait);
      }
      assert.equal(runs, 10);
      assert.deepEqual(waits, [15, 45, 135, 405, 1215, 3645, 10935, 21600, 21600]);
      const [letter] = await deadLetters(world.db);
      assert.equal(letter?.kind, 'break');
      assert.equal(letter?.error, 'RangeError: the picture has no end');
      assert.equal(letter?.payload, '{"picture":7}');
      assert.equal(log.lines.filter(({ event }) => event === 'job.failed').length, 9);
      assert.equal(
        log.lines.filter(({ event, level }) => event === 'job.dead' && level === 'error').length,
        1,
      );
    });

    it('tries a dead letter again when told to, and forgets it when told to', async () => {
      await using world = await openTestWorld(dialect);
      let mended = false;
      const feature: Feature = {
        name: 'mending',
        jobs: { mend: async () => (mended ? undefined : { ok: false, reason: 'not yet', retry: false }) },
      };
      await ask(world, { kind: 'mend' });
      await ask(world, { kind: 'mend' });
      const worker = createWorker(world, [feature]);
      await worker.runUntilIdle();
      const letters = await deadLetters(world.db);
      assert.equal(letters.length, 2);
      mended = true;
      assert.equal(await world.db.write((tx) => retryDeadLetters(tx, [letters[0]?.id ?? 0])), 1);
      assert.deepEqual(await worker.runUntilIdle(), { events: 0, jobs: 1, failures: [] });
      assert.equal(await world.db.write((tx) => discardDeadLetters(tx)), 1);
      assert.deepEqual(await deadLetters(world.db), []);
    });

    it('revives a dead job that is asked for again', async () => {
      await using world = await openTestWorld(dialect);
      const seen: unknown[] = [];
      const feature: Feature = {
        name: 'mending',
        jobs: {
          mend: async (_world, { payload }) => {
            seen.push(payload);
            return payload === 'good' ? undefined : { ok: false, reason: 'bad', retry: false };
          },
        },
      };
      await ask(world, { kind: 'mend', key: 'a', payload: 'bad' });
      const worker = createWorker(world, [feature]);
      await worker.runUntilIdle();
      await ask(world, { kind: 'mend', key: 'a', payload: 'good' });
      await worker.runUntilIdle();
      assert.deepEqual(seen, ['bad', 'good']);
      assert.deepEqual(await deadLetters(world.db), []);
    });

    it('goes past a payload that cannot be read', async () => {
      await using world = await openTestWorld(dialect);
      const { feature, done } = noting();
      await ask(world, { kind: 'note', payload: 'poison' });
      await ask(world, { kind: 'note', payload: 'good' });
      await world.db.write((tx) =>
        tx.db.updateTable('job').set({ payload: '{"cut' }).where('payload', '=', '"poison"').execute(),
      );
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, ['good']);
      assert.match((await deadLetters(world.db))[0]?.error ?? '', /no JSON/);
    });
  });
}
