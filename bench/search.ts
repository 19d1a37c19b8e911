import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, migrate, openDatabase, type Transaction } from '../src/kit/database/index.ts';
import { rebuild, search } from '../src/search/index.ts';
import { randomNumbers, vocabulary, type Writer, writer } from './support/text.ts';

/** How long a question takes, in milliseconds. */
export type Timing = {
  readonly question: string;
  readonly found: number;
  readonly median: number;
  readonly p99: number;
};

export type SearchResult = {
  readonly posts: number;
  readonly indexedPerSecond: number;
  readonly megabytes: number;
  readonly timings: readonly Timing[];
};

const words = 300;
const runs = 200;
const siteId = 1;

/**
 * Search among 100,000 posts of 300 words, a fifth of them Arabic, words as common as Zipf's law has them.
 * `BENCH_POSTS` makes it smaller, `BENCH_DATABASE_URL` asks a PostgreSQL.
 */
export async function run(): Promise<SearchResult> {
  const posts = Number(process.env.BENCH_POSTS ?? 100_000);
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  const url = process.env.BENCH_DATABASE_URL;
  const database = openDatabase(url === undefined ? { path: join(folder, 'verbatim.sqlite') } : { url });
  try {
    await migrate(database);
    const random = randomNumbers(2026);
    const english = writer(random, vocabulary(random, 'abcdefghijklmnopqrstuvwxyz', 60_000));
    const arabic = writer(random, vocabulary(random, 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', 30_000));
    await fill(database, posts, english, arabic);
    const begun = performance.now();
    await rebuild(database, siteId);
    const indexedPerSecond = Math.round((posts / (performance.now() - begun)) * 1000);
    const timings: Timing[] = [];
    for (const [question, ask] of Object.entries(questions(english, arabic))) {
      timings.push(await time(database, question, ask));
    }
    const result = { posts, indexedPerSecond, megabytes: await megabytes(database), timings };
    report(result);
    return result;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A question of each kind, another one each time it is asked, so that no answer is remembered. */
function questions(english: Writer, arabic: Writer): Record<string, (turn: number) => string> {
  const { ranked } = english;
  const at = (rank: number) => ranked[rank % ranked.length] ?? '';
  return {
    'a rare word': (turn) => `${at(30_000 + turn * 7)} `,
    'a common word': (turn) => `${at(turn % 40)} `,
    'two words': (turn) => `${at(20 + (turn % 50))} ${at(200 + turn)} `,
    'two common words': (turn) => `${at(turn % 20)} ${at(20 + (turn % 30))} `,
    'a phrase': (turn) => `"${at(10 + (turn % 60))} ${at(turn % 45)}"`,
    'a phrase of the commonest words': (turn) => `"${at(turn % 5)} ${at(5 + (turn % 5))}"`,
    'the beginning of a word': (turn) => `${at(50 + turn).slice(0, 2 + (turn % 4))}*`,
    'an unfinished last word': (turn) => `${at(100 + turn)} ${at(40 + turn * 3).slice(0, 3)}`,
    'an Arabic word': (turn) => `${arabic.ranked[(turn * 5) % 2_000]} `,
    'no such word': (turn) => `qqq${turn}zzz `,
  };
}

async function time(database: Database, question: string, ask: (turn: number) => string): Promise<Timing> {
  const times: number[] = [];
  let found = 0;
  for (let turn = 0; turn < runs; turn++) {
    const text = ask(turn);
    const begun = performance.now();
    const { total } = await search(database, siteId, text, { limit: 10, offset: 0 });
    times.push(performance.now() - begun);
    found += total;
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { question, found: Math.round(found / runs), median: at(0.5), p99: at(0.99) };
}

async function fill(database: Database, posts: number, english: Writer, arabic: Writer): Promise<void> {
  const now = Date.UTC(2026, 0, 1);
  await database.write(async (tx) => {
    await tx.db
      .insertInto('site')
      .values({
        id: siteId,
        title: 'Bench',
        tagline: '',
        locale: 'en',
        time_zone: 'UTC',
        calendar: 'gregory',
        permalinks: '/%postname%/',
        settings: '{}',
        created_at: new Date(now).toISOString(),
      })
      .execute();
  });
  for (let first = 1; first <= posts; first += 500) {
    await database.write(async (tx) => {
      for (let id = first; id < Math.min(first + 500, posts + 1); id++) {
        const { title, text } = id % 5 === 0 ? arabic.write(6, words) : english.write(6, words);
        await insertPost(tx, id, new Date(now - (posts - id) * 3_600_000).toISOString(), title, text);
      }
    });
  }
}

async function insertPost(
  tx: Transaction,
  id: number,
  at: string,
  title: string,
  text: string,
): Promise<void> {
  await tx.db
    .insertInto('post')
    .values({
      site_id: siteId,
      id,
      type: 'post',
      status: 'published',
      slug: String(id),
      path: `/${id}/`,
      title,
      excerpt: '',
      summary: '',
      lang: null,
      dir: 'ltr',
      parent_id: null,
      menu_order: 0,
      picture_id: null,
      sticky: 0,
      password: null,
      comments_open: 1,
      comment_count: 0,
      created_at: at,
      changed_at: at,
      published_at: at,
      updated_at: null,
      listed_at: at,
      version: 1,
      words,
      minutes: 1,
      parts: 1,
      guid: String(id),
      meta: '{}',
    })
    .execute();
  await tx.db
    .insertInto('post_document')
    .values({ site_id: siteId, post_id: id, document: '{}', text })
    .execute();
}

/** What the index takes: in SQLite, its pages. */
async function megabytes(database: Database): Promise<number> {
  const size =
    database.dialect === 'sqlite'
      ? 'select sum(length(block)) as bytes from search_text_data'
      : "select pg_total_relation_size('search_post') as bytes";
  const [row] = (await database.select(size, [])) as readonly { bytes: number }[];
  return Math.round(Number(row?.bytes ?? 0) / 1e6);
}

function report({ posts, indexedPerSecond, megabytes, timings }: SearchResult): void {
  console.log(
    `Search among ${posts} posts of ${words} words; ${indexedPerSecond} posts a second indexed, ${megabytes} MB`,
  );
  for (const { question, found, median, p99 } of timings) {
    console.log(
      `  ${question.padEnd(34)} found ${String(found).padStart(5)}   median ${median} ms   p99 ${p99} ms`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'search.json'), `${JSON.stringify(await run(), null, 2)}\n`);
}
