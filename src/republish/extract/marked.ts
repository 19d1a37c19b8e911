import { attributeOf, descendants, lineOf, type PageElement, type PageTree, wordsOf } from './page-tree.ts';

/** What stands in the page itself for readers, marked up for programs: microdata, h-entry, `<time>`, bylines, `rel`. */
export type Marked = {
  readonly title?: string;
  readonly authors: readonly string[];
  readonly published?: string;
  readonly modified?: string;
  readonly licence?: string;
};

/** A name is no sentence. */
const longestName = 100;

export function markedIn(tree: PageTree): Marked {
  const found: { title?: string; published?: string; modified?: string; licence?: string } = {};
  const authors = new Set<string>();
  const bylines: string[] = [];
  let time: string | undefined;
  for (const element of descendants(tree, isOfTheArticle)) {
    const properties = wordsOf(element, 'itemprop');
    const classes = wordsOf(element, 'class');
    const has = (property: string, className: string) =>
      properties.includes(property) || classes.includes(className);
    if (has('headline', 'p-name')) found.title ??= lineOf(element);
    if (has('datePublished', 'dt-published')) found.published ??= dateOf(element);
    if (has('dateModified', 'dt-updated')) found.modified ??= dateOf(element);
    if (has('author', 'p-author') || wordsOf(element, 'rel').includes('author'))
      add(authors, nameOf(element));
    if (wordsOf(element, 'rel').includes('license')) found.licence ??= attributeOf(element, 'href') ?? '';
    if (element.tagName === 'time') time ??= dateOf(element);
    if (isByline(element, classes)) bylines.push(lineOf(element));
  }
  for (const line of bylines) {
    if (authors.size > 0) break;
    add(authors, line);
  }
  const published = found.published ?? time;
  return { ...found, authors: [...authors].slice(0, 20), ...(published !== undefined && { published }) };
}

/** What readers wrote under the article has authors and dates too. */
function isOfTheArticle(element: PageElement): boolean {
  const words = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`;
  return (
    !/(?:^|[\s_-])(?:comments?|replies|respond|disqus|related|sidebar|recommended|teasers?)(?:$|[\s_-])/i.test(
      words,
    ) ||
    element.tagName === 'body' ||
    element.tagName === 'html'
  );
}

function dateOf(element: PageElement): string {
  return (
    attributeOf(element, 'datetime') ??
    attributeOf(element, 'content') ??
    attributeOf(element, 'title') ??
    lineOf(element)
  );
}

/** Of an author's entry: the name in it where it names one apart. */
function nameOf(element: PageElement): string {
  for (const inner of descendants(element))
    if (
      wordsOf(inner, 'itemprop').includes('name') ||
      wordsOf(inner, 'class').some((name) => name === 'p-name' || name === 'fn')
    )
      return attributeOf(inner, 'content') ?? lineOf(inner);
  return attributeOf(element, 'content') ?? lineOf(element);
}

function isByline(element: PageElement, classes: readonly string[]): boolean {
  return [...classes, attributeOf(element, 'id') ?? ''].some((name) =>
    /^(?:byline|by-?line|dateline|writtenby|p-author|author-?name|article-?author|post-?author)/i.test(name),
  );
}

/** Before a name in a byline: "By", "Von", "Par", "بقلم". */
const by = /^(?:by|written by|posted by|von|par|por|da|door|автор:?|от|بقلم|بواسطة|کاتب|نویسنده)[:\s]\s*/i;

function add(authors: Set<string>, written: string): void {
  const name = written.replace(by, '').replace(/[\s,|·•–—-]+$/, '');
  if (name !== '' && name.length <= longestName && !/^https?:/i.test(name)) authors.add(name);
}
