import { slugify } from '../../term/slug.ts';
import type { BlogKind } from './blog.ts';
import { asText, firstValue, listOf, nameFromKey, pictureOf, textOf } from './fields.ts';
import { type Fields, isRecord } from './front-matter.ts';

/** A category with those above it: `a/b` is b in a. */
export type CategoryPath = readonly string[];

/** Someone named as an author: by a key of the blog's data, or by name. */
export type Byline = {
  readonly key: string;
  readonly name?: string;
  readonly link?: string;
  readonly biography?: string;
  readonly picture?: string;
};

/** Tags of a post: those of themes that call them topics or keywords too. Eleventy's own collections are none. */
export function tagsOf(fields: Fields, kind: BlogKind): readonly string[] {
  const names = ['tags', 'tag', 'topics', 'topic', 'keywords'];
  const tags = names.flatMap((name) =>
    termNames(fields[name], kind, name === 'keywords' ? /\s*,\s*/ : undefined),
  );
  const own = kind === 'eleventy' ? tags.filter((tag) => !/^(posts?|pages?|all|nav)$/i.test(tag)) : tags;
  return distinct(own, termKey);
}

export function categoriesOf(fields: Fields, kind: BlogKind): readonly CategoryPath[] {
  const names = ['categories', 'category'].flatMap((name) => termNames(fields[name], kind, undefined));
  const paths = names
    .map((name) =>
      name
        .split('/')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .filter((path) => path.length > 0);
  return distinct(paths, (path) => path.map(termKey).join('/'));
}

/** Names that only differ in case, spaces and hyphens are one. */
export function termKey(name: string): string {
  return name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}

/** One text may be several names: with commas everywhere, with spaces in Jekyll. */
function termNames(value: unknown, kind: BlogKind, separator: RegExp | undefined): readonly string[] {
  if (Array.isArray(value))
    return listOf(
      value.map((each) => (isRecord(each) ? (textOf(each, 'name', 'title', 'slug') ?? '') : each)),
      undefined,
    );
  const text = asText(value);
  if (text === undefined) return [];
  const own = separator ?? (text.includes(',') ? /\s*,\s*/ : kind === 'jekyll' ? /\s+/ : undefined);
  return listOf(text, own);
}

/** Who signed a post. */
export function bylinesOf(fields: Fields): readonly Byline[] {
  const value = firstValue(fields, 'authors', 'author', 'byline', 'creator', 'writer', 'by');
  const values = Array.isArray(value)
    ? value.flat()
    : typeof value === 'string' && /[,;]| (and|&) /.test(value) && !/\b(jr|sr|inc|phd|md)\b/i.test(value)
      ? value.split(/\s*[,;]\s*|\s+(?:and|&)\s+/)
      : [value];
  return distinct(
    values.map(bylineOf).filter((byline) => byline !== undefined),
    ({ key }) => slugify(key),
  );
}

function bylineOf(value: unknown): Byline | undefined {
  const text = asText(value);
  if (text !== undefined) return { key: withoutAddress(text) };
  if (!isRecord(value)) return undefined;
  const name = textOf(value, 'name', 'title', 'display_name', 'displayname', 'author');
  const key = textOf(value, 'slug', 'id', 'key', 'username', 'login') ?? name;
  if (key === undefined) return undefined;
  const profile = profileOf(value);
  return { key, ...profile, ...(name !== undefined && { name }) };
}

/** `Jane Doe <jane@example.org>`: addresses are nobody's business. */
function withoutAddress(text: string): string {
  return text.replace(/\s*[<(][^<>()\s]+@[^<>()\s]+[>)]/, '').trim() || text;
}

/** What a data file or an object says about an author. */
export function profileOf(fields: Readonly<Record<string, unknown>>): Omit<Byline, 'key'> {
  const lower = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const name = textOf(lower, 'name', 'display_name', 'displayname', 'full_name', 'title');
  const link = textOf(lower, 'url', 'link', 'website', 'web', 'homepage', 'site');
  const biography = textOf(lower, 'bio', 'biography', 'description', 'about', 'summary');
  const picture = pictureOf(firstValue(lower, 'avatar', 'picture', 'image', 'photo', 'thumbnail'))?.src;
  return {
    ...(name !== undefined && { name }),
    ...(link !== undefined && /^https?:\/\//i.test(link) && { link }),
    ...(biography !== undefined && { biography }),
    ...(picture !== undefined && { picture }),
  };
}

export function displayName({ key, name }: Pick<Byline, 'key' | 'name'>): string {
  return name ?? nameFromKey(key);
}

/** The picture that stands for a post. */
export function featuredPicture(fields: Fields): { readonly src: string; readonly alt?: string } | undefined {
  const names = [
    'image',
    'featured_image',
    'featuredimage',
    'feature_image',
    'featured',
    'cover',
    'cover_image',
    'coverimage',
    'banner',
    'hero_image',
    'heroimage',
    'hero',
    'header',
    'thumbnail',
    'primary_image',
    'preview',
    'teaser',
    'ogimage',
    'og_image',
    'social_image',
    'socialimage',
    'card_image',
    'photo',
    'images',
  ];
  for (const name of names) {
    const found = pictureOf(fields[name]);
    if (found === undefined || (!/[./]/.test(found.src) && !/image|picture|photo|cover/.test(name))) continue;
    const alt = found.alt ?? textOf(fields, `${name}_alt`, `${name}alt`, 'image_alt', 'imagealt', 'alt');
    return { src: found.src, ...(alt !== undefined && { alt }) };
  }
  return undefined;
}

/** Names that became something of the post; the others are kept as its `meta`. */
const taken = new Set([
  'title',
  'date',
  'slug',
  'draft',
  'tags',
  'tag',
  'topics',
  'topic',
  'keywords',
  'categories',
  'category',
  'author',
  'authors',
  'byline',
  'lang',
  'locale',
  'language',
  'excerpt',
  'summary',
  'description',
  'layout',
  'type',
  'status',
  'published',
  'permalink',
  'url',
  'aliases',
  'alias',
  'redirect_from',
  'weight',
  'lastmod',
  'password',
  'id',
]);

export function otherFields(fields: Fields): Readonly<Record<string, unknown>> {
  const others = Object.entries(fields).filter(
    ([name, value]) => !taken.has(name) && value !== null && value !== '' && name !== 'params',
  );
  return Object.fromEntries(
    others.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const found = new Map<string, T>();
  for (const value of values) {
    const key = keyOf(value);
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}
