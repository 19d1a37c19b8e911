import type { Database } from '../kit/database/index.ts';
import type { Incoming } from '../kit/http/index.ts';
import { localeDirection, messagesFor, type Translate } from '../kit/i18n/index.ts';
import type { Memo } from '../kit/memo.ts';
import { hrefOf } from '../post/permalink.ts';
import type { Site } from '../site/site.ts';
import type { Direction } from './page.ts';
import { createReader, type Reader } from './reader.ts';

/** One request of a reader: the site, where it was reached, and all that was read on the way. */
export type Visit = {
  readonly reader: Reader;
  readonly site: Site;
  /** Scheme, host and port for absolute addresses: `https://blog.example`. */
  readonly origin: string;
  /** As stored: decoded. */
  readonly path: string;
  readonly memo: Memo;
  readonly t: Translate;
  readonly direction: Direction;
};

export function createVisit(visit: Omit<Visit, 't' | 'direction'>): Visit {
  const { locale } = visit.site;
  return { ...visit, t: messagesFor(locale), direction: localeDirection(locale) };
}

/** The visit that a request to a site is. */
export function visitFor(db: Database, memo: Memo, site: Site, request: Incoming): Visit {
  return createVisit({
    reader: createReader(db, site.id, memo),
    site,
    origin: originOf(site, request),
    path: decoded(request.path),
    memo,
  });
}

/** Links keep the scheme, host and port by which the reader came: that is one of the site's hosts, or this machine. */
export function originOf(site: Site, { scheme, host }: Incoming): string {
  const own = site.hosts.find((one) => one.host === host);
  return `${own?.scheme === 'https' ? 'https' : scheme}://${host}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}

/** The absolute address of a stored path. */
export function absolute(visit: Pick<Visit, 'origin'>, path: string): string {
  return visit.origin + hrefOf(path);
}
