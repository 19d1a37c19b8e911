import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openInstall } from '../src/install.ts';
import { systemClock } from '../src/kit/clock.ts';
import { silentLog } from '../src/kit/log.ts';
import { rebuild } from '../src/search/index.ts';
import { startVerbatim } from './support/contender.ts';
import { isMain } from './support/main.ts';
import { root, type Server } from './support/process.ts';
import { atMost, type Result, report } from './support/report.ts';
import { type Contender, interleaved, measured, median, ratio } from './support/rounds.ts';
import { type BenchSite, benchSite } from './support/site.ts';

const sizes = { small: 1_000, large: Number(process.env.BENCH_POSTS ?? 100_000) };
const postsARound = 12;
/** Milliseconds until a post is everywhere, and how much longer that may take on the large site. */
const goals = { milliseconds: 50, ratio: 1.5 };

/**
 * From the moment that a post is sent to the API until every page that should show it does: home, its category,
 * tag, author and month, the feed, the sitemap, the search. Pages and work in one process, pages kept.
 */
export async function run(): Promise<Result> {
  const small = await openPublisher(await benchSite({ posts: sizes.small, words: 600, comments: 5 }));
  const large = await openPublisher(await benchSite({ posts: sizes.large, words: 600, comments: 5 }));
  try {
    for (const { publish } of [small, large, small, large]) await publish();
    const values = await interleaved<Visible>([small, large]);
    const [few = [], many = []] = [small, large].map(({ name }) => values.get(name));
    const everywhere = (name: string, each: readonly Visible[]) =>
      measured(
        `everywhere, ${name}`,
        'ms',
        each.map(({ all }) => all),
      );
    const rows = [
      everywhere(small.name, few),
      everywhere(large.name, many),
      ratio(
        'everywhere: large to small',
        many.map(({ all }) => all),
        few.map(({ all }) => all),
      ),
      ...places.map(({ name }) =>
        measured(
          `${name}, ${large.name}`,
          'ms',
          many.map((visible) => visible.places.get(name) ?? Number.NaN),
        ),
      ),
    ];
    const about = `A post of 600 words with a category, a tag and an author is sent to the API of sites of ${sizes.small} and ${sizes.large} posts; then each of ${places.length} pages is asked for, one after the other, until it shows the post. Time since the post was sent; medians of ${postsARound} posts a round.`;
    return {
      bench: 'publish',
      about,
      rows,
      goals: [atMost(rows[1]!, goals.milliseconds), atMost(rows[2]!, goals.ratio)],
    };
  } finally {
    await small.stop();
    await large.stop();
  }
}

/** Milliseconds since a post was sent: until each place showed it, and until all did. */
type Visible = { readonly all: number; readonly places: ReadonlyMap<string, number> };

/** `mark` stands in the title and, as a word that no other post has, in the text. */
const places: readonly { readonly name: string; readonly path: (mark: string) => string }[] = [
  { name: 'home page', path: () => '/' },
  { name: 'category', path: () => '/category/category-3/' },
  { name: 'tag', path: () => '/tag/tag-7/' },
  { name: 'author', path: () => '/author/ada-keller/' },
  { name: 'month', path: () => `/${new Date().toISOString().slice(0, 7).replace('-', '/')}/` },
  { name: 'feed', path: () => '/feed/' },
  { name: 'sitemap', path: () => '/sitemap.xml' },
  { name: 'search', path: (mark) => `/?s=${mark}` },
];

type Publisher = Contender<Visible> & {
  readonly publish: () => Promise<Visible>;
  readonly stop: () => Promise<void>;
};

async function openPublisher(site: BenchSite): Promise<Publisher> {
  const facts = await prepare(site);
  const server = await startVerbatim(site, { role: 'all' });
  const written: number[] = [];
  const publish = async () => {
    const { id, ...visible } = await publishOne(server, site, facts, `mark${written.length}x${Date.now()}`);
    written.push(id);
    return visible;
  };
  return {
    name: `${site.posts} posts`,
    publish,
    measure: async () => {
      const all: Visible[] = [];
      for (let number = 0; number < postsARound; number++) all.push(await publish());
      return mediansOf(all);
    },
    stop: async () => {
      // The site is used by other benches: it is left as it was found.
      for (const id of written) await call(server, site, facts, `posts/${id}?force=true`, 'DELETE');
      await server.stop();
    },
  };
}

type Facts = { readonly authorization: string; readonly category: number; readonly tag: number };

