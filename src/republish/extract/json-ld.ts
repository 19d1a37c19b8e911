import {
  attributeOf,
  descendants,
  isText,
  lineOf,
  oneLine,
  type PageElement,
  type PageTree,
} from './page-tree.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What the page's JSON-LD says of the article that it holds: https://schema.org/CreativeWork. */
export type Described = {
  readonly title?: string;
  readonly authors: readonly string[];
  readonly publisher?: string;
  readonly published?: string;
  readonly modified?: string;
  readonly lang?: string;
  readonly licence?: string;
  readonly summary?: string;
};

/** The first article among the page's JSON-LD; undefined where it has none. */
export function describedIn(tree: PageTree): Described | undefined {
  const entries = scripts(tree).flatMap(entriesIn);
  const byId = new Map(
    entries.flatMap((entry) => (typeof entry['@id'] === 'string' ? [[entry['@id'], entry]] : [])),
  );
  const article = entries.find(isArticle);
  if (article === undefined) return undefined;
  const named = (value: unknown) => namesOf(value, byId);
  const one = (value: unknown) => textsOf(value)[0];
  const known = {
    title: titleOf(one(article.headline), one(article.name), tree),
    publisher: named(article.publisher)[0],
    published: one(article.datePublished) ?? one(article.dateCreated),
    modified: one(article.dateModified),
    lang: one(article.inLanguage) ?? named(article.inLanguage)[0],
    licence: one(article.license) ?? addressOf(article.license),
    summary: one(article.description),
  };
  return { authors: [...new Set(named(article.author ?? article.creator))], ...present(known) };
}

/** Some put a description into the headline: where the name is the one that the window's title has, it is the title. */
function titleOf(headline: string | undefined, name: string | undefined, tree: PageTree): string | undefined {
  if (headline === undefined || name === undefined || headline === name) return headline ?? name;
  for (const element of descendants(tree)) {
    if (element.tagName !== 'title') continue;
    const title = lineOf(element);
    return title.includes(name) && !title.includes(headline) ? name : headline;
  }
  return headline;
}

function present<T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}

/** What is longer is no description of an article. */
const longest = 1_000_000;

function scripts(tree: PageTree): readonly string[] {
  const found: string[] = [];
  for (const element of descendants(tree)) {
    const text = scriptText(element);
    if (text !== undefined && text.length < longest) found.push(text);
    if (found.length === 20) break;
  }
  return found;
}

function scriptText(element: PageElement): string | undefined {
  if (element.tagName !== 'script') return undefined;
  if (!/^application\/ld\+json\b/i.test(attributeOf(element, 'type') ?? '')) return undefined;
  const text = element.childNodes
    .filter(isText)
    .map(({ value }) => value)
    .join('');
  return text.replace(/^\s*(?:\/\*\s*)?<!\[CDATA\[(?:\s*\*\/)?|(?:\/\*\s*)?\]\]>(?:\s*\*\/)?;?\s*$/g, '');
}

/** The objects of a script: of a list, of `@graph`, and one level inside those that say what the page is about. */
function entriesIn(text: string): readonly Entry[] {
  const found: Entry[] = [];
  const waiting: [value: unknown, depth: number][] = [[parsed(text), 0]];
  for (let next = waiting.shift(); next !== undefined && found.length < 500; next = waiting.shift()) {
    const [value, depth] = next;
    if (Array.isArray(value)) for (const each of value.slice(0, 500)) waiting.push([each, depth]);
    if (!isEntry(value) || depth > 3) continue;
    found.push(value);
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart', 'author', 'publisher'])
      if (key in value) waiting.push([value[key], depth + 1]);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Kinds of https://schema.org/ that are texts to read. */
const kinds =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Report|Review|AnalysisNewsArticle|PressRelease|Statement|Legislation|Book|Chapter)$/;

function isArticle(entry: Entry): boolean {
  const type = entry['@type'];
  return (Array.isArray(type) ? type : [type]).some((each) => typeof each === 'string' && kinds.test(each));
}

function textsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value.slice(0, 50) : [value];
  return values.flatMap((each) => {
    if (isEntry(each) && typeof each['@value'] === 'string') return [oneLine(each['@value'])];
    return typeof each === 'string' && each.trim() !== '' ? [oneLine(each)] : [];
  });
}

/** Names of people and organisations, written out, as an object, or named by `@id`. */
function namesOf(value: unknown, byId: ReadonlyMap<unknown, Entry>): readonly string[] {
  const values = Array.isArray(value) ? value.slice(0, 50) : [value];
  return values.flatMap((each) => {
    if (typeof each === 'string') return isAddress(each) ? [] : textsOf(each);
    if (!isEntry(each)) return [];
    const entry = each.name === undefined ? (byId.get(each['@id']) ?? each) : each;
    const name = textsOf(entry.name)[0] ?? textsOf(entry.alternateName)[0];
    return name === undefined || isAddress(name) ? [] : [name];
  });
}

function addressOf(value: unknown): string | undefined {
  if (!isEntry(value)) return undefined;
  return textsOf(value.url)[0] ?? textsOf(value['@id'])[0] ?? textsOf(value.name)[0];
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.trim());
}
