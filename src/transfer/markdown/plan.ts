import { basename } from 'node:path';
import { type Document, parseMarkdown, plainText } from '../../document/index.ts';
import { convert } from './convert.ts';
import { readTextFile } from './decode.ts';
import { bylinesOf, categoriesOf, featuredPicture, otherFields, tagsOf } from './facts.ts';
import { asText, firstValue, flagOf, textOf } from './fields.ts';
import { type Fields, readFrontMatter } from './front-matter.ts';
import { readMoment } from './moment.ts';
import { nameOfStem, placeOf } from './name.ts';
import type { Entry, Run, Stock } from './run.ts';
import { settle } from './settle.ts';
import type { Shelf } from './shelf.ts';

/** Everything that an entry becomes, by names and not by IDs: equal files give equal plans. */
export type Plan = {
  readonly type: 'post' | 'page';
  readonly status: Entry['status'];
  readonly title: string;
  readonly slug: string;
  readonly excerpt: string;
  readonly lang: string | undefined;
  readonly date: string | undefined;
  readonly updated: string | undefined;
  readonly weight: number | undefined;
  readonly sticky: boolean;
  readonly password: string | undefined;
  readonly commentsOpen: boolean | undefined;
  readonly parent: string | undefined;
  readonly terms: readonly string[];
  readonly authors: readonly string[];
  /** Address of the picture that stands for it: a file's path here, or one of elsewhere. */
  readonly picture: string | undefined;
  /** Pictures of elsewhere, to be fetched. */
  readonly remote: readonly string[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly document: Document;
};

export type Planned =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly losses: readonly { readonly what: string; readonly kept: string }[];
      readonly evidence: readonly (readonly [path: string, to: Entry])[];
    }
  | { readonly ok: false; readonly problem: string };

/** Reads a file again, and works out the whole of what it becomes. */
export function planEntry(run: Run, stock: Stock, shelf: Shelf, entry: Entry): Planned {
  const { blog, timeZone } = stock;
  const text = readTextFile(entry.file.path);
  const read = text === undefined ? undefined : readFrontMatter(text);
  if (!read?.ok) return { ok: false, problem: 'the file changed while it was read' };
  const fields: Fields = {
    ...stock.defaults(entry.item, placeOf(entry.item, basename(blog.root)).isPostPlace),
    ...read.fields,
  };
  const { title, body } = titleOf(fields, read.body, entry);
  const losses: { what: string; kept: string }[] = [];
  const made = convert(body, {
    format: /\.html?$/i.test(entry.item) ? 'html' : 'markdown',
    liquid: stock.liquid,
    hugo: stock.hugo,
    variable: (name) => variable(name, fields, stock),
  });
  if (!made.ok) return made;
  losses.push(...made.losses);
  const settled = settle(made.document, { run, stock, shelf, entry });
  losses.push(...settled.losses);
  const picture = settled.pictureOf(featuredPicture(fields)?.src, losses);
  if (entry.expired !== undefined)
    losses.push({
      what: `it expired on ${entry.expired}`,
      kept: 'as a private post (--expired publish publishes it)',
    });
  if (entry.movedTo !== undefined)
    losses.push({
      what: `it sends its readers to ${entry.movedTo}`,
      kept: 'as a private post; its address leads there',
    });
  if (entry.badDate !== undefined)
    losses.push({
      what: `its date ${entry.badDate} cannot be read, or in two ways`,
      kept: entry.date === undefined ? 'without a date' : 'with the date of its name',
    });
  else if (entry.type === 'post' && entry.date === undefined && entry.status === 'published')
    losses.push({ what: 'it has no date', kept: 'as published now' });
  const updated = readMoment(
    firstValue(
      fields,
      'lastmod',
      'updated',
      'last_modified_at',
      'last-modified-at',
      'modified',
      'lastupdate',
      'last_updated',
      'date_updated',
      'updated_at',
      'date_modified',
      'lastmodified',
    ),
    timeZone,
    run.site.timeZone,
  );
  const weight = Number(firstValue(fields, 'weight', 'order', 'nav_order', 'menu_order') ?? Number.NaN);
  const plan: Plan = {
    type: entry.type,
    status: entry.status,
    title,
    slug: entry.slug,
    excerpt: plainWords(
      textOf(fields, 'excerpt', 'summary', 'description', 'deck', 'subtitle', 'abstract', 'lead') ?? '',
    ),
    lang: entry.lang,
    date: entry.date,
    updated: updated && (entry.date === undefined || updated.iso >= entry.date) ? updated.iso : undefined,
    weight: Number.isSafeInteger(weight) ? weight : undefined,
    sticky: flagOf(fields, 'sticky', 'pin', 'pinned') ?? false,
    password: textOf(fields, 'password'),
    commentsOpen:
      flagOf(fields, 'comments', 'comments_open', 'allow_comments') ??
      (flagOf(fields, 'disable_comments', 'disablecomments') === true ? false : undefined),
    parent: entry.parent,
    terms: [
      ...categoriesOf(fields, blog.kind).map((path) => stock.terms.category(path)),
      ...tagsOf(fields, blog.kind).map((name) => stock.terms.tag(name)),
    ],
    authors: bylinesOf(fields).map((byline) => stock.bylines.take(byline)),
    picture,
    remote: settled.remote(),
    meta: metaOf(fields),
    document: settled.document,
  };
  return { ok: true, plan, losses, evidence: settled.evidence };
}

function metaOf(fields: Fields): Readonly<Record<string, unknown>> {
  const frontMatter = otherFields(fields);
  return Object.keys(frontMatter).length === 0 ? {} : { frontMatter };
}

/** The title as text; without one, the first heading of the text (taken out of it), or the file's name. */
function titleOf(fields: Fields, body: string, entry: Entry): { title: string; body: string } {
  const given = textOf(fields, 'title', 'headline', 'name');
  if (given !== undefined) return { title: plainWords(given), body };
  const heading = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|$)/.exec(body);
  if (heading) return { title: plainWords(heading[1] ?? ''), body: body.slice(heading[0].length) };
  return { title: nameOfStem(entry.stem), body };
}

/** One line of Markdown as text. It is read as running text: a title that begins `1.` is no list. */
export function plainWords(text: string): string {
  if (!/[*_`~[\]<&\\=^]/.test(text)) return text;
  const parsed = parseMarkdown(`x ${text}`, { limit: 'guest' });
  if (!parsed.ok) return text;
  return plainText(parsed.document).text.replace(/^x\s?/, '').replaceAll(/\s+/g, ' ').trim() || text;
}

/** Values that templates put into texts: the post's own, and those of the configuration. */
function variable(name: string, fields: Fields, { blog }: Stock): string | undefined {
  const [first = '', ...rest] = name.toLowerCase().split('.');
  if (first === 'site' || first === 'metadata') {
    if (rest.join('.') === 'baseurl') return '';
    return at(blog.config, rest) ?? (rest.join('.') === 'url' ? '' : undefined);
  }
  return at(fields, first === 'page' || first === 'frontmatter' ? rest : [first, ...rest]);
}

function at(fields: Fields, path: readonly string[]): string | undefined {
  let value: unknown = fields;
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Fields)[part] : undefined;
  return asText(value);
}
