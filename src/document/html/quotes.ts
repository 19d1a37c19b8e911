import type { Loose } from '../normal/loose.ts';
import { bindingNames, republishedNames, translationNames } from '../quotation.ts';
import {
  addressOf,
  alignment,
  type BlockReader,
  blockAttributes,
  type Flow,
  languageOf,
  namedAttributes,
  type Reader,
} from './reader.ts';
import { attribute, find, hasClass, isBlank, isElement, type TreeElement, type TreeNode } from './tree.ts';

/** A quote, with the citation that stands inside it as WordPress writes it. */
export const readQuote: BlockReader = (element, flow, reader, out) => {
  out.push(quoteBlock('quote', element, element, undefined, flow, reader));
};

/** The quote of a `<blockquote>`; `outer` carries the attributes of the block, `caption` its citation. */
export function quoteBlock(
  type: 'quote' | 'pullQuote',
  quote: TreeElement,
  outer: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
): Loose {
  const cited = caption ?? citationIn(quote);
  const cite = addressOf(quote, 'cite', 'link', reader) ?? postAddress(quote);
  const others = type === 'pullQuote' ? { align: alignment(outer) } : namedAttributes(quote, bindingNames);
  const attrs = blockAttributes(outer, flow, reader, { ...others, cite });
  if (quote !== outer) fillIn(attrs, quote);
  const inner = quote.childNodes.filter((child) => child !== cited);
  const content = reader.blocks(inner, { marks: flow.marks });
  if (cited?.childNodes.some((child) => !isAboutQuotation(child))) {
    content.push({
      type: 'citation',
      attrs: blockAttributes(cited, { marks: [] }, reader),
      content: reader.inline(
        cited.childNodes.filter((child) => !isAboutQuotation(child)),
        flow.marks,
      ),
    });
  }
  return { type, attrs, content };
}

/** What the block says of its words, where the figure around it does not: a figure of ours speaks for all it holds. */
function fillIn(attrs: Record<string, unknown>, quote: TreeElement): void {
  if (String(attrs.id).startsWith('quotation-')) attrs.id = undefined;
  attrs.dir ??= attribute(quote, 'dir')?.toLowerCase();
  attrs.lang ??= languageOf(quote);
  attrs.id ??= attribute(quote, 'id');
}

/** What this program shows readers about a quotation: none of it was written by whoever quoted. */
export function isAboutQuotation(node: TreeNode): boolean {
  return isElement(node) ? hasClass(node, 'quotation-about') : isBlank(node);
}

/** `<div data-translation>` inside a quote. */
export function readTranslation(element: TreeElement, flow: Flow, reader: Reader): Loose {
  return {
    type: 'translation',
    attrs: blockAttributes(element, flow, reader, namedAttributes(element, translationNames)),
    content: reader.blocks(element.childNodes, { marks: flow.marks }),
  };
}

/** `<section data-republished>`. */
export function readRepublished(element: TreeElement, flow: Flow, reader: Reader): Loose {
  return {
    type: 'republished',
    attrs: blockAttributes(element, flow, reader, namedAttributes(element, republishedNames)),
    content: reader.blocks(element.childNodes, { marks: flow.marks }),
  };
}

/** `<cite>` or `<footer>` as the last thing in the quote, by itself. */
function citationIn(quote: TreeElement): TreeElement | undefined {
  const last = quote.childNodes.findLast((child) => !isBlank(child));
  if (last === undefined || !isElement(last)) return undefined;
  if (last.tagName !== 'cite' && last.tagName !== 'footer') return undefined;
  return standsAlone(quote, last) ? last : undefined;
}

/** Not a cited title in the middle of a sentence: what stands before is a block, or nothing. */
function standsAlone(quote: TreeElement, cite: TreeElement): boolean {
  const before: TreeNode | undefined = quote.childNodes
    .slice(0, quote.childNodes.indexOf(cite))
    .findLast((child) => !isBlank(child));
  return (
    before !== undefined &&
    isElement(before) &&
    /^(p|ul|ol|div|blockquote|h[1-6]|pre|br|figure)$/.test(before.tagName)
  );
}

/** The address of a post that another place's embedding code quotes. */
function postAddress(quote: TreeElement): string | undefined {
  if (attribute(quote, 'class') === undefined) return undefined;
  const named = attribute(quote, 'data-instgrm-permalink') ?? attribute(quote, 'data-bluesky-uri');
  if (named?.startsWith('https://')) return named;
  if (
    !hasClass(quote, 'twitter-tweet', 'twitter-video', 'instagram-media', 'mastodon-embed', 'bluesky-embed')
  )
    return undefined;
  const link = find(
    quote.childNodes,
    (child) => child.tagName === 'a' && /\/(status|p|post)\/|\/@/.test(attribute(child, 'href') ?? ''),
  );
  return link && attribute(link, 'href');
}
