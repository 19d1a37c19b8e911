import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { ask, noting } from '../../../test/support/queue.ts';
import { dialects, openTestWorld } from '../../../test/support/world.ts';
import { createWorker } from './index.ts';

/** A worker process whose job never ends: it says so when it has begun. */
const program = (address: object) => `
  import { openDatabase } from ${JSON.stringify(new URL('../database/index.ts', import.meta.url).href)};
  import { systemClock } from ${JSON.stringify(new URL('../clock.ts', import.meta.url).href)};
  import { silentLog } from ${JSON.stringify(new URL('../log.ts', import.meta.url).href)};
  import { createWorker } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
  const note = () => { console.log('begun'); return new Promise(() => {}); };
  const world = { db: openDatabase(${JSON.stringify(address)}), clock: systemClock, log: silentLog };
  createWorker(world, [{ name: 'notes', jobs: { note } }]).start();
`;

for (const dialect of dialects) {
  describe(`A worker process that is killed, on ${dialect}`, () => {
    it('leaves its job to the next, after its lease', async () => {
      await using world = await openTestWorld(dialect);
      await ask(world, { kind: 'note', payload: 'whatever happens' });
      const child = spawn(process.execPath, ['--input-type=module', '-e', program(world.address)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');

      const { feature, done } = noting();
      const worker = createWorker(world, [feature]);
      world.clock.set(new Date().toISOString());
      assert.equal((await worker.runUntilIdle()).jobs, 0);
      world.clock.advance(61);
      assert.equal((await worker.runUntilIdle()).jobs, 1);
      assert.deepEqual(done, ['whatever happens']);
    });
  });
}
