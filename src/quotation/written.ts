import { type Document, renderHtml, renderMarkdown } from '../document/index.ts';

/** A piece of a text as its format writes it; a single paragraph as what stands in it. */
export function written(document: Document, format: 'markdown' | 'html'): string {
  if (format === 'markdown') return renderMarkdown(document).trim();
  const text = renderHtml(document, { direction: 'as-written' }).toString().trim();
  const [first, ...others] = document.content;
  return first?.type === 'paragraph' && others.length === 0 ? text.replace(/^<p[^>]*>|<\/p>$/g, '') : text;
}
