/** The pattern of a new site, and of WordPress.com's blogs. */
export const defaultPermalinks = '/%year%/%monthnum%/%day%/%postname%/';

const tokens = /%(year|monthnum|day|hour|minute|second|post_id|postname|category|author)%/g;

/**
 * Whether a pattern can be used: WordPress's tokens, beginning with a slash, and telling posts apart
 * (by name or by ID). What is wrong with it, or undefined.
 */
export function permalinksProblem(pattern: string): string | undefined {
  if (!pattern.startsWith('/')) return 'A permalink pattern begins with a slash.';
  if (pattern.startsWith('/-/')) return 'Addresses under /-/ are Verbatim’s own.';
  if (!/%postname%|%post_id%/.test(pattern)) return 'A permalink pattern needs %postname% or %post_id%.';
  const rest = pattern.replaceAll(tokens, '');
  const unknown = /%[^/%]*%?/.exec(rest);
  if (unknown) return `${unknown[0]} is not a token of permalinks.`;
  if (/[\s?#\\\p{C}]/u.test(rest)) return 'A permalink pattern has no spaces, ? or #.';
  if (/\/\//.test(pattern)) return 'A permalink pattern has no empty part.';
  return undefined;
}
