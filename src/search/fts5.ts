import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';
import type { IndexedPost, SearchTable } from './index-table.ts';
import type { Match } from './match.ts';
import { dayFrom, positionOf } from './position.ts';

/**
 * The index in SQLite: an FTS5 table without the texts themselves, whose rows are numbered in the order of
 * publication, so that the newest posts of a word are the end of its list.
 */
export const fts5: SearchTable = {
  async put(tx, posts) {
    await fts5.drop(tx, posts);
    for (const post of posts) {
      const position = await freePosition(tx, post);
      const { siteId, postId } = post;
      await sql`insert into search_post (position, site_id, post_id) values (${position}, ${siteId}, ${postId})`.execute(
        tx.db,
      );
      await sql`insert into search_text (rowid, words) values (${position}, ${post.words.join(' ')})`.execute(
        tx.db,
      );
    }
  },

  async drop(tx, posts) {
    for (const { siteId, postId } of posts) {
      const { rows } = await sql<{ position: number }>`
        delete from search_post where site_id = ${siteId} and post_id = ${postId} returning position`.execute(
        tx.db,
      );
      for (const { position } of rows)
        await sql`delete from search_text where rowid = ${position}`.execute(tx.db);
    }
  },

  async dropSite(tx, siteId) {
    const others = await sql`select 1 from search_post where site_id <> ${siteId} limit 1`.execute(tx.db);
    if (others.rows.length === 0) {
      await sql`insert into search_text (search_text) values ('delete-all')`.execute(tx.db);
    } else {
      await sql`
        delete from search_text
        where rowid in (select position from search_post where site_id = ${siteId})`.execute(tx.db);
    }
    await sql`delete from search_post where site_id = ${siteId}`.execute(tx.db);
  },

  async find(database, _siteId, match, { most }) {
    const rows = (await database.select(newest(most), [expression(match)])) as readonly { found: string }[];
    return JSON.parse(rows[0]?.found ?? '[]') as readonly number[];
  },

  async postsAt(database, siteId, positions) {
    const rows = (await database.select(at, [JSON.stringify(positions), siteId])) as readonly {
      post_id: number;
    }[];
    return rows.map(({ post_id }) => post_id);
  },
};

/**
 * All in one row, which is half the work of as many rows. Few limits are asked for; as a parameter, SQLite would
 * plan the query anew for each.
 */
const newest = (most: number) => `
  select json_group_array(rowid) as found from (
    select rowid from search_text where search_text match ? order by rowid desc limit ${Math.trunc(most)}
  )`;

/** The plus keeps the planner from reading all rows of the site. */
const at = `
  select post_id from json_each(?) as wanted join search_post on position = wanted.value
  where +site_id = ? order by wanted.key`;

/**
 * The place of a post's minute, or the next free one: of posts of one minute, the one that is indexed later
 * counts as newer. Thousands of one minute (an import that knows days only) are passed a day's places at a time.
 */
async function freePosition(tx: Transaction, post: IndexedPost): Promise<number> {
  let position = positionOf(post);
  while (await isTaken(tx, position)) {
    const { first, last } = dayFrom(position);
    const { rows } = await sql<{ highest: number }>`
      select max(position) as highest from search_post where position between ${first} and ${last}`.execute(
      tx.db,
    );
    position = (rows[0]?.highest ?? last) + 1;
  }
  return position;
}

async function isTaken(tx: Transaction, position: number): Promise<boolean> {
  const { rows } = await sql`select 1 from search_post where position = ${position}`.execute(tx.db);
  return rows.length > 0;
}

/** The match in FTS5's language. Every word is quoted, so that nothing in it is syntax. */
export function expression(match: Match): string {
  switch (match.kind) {
    case 'phrase':
      return `"${match.words.join(' ').replaceAll('"', '""')}"${match.prefix ? ' *' : ''}`;
    case 'and':
    case 'or':
      return `(${match.of.map(expression).join(match.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'without':
      return `(${expression(match.of)} NOT (${match.none.map(expression).join(' OR ')}))`;
  }
}
