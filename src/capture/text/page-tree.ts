import { type DefaultTreeAdapterTypes, defaultTreeAdapter, Parser, type Token } from 'parse5';

/** The tree of a whole page, as a browser without scripts builds it, with the places in the source. */
export type PageTree = DefaultTreeAdapterTypes.Document;
export type PageNode = DefaultTreeAdapterTypes.ChildNode;
export type PageElement = DefaultTreeAdapterTypes.Element;
export type PageText = DefaultTreeAdapterTypes.TextNode;

/**
 * Parses a page that anybody may have made. Elements nested deeper than a browser nests them (512), and formatting
 * that is opened and never closed, are left away with their text kept: what a page costs grows with its length alone,
 * and not with its depth.
 */
export function parsePage(html: string): PageTree {
  const parser = new CappedParser({
    scriptingEnabled: false,
    sourceCodeLocationInfo: true,
    treeAdapter: defaultTreeAdapter,
  });
  parser.tokenizer.write(html, true);
  return parser.document as PageTree;
}

const deepest = 512;
const mostFormatting = 24;
const mostElements = 2_000_000;

/** Elements whose content is no markup, and such without content: they nest nothing. */
const leaves = new Set(
  'area base br col embed hr img input link meta param source track wbr script style textarea title noscript iframe noframes xmp plaintext html head body'.split(
    ' ',
  ),
);
const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));

class CappedParser extends Parser<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> {
  readonly #dropped = new Map<string, number>();
  #elements = 0;

  override onStartTag(token: Token.TagToken): void {
    const name = token.tagName;
    if (this.#isTooMuch(name)) this.#dropped.set(name, (this.#dropped.get(name) ?? 0) + 1);
    else super.onStartTag(token);
  }

  override onEndTag(token: Token.TagToken): void {
    const dropped = this.#dropped.get(token.tagName) ?? 0;
    if (dropped > 0) this.#dropped.set(token.tagName, dropped - 1);
    else super.onEndTag(token);
  }

  #isTooMuch(name: string): boolean {
    const open = this.#openFormatting();
    this.#elements += 1 + open;
    if (leaves.has(name)) return false;
    if (this.#elements > mostElements) this.activeFormattingElements.clearToLastMarker();
    return (
      this.#elements > mostElements ||
      this.openElements.depth > deepest ||
      (formatting.has(name) && open >= mostFormatting)
    );
  }

  /** How many formatting elements every new paragraph would open again; no more than the most are counted. */
  #openFormatting(): number {
    let count = 0;
    for (
      let entry = this.activeFormattingElements.newest;
      entry && count < mostFormatting;
      entry = entry.older
    )
      count++;
    return count;
  }
}

export function isElement(node: PageNode): node is PageElement {
  return 'tagName' in node;
}

export function isText(node: PageNode): node is PageText {
  return node.nodeName === '#text';
}

export function attribute(element: PageElement, name: string): string | undefined {
  for (const entry of element.attrs) if (entry.name === name) return entry.value;
  return undefined;
}

/**
 * Visits a tree in the order of the document without calling itself. `enter` answers false to pass over what is
 * inside; `leave` is called for every element that was entered.
 */
export function walk(
  root: { readonly childNodes: readonly PageNode[] },
  visit: {
    readonly text?: (node: PageText) => void;
    readonly enter?: (element: PageElement) => boolean;
    readonly leave?: (element: PageElement) => void;
  },
): void {
  const stack: (PageNode | { readonly left: PageElement })[] = [...root.childNodes].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if ('left' in next) visit.leave?.(next.left);
    else if (isText(next)) visit.text?.(next);
    else if (isElement(next) && (visit.enter?.(next) ?? true)) {
      stack.push({ left: next });
      const inside = contentOf(next);
      for (let i = inside.length - 1; i >= 0; i--) stack.push(inside[i]!);
    }
  }
}

/** A template that stands for a shadow tree is part of the page; every other template is not. */
function contentOf(element: PageElement): readonly PageNode[] {
  if (element.tagName !== 'template') return element.childNodes;
  const shadow = attribute(element, 'shadowrootmode') ?? attribute(element, 'shadowroot');
  return shadow === undefined ? [] : (element as DefaultTreeAdapterTypes.Template).content.childNodes;
}

/** The text inside an element as it stands in the source, scripts and styles left out. */
export function plainText(root: { readonly childNodes: readonly PageNode[] }, most = 10_000): string {
  let text = '';
  walk(root, {
    enter: ({ tagName }) => text.length < most && tagName !== 'script' && tagName !== 'style',
    text: ({ value }) => {
      if (text.length < most) text += value;
    },
  });
  return text.replace(/\s+/g, ' ').trim().slice(0, most);
}
