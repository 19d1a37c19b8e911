import type { ReadStream } from '../stream.ts';
import { type HtmlText, htmlTextVersion } from './html-text.ts';
import { articleBody, jsonLdVersion } from './json-ld.ts';
import { parsePage } from './page-tree.ts';

/** The texts of a page of HTML: what its tree says, and what its metadata call the article's body. */
export function pageStreams(html: string, { text, regions, map, lang }: HtmlText): readonly ReadStream[] {
  const spoken = lang !== undefined && { lang };
  const body = articleBody(parsePage(html));
  const dom: ReadStream = { name: 'dom', version: htmlTextVersion, text, regions, map, ...spoken };
  if (body === undefined) return [dom];
  return [dom, { name: 'json-ld', version: jsonLdVersion, text: body, regions: [], map: [], ...spoken }];
}

/** A file of plain text is its own only text. */
export function plainStream(text: string): ReadStream {
  return { name: 'dom', version: htmlTextVersion, text, regions: [], map: [0, text.length, 0, text.length] };
}
