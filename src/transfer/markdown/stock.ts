import { basename, dirname } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { aliasesOf, computedAddresses } from './address.ts';
import { type Blog, readDefaults } from './blog.ts';
import { readTextFile } from './decode.ts';
import { placementOf } from './entry.ts';
import { bylinesOf, categoriesOf, profileOf, tagsOf } from './facts.ts';
import { textOf } from './fields.ts';
import { type Fields, isRecord, readData, readFrontMatter } from './front-matter.ts';
import { LinkIndex } from './links.ts';
import { menusInFields } from './menus.ts';
import { isContainer, placeOf } from './name.ts';
import { Bylines, Terms } from './names.ts';
import type { Entry, Run, Stock } from './run.ts';
import { type SourceFile, scan } from './scan.ts';

/** How a folder is taken: what of its posts' fate is decided by whoever imports. */
export type StockOptions = { readonly expired: 'private' | 'publish' };

/**
 * Reads every file of a folder once, and keeps of each what other files need: where it will stand, by which names
 * links call it, which terms and authors it brings. Undefined for a folder that is no blog. Writes nothing; what is
 * refused is told to `refuse`, to be counted when the folder turns out to be one.
 */
export async function takeStock(
  run: Run,
  blog: Blog,
  { expired }: StockOptions,
): Promise<{ stock: Stock; refused: readonly Refused[] } | undefined> {
  const found = await scan(blog);
  const timeZone = blog.timeZone ?? run.site.timeZone;
  const defaults = await readDefaults(blog, found.folderData);
  const terms = new Terms();
  const bylines = new Bylines();
  const links = new LinkIndex<Entry>();
  const entries: Entry[] = [];
  const refused: Refused[] = [];
  const menuEntries: Stock['menuEntries'][number][] = [];
  const signs = {
    frontMatter: 0,
    liquid: blog.kind === 'jekyll' || blog.kind === 'eleventy',
    hugo: blog.kind === 'hugo',
  };
  for (const [index, file] of found.texts.entries()) {
    if (index % 50 === 0) {
      run.progress({ step: 'reading', done: index, total: found.texts.length });
      await breath();
    }
    run.signal?.throwIfAborted();
    const read = readText(file, blog);
    if (read === 'no-post') continue;
    if ('problem' in read) {
      signs.frontMatter++;
      refused.push({ kind: kindOf(file, blog), item: file.item, ...read });
      continue;
    }
    if (read.present) signs.frontMatter++;
    if (blog.kind === 'plain') sniff(read.body, signs);
    const place = placeOf(file.item, basename(blog.root));
    const fields: Fields = { ...defaults(file.item, place.isPostPlace), ...read.fields };
    if (isListing(read.body, fields)) {
      refused.push({
        kind: kindOf(file, blog),
        item: file.item,
        problem: 'a template that lists posts: the lists of the site itself stand for it',
      });
      continue;
    }
    const placement = placementOf(blog, file.item, fields, {
      timeZone,
      dayZone: run.site.timeZone,
      now: run.now,
      expired,
    });
    const addresses = aliasesOf(fields, placement);
    const aliases = [
      ...new Set([
        ...addresses,
        ...computedAddresses(blog, placement, fields, placement.dayOnly ? run.site.timeZone : timeZone),
      ]),
    ];
    const legacyId =
      Number.isSafeInteger(fields.id) && Number(fields.id) > 0 ? { legacyId: Number(fields.id) } : {};
    const entry: Entry = { ...placement, file, path: '', aliases, ...legacyId };
    entries.push(entry);
    links.add(entry, aliases);
    for (const tag of tagsOf(fields, blog.kind)) terms.tag(tag);
    for (const category of categoriesOf(fields, blog.kind)) terms.category(category);
    for (const byline of bylinesOf(fields)) bylines.take(byline);
    menuEntries.push(...menusInFields(fields, file.item, textOf(fields, 'title')));
  }
  for (const file of found.authors) refused.push(...readAuthors(file, bylines));
  const isBlog = signs.frontMatter > 0 || entries.some(({ type }) => type === 'post');
  if (!isBlog) return undefined;
  findParents(entries);
  const sorted = entries.sort(inOrder);
  return {
    stock: {
      blog,
      scan: found,
      timeZone,
      entries: sorted,
      byItem: new Map(sorted.map((entry) => [entry.item, entry])),
      links,
      terms,
      bylines,
      menuEntries,
      defaults,
      liquid: signs.liquid,
      hugo: signs.hugo,
    },
    refused,
  };
}

export type Refused = {
  readonly kind: 'posts' | 'pages' | 'authors';
  readonly item: string;
  readonly problem: string;
};

type Read = { readonly fields: Fields; readonly body: string; readonly present: boolean };

