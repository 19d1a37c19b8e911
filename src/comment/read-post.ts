import { sql } from 'kysely';
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

/** The accounts of those who sign a post. */
export async function writersOf(
  database: Database,
  siteId: number,
  postId: number,
): Promise<readonly number[]> {
  const rows = await accounts.all(database, { site: siteId, post: postId });
  return rows.flatMap(({ account_id }) => (account_id === null ? [] : [account_id]));
}

const accounts = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .select('author.account_id')
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', '=', value('post')),
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

/** As whom an account signs on a site: the author whose account it is. */
export async function authorOfAccount(
  database: Database,
  siteId: number,
  accountId: number,
): Promise<number | undefined> {
  return (await authorBy.first(database, { site: siteId, account: accountId }))?.id;
}

const authorBy = statement<{ site: number; account: number }>()((db, value) =>
  db
    .selectFrom('author')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('account_id', '=', value('account'))
    .orderBy('id')
    .limit(sql.lit(1)),
);
