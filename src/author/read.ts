import { type Database, statement } from '../kit/database/index.ts';
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
