import { sql } from 'kysely';
import { rowCount, statement } from '../kit/database/index.ts';
import { trusted } from '../kit/html.ts';
import type { CachedBlock } from '../kit/http/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { FooterBlockSetting } from '../site/settings.ts';
import { termLink } from './card.ts';
import { commentHref } from './comment-address.ts';
import { siteFrameOf } from './frame.ts';
import { type ListedPost, readList } from './list.ts';
import type { FooterBlock, MonthLink, RecentPost, TermLink, Theme } from './page.ts';
import { note, type Reader } from './reader.ts';
import { readLatestComments } from './thread.ts';
import type { Visit } from './visit.ts';

/** One of the blocks at the foot of a site's pages, by its place in the settings; empty when it is there no more. */
export async function renderBlock(visit: Visit, index: number, theme: Theme): Promise<CachedBlock> {
  const { reader, site, direction } = visit;
  note(reader, 'site');
  const setting = site.settings.footer[index];
  if (!setting) return { html: '', reads: reader.reads };
  const block = await blockOf(visit, setting);
  const frame = { site: await siteFrameOf(visit), locale: site.locale, direction };
  return { html: theme.block(block, index, frame).toString(), reads: reader.reads };
}

async function blockOf(visit: Visit, setting: FooterBlockSetting): Promise<FooterBlock> {
  const { reader } = visit;
  const title = setting.title ? { title: setting.title } : {};
  switch (setting.kind) {
    case 'recent-posts':
      return { kind: setting.kind, ...title, posts: await recentPosts(reader, setting.count) };
    case 'recent-comments':
      return { kind: setting.kind, ...title, comments: await recentComments(visit, setting.count) };
    case 'archives':
      return { kind: setting.kind, ...title, months: await months(reader, setting.count) };
    case 'categories':
      return { kind: setting.kind, ...title, terms: await categories(reader) };
    case 'tag-cloud':
      return { kind: setting.kind, ...title, terms: await tagCloud(reader, setting.count) };
    case 'blogroll':
      return {
        kind: setting.kind,
        ...title,
        links: setting.links.map(({ label, href, description }) => ({
          label,
          href,
          ...(description && { description }),
        })),
      };
    case 'text':
      return { kind: setting.kind, ...title, html: trusted(setting.html) };
    case 'search':
      return { kind: setting.kind, ...title };
  }
}

/** Titles, addresses and dates of the newest posts. */
export async function recentPosts(reader: Reader, count: number): Promise<readonly RecentPost[]> {
  return (await readList(reader, { of: 'posts' }, count, 0)).map(recentPost);
}

/** A post by its title, its address and its date. */
export function recentPost({ title, path, published_at, lang, dir }: ListedPost): RecentPost {
  return { title, href: hrefOf(path ?? '/'), date: published_at ?? '', dir, ...(lang !== null && { lang }) };
}

async function recentComments(visit: Visit, count: number) {
  const { reader } = visit;
  const rows = await readLatestComments(reader, count);
  return Promise.all(
    rows.map(async ({ id, name, title }) => ({
      author: name,
      postTitle: title,
      href: (await commentHref(visit, id)) ?? '/',
    })),
  );
}

const monthTallies = statement<{ site: number; limit: number }>()((db, value) =>
  db
    .selectFrom('tally')
    .select(['list', 'count'])
    .where('site_id', '=', value('site'))
    .where('list', '>=', 'month:')
    .where('list', '<', 'month;')
    .where('count', '>', 0)
    .orderBy('list', 'desc')
    .limit(rowCount(value('limit'))),
);

async function months(reader: Reader, limit: number): Promise<readonly MonthLink[]> {
  note(reader, 'months');
  const rows = await monthTallies.all(reader.db, { site: reader.siteId, limit });
  return rows.map(({ list, count }) => {
    const month = list.slice('month:'.length);
    return { month, href: `/${month.replace('-', '/')}/`, count };
  });
}

const countedTerms = statement<{ site: number; taxonomy: 'category' | 'tag'; limit: number }>()((db, value) =>
  db
    .selectFrom('term')
    .innerJoin('tally', (join) =>
      join.onRef('tally.site_id', '=', 'term.site_id').on('tally.list', '=', sql<string>`'term:' || term.id`),
    )
    .select(['term.id', 'term.taxonomy', 'term.name', 'term.path', 'tally.count'])
    .where('term.site_id', '=', value('site'))
    .where('term.taxonomy', '=', value('taxonomy'))
    .where('tally.count', '>', 0)
    .orderBy('tally.count', 'desc')
    .orderBy('term.path')
    .limit(rowCount(value('limit'))),
);

/** More categories than anybody reads in a footer. */
const mostCategories = 100;

async function categories(reader: Reader) {
  note(reader, 'terms');
  const rows = await countedTerms.all(reader.db, {
    site: reader.siteId,
    taxonomy: 'category',
    limit: mostCategories,
  });
  note(reader, ...rows.map(({ id }) => `term:${id}`));
  return [...rows]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((row) => ({ ...counted(row), depth: row.path.split('/').length - 1 }));
}

async function tagCloud(reader: Reader, limit: number) {
  note(reader, 'terms');
  const rows = await countedTerms.all(reader.db, { site: reader.siteId, taxonomy: 'tag', limit });
  note(reader, ...rows.map(({ id }) => `term:${id}`));
  const most = Math.log(Math.max(2, ...rows.map(({ count }) => count)));
  return [...rows]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((row) => ({ ...counted(row), weight: 1 + Math.round((4 * Math.log(row.count)) / most) }));
}

function counted(row: { taxonomy: 'category' | 'tag'; name: string; path: string; count: number }): TermLink {
  return { ...termLink(row), count: row.count };
}
