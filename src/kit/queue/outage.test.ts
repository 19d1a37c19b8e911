import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openPostgres } from '../../../test/support/postgres.ts';
import { ask, noting } from '../../../test/support/queue.ts';
import { keptLog, openTestWorld } from '../../../test/support/world.ts';
import { createWorker } from './index.ts';

it('A worker goes on when its database comes back', async () => {
  const log = keptLog();
  await using world = await openTestWorld('postgres', { log });
  assert.ok('url' in world.address);
  const name = new URL(world.address.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: (await openPostgres()).url });
  await admin.connect();
  const logged = async (event: string) => {
    for (let wait = 0; wait < 500 && !log.lines.some((line) => line.event === event); wait += 1)
      await pause(10);
    assert.ok(
      log.lines.some((line) => line.event === event),
      `${event} was never logged`,
    );
  };
  const { feature, done } = noting();
  const worker = createWorker(world, [feature], { pollMs: 20 });
  worker.start();
  try {
    await admin.query(`alter database "${name}" allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await logged('queue.stalled');
    await admin.query(`alter database "${name}" allow_connections true`);
    await ask(world, { kind: 'note', payload: 'after the storm' });
    await logged('queue.goes-on');
    for (let wait = 0; wait < 500 && done.length === 0; wait += 1) await pause(10);
    assert.deepEqual(done, ['after the storm']);
  } finally {
    await worker.stop();
    await admin.end();
  }
});
