import { keyText } from '../src/desk/keyset.ts';
import { openInstall } from '../src/install.ts';
import { systemClock } from '../src/kit/clock.ts';
import { silentLog } from '../src/kit/log.ts';
import type { World } from '../src/kit/world.ts';
import { readSite } from '../src/site/read.ts';
import { personWith } from '../test/support/person.ts';
import { startVerbatim } from './support/contender.ts';
import { load } from './support/load.ts';
import { isMain } from './support/main.ts';
import type { Server } from './support/process.ts';
import { atMost, type Result, report } from './support/report.ts';
import { type Contender, interleaved, measured, seconds } from './support/rounds.ts';
import { type BenchSite, benchSite } from './support/site.ts';

const posts = Number(process.env.BENCH_POSTS ?? 100_000);
/** Milliseconds. */
const goal = 100;

/** The desk's lists of posts on a large site, as an editor sees them, and as an author who wrote a third of it. */
export async function run(): Promise<Result> {
  const site = await benchSite({ posts, words: 600, comments: 5 });
  const world = await open(site);
  const people = await employ(world);
  const server = await startVerbatim(site);
  try {
    const contenders = contendersOf(server, site, people);
    for (const { measure } of contenders) await measure(-1);
    const values = await interleaved(contenders);
    const rows = contenders.map(({ name }) => measured(name, 'ms', values.get(name) ?? []));
    const about = `Pages of 50 posts at the desk of a site of ${posts.toLocaleString('en')} posts, each with its tabs, counts and filters; one request at a time, as a client sees it.`;
    return { bench: 'desk', about, rows, goals: rows.map((row) => atMost(row, goal)) };
  } finally {
    await server.stop();
    await dismiss(world, people);
    await world.db.close();
  }
}

type People = {
  readonly editor: string;
  readonly author: string;
  readonly accounts: readonly number[];
  /** An author of a third of the posts, and one of ten categories. */
  readonly authorId: number;
  readonly category: number;
};

/** What the lists are narrowed by: what fits much, what fits little, and what fits nothing. */
function listsOf({ authorId, category }: People): Readonly<Record<string, string>> {
  const middle = keyText(['2016-01-01T00:00:00.000Z', 1]);
  return {
    'all posts': '',
    'in the middle': `?after=${middle}`,
    published: '?status=published',
    drafts: '?status=draft',
    'the bin': '?status=trash',
    'one author': `?author=${authorId}`,
    'one author, in the middle': `?author=${authorId}&after=${middle}`,
    'one category': `?category=${category}`,
    'an author in a category in a month': `?author=${authorId}&category=${category}&month=2016-05`,
    'one month': '?month=2014-01',
    'words of many titles': '?s=naoses',
    'words of one title': '?s=naoses+eensoaloiu',
    'words of no title': '?s=nobody+wrote+this',
  };
}

function contendersOf(server: Server, { host }: BenchSite, people: People): readonly Contender<number>[] {
  const ask = (name: string, cookie: string, path: string): Contender<number> => ({
    name,
    measure: async () => {
      const { perSecond } = await load(server, {
        paths: [`/-/admin/posts/${path}`],
        headers: { host, cookie },
        connections: 1,
        seconds: Math.max(1, Math.round(seconds / 2)),
      });
      return Math.round(10_000 / perSecond) / 10;
    },
  });
  return [
    ...Object.entries(listsOf(people)).map(([name, path]) => ask(name, people.editor, path)),
    ask('an author’s own', people.author, ''),
    ask('an author’s own, words of one title', people.author, '?s=naoses+eensoaloiu'),
  ];
}

function open({ data }: BenchSite): Promise<World> {
  const config = { data, host: '127.0.0.1', port: 0, trustProxy: false, cacheMb: 16, fetchAllow: [] };
  return openInstall(config, { log: silentLog, clock: systemClock });
}

/** An editor, and an author to whom one of the site's names belongs. */
async function employ(world: World): Promise<People> {
  const { id } = await world.db.read.selectFrom('site').select('id').executeTakeFirstOrThrow();
  const site = await readSite(world.db, id);
  if (!site) throw new Error('The bench has no site.');
  // The server is asked without a proxy, so without https.
  const plain = { ...site, hosts: site.hosts.map(({ host }) => ({ host, scheme: 'http' as const })) };
  const stamp = Date.now();
  const editor = await personWith(world, plain, 'editor', `editor-${stamp}`);
  const author = await personWith(world, plain, 'author', `author-${stamp}`);
  const { id: authorId } = await world.db.read
    .selectFrom('author')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const { id: category } = await world.db.read
    .selectFrom('term')
    .select('id')
    .where('slug', '=', 'category-3')
    .executeTakeFirstOrThrow();
  await world.db.write((tx) =>
    tx.db.updateTable('author').set({ account_id: author.accountId }).where('id', '=', authorId).execute(),
  );
  return {
    editor: editor.cookie,
    author: author.cookie,
    accounts: [editor.accountId, author.accountId],
    authorId,
    category,
  };
}

/** The site is used by other benches: it is left as it was found. */
async function dismiss(world: World, { accounts, authorId }: People): Promise<void> {
  await world.db.write(async (tx) => {
    await tx.db.updateTable('author').set({ account_id: null }).where('id', '=', authorId).execute();
    await tx.db.deleteFrom('account').where('id', 'in', accounts).execute();
  });
}

if (isMain(import.meta.url)) report(await run());
