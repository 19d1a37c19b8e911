import type { AnyNode, Citation, Inline, QuotationMark, Quote } from '../document.ts';
import { attr, escapeText, named } from '../html/write.ts';
import { bindingNames, inlineBindingNames } from '../quotation.ts';
import type { RenderedQuotation } from './options.ts';
import { type Around, blockAttributes, directionIn, type Rendering } from './rendering.ts';

/** How what stands in a quote is written: handed in, since those who write it call this. */
type Writers = {
  readonly blocks: (nodes: readonly AnyNode[], around: Around, rendering: Rendering) => string;
  readonly inline: (nodes: readonly Inline[] | undefined, rendering: Rendering) => string;
};

/**
 * A quote with what is known about it: whose words they are, and under its mark the rest. The figure speaks the
 * language of the post, the words their own.
 */
export function renderBoundQuote(
  node: Quote,
  known: RenderedQuotation,
  around: Around,
  rendering: Rendering,
  { blocks, inline }: Writers,
): string {
  const inner = directionIn(node, around);
  const content = node.content ?? [];
  const citation = content.find((child): child is Citation => child.type === 'citation');
  const translations = content.filter((child) => child.type === 'translation');
  const words = content.filter((child) => child !== citation && child.type !== 'translation');
  const attributes = blockAttributes(node, around, inner, rendering, 'e-content');
  const said = blocks(words, inner, rendering);
  const pair = translations.length > 0;
  const shown = pair
    ? `<div class="original">${said}</div>\n${blocks(translations, inner, rendering)}`
    : said;
  const cited = citation === undefined ? '' : inline(citation.content, rendering);
  return (
    `<figure class="quotation bound${pair ? ' pair' : ''} h-cite" id="quotation-${known.key}">` +
    `<blockquote${attributes}${named(node.attrs, bindingNames)}>\n${shown}\n</blockquote>` +
    `<figcaption${own(citation, around, rendering)}>${cited}<div class="quotation-about"${directed(known, citation?.attrs?.dir ?? around)}${attr('lang', citation?.attrs?.lang && known.lang)}>${attribution(known, cited !== '')}${opened(known)}</div></figcaption></figure>`
  );
}

function own(citation: Citation | undefined, around: Around, rendering: Rendering): string {
  if (citation === undefined) return '';
  return blockAttributes(citation, around, directionIn(citation, around), rendering);
}

/** The words about a quotation are the site's, and may run the other way than the post. */
function directed({ dir }: RenderedQuotation, around: Around): string {
  return dir === around ? '' : attr('dir', dir);
}

/** Where the writer says whose words they are, that is not said twice: only whose translation stands there. */
function attribution(known: RenderedQuotation, cited: boolean): string {
  const words = cited ? known.translation : known.attribution;
  return words === undefined || words === '' ? '' : `<p class="attribution">${words}</p>`;
}

function opened({ tone, word, about }: RenderedQuotation): string {
  return `<details class="note ${tone}"><summary>${escapeText(word)}</summary>${about}</details>`;
}

/** The start of a quotation in a line; what is known about it goes to the end of the page. */
export function openQuotation(mark: QuotationMark, known: RenderedQuotation, rendering: Rendering): string {
  rendering.quotations.push(known);
  return `<q id="quotation-${known.key}"${named(mark.attrs, inlineBindingNames)}>`;
}

/** Its end, with the mark that leads to what is known. */
export function closeQuotation({ key, tone, word, label }: RenderedQuotation): string {
  const name = attr('aria-label', label);
  return `</q><sup class="quotation-about mark ${tone}"><a href="#quotation-${key}-note"${name} role="doc-noteref">${escapeText(word)}</a></sup>`;
}

/** What is known about the quotations in lines that were met so far: entries of the list of footnotes. */
export function quotationEntries(rendering: Rendering, around: Around): string {
  let out = '';
  for (const known of rendering.quotations) {
    const label = attr('aria-label', rendering.labels.backToText);
    const back = `<a href="#quotation-${known.key}" role="doc-backlink"${label}>↩\ufe0e</a>`;
    out +=
      `<li id="quotation-${known.key}-note" class="quotation-about h-cite"${directed(known, around)}>` +
      `<p class="attribution">${known.words}${known.attribution} ${back}</p>${opened(known)}</li>\n`;
  }
  return out;
}
