/** The forms in which a feed is written. */
export type FeedFormat = 'rss' | 'atom' | 'json';

/** What an address of a feed is the feed of: a path of the site, or all replies. */
export type FeedAddress = {
  readonly format: FeedFormat;
  readonly of: { readonly kind: 'list' | 'replies' } & { readonly base: string };
};

const formats: ReadonlyMap<string, FeedFormat> = new Map([
  ['', 'rss'],
  ['rss2', 'rss'],
  ['rss', 'rss'],
  ['rdf', 'rss'],
  ['atom', 'atom'],
  ['json', 'json'],
]);

/** `feed.base` with its slash; `/feed/` after it, and the form unless that is RSS. Stored path. */
export function feedPath(base: string, format: FeedFormat): string {
  const slashed = base.endsWith('/') ? base : `${base}/`;
  return `${slashed}feed/${format === 'rss' ? '' : `${format}/`}`;
}

/**
 * Reads the path of a feed, stored form: `/category/a/feed/atom/`. The forms that WordPress has had
 * (`/feed/rss2/`, `/feed/rdf/`) are the RSS feed. Undefined for any other path.
 */
export function feedAddress(path: string): FeedAddress | undefined {
  const [, base, name = ''] = /^(.*)\/feed(?:\/([a-z0-9]+))?\/?$/.exec(path) ?? [];
  const format = formats.get(name);
  if (base === undefined || format === undefined) return undefined;
  if (base === '/comments') return { format, of: { kind: 'replies', base: '/comments/' } };
  return { format, of: { kind: 'list', base: `${base}/` } };
}

/** Files that WordPress's feeds once were, still in readers' subscriptions. */
export const oldFiles: Readonly<Record<string, string>> = {
  '/wp-rss.php': '/feed/',
  '/wp-rss2.php': '/feed/',
  '/wp-rdf.php': '/feed/',
  '/wp-feed.php': '/feed/',
  '/wp-atom.php': '/feed/atom/',
  '/wp-commentsrss2.php': '/comments/feed/',
};

/** What `?feed=` asks for, of a page or of its replies. Undefined when that is no form of a feed. */
export function feedParameter(
  value: string,
): { readonly format: FeedFormat; readonly replies: boolean } | undefined {
  const [, comments, name = ''] = /^(comments-)?(feed|rss2|rss|rdf|atom|json)$/.exec(value) ?? [];
  const format = formats.get(name === 'feed' ? '' : name);
  return format === undefined || name === '' ? undefined : { format, replies: comments !== undefined };
}
