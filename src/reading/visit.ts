import { localeDirection, messagesFor, type Translate } from '../kit/i18n/index.ts';
import type { Memo } from '../kit/memo.ts';
import { hrefOf } from '../post/permalink.ts';
import type { Site } from '../site/site.ts';
import type { Direction } from './page.ts';
import type { Reader } from './reader.ts';

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

/** The absolute address of a stored path. */
export function absolute(visit: Pick<Visit, 'origin'>, path: string): string {
  return visit.origin + hrefOf(path);
}
