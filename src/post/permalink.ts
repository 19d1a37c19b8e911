import { localDay } from './local-time.ts';

/** What a permalink may be made of. Slugs are given as they are stored, not percent-encoded. */
export type PermalinkParts = {
  readonly id: number;
  readonly slug: string;
  /** UTC ISO. */
  readonly publishedAt: string;
  readonly timeZone: string;
  readonly authorSlug: string;
  /** Path of the first category: `a/b`. */
  readonly categoryPath: string;
};

const tokens = /%(year|monthnum|day|hour|minute|second|post_id|postname|category|author)%/g;

/** The path of a post, by the site's pattern, in the site's time zone; not percent-encoded. */
export function permalinkPath(pattern: string, parts: PermalinkParts): string {
  const local = localDay(parts.publishedAt, parts.timeZone);
  return pattern.replaceAll(tokens, (_, token: string) => {
    switch (token) {
      case 'post_id':
        return String(parts.id);
      case 'postname':
        return parts.slug;
      case 'category':
        return parts.categoryPath || 'uncategorized';
      case 'author':
        return parts.authorSlug || 'author';
      case 'monthnum':
        return local.month;
      default:
        return local[token as 'year' | 'day' | 'hour' | 'minute' | 'second'];
    }
  });
}

/** A stored path as it stands in a link: percent-encoded. */
export function hrefOf(path: string): string {
  return encodeURI(path).replaceAll('?', '%3F').replaceAll('#', '%23');
}

/** A path of a request as paths are stored: decoded, in Unicode's NFC. Undefined when it can be none. */
export function storedPath(path: string): string | undefined {
  try {
    const stored = decodeURIComponent(path).normalize('NFC');
    // PostgreSQL takes no NUL in a text.
    return stored.includes('\0') ? undefined : stored;
  } catch {
    return undefined;
  }
}
