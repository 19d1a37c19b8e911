import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openInstall } from '../src/install.ts';
import { silentLog } from '../src/kit/log.ts';
import { createPost } from '../src/post/save.ts';
import { readSite } from '../src/site/read.ts';
import { createSite } from '../src/site/save.ts';
import { fillThread } from '../test/support/long-thread.ts';
import { documentOf } from '../test/support/pen.ts';
import { startVerbatim } from './support/contender.ts';
import { type Loaded, load } from './support/load.ts';
import { isMain } from './support/main.ts';
import { atMost, type Result, report } from './support/report.ts';
import { interleaved, measured, seconds } from './support/rounds.ts';

const replies = 20_000;
const host = 'blog.example';
const path = '/2026/05/20/talk/';
/** Milliseconds on the server for each page of the thread. */
const goal = 10;

/** Pages of a long thread, each rendered anew, one request at a time; and where a reply's own address leads. */
export async function run(): Promise<Result> {
  const data = await threadSite();
  const server = await startVerbatim({ data }, { env: { VERBATIM_CACHE_MB: '0' } });
  try {
    const asking = (name: string, address: string, headers: Readonly<Record<string, string>> = {}) => ({
      name,
      measure: () =>
        load(server, { paths: [address], headers: { host, ...headers }, connections: 1, seconds }),
    });
    const values = await interleaved<Loaded>([
      asking('first page', path),
      asking('page 140', `${path}comment-page-140/`),
      asking('last page', `${path}comment-page-400/`),
      asking('first page, for a browser that is known', path, {
        cookie: `verbatim-reader=${'0123456789abcdef'.repeat(2)}`,
      }),
    ]);
    const rows = [...values].map(([name, loads]) =>
      measured(
        name,
        'ms',
        loads.map(({ perSecond }) => 1_000 / perSecond),
      ),
    );
    const about = `A post with ${replies} replies, nested to 200, 50 on a page; the page cache is off (VERBATIM_CACHE_MB=0), one request at a time. Time of a whole request, with what the client takes.`;
    return { bench: 'thread', about, rows, goals: rows.map((row) => atMost(row, goal)) };
  } finally {
    await server.stop();
  }
}

/** Made at the first call, and kept. */
async function threadSite(): Promise<string> {
  const data = fileURLToPath(new URL(`../.cache/bench/thread-1-${replies}`, import.meta.url));
  const finished = join(data, 'finished');
  if (existsSync(finished)) return data;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const config = { data, host: '127.0.0.1', port: 0, trustProxy: false, cacheMb: 16, fetchAllow: [] };
  const now = '2026-05-20T12:00:00.000Z';
  const world = await openInstall(config, { log: silentLog, clock: { now: () => new Date(now) } });
  try {
    const made = await world.db.write((tx) =>
      createSite(tx, { host, title: 'The Bench', locale: 'en', timeZone: 'UTC' }, { now }),
    );
    const site = made.ok ? await readSite(world.db, made.id) : undefined;
    if (!site) throw new Error('The site of the bench was refused.');
    const post = await world.db.write((tx) =>
      createPost(
        tx,
        site,
        {
          type: 'post',
          status: 'published',
          title: 'Talk',
          authors: [],
          terms: [],
          publishedAt: '2026-05-20T08:00:00.000Z',
          document: documentOf('What is said of it.'),
        },
        { now },
      ),
    );
    await fillThread({ world, site }, post.id, { replies });
  } finally {
    await world.db.close();
  }
  writeFileSync(finished, '');
  return data;
}

if (isMain(import.meta.url)) report(await run());
