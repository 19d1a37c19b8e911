import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, migrate, openDatabase } from '../src/kit/database/index.ts';
import { rebuild, search } from '../src/search/index.ts';
import { isMain } from './support/main.ts';
import { atMost, type Result, report } from './support/report.ts';
import { interleaved, measured } from './support/rounds.ts';
import { fillWithTexts, writersOf } from './support/texts.ts';

/** Milliseconds: of half the questions, and of all but one in a hundred. */
const goals = { median: 10, p99: 50 };
const posts = Number(process.env.BENCH_POSTS ?? 100_000);
const words = 300;
const questionsARound = 200;
const siteId = 1;

/**
 * Search among 100,000 posts of 300 words, a fifth of them Arabic, the nth word as common as 1/n, by the words
 * alone: without a server, a page or a cache. `BENCH_DATABASE_URL` asks a PostgreSQL.
 */
export async function run(): Promise<Result> {
  const { english, arabic } = writersOf();
  const { database, indexedPerSecond } = await openIndexed();
  try {
    const kinds = questions(english.ranked, arabic.ranked);
    const values = await interleaved(
      kinds.map(({ name, ask }) => ({ name, measure: (round: number) => time(database, ask, round) })),
    );
    const rows = kinds.flatMap(({ name }) =>
      (['median', 'p99'] as const).map((share) =>
        measured(
          `${name}: ${share}`,
          'ms',
          (values.get(name) ?? []).map((timing) => timing[share]),
        ),
      ),
    );
    const wanted = kinds.flatMap(({ name, goal }) => (goal ? [name] : []));
    const reached = rows.flatMap((row) => {
      const [name = '', share] = row.name.split(': ');
      return wanted.includes(name) ? [atMost(row, goals[share as 'median' | 'p99'])] : [];
    });
    const about = `${posts} posts of ${words} words on ${database.dialect}, a fifth of them Arabic, words as common as Zipf's law has them; ${questionsARound} different questions of each kind a round, ten posts shown with their passages. The index takes ${await megabytes(database)} MB${indexedPerSecond === undefined ? '' : `, made at ${indexedPerSecond} posts/s`}.`;
    const bench = database.dialect === 'sqlite' ? 'search' : 'search-postgres';
    return { bench, about, rows, goals: reached };
  } finally {
    await database.close();
  }
}

type Kind = {
  readonly name: string;
  readonly goal: boolean;
  /** Another question each time, so that no answer is remembered. */
  readonly ask: (turn: number) => string;
};

function questions(english: readonly string[], arabic: readonly string[]): readonly Kind[] {
  const at = (rank: number) => english[rank % english.length] ?? '';
  const kind = (name: string, goal: boolean, ask: Kind['ask']): Kind => ({ name, goal, ask });
  return [
    kind('a rare word', true, (turn) => at(30_000 + turn * 7)),
    kind('a common word', true, (turn) => at(turn % 40)),
    kind('two words', true, (turn) => `${at(20 + (turn % 50))} ${at(200 + turn)}`),
    kind('two of the commonest words', false, (turn) => `${at(turn % 20)} ${at(20 + (turn % 30))}`),
    kind('a phrase', true, (turn) => `"${at(10 + (turn % 60))} ${at(turn % 45)}"`),
    kind('a beginning of 2 to 5 letters', true, (turn) => `${at(50 + turn).slice(0, 2 + (turn % 4))}*`),
    kind('an unfinished last word', false, (turn) => `${at(100 + turn)} ${at(40 + turn * 3).slice(0, 3)}`),
    kind('an Arabic word', true, (turn) => arabic[(turn * 5) % 2_000] ?? ''),
    kind('no such word', false, (turn) => `qqq${turn}zzz`),
  ];
}

type Timing = { readonly median: number; readonly p99: number };

async function time(database: Database, ask: Kind['ask'], round: number): Promise<Timing> {
  const times: number[] = [];
  for (let turn = 0; turn < questionsARound; turn++) {
    const question = ask(round * questionsARound + turn);
    const begun = performance.now();
    await search(database, siteId, question, { limit: 10, offset: 0 });
    times.push(performance.now() - begun);
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { median: at(0.5), p99: at(0.99) };
}

const folder = fileURLToPath(new URL('../.cache/bench/', import.meta.url));

/** The posts with their index: made at the first call, and kept in `.cache/bench`. */
async function openIndexed(): Promise<{ database: Database; indexedPerSecond?: number }> {
  const url = process.env.BENCH_DATABASE_URL;
  if (url !== undefined) return make(openDatabase({ url }));
  const data = join(folder, `search-1-${posts}-${words}`);
  const address = { path: join(data, 'verbatim.sqlite') };
  const finished = join(data, 'finished');
  if (existsSync(finished)) return { database: openDatabase(address) };
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  console.error(`Making ${posts} posts to search in ${data} …`);
  const made = await make(openDatabase(address));
  writeFileSync(finished, '');
  return made;
}

async function make(database: Database): Promise<{ database: Database; indexedPerSecond: number }> {
  await migrate(database);
  await fillWithTexts(database, { siteId, posts, words });
  const begun = performance.now();
  await rebuild(database, siteId);
  const indexedPerSecond = Math.round((posts / (performance.now() - begun)) * 1000);
  if (database.dialect === 'postgres') await database.select('analyze', []);
  return { database, indexedPerSecond };
}

/** What the index takes: in SQLite, the blocks of its lists. */
async function megabytes(database: Database): Promise<number> {
  const size =
    database.dialect === 'sqlite'
      ? 'select sum(length(block)) as bytes from search_text_data'
      : "select pg_total_relation_size('search_post') as bytes";
  const [row] = (await database.select(size, [])) as readonly { bytes: number }[];
  return Math.round(Number(row?.bytes ?? 0) / 1e6);
}

if (isMain(import.meta.url)) report(await run());