/** A text with its facts; `no-post` for what stands in a repository without being a post of the blog. */
function readText(file: SourceFile, blog: Blog): Read | 'no-post' | { problem: string } {
  const text = readTextFile(file.path);
  if (text === undefined) return { problem: 'it cannot be read as text in UTF-8' };
  const read = readFrontMatter(text);
  if (!read.ok) return { problem: `line ${read.line}: ${read.problem}` };
  if (read.present) return read;
  const isBare =
    /\.html?$/i.test(file.item) ||
    blog.kind === 'jekyll' ||
    (!file.item.includes('/') && houseFiles.test(file.item));
  return isBare ? 'no-post' : read;
}

const houseFiles =
  /^(readme|licen[cs]e|contributing|changelog|code[-_]of[-_]conduct|security|authors|history|todo|claude|agents)\b/i;

function kindOf(file: SourceFile, blog: Blog): 'posts' | 'pages' {
  const place = placeOf(file.item, basename(blog.root));
  return (place.isPostPlace || /(^|\/)\d{4}-\d\d?-\d\d?-/.test(file.item)) && !place.isSection
    ? 'posts'
    : 'pages';
}

/** In a folder without a configuration, the posts tell which program they were written for. */
function sniff(body: string, signs: { liquid: boolean; hugo: boolean }): void {
  if (!signs.hugo && /\{\{[<%]\s*\/?[\w./-]+/.test(body)) signs.hugo = true;
  if (
    !signs.liquid &&
    /\{%-?\s*(raw|highlight|include|image|post_url|link|comment|assign|figure|youtube|img)\b|\{\{-?\s*(?:"[^"]*"\s*\||site\.\w+|page\.\w+)/.test(
      body,
    )
  )
    signs.liquid = true;
}

/** Pages that only a program fills: lists of posts, tags, archives. */
function isListing(body: string, fields: Fields): boolean {
  return (
    /\{%-?\s*for\s+[\w, ]+\s+in\s+(site|paginator|collections|pagination|posts|tag[lL]ist)\b/.test(body) ||
    isRecord(fields.pagination)
  );
}

/** A page in a folder stands below the page of that folder. */
function findParents(entries: readonly Entry[]): void {
  const pages = new Map<string, string>();
  for (const { type, item } of entries) {
    if (type === 'page')
      pages.set(item.replace(/(\/_?index)?(\.[a-z]{2})?\.(md|markdown|mdown|mkd|mkdn|html?)$/i, ''), item);
  }
  for (const entry of entries) {
    const folder = dirname(entry.item.replace(/(\/_?index)?\.\w+$/i, ''));
    const parent = entry.type === 'page' && !isContainer(folder) ? pages.get(folder) : undefined;
    if (parent !== undefined && parent !== entry.item) entry.parent = parent;
  }
}

/** Pages first, those above before those below; then posts by their date. So IDs rise with the dates. */
function inOrder(left: Entry, right: Entry): number {
  if (left.type !== right.type) return left.type === 'page' ? -1 : 1;
  if (left.type === 'page')
    return left.item.split('/').length - right.item.split('/').length || compare(left.item, right.item);
  return compare(left.date ?? '9', right.date ?? '9') || compare(left.item, right.item);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Data about authors: one file for all, or one for each. */
function readAuthors(file: SourceFile, bylines: Bylines): Refused[] {
  const text = readTextFile(file.path);
  const refuse = (problem: string): Refused[] => [{ kind: 'authors', item: file.item, problem }];
  if (text === undefined) return refuse('it cannot be read as text in UTF-8');
  if (/\.(md|markdown|html)$/i.test(file.item)) {
    const read = readFrontMatter(text);
    if (!read.ok) return refuse(`line ${read.line}: ${read.problem}`);
    const biography = read.body.trim();
    bylines.take({ key: keyOfFile(file.item), ...profileOf(read.fields), ...(biography && { biography }) });
    return [];
  }
  const read = readData(text, file.item);
  if (!read.ok) return refuse(`line ${read.line}: ${read.problem}`);
  const isOneOfMany = !/^(authors?|people|team)$/i.test(keyOfFile(file.item));
  if (isOneOfMany && isRecord(read.value))
    bylines.take({ key: keyOfFile(file.item), ...profileOf(read.value) });
  else if (Array.isArray(read.value)) for (const one of read.value.filter(isRecord)) takeListed(one, bylines);
  else if (isRecord(read.value))
    for (const [key, one] of Object.entries(read.value))
      bylines.take({
        key,
        ...(isRecord(one) ? profileOf(one) : typeof one === 'string' ? { name: one } : {}),
      });
  return [];
}

function takeListed(one: Readonly<Record<string, unknown>>, bylines: Bylines): void {
  const [byline] = bylinesOf({ author: one });
  if (byline) bylines.take(byline);
}

function keyOfFile(item: string): string {
  const name = basename(item).replace(/\.\w+$/, '');
  return /^_?index$/.test(name) ? basename(dirname(item)) : name;
}
