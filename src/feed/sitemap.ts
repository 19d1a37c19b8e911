import { sql } from 'kysely';
import { statement } from '../kit/database/index.ts';
import type { Reply } from '../kit/http/index.ts';
import { postsInRange, rangeName, rangeOf } from '../post/change-names.ts';
import { note, remembered } from '../reading/reader.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { sourcePath } from '../source/source.ts';
import { speakerPath } from '../speaker/speaker.ts';
import { openSources, openSpeakers } from './sitemap-records.ts';
import { escapeXml } from './xml.ts';

/** IDs that one file of posts spans: a file stays as it is while posts are added after it (50,000 are allowed). */
const perFile = postsInRange;

type Entry = { readonly loc: string; readonly lastmod?: string | null };

/** sitemaps.org's protocol 0.9: `/sitemap.xml` names the files, each names pages. Undefined for other paths. */
export async function answerSitemap(visit: Visit, path: string): Promise<Reply | undefined> {
  if (!visit.site.settings.searchEngines) return undefined;
  if (path === '/sitemap.xml') return xml(document('sitemapindex', 'sitemap', await files(visit)));
  const [, kind, number = '1'] =
    /^\/sitemap-(posts|terms|authors|sources|speakers)-([1-9]\d{0,8})\.xml$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  const entries = await pagesOf(visit, kind as Kind, Number(number));
  return entries.length === 0 ? undefined : xml(document('urlset', 'url', entries));
}

type Kind = 'posts' | 'terms' | 'authors' | 'sources' | 'speakers';

const lastId = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .where('site_id', '=', value('site')),
);

/** A copy of another's text, which names the original as the one to keep, is not told of. */
const isOriginal = sql<boolean>`not exists (select 1 from republication as copy
  where copy.site_id = post.site_id and copy.post_id = post.id and copy.index_policy <> 'self')`;

const publicInRange = statement<Range>()((db, value) =>
  db
    .selectFrom('post')
    .select([
      ({ fn }) => fn.countAll<number>().as('posts'),
      sql<string | null>`max(case when updated_at > published_at then updated_at else published_at end)`.as(
        'lastmod',
      ),
    ])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where('path', 'is not', null)
    .where('password', 'is', null)
    .where(isOriginal),
);

/** A file of each range of posts that has public ones. What is known of a range is kept until a post of it changes. */
async function filesOfPosts({ reader, origin }: Visit): Promise<readonly Entry[]> {
  const last = await lastId.first(reader.db, { site: reader.siteId });
  const ranges = Array.from({ length: rangeOf(Number(last?.id ?? 0)) }, (_, index) => index + 1);
  const known = await Promise.all(
    ranges.map((range) =>
      remembered(reader, `sitemap ${range}`, async (own) => {
        note(own, rangeName(range));
        const { from, to } = idsOf(range);
        return publicInRange.first(own.db, { site: own.siteId, from, to });
      }),
    ),
  );
  return ranges.flatMap((range, index) => {
    const facts = known[index];
    if (!facts || Number(facts.posts) === 0) return [];
    return [{ loc: `${origin}/sitemap-posts-${range}.xml`, lastmod: facts.lastmod }];
  });
}

function idsOf(range: number): { readonly from: number; readonly to: number } {
  return { from: (range - 1) * perFile, to: range * perFile };
}

async function files(visit: Visit): Promise<readonly Entry[]> {
  const site = visit.site.id;
  const terms = await listedTerms.all(visit.reader.db, { site, from: 0, to: Number.MAX_SAFE_INTEGER });
  const authors = await listedAuthors.all(visit.reader.db, { site, from: 0, to: Number.MAX_SAFE_INTEGER });
  const sources = await openSources.all(visit.reader.db, { site, from: 0, to: Number.MAX_SAFE_INTEGER });
  const speakers = await openSpeakers.all(visit.reader.db, { site, from: 0, to: Number.MAX_SAFE_INTEGER });
  const numbered = (kind: Kind, ids: readonly { readonly id: number }[]) =>
    [...new Set(ids.map(({ id }) => Math.floor((id - 1) / perFile)))].map((file) => ({
      loc: `${visit.origin}/sitemap-${kind}-${file + 1}.xml`,
    }));
  return [
    ...(await filesOfPosts(visit)),
    ...numbered('terms', terms),
    ...numbered('authors', authors),
    ...numbered('sources', sources),
    ...numbered('speakers', speakers),
  ];
}

