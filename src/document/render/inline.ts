import type { Footnote, Inline, InlineImage, Mark } from '../document.ts';
import { markTags } from '../html/mark-tags.ts';
import { attr, escapeAttribute, escapeText, named } from '../html/write.ts';
import { sameMark } from '../normal/inline.ts';
import { inlineBindingNames } from '../quotation.ts';
import { linkClosing, linkOpening } from './links.ts';
import { renderMath } from './math.ts';
import type { RenderedQuotation } from './options.ts';
import { imageTag } from './pictures.ts';
import { closeQuotation, openQuotation } from './quotations.ts';
import type { Rendering } from './rendering.ts';

const noMarks: readonly Mark[] = [];

/** Running text. A mark that several nodes share stays open across them. */
export function renderInline(nodes: readonly Inline[] | undefined, rendering: Rendering): string {
  if (nodes === undefined) return '';
  let out = '';
  let open: readonly Mark[] = noMarks;
  let known: RenderedQuotation | undefined;
  for (const node of nodes) {
    const marks = node.marks ?? noMarks;
    const shared = sharedCount(open, marks);
    for (let i = open.length - 1; i >= shared; i--) out += closing(open[i]!, known, rendering);
    for (let i = shared; i < marks.length; i++) {
      const mark = marks[i]!;
      if (mark.type === 'quotation') known = rendering.options.quotation?.(mark);
      out += opening(mark, known, rendering);
    }
    open = marks;
    out += renderNode(node, rendering);
  }
  for (let i = open.length - 1; i >= 0; i--) out += closing(open[i]!, known, rendering);
  return out;
}

function sharedCount(open: readonly Mark[], marks: readonly Mark[]): number {
  let count = 0;
  while (count < open.length && count < marks.length && sameMark(open[count]!, marks[count]!)) count++;
  return count;
}

function renderNode(node: Inline, rendering: Rendering): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.text);
    case 'hardBreak':
      return '<br>';
    case 'inlineImage':
      return inlineImage(node, rendering);
    case 'inlineMath':
      return renderMath(node.attrs.tex, false);
    case 'footnote':
      return footnoteMark(node, rendering);
  }
}

function inlineImage(node: InlineImage, rendering: Rendering): string {
  const tag = imageTag(node.attrs, rendering, 'inline');
  if (tag !== undefined) return tag;
  const words = escapeText(node.attrs.alt ?? node.attrs.src);
  if (node.marks?.some((mark) => mark.type === 'link') === true) return words;
  return `<a class="missing" href="${escapeAttribute(node.attrs.src)}">${words}</a>`;
}

function footnoteMark(node: Footnote, rendering: Rendering): string {
  rendering.notes.push(node);
  const number = rendering.notes.length;
  const id = rendering.notePrefix;
  return `<sup class="footnote-ref"><a href="#${id}fn${number}" id="${id}fnref${number}" role="doc-noteref">${number}</a></sup>`;
}

function closing(mark: Mark, known: RenderedQuotation | undefined, rendering: Rendering): string {
  if (mark.type === 'quotation' && known !== undefined) return closeQuotation(known);
  return mark.type === 'link' ? linkClosing(mark, rendering) : `</${markTags[mark.type]}>`;
}

function opening(mark: Mark, known: RenderedQuotation | undefined, rendering: Rendering): string {
  switch (mark.type) {
    case 'link':
      return linkOpening(mark, rendering);
    case 'quotation':
      if (known !== undefined) return openQuotation(mark, known, rendering);
      return `<q${named(mark.attrs, inlineBindingNames)}>`;
    case 'language':
      return `<span${attr('dir', mark.attrs.dir)}${attr('lang', mark.attrs.lang)}>`;
    case 'abbreviation':
      return `<abbr${attr('title', mark.attrs.title)}>`;
    default:
      return `<${markTags[mark.type]}>`;
  }
}
