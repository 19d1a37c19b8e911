import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import type { Parsed, ParseOptions } from '../document.ts';
import { parseHtml } from '../html/parse.ts';

const markdown = new MarkdownIt({ html: true, linkify: true }).use(footnotes);

/** Reads Markdown (CommonMark with tables, strikethrough and footnotes) into a document. */
export function parseMarkdown(text: string, options: ParseOptions): Parsed {
  return parseHtml(markdown.render(text), options);
}
