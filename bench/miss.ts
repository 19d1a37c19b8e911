import { startVerbatim } from './support/contender.ts';
import { type Loaded, load } from './support/load.ts';
import { isMain } from './support/main.ts';
import { counterOf } from './support/metrics.ts';
import { atLeast, type Result, report } from './support/report.ts';
import { interleaved, measured, seconds } from './support/rounds.ts';
import { benchSite } from './support/site.ts';

const goal = 2_000;
const connections = 8;

/** Every request a miss: no page is kept, each post is read, rendered and sent anew. */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts: 1_000, words: 600, comments: 5 });
  const server = await startVerbatim(site, { env: { VERBATIM_CACHE_MB: '0' } });
  try {
    const headers = { host: site.host };
    const posts = (at: number) =>
      load(server, { paths: site.paths, headers, connections, seconds, from: at * 97 });
    const before = await counterOf(server, 'verbatim_page_cache_misses_total');
    const first = await posts(0);
    const rendered = (await counterOf(server, 'verbatim_page_cache_misses_total')) - before;
    if (rendered < first.requests)
      throw new Error(`Only ${rendered} of ${first.requests} answers were rendered.`);
    const values = await interleaved<Loaded>([
      { name: 'posts', measure: (round) => posts(round + 1) },
      { name: 'home page', measure: () => load(server, { paths: ['/'], headers, connections: 1, seconds }) },
    ]);
    const rows = [...values].flatMap(([name, loads]) => [
      measured(
        `${name}, each rendered`,
        'requests/s',
        loads.map(({ perSecond }) => perSecond),
      ),
      measured(
        `${name}: processor time`,
        'µs a request',
        loads.map(({ cpuMicroseconds }) => cpuMicroseconds ?? Number.NaN),
      ),
    ]);
    const goals = rows.slice(0, 1).map((row) => atLeast(row, goal));
    const about = `1,000 posts of 600 words with 5 replies, asked for one after the other; the page cache is off (VERBATIM_CACHE_MB=0), and the server's own count says that every answer was rendered. Not compressed.`;
    return { bench: 'miss', about, rows, goals };
  } finally {
    await server.stop();
  }
}

if (isMain(import.meta.url)) report(await run());
