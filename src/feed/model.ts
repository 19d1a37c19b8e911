import { escapeHtml } from '../kit/html.ts';

/** A feed, complete: the renderers ask nothing further. Addresses are absolute; times are UTC ISO text. */
export type FeedModel = {
  readonly title: string;
  readonly description: string;
  /** Where this form of the feed is. */
  readonly selfUrl: string;
  /** The page that it is the feed of. */
  readonly htmlUrl: string;
  /** Stays the same whatever the form: Atom's `id`. */
  readonly id: string;
  /** BCP 47. */
  readonly locale: string;
  /** The latest change of anything in it. */
  readonly updated: string;
  readonly icon?: string;
  /** The next older page of it. */
  readonly nextUrl?: string;
  readonly previousUrl?: string;
  readonly items: readonly FeedItem[];
};

/** A post in a feed, or a reply. */
export type FeedItem = {
  /** Never changes, whatever happens to the address. */
  readonly guid: string;
  readonly url: string;
  readonly title: string;
  /** Full content with absolute addresses; empty when it is withheld. */
  readonly html: string;
  /** Plain text; empty for none. */
  readonly summary: string;
  readonly lang?: string;
  readonly direction: 'ltr' | 'rtl';
  readonly authors: readonly FeedAuthor[];
  readonly categories: readonly FeedCategory[];
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly picture?: string;
  readonly enclosures: readonly Enclosure[];
  readonly replies?: FeedReplies;
  /** Where what it republishes was published first; `name` is its publisher, or its title. */
  readonly source?: { readonly url: string; readonly name: string };
  /** What a reply answers. */
  readonly inReplyTo?: { readonly guid: string; readonly url: string };
};

/** An item's HTML, its direction said: in a reader's list it stands among texts of the other one. */
export function contentOf({ html, direction, lang }: FeedItem): string {
  if (html === '' || direction === 'ltr') return html;
  return `<div dir="rtl"${lang === undefined ? '' : ` lang="${escapeHtml(lang)}"`}>${html}</div>`;
}

export type FeedAuthor = { readonly name: string; readonly url?: string; readonly picture?: string };

/** A category or tag; `scheme` is the address under which all of its kind stand. */
export type FeedCategory = { readonly name: string; readonly scheme: string };

/** A recording or film that goes with an item. */
export type Enclosure = {
  readonly url: string;
  readonly type: string;
  /** 0 when it is not known. */
  readonly bytes: number;
  readonly seconds?: number;
};

export type FeedReplies = {
  readonly count: number;
  /** Where they stand. */
  readonly url: string;
  /** Their feeds. */
  readonly rssUrl: string;
  readonly atomUrl: string;
};
