import type { Document } from './document.ts';
import { eachAnchor, headingText } from './normal/anchors.ts';

export type OutlineEntry = { readonly id: string; readonly level: number; readonly text: string };

/** The headings of a document, with the anchors that `renderHtml` writes (without a prefix). */
export function outline(document: Document): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  eachAnchor(document, (node, anchor) => {
    if (node.type !== 'heading' || anchor === undefined) return;
    entries.push({ id: anchor, level: node.attrs.level, text: headingText(node).trim() });
  });
  return entries;
}
