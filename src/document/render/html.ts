import { type Html, trusted } from '../../kit/html.ts';
import type { Document } from '../document.ts';
import { attr } from '../html/write.ts';
import { renderBlocks } from './blocks.ts';
import type { RenderOptions } from './options.ts';
import { quotationEntries } from './quotations.ts';
import { directionAround, openRendering, type Rendering } from './rendering.ts';

/**
 * The HTML of a document, as it is stored and served. `docs/guide/document.md` says what is written for
 * each block. `parseHtml` of it gives the same document back, as long as the options change nothing.
 */
export function renderHtml(document: Document, options: RenderOptions = {}): Html {
  const rendering = openRendering(document, options);
  const body = renderBlocks(document.content, directionAround(options), rendering);
  return trusted(body + renderNotes(rendering));
}

/** The list of footnotes met so far, and of what is known about quotations in lines. Each ends with a link back to its mark. */
export function renderNotes(rendering: Rendering): string {
  if (rendering.notes.length === 0 && rendering.quotations.length === 0) return '';
  const around = directionAround(rendering.options);
  let items = '';
  for (let i = 0; i < rendering.notes.length; i++) {
    const blocks = rendering.notes[i]?.content ?? [];
    const content = renderBlocks(blocks, around, rendering);
    const link = backlink(i + 1, rendering);
    const inside = blocks.at(-1)?.type === 'paragraph' && content.endsWith('</p>');
    const whole = inside ? `${content.slice(0, -4)} ${link}</p>` : `${content}<p>${link}</p>`;
    items += `<li id="${rendering.notePrefix}fn${i + 1}">${whole}</li>\n`;
  }
  const quotations = quotationEntries(rendering, around);
  const { footnotes, footnotesAndQuotations } = rendering.labels;
  const name = attr('aria-label', quotations === '' ? footnotes : footnotesAndQuotations);
  return `\n<section class="footnotes" role="doc-endnotes"${name}>\n<ol>\n${items}${quotations}</ol>\n</section>`;
}

function backlink(number: number, rendering: Rendering): string {
  const label = attr('aria-label', `${rendering.labels.backToText} ${number}`);
  return `<a href="#${rendering.notePrefix}fnref${number}" role="doc-backlink"${label}>↩\ufe0e</a>`;
}
