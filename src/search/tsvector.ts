import { sql } from 'kysely';
import type { IndexedPost, Reach, SearchTable } from './index-table.ts';
import type { Match } from './match.ts';

/** The index in PostgreSQL: a `tsvector` made of the index's own words, so that no parser or dictionary of the server decides. */
export const tsvector: SearchTable = {
  async put(tx, posts) {
    for (const post of posts) {
      const { terms, longText } = vectorOf(post.words);
      await sql`
        insert into search_post (site_id, post_id, position, terms, long_text)
        values (${post.siteId}, ${post.postId}, ${positionOf(post)}, ${terms}::tsvector, ${longText})
        on conflict (site_id, post_id) do update
        set position = excluded.position, terms = excluded.terms, long_text = excluded.long_text`.execute(
        tx.db,
      );
    }
  },

  async drop(tx, posts) {
    for (const { siteId, postId } of posts) {
      await sql`delete from search_post where site_id = ${siteId} and post_id = ${postId}`.execute(tx.db);
    }
  },

  async dropSite(tx, siteId) {
    await sql`delete from search_post where site_id = ${siteId}`.execute(tx.db);
  },

  async find(database, siteId, match, reach) {
    const parameters: unknown[] = [siteId];
    const query = newest(match, reach, (value) => `$${parameters.push(value)}`);
    const rows = (await database.select(query, parameters)) as readonly { found: number }[];
    return rows.map(({ found }) => found);
  },

  async postsAt(database, siteId, positions) {
    const rows = (await database.select(at, [JSON.stringify(positions), siteId])) as readonly {
      post_id: number;
    }[];
    return rows.map(({ post_id }) => post_id);
  },
};

const at = `
  select post_id from json_array_elements_text($1::json) with ordinality as wanted (value, place)
  join search_post on position = wanted.value::bigint and site_id = $2 order by place`;

/** By second, then by ID: no two posts of a site share a position, unless half a million lie between them. */
function positionOf({ postId, publishedAt }: IndexedPost): number {
  return Math.max(Math.floor(Date.parse(publishedAt) / 1000) + before1970, 0) * 0x80000 + (postId % 0x80000);
}

/** Seconds from 1900 to 1970; nothing is published before. */
const before1970 = 2_208_988_800;

/** PostgreSQL 18 § 12.10: positions up to 16,383, 255 of a lexeme, a megabyte of lexemes and positions. */
const lastPosition = 16_383;
const mostOfOne = 255;
const mostBytes = 900_000;

/**
 * The text form of a tsvector. What a tsvector cannot hold is left out of it, and the text's words are then
 * kept beside it: words are found in any text, phrases too.
 */
export function vectorOf(words: readonly string[]): {
  readonly terms: string;
  readonly longText: string | null;
} {
  const positions = new Map<string, number[]>();
  let whole = true;
  let bytes = 0;
  words.forEach((word, index) => {
    const known = positions.get(word);
    if (!known) bytes += Buffer.byteLength(word) + 8;
    if (!known && bytes > mostBytes) {
      whole = false;
      return;
    }
    const of = known ?? [];
    if (!known) positions.set(word, of);
    if (index < lastPosition && of.length < mostOfOne && bytes < mostBytes) {
      of.push(index + 1);
      bytes += 2;
    } else whole = false;
  });
  const terms = [...positions]
    .map(([word, of]) => `${quoted(word)}${of.length > 0 ? `:${of.join(',')}` : ''}`)
    .join(' ');
  return { terms, longText: whole ? null : ` ${words.join(' ')} ` };
}

function quoted(word: string): string {
  return `'${word.replaceAll(/['\\]/g, '$&$&')}'`;
}

/**
 * Asks for words in any order of the index alone. Their order is looked for in the texts that have them all, one
 * after the other until there are enough: that reads each, so it is asked for in few.
 */
function newest(match: Match, { most, since }: Reach, parameter: (value: unknown) => string): string {
  const loose = withoutPhrases(match);
  if (loose === undefined) {
    return `select found from search_newest($1, ${parameter(queryOf(match))}::tsquery, ${parameter(most)})`;
  }
  return `select position as found
    from search_candidates($1, ${parameter(queryOf(loose))}::tsquery, ${parameter(since)})
    where case when long_text is null
      then terms @@ ${parameter(queryOf(match))}::tsquery
      else ${textCondition(match, parameter)} end
    limit ${parameter(most)}`;
}

/** The match in the language of `tsquery`. Every word is quoted, so that nothing in it is syntax. */
export function queryOf(match: Match): string {
  switch (match.kind) {
    case 'phrase': {
      const last = match.words.length - 1;
      const words = match.words.map(
        (word, index) => quoted(word) + (match.prefix && index === last ? ':*' : ''),
      );
      return words.length === 1 ? (words[0] ?? '') : `(${words.join(' <-> ')})`;
    }
    case 'and':
    case 'or':
      return `(${match.of.map(queryOf).join(match.kind === 'and' ? ' & ' : ' | ')})`;
    case 'without':
      return `(${queryOf(match.of)} & !(${match.none.map(queryOf).join(' | ')}))`;
  }
}

/** What everything that matches has, whatever the order of its words; undefined when the match asks for no order. */
function withoutPhrases(match: Match): Match | undefined {
  return hasOrder(match) ? loosened(match) : undefined;
}

function hasOrder(match: Match): boolean {
  if (match.kind === 'phrase') return match.words.length > 1;
  if (match.kind === 'without') return hasOrder(match.of) || match.none.some(hasOrder);
  return match.of.some(hasOrder);
}

function loosened(match: Match): Match {
  if (match.kind === 'without') return loosened(match.of);
  if (match.kind !== 'phrase') return { ...match, of: match.of.map(loosened) };
  const last = match.words.length - 1;
  return {
    kind: 'and',
    of: match.words.map((word, index) => ({
      kind: 'phrase',
      words: [word],
      prefix: match.prefix && index === last,
    })),
  };
}

/** The same match, asked of the words themselves. */
function textCondition(match: Match, parameter: (value: unknown) => string): string {
  switch (match.kind) {
    case 'phrase':
      return `strpos(long_text, ${parameter(` ${match.words.join(' ')}${match.prefix ? '' : ' '}`)}) > 0`;
    case 'and':
    case 'or':
      return `(${match.of.map((one) => textCondition(one, parameter)).join(` ${match.kind} `)})`;
    case 'without':
      return `(${textCondition(match.of, parameter)} and not (${match.none.map((one) => textCondition(one, parameter)).join(' or ')}))`;
  }
}
