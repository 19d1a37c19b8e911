import type { Document } from '../document.ts';
export function renderMarkdown(_document: Document): string {
  return '';
}
