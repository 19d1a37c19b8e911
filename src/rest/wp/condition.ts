import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** A condition of a list, where something is asked of it. */
export function when(holds: boolean, condition: () => RawBuilder<SqlBool>): readonly RawBuilder<SqlBool>[] {
  return holds ? [condition()] : [];
}

/** A pattern of `like … escape '!'`: words that stand somewhere in a text of small letters. */
export function holding(words: string): string {
  return `%${literal(words.toLowerCase())}%`;
}

/** A text within such a pattern, for nothing but itself. */
export function literal(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}

/** Where a value stands in a list, to put rows in the order in which they were asked for. */
export function placeIn(
  column: Expression<unknown>,
  list: readonly (number | string)[],
): RawBuilder<unknown> {
  if (list.length === 0) return sql`${column}`;
  const cases = list.map((value, place) => sql`when ${value} then ${sql.lit(place)}`);
  return sql`case ${column} ${sql.join(cases, sql` `)} else ${sql.lit(list.length)} end`;
}

/** Of a post, or of what stands under one: whether an account is among its authors. */
export function signedBy(table: 'post' | 'comment', accountId: number): RawBuilder<SqlBool> {
  const post = sql.ref(table === 'post' ? 'post.id' : 'comment.post_id');
  return sql`exists (select 1 from post_author
    inner join author on author.site_id = post_author.site_id and author.id = post_author.author_id
    where post_author.site_id = ${sql.ref(`${table}.site_id`)} and post_author.post_id = ${post}
    and author.account_id = ${accountId})`;
}
