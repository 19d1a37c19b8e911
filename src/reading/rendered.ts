import { plainText, type Reply } from '../kit/http/index.ts';
import { recentPosts } from './block.ts';
import { frameOf } from './frame.ts';
import type { MissingPage, Page } from './page.ts';
import type { Reading } from './reading.ts';
import type { Visit } from './visit.ts';

/** A page for everybody, kept until something that it shows changes. */
export function page(
  visit: Visit,
  reading: Pick<Reading, 'theme'>,
  made: Page | undefined,
  keep: boolean,
): Reply | Promise<Reply> {
  if (!made) return missing(visit, reading, 404);
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': publicCaching,
      // By this, programs find the API from any page.
      link: `<${visit.origin}/wp-json/>; rel="https://api.w.org/"`,
    },
    body: reading.theme.render(made),
    ...(keep && { reads: visit.reader.reads }),
  };
}

/** Browsers ask again each time (an unchanged page is a 304); caches that can be purged may keep it for a day. */
export const publicCaching = 'public, max-age=0, must-revalidate';

/** A page that one reader may see and another may not: kept nowhere. */
export function privately(reading: Reading, made: Page, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
    body: reading.theme.render(made),
  };
}

/** The page that says that there is nothing here, or nothing any more. */
export async function missing(
  visit: Visit,
  reading: Pick<Reading, 'theme'>,
  status: 404 | 410,
  withdrawn?: MissingPage['withdrawn'],
): Promise<Reply> {
  const { t } = visit;
  const made: MissingPage = {
    kind: 'missing',
    frame: await frameOf(visit, { title: t(status === 404 ? 'missing.title' : 'missing.gone-title') }),
    status,
    recent: await recentPosts(visit.reader, 5),
    ...(withdrawn && { withdrawn }),
  };
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': publicCaching,
    },
    body: reading.theme.render(made),
  };
}

/** An address at which things are only read. */
export function notForPosting(): Reply {
  return plainText(405, 'Nothing can be sent to this address.', { allow: 'GET, HEAD' });
}
