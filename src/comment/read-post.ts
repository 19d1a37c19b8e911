import { type Database, statement } from '../kit/database/index.ts';

/** What replying asks of a post. */
export type RepliedPost = {
  readonly id: number;
  readonly type: 'post' | 'page';
  readonly status: string;
  readonly title: string;
  readonly path: string | null;
  readonly password: string | null;
  readonly comments_open: 0 | 1;
  readonly published_at: string | null;
};

export async function readRepliedPost(
  database: Database,
  siteId: number,
  id: number,
): Promise<RepliedPost | undefined> {
  return byId.first(database, { site: siteId, id });
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'type', 'status', 'title', 'path', 'password', 'comments_open', 'published_at'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** The text of a post, for passages that replies quote. */
export async function readPostText(
  database: Database,
  siteId: number,
  postId: number,
): Promise<string | undefined> {
  return (await textOf.first(database, { site: siteId, post: postId }))?.text;
}

const textOf = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post_document')
    .select('text')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post')),
);
