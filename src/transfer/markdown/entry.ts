import { basename } from 'node:path';
import type { PostStatus } from '../../kit/database/index.ts';
import { canonicalLocale } from '../../site/site.ts';
import { slugFrom, slugify } from '../../term/slug.ts';
import type { Blog } from './blog.ts';
import { firstValue, flagOf, textOf } from './fields.ts';
import type { Fields } from './front-matter.ts';
import { readMoment } from './moment.ts';
import { datesIn, placeOf } from './name.ts';

/** What a file's name and front matter say about where and when it is public: enough for other posts to link to it. */
export type Placement = {
  readonly item: string;
  readonly type: 'post' | 'page';
  readonly status: Extract<PostStatus, 'draft' | 'pending' | 'private' | 'published'>;
  /** Why it is not public although it was meant to be once. */
  readonly expired?: string;
  readonly slug: string;
  /** The file's own word for itself, as links name it: `2016-05-08-hello`, `hello`. */
  readonly stem: string;
  /** UTC ISO. */
  readonly date?: string;
  /** Only a day was given: it begins in the site's zone. */
  readonly dayOnly?: true;
  /** A date that could not be read. */
  readonly badDate?: string;
  readonly lang?: string;
  /** Folders that it stands in, below those that only say that it is content. */
  readonly sections: readonly string[];
  /** Address that it says it had. */
  readonly permalink?: string;
  /** An address of elsewhere that it sends its readers to. */
  readonly movedTo?: string;
};

export type PlacementOptions = {
  /** Where the blog's clock is, and the site's: there a post without an hour has its day. */
  readonly timeZone: string;
  readonly dayZone: string;
  readonly now: string;
  readonly expired: 'private' | 'publish';
};

/** Works out a post's place from its name and its facts. */
export function placementOf(blog: Blog, item: string, fields: Fields, options: PlacementOptions): Placement {
  const place = placeOf(item, basename(blog.root));
  const dated = dateOf(fields, place.item, options);
  const lang = languageOf(fields, place.lang, blog);
  const permalink = permalinkOf(fields, dated.date, place.stem);
  const slug = wantedSlug(
    fields,
    permalink,
    place.stem,
    lang === undefined || lang === blog.language ? undefined : place.lang,
  );
  const expired = expiryOf(blog, fields, options);
  const movedTo = textOf(fields, 'redirectto', 'redirect_to', 'redirect');
  const elsewhere = movedTo !== undefined && /^(https?:\/\/|\/)/i.test(movedTo) ? { movedTo } : {};
  const status = statusOf(blog, fields, place.isDraft);
  return {
    item,
    type: typeOf(fields, place, dated.date !== undefined),
    status:
      status === 'published' && (expired.expired !== undefined || 'movedTo' in elsewhere)
        ? 'private'
        : status,
    ...expired,
    ...elsewhere,
    slug,
    stem: place.stem,
    ...dated,
    ...(lang !== undefined && { lang }),
    sections: place.sections,
    ...(permalink !== undefined && { permalink }),
  };
}

function dateOf(
  fields: Fields,
  item: string,
  { timeZone, dayZone }: PlacementOptions,
): { date?: string; dayOnly?: true; badDate?: string } {
  const names = [
    'date',
    'pubdate',
    'publishdate',
    'published',
    'published_at',
    'date_published',
    'created',
    'created_at',
    'datetime',
  ];
  const values = names
    .map((name) => fields[name])
    .filter((value) => value !== undefined && value !== null && value !== '' && typeof value !== 'boolean');
  const moments = values.map((value) => readMoment(value, timeZone, dayZone));
  const first = moments.find((moment) => moment !== undefined);
  // Hugo shows a post from `publishDate` on, whatever its date.
  const publish = readMoment(fields.publishdate, timeZone, dayZone);
  const date = first && publish && publish.iso > first.iso ? publish : first;
  const named = datesIn(item);
  const bad =
    values[0] !== undefined &&
    first === undefined &&
    !/^(git )?(created|last modified)$/i.test(String(values[0]))
      ? { badDate: String(values[0]) }
      : {};
  if (date) return { date: date.iso, ...(date.dayOnly && { dayOnly: true }) };
  const fromName = named === undefined ? undefined : readMoment(named, dayZone);
  return { ...(fromName && { date: fromName.iso, dayOnly: true as const }), ...bad };
}

