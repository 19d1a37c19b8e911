import { type Database, numbersIn, statement } from '../kit/database/index.ts';
import type { Html } from '../kit/html.ts';
import { highlight, passage, spansIn } from './highlight.ts';
import { looksFor, type Match } from './match.ts';
import { type Clause, parseQuery } from './query.ts';
import { searchTableOf } from './tables.ts';

/** What was found for a question, best first. */
export type Found = {
  /** How many match: exact unless `capped`, then there are more. */
  readonly total: number;
  readonly capped: boolean;
  readonly items: readonly FoundPost[];
};

/** A post that was found. */
export type FoundPost = {
  readonly postId: number;
  readonly type: 'post' | 'page';
  /** The title and a passage of the text, with what was asked for in `<mark>`. */
  readonly markedTitle: Html;
  /** Empty for a post with a password. */
  readonly passage: Html;
};

/** Matches that are counted and ranked: the newest, and besides them what each reason for a higher place finds. */
const mostMatches = 1_000;
const mostOfLook = 200;

/**
 * Searches a site's public posts and pages. Any text is a question; one without a word finds nothing.
 *
 * Better: words in the title, side by side, said often; whole words before beginnings; of equals, the newer.
 */
export async function search(
  database: Database,
  siteId: number,
  question: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Found> {
  const query = parseQuery(question);
  const ranked = await rank(database, siteId, query);
  const wanted = ranked.positions.slice(offset, offset + limit);
  const items = wanted.length === 0 ? [] : await readFound(database, siteId, wanted, query.all);
  return { total: ranked.total, capped: ranked.capped, items };
}

/** IDs of the public posts and pages that match, best first; of very many, the thousand newest. */
export async function searchIds(
  database: Database,
  siteId: number,
  question: string,
): Promise<readonly number[]> {
  const { positions } = await rank(database, siteId, parseQuery(question));
  return positions.length === 0 ? [] : searchTableOf(database.dialect).postsAt(database, siteId, positions);
}

type Ranked = { readonly total: number; readonly capped: boolean; readonly positions: readonly number[] };

async function rank(
  database: Database,
  siteId: number,
  query: ReturnType<typeof parseQuery>,
): Promise<Ranked> {
  const looks = looksFor(siteId, query);
  if (!looks) return { total: 0, capped: false, positions: [] };
  const find = (match: Match, most: number, since = 0) =>
    searchTableOf(database.dialect).find(database, siteId, match, { most, since });
  // Whole words that are found often enough leave nothing for their longer kin.
  const whole = looks.whole && (await find(looks.whole, mostMatches + 1));
  const wholeOnly = whole !== undefined && whole.length > mostMatches;
  const matching = wholeOnly ? whole : await find(looks.every, mostMatches + 1);
  const capped = matching.length > mostMatches;
  const oldest = matching.at(-1) ?? 0;
  const scores = new Map(matching.slice(0, mostMatches).map((position) => [position, 0]));
  if (scores.size > 1) {
    if (!wholeOnly) add(scores, whole ?? [], gainOfWhole);
    // What was not among the newest is let in by the reason that places it higher.
    for (const { match, gain } of looks.reasons(wholeOnly)) {
      add(scores, await find(match, capped ? mostOfLook : mostMatches, oldest), gain);
    }
  }
  const positions = [...scores]
    .sort(([a, left], [b, right]) => right - left || b - a)
    .map(([position]) => position);
  return {
    total: capped ? mostMatches : matching.length,
    capped,
    positions: positions.slice(0, mostMatches),
  };
}

/** Whole words before longer ones of the same beginning. */
const gainOfWhole = 2;

function add(scores: Map<number, number>, positions: readonly number[], gain: number): void {
  for (const position of positions) scores.set(position, (scores.get(position) ?? 0) + gain);
}

/** By ID alone: asked for what is public too, SQLite would read the whole list of public posts. */
const foundPosts = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .select([
      'post.id',
      'post.type',
      'post.status',
      'post.path',
      'post.listed_at',
      'post.title',
      'post.password',
      'post_document.text',
    ])
    .where('post.site_id', '=', value('site'))
    .where('post.id', 'in', numbersIn(value('ids'), dialect)),
);

/** The posts as they are now: the index may be a moment behind, and what is public is for the posts to say. */
async function readFound(
  database: Database,
  siteId: number,
  positions: readonly number[],
  clauses: readonly Clause[],
): Promise<readonly FoundPost[]> {
  const ids = await searchTableOf(database.dialect).postsAt(database, siteId, positions);
  const rows = await foundPosts.all(database, { site: siteId, ids: JSON.stringify(ids) });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids
    .flatMap((id) => found.get(id) ?? [])
    .filter((post) => post.path !== null && post.status === 'published')
    .filter((post) => post.type === 'page' || post.listed_at !== null)
    .filter(({ title, password }) => password === null || spansIn(title, clauses).length > 0)
    .map(({ id, type, title, password, text }) => ({
      postId: id,
      type,
      markedTitle: highlight(title, clauses),
      passage: passage(password === null ? text : '', clauses),
    }));
}
