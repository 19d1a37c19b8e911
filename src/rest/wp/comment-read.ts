import { sql } from 'kysely';
import { writersOfPosts } from '../../author/read.ts';
import { type Database, numbersIn, statement } from '../../kit/database/index.ts';
import type { CommentRow } from './comment-list.ts';

type Several = { site: number; ids: string };

const commentsByIds = statement<Several>()((db, value, dialect) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.id',
      'comment.post_id',
      'comment.parent_id',
      'comment.status',
      'comment.standing',
      'comment.html',
      'comment.text',
      'comment.original',
      'comment.format',
      'comment.published_at',
      'identity.kind',
      'identity.name',
      'identity.url',
      'identity.email',
      'identity.avatar',
      'identity.account_id',
      'post.type as post_type',
      'post.status as post_status',
      'post.path as post_path',
      'post.password as post_password',
      'post.comment_count as post_comments',
      sql<number | null>`(select min(author.id) from author where author.site_id = comment.site_id
        and author.account_id = identity.account_id)`.as('author'),
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', 'in', numbersIn(value('ids'), dialect)),
);

/** Comments of the given IDs, in that order; what is not there is left out. */
export async function readCommentRows(
  db: Database,
  site: number,
  ids: readonly number[],
): Promise<readonly CommentRow[]> {
  if (ids.length === 0) return [];
  const rows = await commentsByIds.all(db, { site, ids: JSON.stringify(ids) });
  const posts = [...new Set(rows.map(({ post_id }) => post_id))];
  const writers = await writersOfPosts(db, site, posts);
  const found = new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        identity: row,
        post: {
          type: row.post_type,
          status: row.post_status,
          path: row.post_path,
          password: row.post_password,
          comment_count: row.post_comments,
        },
        writers: writers.get(row.post_id) ?? [],
      },
    ]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function readCommentRow(
  db: Database,
  site: number,
  id: number,
): Promise<CommentRow | undefined> {
  return (await readCommentRows(db, site, [id]))[0];
}
