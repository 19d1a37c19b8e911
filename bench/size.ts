import { startVerbatim } from './support/contender.ts';
import { type Loaded, load } from './support/load.ts';
import { isMain } from './support/main.ts';
import type { Server } from './support/process.ts';
import { atMost, type Result, report } from './support/report.ts';
import { type Contender, interleaved, measured, ratio, seconds } from './support/rounds.ts';
import { type BenchSite, benchSite } from './support/site.ts';

const sizes = { small: 1_000, large: Number(process.env.BENCH_POSTS ?? 100_000) };
const goal = 1.3;

/** Pages at 1,000 and at 100,000 posts, each rendered anew, one request at a time. */
export async function run(): Promise<Result> {
  const small = await benchSite({ posts: sizes.small, words: 600, comments: 5 });
  const large = await benchSite({ posts: sizes.large, words: 600, comments: 5 });
  const env = { VERBATIM_CACHE_MB: '0' };
  const servers = [await startVerbatim(small, { env }), await startVerbatim(large, { env })] as const;
  try {
    const contenders = [...contendersOf(servers[0], small), ...contendersOf(servers[1], large)];
    // Until V8 has compiled what both of them run: whoever is asked first would pay for it.
    for (const [index, { paths, host }] of [small, large].entries()) {
      const server = servers[index];
      const headers = { host };
      if (server)
        await load(server, {
          paths: [...paths.slice(0, 500), '/', '/page/2/'],
          headers,
          connections: 8,
          seconds: 5,
        });
    }
    for (const { measure } of [...contenders, ...contenders.toReversed()]) await measure(-1);
    return resultOf(await interleaved(contenders));
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** The pages, as far as both sites have them. */
const pages: Readonly<Record<string, (site: BenchSite) => readonly string[]>> = {
  'home page': () => ['/'],
  'second page': () => ['/page/2/'],
  'last page': ({ posts }) => [`/page/${posts / 10}/`],
  category: () => ['/category/category-3/'],
  month: () => ['/2016/05/'],
  year: () => ['/2016/'],
  feed: () => ['/feed/'],
  posts: ({ paths }) => paths,
};

function contendersOf(server: Server, site: BenchSite): readonly Contender<Loaded>[] {
  const headers = { host: site.host };
  return Object.entries(pages).map(([name, pathsOf]) => ({
    name: nameOf(name, site.posts),
    measure: (round) =>
      load(server, {
        paths: pathsOf(site),
        headers,
        connections: 1,
        seconds: Math.max(1, Math.round(seconds / 2)),
        from: (round + 1) * 97,
      }),
  }));
}

function nameOf(page: string, posts: number): string {
  return `${page}, ${posts.toLocaleString('en')} posts`;
}

function resultOf(values: ReadonlyMap<string, readonly Loaded[]>): Result {
  const times = (page: string, posts: number) =>
    (values.get(nameOf(page, posts)) ?? []).map(({ perSecond }) => Math.round(1e6 / perSecond));
  const rows = Object.keys(pages).flatMap((page) => [
    measured(nameOf(page, sizes.small), 'µs', times(page, sizes.small)),
    measured(nameOf(page, sizes.large), 'µs', times(page, sizes.large)),
    ratio(`${page}: large to small`, times(page, sizes.large), times(page, sizes.small)),
  ]);
  const goals = rows
    .filter(({ name }) => name === 'home page: large to small')
    .map((row) => atMost(row, goal));
  const about = `Each page rendered anew (VERBATIM_CACHE_MB=0) at ${sizes.small.toLocaleString('en')} and at ${sizes.large.toLocaleString('en')} posts, one request at a time, as a client sees it.`;
  return { bench: 'size', about, rows, goals };
}

if (isMain(import.meta.url)) report(await run());
