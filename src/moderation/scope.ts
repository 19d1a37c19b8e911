import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type Actor, may } from '../account/may.ts';
import { writersOf } from '../author/read.ts';
import type { Database, Tables, Transaction } from '../kit/database/index.ts';

/** Which replies somebody may moderate: all of the site's, or those to posts that they sign themselves. */
export type Scope = 'all' | { readonly accountId: number };

export function scopeOf(actor: Actor, siteId: number): Scope | undefined {
  if (may(actor, 'moderate-comments', { siteId })) return 'all';
  if (actor.kind === 'visitor') return undefined;
  const own = may(actor, 'moderate-comments', { siteId, writtenBy: [actor.accountId] });
  return own ? { accountId: actor.accountId } : undefined;
}

/** The condition under which a row of `comment` is in the scope. */
export function inScope(scope: Scope) {
  return scope === 'all'
    ? sql<boolean>`1 = 1`
    : sql<boolean>`exists (
        select 1 from post_author
        join author on author.site_id = post_author.site_id and author.id = post_author.author_id
        where post_author.site_id = comment.site_id and post_author.post_id = comment.post_id
          and author.account_id = ${scope.accountId})`;
}

/** Those of some replies that are there and in the scope, in the order in which they were asked for. */
export async function allowedOf(
  { db }: { readonly db: Kysely<Tables> | Transaction['db'] },
  siteId: number,
  scope: Scope,
  ids: readonly number[],
): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .where(inScope(scope))
    .execute();
  const found = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => found.has(id));
}

/** Whether somebody may open and close a post to replies. */
export async function mayClose(
  database: Database,
  siteId: number,
  scope: Scope,
  postId: number,
): Promise<boolean> {
  return scope === 'all' || (await writersOf(database, siteId, postId)).includes(scope.accountId);
}
