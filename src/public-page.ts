import type { RouteContext } from './kit/feature.ts';
import { type Incoming, plainText, type Reply } from './kit/http/index.ts';
import type { Memo } from './kit/memo.ts';
import type { World } from './kit/world.ts';
import { frameOf } from './reading/frame.ts';
import type { RecordPage, Theme } from './reading/page.ts';
import { note } from './reading/reader.ts';
import { missing, page, publicCaching } from './reading/rendered.ts';
import { type Visit, visitFor } from './reading/visit.ts';
import type { PublicAsked, PublicFile, PublicPage, PublicPages, PublicRoute } from './site/public-page.ts';
import { readSite } from './site/read.ts';

/** Sets the pages that features make for readers into the frame of the site, and has them kept as others are. */
export function publicPagesOf(theme: Theme, memo: Memo): PublicPages {
  return (routes) =>
    routes.map((route) => ({
      method: 'GET',
      pattern: route.pattern,
      handle: (world, request, context) => answer(world, request, context, { theme, memo, route }),
    }));
}

type Showing = { readonly theme: Theme; readonly memo: Memo; readonly route: PublicRoute };

async function answer(
  world: World,
  request: Incoming,
  { params, siteId }: RouteContext,
  { theme, memo, route }: Showing,
): Promise<Reply> {
  const site = await readSite(world.db, siteId);
  if (!site) return plainText(404, 'There is no such site.');
  const visit = visitFor(world.db, memo, site, request);
  const made = await route.handle(askedOf(world, request, params, visit));
  if (made === undefined) return missing(visit, { theme }, 404);
  if ('main' in made) return shown(visit, theme, made);
  return 'type' in made ? fileOf(visit, made) : made;
}

function askedOf(
  world: World,
  request: Incoming,
  params: PublicAsked['params'],
  { site, origin, t, direction, reader }: Visit,
): PublicAsked {
  return {
    world,
    request,
    site,
    origin,
    params,
    t,
    locale: site.locale,
    direction,
    reader: { db: reader.db, siteId: reader.siteId, note: (...names) => note(reader, ...names) },
  };
}

async function shown(visit: Visit, theme: Theme, made: PublicPage): Promise<Reply> {
  const { title, status = 200, keep = true, headers = {}, lang, dir, kicker, main, wide = false } = made;
  const record: RecordPage = {
    kind: 'record',
    frame: await frameOf(visit, made),
    title,
    main,
    wide,
    ...(lang !== undefined && { lang }),
    ...(dir !== undefined && { dir }),
    ...(kicker !== undefined && { kicker }),
  };
  const reply = await page(visit, { theme }, record, keep && status === 200);
  const caching = keep ? {} : { 'cache-control': 'private, no-store' };
  return { ...reply, status, headers: { ...reply.headers, ...caching, ...headers } };
}

function fileOf({ reader }: Visit, { type, body, indexed }: PublicFile): Reply {
  note(reader, 'site');
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': publicCaching,
      'access-control-allow-origin': '*',
      ...(!indexed && { 'x-robots-tag': 'noindex' }),
    },
    body,
    reads: reader.reads,
  };
}
