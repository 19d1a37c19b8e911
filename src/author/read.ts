import { type Database, numbersIn, statement, type Transaction } from '../kit/database/index.ts';
import { trusted } from '../kit/html.ts';
import type { Author } from './author.ts';

export async function readAuthor(
  database: Database,
  siteId: number,
  id: number,
): Promise<Author | undefined> {
  const row = await byId.first(database, { site: siteId, id });
  return row && toAuthor(row);
}

/** By the slug of the author's page, `/author/<slug>/`. */
export async function readAuthorBySlug(
  database: Database,
  siteId: number,
  slug: string,
): Promise<Author | undefined> {
  const row = await bySlug.first(database, { site: siteId, slug });
  return row && toAuthor(row);
}

/** Every author of a site, by name. */
export async function listAuthors(database: Database, siteId: number): Promise<readonly Author[]> {
  return (await ofSite.all(database, { site: siteId })).map(toAuthor);
}

/** The authors as whom an account signs on a site, the first one first; none before it wrote anything there. */
export async function authorsOfAccount(
  from: Database | Transaction,
  siteId: number,
  accountId: number,
): Promise<readonly number[]> {
  return (await ofAccount.all(from, { site: siteId, account: accountId })).map(({ id }) => id);
}

/** The accounts of those who sign a post. */
export async function writersOf(
  from: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<readonly number[]> {
  return (await writersOfPosts(from, siteId, [postId])).get(postId) ?? [];
}

/** The accounts of those who sign each of some posts; a post that none of them signs is left out. */
export async function writersOfPosts(
  from: Database | Transaction,
  siteId: number,
  postIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await accountsOfPosts.all(from, { site: siteId, posts: JSON.stringify(postIds) });
  const writers = new Map<number, number[]>();
  for (const { post_id, account_id } of rows) {
    if (account_id !== null) writers.set(post_id, [...(writers.get(post_id) ?? []), account_id]);
  }
  return writers;
}

const ofAccount = statement<{ site: number; account: number }>()((db, value) =>
  db
    .selectFrom('author')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('account_id', '=', value('account'))
    .orderBy('id'),
);

const accountsOfPosts = statement<{ site: number; posts: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .select(['post_author.post_id', 'author.account_id'])
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', 'in', numbersIn(value('posts'), dialect)),
);

const byId = statement<{ site: number; id: number }>()((db, value) =>
  selectAuthors(db).where('site_id', '=', value('site')).where('id', '=', value('id')),
);

const bySlug = statement<{ site: number; slug: string }>()((db, value) =>
  selectAuthors(db).where('site_id', '=', value('site')).where('slug', '=', value('slug')),
);

const ofSite = statement<{ site: number }>()((db, value) =>
  selectAuthors(db).where('site_id', '=', value('site')).orderBy('name').orderBy('id'),
);

function selectAuthors(db: Database['read']) {
  return db
    .selectFrom('author')
    .select(['id', 'slug', 'name', 'account_id', 'picture_id', 'biography_html', 'links', 'honours', 'lang']);
}

type AuthorRow = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly account_id: number | null;
  readonly picture_id: number | null;
  readonly biography_html: string | null;
  readonly links: string;
  readonly honours: string;
  readonly lang: string | null;
};

function toAuthor(row: AuthorRow): Author {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    accountId: row.account_id,
    pictureId: row.picture_id,
    biography: trusted(row.biography_html ?? ''),
    links: JSON.parse(row.links),
    honours: JSON.parse(row.honours),
    lang: row.lang,
  };
}

/** The name under which an account signs here; nobody's, where it has none: an account's own name is not public. */
export async function publicNameOf(tx: Transaction, siteId: number, accountId: number): Promise<string> {
  const row = await tx.db
    .selectFrom('author')
    .select('name')
    .where('site_id', '=', siteId)
    .where('account_id', '=', accountId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.name ?? '';
}
