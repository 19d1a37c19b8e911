import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openInstall } from '../src/install.ts';
import { readConfig } from '../src/kit/config.ts';
import { silentLog } from '../src/kit/log.ts';
import { listSites } from '../src/site/read.ts';
import { createSite } from '../src/site/save.ts';
import { importMarkdown } from '../src/transfer/markdown/index.ts';
import { randomNumbers, vocabulary, type Writer, writer } from './support/text.ts';

export type ImportResult = {
  readonly posts: number;
  readonly wordsEach: number;
  readonly postsPerSecond: number;
  /** Time of the processor for each post, in milliseconds: what a busy machine does not change much. */
  readonly cpuMsEach: number;
  /** Posts a second of each fifth of the import: flat when the site's growth costs nothing. */
  readonly fifths: readonly number[];
  /** Posts a second when nothing has changed. */
  readonly againPerSecond: number;
  /** Megabytes of memory at the end of each fifth. */
  readonly memory: readonly number[];
};

const words = 600;

/**
 * The import of a Jekyll blog: front matter with tags, categories, two authors, a redirect; headings, lists, links
 * between posts, code. `BENCH_POSTS` says how many posts; `BENCH_DATABASE_URL` asks a PostgreSQL.
 */
export async function run(): Promise<ImportResult> {
  const posts = Number(process.env.BENCH_POSTS ?? 10_000);
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  const blog = join(folder, 'blog');
  writeBlog(blog, posts);
  const config = readConfig({
    VERBATIM_DATA: join(folder, 'data'),
    ...(process.env.BENCH_DATABASE_URL && { VERBATIM_DATABASE_URL: process.env.BENCH_DATABASE_URL }),
  });
  if (!config.ok) throw new Error(config.problem);
  const world = await openInstall(config.config, { log: silentLog });
  try {
    await world.db.write((tx) =>
      createSite(tx, { host: 'bench.test', title: 'Bench', locale: 'en' }, { now: new Date().toISOString() }),
    );
    const [site] = await listSites(world.db);
    const marks: { done: number; at: number; megabytes: number }[] = [];
    const once = () =>
      importMarkdown(world, {
        site: site!,
        folders: [blog],
        media: 'skip',
        progress: ({ step, done }) => {
          if (step === 'posts')
            marks.push({
              done,
              at: performance.now(),
              megabytes: Math.round(process.memoryUsage().rss / 1e6),
            });
        },
      });
    const cpuBefore = process.cpuUsage();
    const begun = performance.now();
    const first = await once();
    const ended = performance.now();
    const cpu = process.cpuUsage(cpuBefore);
    if (!first.ok || first.report.created.posts !== posts)
      throw new Error(`the import did not take all: ${JSON.stringify(first).slice(0, 500)}`);
    marks.push({ done: posts, at: ended, megabytes: Math.round(process.memoryUsage().rss / 1e6) });
    const at = (share: number) => marks.find(({ done }) => done >= posts * share)!;
    const bounds = [0, 0.2, 0.4, 0.6, 0.8, 1].map(at);
    const fifths = bounds
      .slice(1)
      .map((mark, i) => Math.round(((mark.done - bounds[i]!.done) / (mark.at - bounds[i]!.at)) * 1000));
    const againBegun = performance.now();
    const again = await once();
    if (!again.ok || again.report.unchanged.posts !== posts)
      throw new Error('the second import changed something');
    return {
      posts,
      wordsEach: words,
      postsPerSecond: Math.round((posts / (ended - begun)) * 1000),
      cpuMsEach: Math.round((cpu.user + cpu.system) / 10 / posts) / 100,
      fifths,
      againPerSecond: Math.round((posts / (performance.now() - againBegun)) * 1000),
      memory: bounds.slice(1).map(({ megabytes }) => megabytes),
    };
  } finally {
    await world.db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeBlog(folder: string, posts: number): void {
  const random = randomNumbers(2026);
  const english = writer(random, vocabulary(random, 'abcdefghijklmnopqrstuvwxyz', 30_000));
  mkdirSync(join(folder, '_posts'), { recursive: true });
  writeFileSync(
    join(folder, '_config.yml'),
    'title: Bench\nurl: https://old.bench.test\npermalink: /:year/:month/:day/:title/\n',
  );
  for (let i = 0; i < posts; i++)
    writeFileSync(join(folder, '_posts', `${dayOf(i)}-post-${i}.md`), post(english, i, posts));
}

function dayOf(i: number): string {
  return new Date(Date.UTC(2004, 0, 1) + i * 7_200_000).toISOString().slice(0, 10);
}

function post(english: Writer, i: number, posts: number): string {
  const other = (i * 7919 + 13) % posts;
  const some = (count: number) => english.write(0, count).text;
  return `---
title: Post ${i} about ${some(3)}
date: ${new Date(Date.UTC(2004, 0, 1) + i * 7_200_000).toISOString()}
tags:
- tag-${i % 40}
- tag-${i % 97}
categories: [category-${i % 9}]
authors:
- author-${i % 12}
- author-${i % 5}
redirect_from:
- /old/${i}/
---
${some(90)}

## ${some(4)}

${some(60)} *${some(3)}* ${some(40)} [${some(2)}](/${dayOf(other).replaceAll('-', '/')}/post-${other}/) ${some(30)}

- ${some(12)}
- ${some(14)} **${some(2)}**
- ${some(10)} [${some(2)}](https://example.org/${i})

> ${some(40)}

### ${some(3)}

${some(100)}

\`\`\`js
const ${some(1)} = ${i};
\`\`\`

${some(80)}

${some(90)}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(results, { recursive: true });
  const result = await run();
  console.log(JSON.stringify(result));
  writeFileSync(join(results, 'import.json'), `${JSON.stringify(result, null, 2)}\n`);
}