function languageOf(fields: Fields, inName: string | undefined, blog: Blog): string | undefined {
  const given = textOf(fields, 'lang', 'locale', 'language') ?? inName;
  const tag = given === undefined ? undefined : canonicalLocale(given);
  return tag ?? blog.language;
}

/** `permalink` and `url`, with Jekyll's placeholders filled in; one that a program would have to work out is none. */
function permalinkOf(fields: Fields, date: string | undefined, stem: string): string | undefined {
  const given = textOf(fields, 'permalink', 'url');
  if (given === undefined || /[{}*]|^(pretty|date|ordinal|none|weekdate)$/.test(given)) return undefined;
  if (/^https?:\/\//i.test(given)) return URL.canParse(given) ? new URL(given).pathname : undefined;
  const day = date?.slice(0, 10).split('-') ?? [];
  const slug = slugify(stem);
  const values: Record<string, string | undefined> = {
    year: day[0],
    month: day[1],
    day: day[2],
    title: slug,
    slug,
    name: slug,
    basename: slug,
  };
  const filled = given.replaceAll(
    /:(year|month|day|title|slug|name|basename)\b/g,
    (whole, name: string) => values[name] ?? whole,
  );
  return /:[a-z_]+/.test(filled) ? undefined : filled.replace(/^\/?/, '/');
}

function wantedSlug(
  fields: Fields,
  permalink: string | undefined,
  stem: string,
  lang: string | undefined,
): string {
  const last = permalink
    ?.replace(/\/index\.html?$|\.html?$|\/+$/g, '')
    .split('/')
    .at(-1);
  const given = textOf(fields, 'slug') ?? (last || undefined);
  const slug = given === undefined ? slugFrom(stem) : slugFrom(given.replace(/^\/+|\/+$/g, ''));
  return given === undefined && lang !== undefined ? slugFrom(`${stem}-${lang}`) : slug;
}

function expiryOf(
  blog: Blog,
  fields: Fields,
  { timeZone, now, expired }: PlacementOptions,
): { expired?: string } {
  const given = firstValue(fields, 'expirydate', 'unpublishdate', 'expires');
  const moment = given === undefined ? undefined : readMoment(given, timeZone);
  if (moment === undefined || moment.iso > now || blog.builds.expired || expired === 'publish') return {};
  return { expired: String(given) };
}

function statusOf(blog: Blog, fields: Fields, isDraft: boolean): Placement['status'] {
  const status = textOf(fields, 'status', 'post_status', 'visibility')?.toLowerCase();
  if (status === 'private' || flagOf(fields, 'private') === true || flagOf(fields, 'headless') === true)
    return 'private';
  if (status === 'pending') return 'pending';
  const draft = flagOf(fields, 'draft') ?? (status === 'draft' || isDraft);
  if (draft && !blog.builds.drafts) return 'draft';
  if (flagOf(fields, 'published') === false || fields.permalink === false) return 'draft';
  return 'published';
}

function typeOf(
  fields: Fields,
  place: { readonly isPostPlace: boolean; readonly isSection: boolean },
  isDated: boolean,
): 'post' | 'page' {
  if (place.isSection) return 'page';
  const said = [fields.type, fields.layout]
    .filter((value) => typeof value === 'string')
    .map((value) =>
      basename(value as string)
        .replace(/\.\w+$/, '')
        .toLowerCase(),
    );
  if (said.includes('page') || said.includes('pages')) return 'page';
  if (said.some((word) => /^(posts?|article|blog|blogpost|blog-post|entry|news|single-post)$/.test(word)))
    return 'post';
  return place.isPostPlace || isDated ? 'post' : 'page';
}
