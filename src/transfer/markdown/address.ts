import { localDay } from '../../post/local-time.ts';
import { slugify } from '../../term/slug.ts';
import type { Blog } from './blog.ts';
import type { Placement } from './entry.ts';
import { listOf, textOf } from './fields.ts';
import { type Fields, isRecord } from './front-matter.ts';

/** Names of front matter that hold addresses which a post had. */
const aliasNames = [
  'aliases',
  'alias',
  'redirect_from',
  'redirectfrom',
  'redirects',
  'old_url',
  'old_urls',
  'oldurl',
  'previous_url',
  'previous_urls',
  'legacy_url',
  'original_url',
  'tumblr_url',
  'wordpress_url',
  'wp_url',
  'blogger_orig_url',
  'blogger_url',
  'old_permalink',
] as const;

/** Every address that a post says it had, as paths of the site. */
export function aliasesOf(fields: Fields, placement: Placement): readonly string[] {
  const said = aliasNames.flatMap((name) => listOf(fields[name], undefined));
  const permalink = placement.permalink === undefined ? [] : [placement.permalink];
  const paths = [...permalink, ...said]
    .map((address) => pathOf(address, placement))
    .filter((path) => path !== undefined);
  return [...new Set(paths)];
}

/** The path of an address; one without a slash at its beginning is Hugo's, below the post's section. */
function pathOf(address: string, { sections }: Placement): string | undefined {
  const full = /^(https?:)?\/\//i.test(address) ? address : undefined;
  const relative = address.startsWith('/') ? address : `/${[...sections, address].join('/')}`;
  const base = 'http://site.invalid';
  if (!URL.canParse(full ?? relative, base)) return undefined;
  return storedForm(new URL(full ?? relative, base).pathname);
}

/** As paths are stored: decoded, in NFC, without `index.html`. Undefined for the home page and for what is no path. */
export function storedForm(path: string): string | undefined {
  try {
    const plain = decodeURIComponent(path)
      .normalize('NFC')
      .replace(/\/index\.html?$/i, '/')
      .replaceAll(/\/{2,}/g, '/');
    return plain === '/' || /[\0-\x1f\\]/.test(plain) || plain.startsWith('/-/') ? undefined : plain;
  } catch {
    return undefined;
  }
}

/** The addresses that the blog's program gave a post, where its configuration says how. */
export function computedAddresses(
  blog: Blog,
  placement: Placement,
  fields: Fields,
  timeZone: string,
): readonly string[] {
  if (placement.permalink !== undefined || placement.status === 'draft') return [];
  const path =
    blog.kind === 'jekyll'
      ? jekyllPath(blog, placement, fields, timeZone)
      : blog.kind === 'hugo'
        ? hugoPath(blog, placement, fields, timeZone)
        : blog.kind === 'eleventy'
          ? eleventyPath(placement)
          : undefined;
  if (path === undefined) return [];
  const prefix = blog.baseUrl === undefined ? '' : new URL(blog.baseUrl).pathname.replace(/\/$/, '');
  const stored = storedForm(prefix + path);
  return stored === undefined ? [] : [stored];
}

const jekyllStyles: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
};

function jekyllPath(blog: Blog, placement: Placement, fields: Fields, timeZone: string): string | undefined {
  if (placement.type === 'page') return undefined;
  const own = textOf(blog.config, 'permalink') ?? 'date';
  const categories = listOf(fields.categories ?? fields.category, /[\s,]+/).map(slugify);
  return fill(jekyllStyles[own] ?? own, {
    placement,
    timeZone,
    title: placement.slug,
    categories: categories.join('/'),
  });
}

function hugoPath(blog: Blog, placement: Placement, fields: Fields, timeZone: string): string | undefined {
  const [section] = placement.sections;
  const patterns = isRecord(blog.config.permalinks) ? blog.config.permalinks : {};
  const pages = isRecord(patterns.page) ? patterns.page : patterns;
  const pattern = section === undefined ? undefined : textOf(pages, section);
  const title = slugify(textOf(fields, 'title') ?? '') || placement.slug;
  if (pattern !== undefined) return fill(pattern, { placement, timeZone, title, categories: '' });
  return `/${[...placement.sections, placement.slug].join('/')}/`;
}

function eleventyPath({ sections, stem }: Placement): string {
  return `/${[...sections, stem].join('/')}/`;
}

type Filling = {
  readonly placement: Placement;
  readonly timeZone: string;
  readonly title: string;
  readonly categories: string;
};

/** Fills the placeholders of Jekyll's and Hugo's patterns; undefined when one is not known. */
function fill(pattern: string, { placement, timeZone, title, categories }: Filling): string | undefined {
  const day = placement.date === undefined ? undefined : localDay(placement.date, timeZone);
  const values: Readonly<Record<string, string | undefined>> = {
    year: day?.year,
    month: day?.month,
    day: day?.day,
    i_month: day && String(Number(day.month)),
    i_day: day && String(Number(day.day)),
    short_year: day?.year.slice(2),
    hour: day?.hour,
    minute: day?.minute,
    second: day?.second,
    title,
    slug: placement.slug,
    slugorfilename: placement.slug,
    slugorcontentbasename: placement.slug,
    filename: placement.stem,
    contentbasename: placement.stem,
    section: placement.sections[0] ?? '',
    sections: placement.sections.join('/'),
    categories,
    output_ext: '.html',
  };
  let isKnown = true;
  const filled = pattern.replaceAll(/:([a-z_]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? `/${filled}`.replaceAll(/\/{2,}/g, '/') : undefined;
}
