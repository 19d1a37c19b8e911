import { startVerbatim } from './support/contender.ts';
import { load } from './support/load.ts';
import { isMain } from './support/main.ts';
import { counterOf } from './support/metrics.ts';
import { memoryOf } from './support/process.ts';
import { type Result, report } from './support/report.ts';
import { measured } from './support/rounds.ts';
import { benchSite } from './support/site.ts';

const cacheMb = 64;
const connections = 16;

/** Every post of a large site asked for once after the other, as crawlers do: the page cache stays within its bytes, the program within a few times that. */
export async function run(): Promise<Result> {
  const site = await benchSite({
    posts: Number(process.env.BENCH_POSTS ?? 100_000),
    words: 600,
    comments: 5,
  });
  const server = await startVerbatim(site, { env: { VERBATIM_CACHE_MB: String(cacheMb) } });
  try {
    const at: Seen[] = [];
    for (let from = 0; from < site.posts; ) {
      const headers = { host: site.host, 'accept-encoding': from % 2 === 0 ? 'br' : 'identity' };
      const { requests } = await load(server, { paths: site.paths, headers, connections, seconds: 5, from });
      from += requests;
      at.push(seen(server.pid, await counterOf(server, 'verbatim_page_cache_bytes')));
    }
    const of = (field: keyof Seen) => at.map((one) => one[field]);
    const rows = [
      measured('kept pages, as the cache counts them', 'MiB', of('kept')),
      measured('memory of its own (RssAnon)', 'MiB', of('own')),
      measured('memory with files mapped (VmRSS)', 'MiB', of('all')),
    ];
    const about = `${site.posts.toLocaleString('en')} posts asked for one after the other, half of the time with brotli, with VERBATIM_CACHE_MB=${cacheMb}: read every five seconds. The files mapped are the database's, which the system takes back when it needs the room.`;
    return { bench: 'memory', about, rows, goals: [] };
  } finally {
    await server.stop();
  }
}

type Seen = { readonly kept: number; readonly own: number; readonly all: number };

function seen(pid: number, bytes: number): Seen {
  const { now, own } = memoryOf(pid);
  return { kept: Math.round(bytes / 2 ** 20), own, all: now };
}

if (isMain(import.meta.url)) report(await run());