type Range = { site: number; from: number; to: number };

const publicPosts = statement<Range>()((db, value) =>
  db
    .selectFrom('post')
    .select(['path', 'published_at', 'updated_at'])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where(sql<boolean>`coalesce(path, '') <> ''`)
    .where('password', 'is', null)
    .where(isOriginal)
    .orderBy('id'),
);

const listedTerms = statement<Range>()((db, value) =>
  db
    .selectFrom('term')
    .innerJoin('tally', (join) =>
      join.onRef('tally.site_id', '=', 'term.site_id').on('tally.list', '=', sql<string>`'term:' || term.id`),
    )
    .select(['term.id', 'term.taxonomy', 'term.path'])
    .where('term.site_id', '=', value('site'))
    .where('term.id', '>', value('from'))
    .where('term.id', '<=', value('to'))
    .where('tally.count', '>', 0)
    .orderBy('term.id'),
);

const listedAuthors = statement<Range>()((db, value) =>
  db
    .selectFrom('author')
    .innerJoin('tally', (join) =>
      join
        .onRef('tally.site_id', '=', 'author.site_id')
        .on('tally.list', '=', sql<string>`'author:' || author.id`),
    )
    .select(['author.id', 'author.slug'])
    .where('author.site_id', '=', value('site'))
    .where('author.id', '>', value('from'))
    .where('author.id', '<=', value('to'))
    .where('tally.count', '>', 0)
    .orderBy('author.id'),
);

async function pagesOf(visit: Visit, kind: Kind, number: number): Promise<readonly Entry[]> {
  const { db } = visit.reader;
  const range = { site: visit.site.id, ...idsOf(number) };
  switch (kind) {
    case 'posts': {
      const posts = await publicPosts.all(db, range);
      const entries = posts.map(({ path, published_at, updated_at }) => ({
        loc: absolute(visit, path ?? '/'),
        lastmod: [updated_at, published_at].reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b)),
      }));
      return number === 1 && entries.length > 0 ? [{ loc: `${visit.origin}/` }, ...entries] : entries;
    }
    case 'terms':
      return (await listedTerms.all(db, range)).map(({ taxonomy, path }) => ({
        loc: absolute(visit, `/${taxonomy}/${path}/`),
      }));
    case 'authors':
      return (await listedAuthors.all(db, range)).map(({ slug }) => ({
        loc: absolute(visit, `/author/${slug}/`),
      }));
    case 'sources': {
      const sources = await openSources.all(db, range);
      const entries = sources.map(({ id, changed_at: lastmod }) => ({
        loc: absolute(visit, sourcePath(Number(id))),
        lastmod,
      }));
      return number === 1 && entries.length > 0
        ? [{ loc: absolute(visit, '/-/sources/') }, ...entries]
        : entries;
    }
    case 'speakers': {
      const speakers = await openSpeakers.all(db, range);
      const entries = speakers.map(({ slug }) => ({ loc: absolute(visit, speakerPath(slug)) }));
      const lists = ['/-/speakers/', '/-/timeline/'].map((path) => ({ loc: absolute(visit, path) }));
      return number === 1 && entries.length > 0 ? [...lists, ...entries] : entries;
    }
  }
}

function document(root: string, child: string, entries: readonly Entry[]): string {
  const written = entries.map(({ loc, lastmod }) => {
    const time = lastmod ? `<lastmod>${escapeXml(lastmod)}</lastmod>` : '';
    return `  <${child}><loc>${escapeXml(loc)}</loc>${time}</${child}>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${written.join('')}</${root}>
`;
}

/** Not kept: what would have to drop it is every change of any post. */
function xml(body: string): Reply {
  return {
    status: 200,
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
    },
    body,
  };
}
