import {
  attribute as attributeOf,
  isElement,
  isText,
  type PageElement,
  type PageNode,
  type PageTree,
  parsePage,
} from '../../capture/text/page-tree.ts';

export { attributeOf, isElement, isText, type PageElement, type PageNode, type PageTree };

/** Elements that are looked at: a page of more is no article. */
const most = 120_000;

/** A page as a browser without scripts reads it. Undefined for one of too many elements. */
export function readPage(html: string): PageTree | undefined {
  const tree = parsePage(html);
  let count = 0;
  for (const _ of descendants(tree)) if (++count > most) return undefined;
  return tree;
}

/** The words of an attribute that lists some: `class`, `rel`, `itemprop`. */
export function wordsOf(element: PageElement, name: string): readonly string[] {
  return (attributeOf(element, name) ?? '').split(/\s+/).filter(Boolean);
}

/** All elements below, in the order of the page. `enter` says whether to look inside one. */
export function* descendants(
  root: PageTree | PageElement,
  enter: (element: PageElement) => boolean = () => true,
): Generator<PageElement> {
  const waiting: PageNode[] = root.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue;
    yield node;
    if (enter(node)) for (let i = node.childNodes.length - 1; i >= 0; i--) waiting.push(node.childNodes[i]!);
  }
}

/** Its text on one line. */
export function lineOf(element: PageElement): string {
  const parts: string[] = [];
  const waiting: PageNode[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) parts.push(node.value);
    else if (isElement(node) && !silent.has(node.tagName))
      for (let i = node.childNodes.length - 1; i >= 0; i--) waiting.push(node.childNodes[i]!);
  }
  return oneLine(parts.join(''));
}

const silent = new Set(['script', 'style', 'template', 'noscript']);

/** White space collapsed, and what no reader sees taken out. */
export function oneLine(text: string): string {
  return text
    .replace(/[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
