import type { Database } from '../kit/database/index.ts';
import type { Route } from '../kit/feature.ts';
import type { Html } from '../kit/html.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from './site.ts';

/** A reader's request for a page that a feature makes: a source, a speaker, the history of a post. */
export type PublicAsked = {
  readonly world: World;
  readonly request: Incoming;
  readonly site: Site;
  /** Scheme, host and port for absolute addresses: `https://blog.example`. */
  readonly origin: string;
  /** What stands in the path in place of `:id`, `:slug`. */
  readonly params: Readonly<Record<string, string>>;
  readonly t: Translate;
  /** BCP 47 tag of the interface. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly reader: PublicReader;
};

/** Where such a page reads, and where it says what it read: `note('source:12')`. */
export type PublicReader = {
  readonly db: Database;
  readonly siteId: number;
  /** The page is kept until one of what was named changes. */
  readonly note: (...names: readonly string[]) => void;
};

/** What a feature says of its page; the theme sets it into the frame of the site. */
export type PublicPage = {
  /** The heading, and the title of the window. */
  readonly title: string;
  /** Default 200. */
  readonly status?: 200 | 403 | 404 | 410;
  readonly description?: string;
  /** Stored path. Absent: no search engine should keep the page. */
  readonly canonical?: string;
  /** BCP 47, where the heading's language is not the site's. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  /** Above the heading: what kind of thing it is, or the way back. */
  readonly kicker?: Html;
  /** Stands below the heading, inside `<div class="record">`. */
  readonly main: Html;
  /** Takes more than a column of text: tables, comparisons. */
  readonly wide?: boolean;
  readonly feeds?: readonly { readonly title: string; readonly path: string }[];
  /** Text for a script element of type application/ld+json. */
  readonly jsonLd?: string;
  /** Stored paths. */
  readonly previous?: string;
  readonly next?: string;
  /** `false` where one reader may see another page than the next, or where it changes by itself. */
  readonly keep?: boolean;
  /** Besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** What programs read in the place of a page: any site may, and it is kept as a page is. */
export type PublicFile = {
  /** `application/json` */
  readonly type: string;
  readonly body: string;
  /** Whether search engines should keep it. */
  readonly indexed: boolean;
};

export type PublicRoute = {
  /** Under `/-/`, with `:name` for what changes. */
  readonly pattern: string;
  /** A page; a file; a redirect; or nothing, where nothing is: 404. */
  readonly handle: (asked: PublicAsked) => Promise<PublicPage | PublicFile | Reply | undefined>;
};

/** What features are handed to show such pages. */
export type PublicPages = (routes: readonly PublicRoute[]) => readonly Route[];
