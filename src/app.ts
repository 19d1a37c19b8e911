import { answerPrograms } from './feed/index.ts';
import type { Changed } from './kit/database/index.ts';
import { databaseFault } from './kit/database/index.ts';
import type { Feature } from './kit/feature.ts';
import {
  type CachedBlock,
  createRouter,
  type Incoming,
  PageCache,
  plainText,
  type Reply,
} from './kit/http/index.ts';
import { localeDirection } from './kit/i18n/index.ts';
import type { Memo } from './kit/memo.ts';
import type { World } from './kit/world.ts';
import { answer } from './reading/answer.ts';
import { renderBlock } from './reading/block.ts';
import type { Theme } from './reading/page.ts';
import { createReader } from './reading/reader.ts';
import type { Reading } from './reading/reading.ts';
import { missing } from './reading/rendered.ts';
import { createVisit, type Visit, visitFor } from './reading/visit.ts';
import { secured, securityHeaders } from './security-headers.ts';
import { findSite, listSites, readSite } from './site/read.ts';
import type { Site } from './site/site.ts';

export type App = {
  /** Answers one request. Throws what no handler foresaw; `failed` makes an answer of that. */
  readonly respond: (request: Incoming) => Promise<Reply>;
  readonly failed: (error: unknown, request: Incoming) => Reply;
  readonly pages: PageCache;
  readonly features: readonly Feature[];
};

export type AppOptions = {
  /** What many pages have in common, which whoever else shows pages shares. */
  readonly memo: Memo;
  readonly theme: Theme;
  readonly features: readonly Feature[];
  readonly reading: Omit<Reading, 'theme'>;
  /** Files of the theme, under `/-/assets/`. */
  readonly asset: (path: string, acceptEncoding: string) => Reply | undefined;
  /** What programs read of a site: feeds, sitemaps. */
  readonly programs: (visit: Visit, request: Incoming) => Promise<Reply | undefined>;
  /** The API of a site; undefined for an address of something else. */
  readonly api: (visit: Visit, request: Incoming) => Promise<Reply> | undefined;
  /** A file of a site's media. */
  readonly media: (request: Incoming, siteId: number) => Promise<Reply | undefined>;
  readonly playerHosts: readonly string[];
};

/** Puts the product together: routes of every feature, pages of every site, and the cache before them. */
export function createApp(world: World, options: AppOptions): App {
  const { memo } = options;
  const reading: Reading = { ...options.reading, theme: options.theme };
  const router = createRouter(options.features.flatMap(({ routes }) => routes ?? []));
  const headers = securityHeaders(options.playerHosts);
  const pages = new PageCache({
    maxBytes: world.config.cacheMb * 1024 * 1024,
    renderBlock: (key) => blockOf(world, memo, options.theme, key),
    now: () => world.clock.now().getTime(),
  });
  world.db.changes.subscribe((changed: Changed) => {
    memo.drop(changed);
    pages.drop(changed);
  });

  const respond = async (asked: Incoming): Promise<Reply> => {
    const request = withoutNul(asked);
    const asset = request.path.startsWith('/-/assets/')
      ? options.asset(request.path, request.header('accept-encoding') ?? '')
      : undefined;
    if (asset) return asset;
    const match = router.match(request.method, request.path);
    if (typeof match === 'object' && match.route.anyHost) {
      return match.route.handle(world, request, { params: match.params, siteId: 0 });
    }
    const site = await siteOf(world, memo, request.host);
    if (!site) return noSite(world, request, options.theme);
    const visit = visitFor(world.db, memo, site, request);
    const called = options.api(visit, request);
    if (called) return called;
    if (match === 'method-not-allowed') return notAllowed();
    if (match) return match.route.handle(world, request, { params: match.params, siteId: site.id });
    const program = await answerPrograms(visit, request);
    if (program) return program;
    const told = await options.programs(visit, request);
    if (told) return told;
    const file = isFile(request.path) ? await options.media(request, site.id) : undefined;
    if (file) return file;
    if (request.path.startsWith('/-/')) return missing(visit, reading, 404);
    return answer(visit, request, reading);
  };

  return {
    respond: async (request) => secured(await respond(request), headers, request.scheme),
    failed: (error, request) => secured(failure(world, error), headers, request.scheme),
    pages,
    features: options.features,
  };
}

/** No address of ours holds a NUL in its query, and PostgreSQL takes none in a text. */
function withoutNul(request: Incoming): Incoming {
  if (request.query.size === 0 || !request.query.toString().includes('%00')) return request;
  return { ...request, query: new URLSearchParams(request.query.toString().replaceAll('%00', '')) };
}

async function siteOf(world: World, memo: Memo, host: string): Promise<Site | undefined> {
  const found = await memo.get(`site ${host}`, async () => {
    const value = await findSite(world.db, host);
    return value && { value, reads: new Set([`${value.id}/site`, '0/sites']) };
  });
  return found?.value;
}

/** Files have a dot in their name; a post's slug has none. */
function isFile(path: string): boolean {
  return path.lastIndexOf('.') > path.lastIndexOf('/');
}

/** Keys of blocks are `<site>/<place in the settings>`. */
async function blockOf(world: World, memo: Memo, theme: Theme, key: string): Promise<CachedBlock> {
  const [siteId = 0, index = 0] = key.split('/').map(Number);
  const site = await readSite(world.db, siteId);
  if (!site) return { html: '', reads: new Set([`${siteId}/site`]) };
  const visit = createVisit({
    reader: createReader(world.db, siteId, memo),
    site,
    origin: site.url.replace(/\/$/, ''),
    path: '/',
    memo,
  });
  return renderBlock(visit, index, theme);
}

async function noSite(world: World, request: Incoming, theme: Theme): Promise<Reply> {
  const sites = await listSites(world.db);
  if (sites.length > 0) {
    return plainText(
      421,
      `No site of this install is called ${printable(request.host)}. Its owner can add the host to a site.`,
    );
  }
  if (request.path !== '/')
    return plainText(404, 'This install has no site yet. Its address / says how to set it up.');
  const locale = localeFor(request);
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: theme.render({ kind: 'welcome', locale, direction: localeDirection(locale) }),
  };
}

function printable(host: string): string {
  return host.replaceAll(/[^a-z0-9.:[\]-]/g, '').slice(0, 100) || 'so';
}

/** The first language that the browser asks for; the theme falls back to one that it speaks. */
function localeFor(request: Incoming): string {
  const first = request.header('accept-language')?.split(/[,;]/)[0]?.trim() ?? '';
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(first) ? first : 'en';
}

function notAllowed(): Reply {
  return plainText(405, 'This address does not take that method.', { allow: 'GET, HEAD, POST' });
}

/** What could not be foreseen, said to a reader: what happened, and when to try again. */
function failure(world: World, error: unknown): Reply {
  const fault = databaseFault(error);
  if (fault === 'gone' || fault === 'full') {
    world.log.warn('database.unavailable', { fault });
    const text =
      fault === 'full'
        ? 'The disk of this server is full; nothing can be saved until its administrator has made room.'
        : 'The database cannot be reached just now. Please try again in a moment.';
    return plainText(503, text, {
      'retry-after': fault === 'full' ? '60' : '5',
      'cache-control': 'no-store',
    });
  }
  world.log.error('request.failed', { error });
  return plainText(
    500,
    'Something went wrong on this server. It has been written down for its administrator.',
    { 'cache-control': 'no-store' },
  );
}
