import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { setupLink } from '../account/setup.ts';
import type { Terminal, Words } from './command.ts';
import { configOf, withInstall } from './opening.ts';

/**
 * Several processes behind one port: each keeps its own pages, and hears of the others' writes. One of them does
 * the work of the queue too. A process that ends unasked is started again.
 */
export async function serveWorkers(words: Words, terminal: Terminal, processes: number): Promise<number> {
  const config = configOf(words, terminal);
  // Migrate once, before anybody serves.
  const link = await withInstall(words, terminal, (world) =>
    setupLink(world, `http://${config.host}:${config.port}`),
  );
  terminal.out(`Verbatim serves on http://${config.host}:${config.port}\n`);
  if (link) terminal.out(`Set it up, once: ${link}\n`);
  let stopping = false;
  const start = (first: boolean): Worker => {
    const place = ['--data', config.data, '--host', config.host, '--port', String(config.port)];
    cluster.setupPrimary({
      exec: fileURLToPath(new URL('../cli.ts', import.meta.url)),
      args: ['serve', ...place, '--role', first ? 'all' : 'web'],
    });
    const worker = cluster.fork({ VERBATIM_QUIET: '1' });
    worker.on('exit', () => {
      if (!stopping) setTimeout(() => start(first), 1_000).unref();
    });
    return worker;
  };
  for (let i = 0; i < processes; i++) start(i === 0);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  stopping = true;
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  await Promise.all(workers.map(ended));
  return 0;
}

async function ended(worker: Worker): Promise<void> {
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.process.kill('SIGTERM');
  await exit;
}