/** A token to publish with, and an index of the search, which is made once. */
async function prepare({ data, host }: BenchSite): Promise<Facts> {
  const config = { data, host: '127.0.0.1', port: 0, trustProxy: false, cacheMb: 16, fetchAllow: [] };
  const world = await openInstall(config, { log: silentLog, clock: systemClock });
  try {
    const site = await world.db.read.selectFrom('site').select('id').executeTakeFirstOrThrow();
    const indexed = join(data, 'indexed');
    if (!existsSync(indexed)) {
      await rebuild(world.db, site.id);
      writeFileSync(indexed, '');
    }
    const known = await world.db.read
      .selectFrom('account')
      .select('id')
      .where('login', '=', 'bench')
      .executeTakeFirst();
    if (!known) {
      verbatim(
        data,
        [
          'user',
          'create',
          '--login',
          'bench',
          '--email',
          `bench@${host}`,
          '--role',
          'owner',
          '--password-stdin',
        ],
        'measured, not guessed',
      );
    }
    const { token } = JSON.parse(
      verbatim(data, ['token', 'create', '--user', 'bench', '--name', `bench ${Date.now()}`, '--json']),
    );
    const terms = await world.db.read
      .selectFrom('term')
      .select(['id', 'slug'])
      .where('slug', 'in', ['category-3', 'tag-7'])
      .execute();
    return {
      authorization: `Basic ${Buffer.from(`bench:${token}`).toString('base64')}`,
      category: terms.find(({ slug }) => slug === 'category-3')?.id ?? 0,
      tag: terms.find(({ slug }) => slug === 'tag-7')?.id ?? 0,
    };
  } finally {
    await world.db.close();
  }
}

function verbatim(data: string, words: readonly string[], input = ''): string {
  return execFileSync(process.execPath, ['src/cli.ts', ...words, '--data', data], {
    cwd: root,
    input,
    encoding: 'utf8',
  });
}

async function publishOne(
  server: Server,
  site: BenchSite,
  facts: Facts,
  mark: string,
): Promise<Visible & { readonly id: number }> {
  const start = performance.now();
  const { id } = await call(server, site, facts, 'posts', 'POST', {
    title: `The post ${mark}`,
    content: `<p>${mark} ${'and so many words of no weight '.repeat(86)}</p>`,
    status: 'publish',
    categories: [facts.category],
    tags: [facts.tag],
  });
  const seen = new Map<string, number>();
  for (const { name, path } of places) {
    await until(server, site, path(mark), name === 'sitemap' ? mark.toLowerCase() : mark);
    seen.set(name, performance.now() - start);
  }
  return { id, all: performance.now() - start, places: seen };
}

async function call(
  server: Server,
  { host }: BenchSite,
  { authorization }: Facts,
  path: string,
  method: string,
  fields?: object,
): Promise<{ readonly id: number }> {
  const answer = await fetch(`${server.address}/wp-json/wp/v2/${path}`, {
    method,
    headers: { host, authorization, 'content-type': 'application/json' },
    ...(fields && { body: JSON.stringify(fields) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: number };
}

/** Asks for a page until it shows the mark. The sitemap says which of its files changed last; that one is asked too. */
async function until(server: Server, { host }: BenchSite, path: string, mark: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const page = await ask(server, host, path);
    if (page.includes(mark)) return;
    const file = path === '/sitemap.xml' ? newestFile(page) : undefined;
    if (file !== undefined && (await ask(server, host, file)).includes(mark)) return;
    await setTimeout(1);
  }
  throw new Error(`${path} does not show ${mark}.`);
}

function newestFile(index: string): string | undefined {
  const files = [
    ...index.matchAll(/<loc>[a-z]+:\/\/[^/]+(\/sitemap-posts-\d+\.xml)<\/loc><lastmod>([^<]+)/g),
  ];
  return files.toSorted((a, b) => ((a[2] ?? '') < (b[2] ?? '') ? 1 : -1))[0]?.[1];
}

async function ask(server: Server, host: string, path: string): Promise<string> {
  return (await fetch(server.address + path, { headers: { host } })).text();
}

function mediansOf(all: readonly Visible[]): Visible {
  const names = places.map(({ name }) => name);
  return {
    all: median(all.map((visible) => visible.all)),
    places: new Map(
      names.map((name) => [name, median(all.map((visible) => visible.places.get(name) ?? Number.NaN))]),
    ),
  };
}

if (isMain(import.meta.url)) report(await run());
