import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, jobsWaiting, noting } from '../../../test/support/queue.ts';
import { dialects, keptLog, openTestWorld } from '../../../test/support/world.ts';
import type { Feature } from '../feature.ts';
import { createMetrics } from '../metrics.ts';
import { createWorker, deadLetters, enqueue } from './index.ts';
import { claim } from './job.ts';

for (const dialect of dialects) {
  describe(`Workers on ${dialect}`, () => {
    it('leaves a job of a kind that it does not know to a worker that does', async () => {
      await using world = await openTestWorld(dialect);
      await ask(world, { kind: 'note', payload: 1 });
      assert.equal((await createWorker(world, [noting('other').feature]).runUntilIdle()).jobs, 0);
      const { feature, done } = noting();
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, [1]);
    });

    it('gives the job of a worker that died to another, after its lease', async () => {
      await using world = await openTestWorld(dialect);
      await ask(world, { kind: 'note', payload: 'from the dead' });
      // A worker takes the job, and is killed before it says anything more.
      assert.ok(await world.db.write((tx) => claim(tx, ['note'], 60_000)));
      const { feature, done } = noting();
      const worker = createWorker(world.another(), [feature]);
      world.clock.advance(59);
      assert.equal((await worker.runUntilIdle()).jobs, 0);
      world.clock.advance(2);
      assert.equal((await worker.runUntilIdle()).jobs, 1);
      assert.deepEqual(done, ['from the dead']);
    });

    it('gives up a job that kills every worker that takes it', async () => {
      await using world = await openTestWorld(dialect);
      await ask(world, { kind: 'note' });
      for (let death = 0; death < 10; death += 1) {
        assert.ok(await world.db.write((tx) => claim(tx, ['note'], 60_000)));
        world.clock.advance(61);
      }
      const { feature, done } = noting();
      await createWorker(world, [feature]).runUntilIdle();
      assert.deepEqual(done, []);
      assert.match((await deadLetters(world.db))[0]?.error ?? '', /stopped in the middle/);
    });

    it('does not let a worker that lost its job end it for the one that has it', async () => {
      const log = keptLog();
      await using world = await openTestWorld(dialect, { log });
      await ask(world, { kind: 'note' });
      const feature: Feature = {
        name: 'slow',
        jobs: {
          note: async () => {
            world.clock.advance(61);
            assert.ok(await world.db.write((tx) => claim(tx, ['note'], 60_000)));
          },
        },
      };
      await createWorker(world, [feature]).runUntilIdle();
      assert.equal(await jobsWaiting(world), 1);
      assert.ok(log.lines.some(({ event }) => event === 'job.lost'));
    });

    it('shares the jobs among several workers, each job once', async () => {
      await using world = await openTestWorld(dialect);
      const done = new Map<number, number>();
      const feature: Feature = {
        name: 'count',
        jobs: {
          count: async (_world, { payload }) => {
            done.set(payload as number, (done.get(payload as number) ?? 0) + 1);
            await pause(1);
          },
        },
      };
      const jobs = 60;
      await world.db.write(async (tx) => {
        for (let n = 0; n < jobs; n += 1) await enqueue(tx, { kind: 'count', payload: n });
      });
      const workers = [world, world.another(), world.another()].map((one) => createWorker(one, [feature]));
      for (const worker of workers) worker.start();
      while ((await jobsWaiting(world)) > 0) await pause(5);
      await Promise.all(workers.map((worker) => worker.stop()));
      assert.equal(done.size, jobs);
      assert.ok([...done.values()].every((times) => times === 1));
    });

    it('wakes at once for what its own process leaves', async () => {
      await using world = await openTestWorld(dialect);
      const { promise, resolve } = Promise.withResolvers<void>();
      const feature: Feature = { name: 'quick', jobs: { quick: async () => resolve() } };
      const worker = createWorker(world, [feature], { pollMs: 60_000 });
      worker.start();
      await pause(50);
      await ask(world, { kind: 'quick' });
      await Promise.race([
        promise,
        pause(5000, undefined, { ref: false }).then(() => assert.fail('it slept on')),
      ]);
      await worker.stop();
    });

    it('finds what another process left', async () => {
      await using world = await openTestWorld(dialect);
      const { promise, resolve } = Promise.withResolvers<void>();
      const feature: Feature = { name: 'quick', jobs: { quick: async () => resolve() } };
      const worker = createWorker(world, [feature], { pollMs: 20 });
      worker.start();
      await pause(30);
      await ask(world.another(), { kind: 'quick' });
      await Promise.race([
        promise,
        pause(5000, undefined, { ref: false }).then(() => assert.fail('it slept on')),
      ]);
      await worker.stop();
    });

    it('finishes the job it has when it is stopped, and takes no more', async () => {
      await using world = await openTestWorld(dialect);
      const begun = Promise.withResolvers<void>();
      let finished = 0;
      const feature: Feature = {
        name: 'long',
        jobs: {
          long: async () => {
            begun.resolve();
            await pause(100);
            finished += 1;
          },
        },
      };
      await ask(world, { kind: 'long' });
      await ask(world, { kind: 'long' });
      const worker = createWorker(world, [feature]);
      worker.start();
      await begun.promise;
      await worker.stop();
      assert.equal(finished, 1);
      assert.equal(await jobsWaiting(world), 1);
    });

    it('tells a job to stop when the worker cannot wait for it, and tries it again later', async () => {
      await using world = await openTestWorld(dialect);
      const begun = Promise.withResolvers<void>();
      const feature: Feature = {
        name: 'endless',
        jobs: {
          endless: async (_world, { signal }) => {
            begun.resolve();
            await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
          },
        },
      };
      await ask(world, { kind: 'endless' });
      const worker = createWorker(world, [feature]);
      worker.start();
      await begun.promise;
      await worker.stop(20);
      const job = await world.db.read.selectFrom('job').selectAll().executeTakeFirstOrThrow();
      assert.equal(job.locked_by, null);
      assert.equal(job.failed_at, null);
      assert.match(job.error ?? '', /the worker stopped/);
    });

    it('does not let a job hold its place for ever', async () => {
      await using world = await openTestWorld(dialect);
      const feature: Feature = { name: 'hung', jobs: { hang: () => new Promise<void>(() => {}) } };
      await ask(world, { kind: 'hang' });
      const ran = await createWorker(world, [feature], { longestMs: 30 }).runUntilIdle();
      assert.match(String(ran.failures[0]?.error), /too long/);
    });

    it('does quick jobs while a slow one runs', async () => {
      await using world = await openTestWorld(dialect);
      const quick = Promise.withResolvers<void>();
      const feature: Feature = {
        name: 'both',
        jobs: {
          slow: { slow: true, run: () => quick.promise },
          quick: async () => quick.resolve(),
        },
      };
      await ask(world, { kind: 'slow' });
      await ask(world, { kind: 'quick' });
      const worker = createWorker(world, [feature]);
      worker.start();
      while ((await jobsWaiting(world)) > 0) await pause(5);
      await worker.stop();
    });

    it('counts what it does', async () => {
      await using world = await openTestWorld(dialect);
      const metrics = createMetrics();
      const { feature } = noting();
      await ask(world, { kind: 'note' });
      await ask(world, { kind: 'unknown' });
      await createWorker(world, [feature], { metrics }).runUntilIdle();
      const text = await metrics.text();
      assert.match(text, /^verbatim_jobs_total\{kind="note",outcome="done"\} 1$/m);
      assert.match(text, /^verbatim_jobs_waiting 1$/m);
      assert.match(text, /^verbatim_job_seconds_count\{kind="note"\} 1$/m);
    });
  });
}

it('Two features never claim one kind of job', async () => {
  await using world = await openTestWorld();
  assert.throws(
    () => createWorker(world, [noting().feature, noting().feature]),
    /two features do the job note/,
  );
});
