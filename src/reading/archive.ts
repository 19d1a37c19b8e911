import { sql } from 'kysely';
import { statement } from '../kit/database/index.ts';
import { html, trusted } from '../kit/html.ts';
import { formatDay, formatMonth, formatYear } from '../kit/i18n/index.ts';
import { localRange } from '../post/local-time.ts';
import { hrefOf } from '../post/permalink.ts';
import { readAuthor } from './author.ts';
import { cardsOf, termLink } from './card.ts';
import { type About, frameOf } from './frame.ts';
import { countList, type ListQuery, readHome, readList, readSticky } from './list.ts';
import type { ArchivePage, AuthorPage, HomePage, Pagination } from './page.ts';
import type { Place } from './place.ts';
import { profilesOf } from './profile.ts';
import { note, type Reader } from './reader.ts';
import { authorData, siteData } from './structured-data.ts';
import type { Visit } from './visit.ts';

/** The newest posts, sticky ones before all others on the first page. Undefined past the last page. */
export async function homePage(visit: Visit, page: number, base = '/'): Promise<HomePage | undefined> {
  const { reader, site } = visit;
  const { perPage } = site.settings;
  const sticky = await readSticky(reader);
  const pages = pagesOf((await countList(reader, { of: 'posts' })) - sticky.length, perPage);
  if (page > pages) return undefined;
  const posts = [...(page === 1 ? sticky : []), ...(await readHome(reader, perPage, (page - 1) * perPage))];
  return {
    kind: 'home',
    frame: await frameOf(visit, {
      title: page > 1 ? visit.t('pagination.page', { page }) : '',
      description: site.tagline,
      canonical: pathOfPage(base, page),
      jsonLd: page === 1 ? siteData(visit) : '',
      ...around(base, page, pages),
    }),
    posts: await cardsOf(reader, posts),
    pagination: paginationOf(base, page, pages),
  };
}

/** Posts of a category or tag, or of a span of time. Undefined when there is no such list, or page of it. */
export async function archivePage(
  visit: Visit,
  place: Extract<Place, { kind: 'term' | 'date' }>,
): Promise<ArchivePage | undefined> {
  const archive = await archiveAt(visit, place);
  if (!archive) return undefined;
  const { query, base, name } = archive;
  const slice = await sliceOf(visit, query, place.page);
  if (!slice || (place.kind === 'date' && slice.total === 0)) return undefined;
  const title = place.page > 1 ? visit.t('title.paged', { title: name, page: place.page }) : name;
  return {
    kind: 'archive',
    frame: await frameOf(visit, {
      title,
      canonical: pathOfPage(base, place.page),
      feeds: [{ title: visit.t('feed.of', { site: visit.site.title, name }), path: `${base}feed/` }],
      ...(archive.description !== '' && { description: archive.description }),
      ...around(base, place.page, slice.pages),
    }),
    archive: archive.view,
    total: slice.total,
    posts: await cardsOf(visit.reader, slice.posts),
    pagination: paginationOf(base, place.page, slice.pages),
  };
}

/** An author's profile and posts. */
export async function authorPage(
  visit: Visit,
  place: Extract<Place, { kind: 'author' }>,
): Promise<AuthorPage | undefined> {
  const author = await readAuthor(visit.reader, place.slug);
  if (!author) return undefined;
  const base = `/author/${author.slug}/`;
  const slice = await sliceOf(visit, { of: 'author', id: author.id }, place.page);
  if (!slice) return undefined;
  const { name } = author;
  const [profile] = await profilesOf(visit.reader, [author.id]);
  if (!profile) return undefined;
  const title = place.page > 1 ? visit.t('title.paged', { title: name, page: place.page }) : name;
  return {
    kind: 'author',
    frame: await frameOf(visit, {
      title,
      description: visit.t('title.author', { name }),
      canonical: pathOfPage(base, place.page),
      feeds: [{ title: visit.t('feed.of', { site: visit.site.title, name }), path: `${base}feed/` }],
      openGraph: { type: 'profile' },
      jsonLd: authorData(visit, profile),
      ...around(base, place.page, slice.pages),
    }),
    profile,
    total: slice.total,
    posts: await cardsOf(visit.reader, slice.posts),
    pagination: paginationOf(base, place.page, slice.pages),
  };
}

async function sliceOf(visit: Visit, query: ListQuery, page: number) {
  const { perPage } = visit.site.settings;
  const total = await countList(visit.reader, query);
  const pages = pagesOf(total, perPage);
  if (page > pages) return undefined;
  const posts = await readList(visit.reader, query, perPage, (page - 1) * perPage);
  return { total, pages, posts };
}

/** A list without posts has one page, which says so. */
function pagesOf(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / perPage));
}

