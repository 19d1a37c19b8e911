import { idsIn } from '../comment/path.ts';
import { type Database, numbersIn, statement } from '../kit/database/index.ts';
import type { Site } from '../site/site.ts';

/** A reply as letters tell of it. */
export type ToldReply = {
  readonly id: number;
  readonly postId: number;
  readonly parentId: number | null;
  /** IDs of the comments above it, the topmost first, its own last. */
  readonly line: readonly number[];
  readonly author: string;
  /** Plain text. */
  readonly text: string;
  readonly writtenAt: string;
  readonly post: { readonly title: string; readonly path: string | null };
  /** Whose it is, so that nobody is told of what they wrote themselves. */
  readonly writer: { readonly email: string | null; readonly accountId: number | null };
};

/**
 * Those of some comments that everybody may read, by ID: live, under a post that is published and asks for no
 * password.
 */
export async function liveReplies(
  database: Database,
  siteId: number,
  ids: readonly number[],
): Promise<readonly ToldReply[]> {
  if (ids.length === 0) return [];
  const rows = await live.all(database, { site: siteId, ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    parentId: row.parent_id,
    line: lineOf(row),
    author: row.name,
    text: row.text,
    writtenAt: row.published_at,
    post: { title: row.title, path: row.post_path },
    writer: { email: row.email?.toLowerCase() ?? null, accountId: row.account_id },
  }));
}

const live = statement<{ site: number; ids: string }>()((db, value, dialect) =>
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
      'comment.path',
      'comment.text',
      'comment.published_at',
      'identity.name',
      'identity.email',
      'identity.account_id',
      'post.title',
      'post.path as post_path',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', 'in', numbersIn(value('ids'), dialect))
    .where('comment.status', '=', 'live')
    .where('comment.origin', '!=', 'import')
    .where('post.status', '=', 'published')
    .where('post.path', 'is not', null)
    .where('post.password', 'is', null)
    .orderBy('comment.id'),
);

/** Deeper than paths go, replies stand beside each other: what one answers is its parent all the same. */
function lineOf({ id, path, parent_id }: { id: number; path: string; parent_id: number | null }) {
  const above = idsIn(path).filter((one) => one !== id);
  const parent = parent_id === null || above.includes(parent_id) ? [] : [parent_id];
  return [...above, ...parent, id];
}

/** Where a reply stands, whatever page of its thread that is. */
export function replyHref(site: Pick<Site, 'url'>, id: number): string {
  return `${site.url}-/comments/${id}`;
}
