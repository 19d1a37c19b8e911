import { type Expression, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Standing } from '../../comment/comment.ts';
import {
  type CommentTable,
  type Database,
  type IdentityTable,
  numbersIn,
  type PostTable,
  rowCount,
} from '../../kit/database/index.ts';
import type { Listed, Slice } from '../paging.ts';
import { holding, placeIn, signedBy, when } from './condition.ts';

/** A comment with who wrote it and where, as the API needs it. */
export type CommentRow = Pick<
  Selectable<CommentTable>,
  | 'id'
  | 'post_id'
  | 'parent_id'
  | 'status'
  | 'standing'
  | 'html'
  | 'text'
  | 'original'
  | 'format'
  | 'published_at'
> & {
  readonly identity: Pick<IdentityTable, 'kind' | 'name' | 'url' | 'email' | 'avatar' | 'account_id'>;
  /** The site's author whom the writer's account has. */
  readonly author: number | null;
  readonly post: Pick<PostTable, 'type' | 'status' | 'path' | 'password' | 'comment_count'>;
  /** Accounts of the post's authors. */
  readonly writers: readonly number[];
};

export type CommentQuery = {
  readonly standings: readonly Standing[];
  /** Whether comments of posts that not everybody reads are among them. */
  readonly everywhere: boolean;
  /** Only comments on posts that this account signed. */
  readonly onPostsOf: number | undefined;
  readonly posts: readonly number[] | undefined;
  /** 0 for those that answer the post itself. */
  readonly parents: readonly number[] | undefined;
  readonly notParents: readonly number[];
  readonly ids: readonly number[] | undefined;
  readonly notIds: readonly number[];
  /** Authors of the site. */
  readonly authors: readonly number[] | undefined;
  readonly notAuthors: readonly number[];
  readonly email: string | undefined;
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly words: string | undefined;
  readonly by: 'date' | 'id' | 'post' | 'parent' | 'include';
  readonly descending: boolean;
};

export async function listCommentIds(
  db: Database,
  siteId: number,
  query: CommentQuery,
  { limit, offset }: Slice,
): Promise<Listed> {
  const found = db.read
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .where('comment.site_id', '=', siteId)
    .where((eb) => eb.and(conditions(db, query)));
  const counted = await found.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const total = Number(counted?.count ?? 0);
  if (total <= offset) return { ids: [], total };
  const direction = query.descending ? 'desc' : 'asc';
  const rows = await found
    .select('comment.id')
    .orderBy(keyOf(query), direction)
    .orderBy('comment.id', direction)
    .limit(rowCount(limit))
    .offset(rowCount(offset))
    .execute();
  return { ids: rows.map(({ id }) => id), total };
}

function conditions(db: Database, query: CommentQuery): readonly Expression<SqlBool>[] {
  const { standings, posts, parents, ids, authors, notAuthors } = query;
  const list = (numbers: readonly number[]) => numbersIn(JSON.stringify(numbers), db.dialect);
  const parent = sql`coalesce(comment.parent_id, 0)`;
  // Readers get what is live; the other states are told apart by what was decided.
  const live = standings.length === 1 && standings[0] === 'live';
  return [
    live
      ? sql<SqlBool>`comment.status = 'live'`
      : sql<SqlBool>`comment.standing in (${sql.join(standings.length > 0 ? [...standings] : [''])})`,
    ...when(!query.everywhere, () => sql`post.status = 'published' and post.password is null`),
    ...when(query.onPostsOf !== undefined, () => signedBy('comment', query.onPostsOf ?? -1)),
    ...when(posts !== undefined, () => sql`comment.post_id in ${list(posts ?? [])}`),
    ...when(parents !== undefined, () => sql`${parent} in ${list(parents ?? [])}`),
    ...when(query.notParents.length > 0, () => sql`${parent} not in ${list(query.notParents)}`),
    ...when(ids !== undefined, () => sql`comment.id in ${list(ids ?? [])}`),
    ...when(query.notIds.length > 0, () => sql`comment.id not in ${list(query.notIds)}`),
    ...when(authors !== undefined, () => sql`${writtenBy(list(authors ?? []))}`),
    ...when(notAuthors.length > 0, () => sql`not ${writtenBy(list(notAuthors))}`),
    ...when(query.email !== undefined, () => sql`identity.email = ${query.email ?? ''}`),
    ...when(query.after !== undefined, () => sql`comment.published_at > ${query.after ?? ''}`),
    ...when(query.before !== undefined, () => sql`comment.published_at < ${query.before ?? ''}`),
    ...when(query.words !== undefined, () => contains(query.words ?? '')),
  ];
}

function writtenBy(authors: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql`(identity.account_id is not null and exists (select 1 from author
    where author.site_id = comment.site_id and author.account_id = identity.account_id and author.id in ${authors}))`;
}

function contains(words: string): RawBuilder<SqlBool> {
  const like = holding(words);
  return sql`(lower(comment.text) like ${like} escape '!' or lower(identity.name) like ${like} escape '!')`;
}

function keyOf({ by, ids }: CommentQuery): RawBuilder<unknown> {
  switch (by) {
    case 'id':
      return sql`comment.id`;
    case 'post':
      return sql`comment.post_id`;
    case 'parent':
      return sql`coalesce(comment.parent_id, 0)`;
    case 'include':
      return placeIn(sql`comment.id`, ids ?? []);
    default:
      return sql`comment.published_at`;
  }
}
