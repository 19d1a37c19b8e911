import type { Document, TopBlock } from './document.ts';

/** The pages of a document, parted at its page breaks; at least one, none empty unless the document is. */
export function splitPages(document: Document): Document[] {
  const pages = parts(document.content, 'pageBreak').filter((blocks) => blocks.length > 0);
  return pages.length === 0 ? [document] : pages.map(page);
}

/** What stands before the first `more`, and what stands after it; the whole document when there is none. */
export function splitAtMore(document: Document): [Document] | [Document, Document] {
  const at = document.content.findIndex((block) => block.type === 'more');
  if (at < 0) return [document];
  return [page(document.content.slice(0, at)), page(document.content.slice(at + 1))];
}

function parts(blocks: readonly TopBlock[], separator: TopBlock['type']): TopBlock[][] {
  const found: TopBlock[][] = [[]];
  for (const block of blocks) {
    if (block.type === separator) found.push([]);
    else found.at(-1)?.push(block);
  }
  return found;
}

function page(content: readonly TopBlock[]): Document {
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}
