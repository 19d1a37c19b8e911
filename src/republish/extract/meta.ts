import { attributeOf, descendants, oneLine, type PageTree, wordsOf } from './page-tree.ts';

/** What `<meta>` elements say, by name or property in lower case; the values of one name in order. */
export type Meta = ReadonlyMap<string, readonly string[]>;

/**
 * `property` may name several at once, as RDFa allows; what it says of a name goes before what `name` says. A dot in
 * a name is read as a colon: `dc.title`, `dc:title`.
 */
export function metaOf(tree: PageTree): Meta {
  const [properties, names] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const element of descendants(tree)) {
    if (element.tagName !== 'meta') continue;
    const content = oneLine(attributeOf(element, 'content') ?? '').slice(0, longest);
    if (content === '') continue;
    for (const name of wordsOf(element, 'property')) add(properties, name, content);
    const named = attributeOf(element, 'name') ?? attributeOf(element, 'itemprop') ?? '';
    for (const name of named.split(/\s+/)) add(names, name, content);
    add(names, attributeOf(element, 'http-equiv') ?? '', content);
  }
  return new Map([...names, ...properties]);
}

const longest = 5_000;

function add(found: Map<string, string[]>, name: string, content: string): void {
  const key = name.toLowerCase().replaceAll('.', ':');
  if (key === '') return;
  const values = found.get(key) ?? [];
  if (values.length < 50) values.push(content);
  found.set(key, values);
}

/** The first of those names that says something. */
export function saidIn(meta: Meta, names: string): string | undefined {
  for (const name of names.split(' ')) {
    const value = meta.get(name)?.[0];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** All that the first of those names that says something says. */
export function allSaidIn(meta: Meta, names: string): readonly string[] {
  for (const name of names.split(' ')) {
    const values = meta.get(name);
    if (values !== undefined) return values;
  }
  return [];
}