function pathOfPage(base: string, page: number): string {
  return page > 1 ? `${base}page/${page}/` : base;
}

function around(base: string, page: number, pages: number): Pick<About, 'previous' | 'next'> {
  return {
    previous: page > 1 ? pathOfPage(base, page - 1) : undefined,
    next: page < pages ? pathOfPage(base, page + 1) : undefined,
  };
}

export function paginationOf(base: string, page: number, pages: number): Pagination {
  return { page, pages, href: (wanted) => hrefOf(pathOfPage(base, wanted)) };
}

/** What the page of an archive, and its feed, are of. */
export type Archive = {
  readonly query: ListQuery;
  readonly base: string;
  readonly name: string;
  readonly description: string;
  readonly view: ArchivePage['archive'];
};

/** The category or tag at an address, or a span of time. */
export async function archiveAt(
  visit: Visit,
  place: Extract<Place, { kind: 'term' | 'date' }>,
): Promise<Archive | undefined> {
  return place.kind === 'term' ? termArchive(visit, place) : dateArchive(visit, place);
}

type TermRow = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly parent_id: number | null;
  readonly taxonomy: 'category' | 'tag';
};

const termAt = statement<{ site: number; taxonomy: 'category' | 'tag'; path: string }>()((db, value) =>
  db
    .selectFrom('term')
    .select(['id', 'name', 'path', 'description', 'parent_id', 'taxonomy'])
    .where('site_id', '=', value('site'))
    .where('taxonomy', '=', value('taxonomy'))
    .where('path', '=', value('path')),
);

const childTerms = statement<{ site: number; parent: number }>()((db, value) =>
  db
    .selectFrom('term')
    .innerJoin('tally', (join) =>
      join.onRef('tally.site_id', '=', 'term.site_id').on('tally.list', '=', sql<string>`'term:' || term.id`),
    )
    .select(['term.id', 'term.name', 'term.path', 'term.taxonomy', 'tally.count'])
    .where('term.site_id', '=', value('site'))
    .where('term.parent_id', '=', value('parent'))
    .where('tally.count', '>', 0)
    .orderBy('term.path'),
);

async function readTerm(
  reader: Reader,
  taxonomy: 'category' | 'tag',
  path: string,
): Promise<TermRow | undefined> {
  const row = await termAt.first(reader.db, { site: reader.siteId, taxonomy, path });
  if (row) note(reader, `term:${row.id}`);
  return row;
}

async function termArchive(
  { reader }: Visit,
  place: Extract<Place, { kind: 'term' }>,
): Promise<Archive | undefined> {
  const term = await readTerm(reader, place.taxonomy, place.path);
  if (!term) return undefined;
  note(reader, 'terms');
  const above = term.path.split('/').slice(0, -1);
  const parents = await Promise.all(
    above.map((_, depth) => readTerm(reader, place.taxonomy, above.slice(0, depth + 1).join('/'))),
  );
  const children = await childTerms.all(reader.db, { site: reader.siteId, parent: term.id });
  note(reader, ...children.map(({ id }) => `term:${id}`));
  return {
    query: { of: 'term', id: term.id },
    base: `/${place.taxonomy}/${term.path}/`,
    name: term.name,
    description: term.description,
    view: {
      by: place.taxonomy,
      name: term.name,
      description: term.description === '' ? trusted('') : html`<p>${term.description}</p>`,
      parents: parents.flatMap((parent) => (parent ? [termLink(parent)] : [])),
      children: children.map((child) => ({ ...termLink(child), count: child.count })),
    },
  };
}

function dateArchive({ site }: Visit, place: Extract<Place, { kind: 'date' }>): Archive {
  const { year, month, day } = place;
  const text = [
    String(year).padStart(4, '0'),
    ...[month, day].filter((part) => part !== undefined).map((part) => String(part).padStart(2, '0')),
  ];
  const months =
    month === undefined
      ? Array.from({ length: 12 }, (_, index) => `${text[0]}-${String(index + 1).padStart(2, '0')}`)
      : [`${text[0]}-${text[1]}`];
  return {
    query: { of: 'time', ...localRange(site.timeZone, year, month, day), months, whole: day === undefined },
    base: `/${text.join('/')}/`,
    name: dateName(site, text),
    description: '',
    view: { by: 'date', year, ...(month !== undefined && { month }), ...(day !== undefined && { day }) },
  };
}

/** A year, month or day in the site's language and calendar. */
function dateName({ locale, calendar }: Visit['site'], parts: readonly string[]): string {
  if (parts.length === 1) return formatYear(Number(parts[0]), { locale, calendar });
  const format = parts.length === 2 ? formatMonth : formatDay;
  return format(parts.join('-'), { locale, calendar });
}
