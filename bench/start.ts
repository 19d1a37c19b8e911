import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isMain } from './support/main.ts';
import { memoryOf, onCore, root, serverCore } from './support/process.ts';
import { atMost, type Result, report } from './support/report.ts';
import { interleaved, measured, rounds } from './support/rounds.ts';
import { benchSite } from './support/site.ts';

const startGoal = 500;
const memoryGoal = 120;
/** How long the program rests before its memory is read, in milliseconds. */
const rest = 5_000;

type Started = {
  readonly healthz: number;
  readonly home: number;
  readonly idle: number;
  readonly idleAfterPage: number;
};

/** From the command to its first answers, and the memory that it then holds: compiled before, and not. */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts: 1_000, words: 600, comments: 5 });
  const cold = join(root, '.cache/bench/compile');
  const warm = { name: 'warm', measure: () => start(site.data, site.host, {}) };
  const first = {
    name: 'first start',
    measure: () => {
      rmSync(cold, { recursive: true, force: true });
      return start(site.data, site.host, { NODE_COMPILE_CACHE: cold });
    },
  };
  const bare = { name: 'node:http', measure: startBare };
  await warm.measure();
  const values = await interleaved([warm, first]);
  const floor = await interleaved([bare], rounds);
  const of = (name: string, field: keyof Started) =>
    (values.get(name) ?? []).map((started) => started[field]);
  const rows = [
    measured('first 200 on /healthz, warm', 'ms', of('warm', 'healthz')),
    measured('first 200 on /, warm', 'ms', of('warm', 'home')),
    measured('first 200 on /healthz, nothing compiled before', 'ms', of('first start', 'healthz')),
    measured('first 200 of a bare node:http server', 'ms', floor.get('node:http') ?? []),
    measured('memory at rest', 'MiB', of('warm', 'idle')),
    measured('memory at rest, after a page', 'MiB', of('warm', 'idleAfterPage')),
  ];
  const goals = [0, 1, 4].flatMap((index) => {
    const row = rows[index];
    return row === undefined ? [] : [atMost(row, row.unit === 'ms' ? startGoal : memoryGoal)];
  });
  const about = `\`bin/verbatim serve\` on a site of 1,000 posts, web and worker in one process: from its start to the first answer, and its memory (VmRSS) after ${rest / 1000} s.`;
  return { bench: 'start', about, rows, goals };
}

async function start(data: string, host: string, env: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const [program, ...words] = onCore(serverCore, [
    'bin/verbatim',
    'serve',
    '--data',
    data,
    '--port',
    String(port),
  ]);
  const begun = performance.now();
  const child = spawn(program, words, {
    cwd: root,
    env: { ...process.env, VERBATIM_QUIET: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const healthz = await answered(port, '/healthz', host, begun);
    await setTimeout(rest);
    const idle = memoryOf(child.pid ?? 0).now;
    const asked = performance.now();
    const home = await answered(port, '/', host, asked);
    await setTimeout(1_000);
    return { healthz, home: healthz + home, idle, idleAfterPage: memoryOf(child.pid ?? 0).now };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function startBare(): Promise<number> {
  const port = await freePort();
  const program = `require('node:http').createServer((_, response) => response.end('ok')).listen(${port}, '127.0.0.1')`;
  const [first = '', ...words] = onCore(serverCore, [process.execPath, '-e', program]);
  const begun = performance.now();
  const child = spawn(first, words, { stdio: 'inherit' });
  const time = await answered(port, '/', '127.0.0.1', begun);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return time;
}

/** Asks every two milliseconds until the answer is 200: milliseconds since `begun`. */
async function answered(port: number, path: string, host: string, begun: number): Promise<number> {
  for (;;) {
    if ((await statusOf(port, path, host)) === 200) return Math.round(performance.now() - begun);
    if (performance.now() - begun > 60_000) throw new Error(`No answer on ${path} within a minute.`);
    await setTimeout(2);
  }
}

function statusOf(port: number, path: string, host: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request({ port, path, host: '127.0.0.1', headers: { host }, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    asked.once('error', () => resolve(0)).end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

if (isMain(import.meta.url)) report(await run());
