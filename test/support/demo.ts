import assert from 'node:assert/strict';
import { features } from '../../src/features.ts';
import type { Config } from '../../src/kit/config.ts';
import { createWorker } from '../../src/kit/queue/index.ts';
import { serve } from '../../src/main.ts';
import { loadDemo } from '../../src/transfer/demo/load.ts';
import { openTestWorld, type TestWorld } from './world.ts';

export type ServedDemo = {
  readonly world: TestWorld;
  readonly siteId: number;
  /** Without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** Whose jobs are done before it is served. */
const worked: ReadonlySet<string> = new Set(['search', 'log', 'republish', 'unsourced', 'history', 'post']);

/**
 * Serves the demonstration site from an install of its own, on a free port of this machine. Search knows it, the log
 * has it, and its texts were compared with their sources; the sizes of its pictures are not made, which takes
 * minutes: they come as they were put in. With `settings`, beside those of a test.
 */
export async function serveDemo(settings: Partial<Config> = {}): Promise<ServedDemo> {
  const world = await openTestWorld();
  world.clock.set('2026-11-22T09:00:00.000Z');
  const loaded = await loadDemo(world, { host: '127.0.0.1' });
  assert.ok(loaded.ok);
  await createWorker(
    world,
    features().filter(({ name }) => worked.has(name)),
  ).runUntilIdle();
  // The server closes its database when it stops; the test's world would close it again.
  const db = { ...world.db, close: async () => {} };
  const running = await serve({ ...world, db, config: { ...world.config, ...settings } }, 'web', {
    host: '127.0.0.1',
    port: 0,
  });
  return {
    world,
    siteId: loaded.siteId,
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop();
      await world.close();
    },
  };
}
