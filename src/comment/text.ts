import { createHash } from 'node:crypto';
import { type Document, parseHtml, parseMarkdown, plainText, references } from '../document/index.ts';
import { tokensOf } from '../kit/words/tokens.ts';
import { longest, type QuoteAnchor } from './comment.ts';

export type TextRead =
  | {
      readonly ok: true;
      readonly document: Document;
      readonly text: string;
      readonly links: readonly string[];
      readonly digest: string;
    }
  | { readonly ok: false; readonly reason: 'empty' }
  | { readonly ok: false; readonly reason: 'too-long'; readonly most: number };

/** What somebody wrote, as a document with what a reply may hold. Lines end where they were ended. */
export function readText(written: string, format: 'markdown' | 'html'): TextRead {
  if (written.length > longest.text) return { ok: false, reason: 'too-long', most: longest.text };
  const source = written.replaceAll(/\r\n?/g, '\n').trim();
  const parsed =
    format === 'markdown'
      ? parseMarkdown(withBreaks(source), { limit: 'guest' })
      : parseHtml(withParagraphs(source), { limit: 'guest' });
  if (!parsed.ok) return { ok: false, reason: 'too-long', most: longest.text };
  const { text } = plainText(parsed.document);
  if (text.trim() === '') return { ok: false, reason: 'empty' };
  const { links } = references(parsed.document);
  return { ok: true, document: parsed.document, text, links, digest: digestOf(text) };
}

/** The addresses of a document's links, from the JSON that is kept of it. */
export function linksIn(document: string): readonly string[] {
  return references(JSON.parse(document)).links;
}

/** The same for texts of the same words, whatever stands between them. */
function digestOf(text: string): string {
  const words = tokensOf(text).map((token) => token.text);
  const same = words.length > 0 ? words.join(' ') : text.replaceAll(/\s+/g, ' ');
  return createHash('sha256').update(same).digest('base64url').slice(0, 22);
}

/** In Markdown a line's end is a space, which nobody means who writes a reply. Code stays as it is. */
function withBreaks(markdown: string): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .map((line, index, lines) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
        fence = fence === undefined ? mark : undefined;
        return line;
      }
      const next = lines[index + 1];
      const ends = fence !== undefined || line.trim() === '' || next === undefined || next.trim() === '';
      return ends || /^( {4}|\t)/.test(line) ? line : `${line.trimEnd()}  `;
    })
    .join('\n');
}

/** HTML as people type it: an empty line begins a paragraph, unless they wrote blocks themselves. */
function withParagraphs(html: string): string {
  if (/<(p|div|ul|ol|pre|blockquote|h[1-6])\b/i.test(html)) return html;
  return html
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

/** Characters kept before and after a quoted passage, to find it again when the post was changed. */
const around = 32;

/** Where a passage stands in a text, white space apart. Undefined when it does not. */
export function anchorIn(text: string, quote: string): QuoteAnchor | undefined {
  // A pattern would begin anew at each word: in a text that repeats itself that takes half a minute.
  const words = quote.trim().replaceAll(/\s+/g, ' ');
  const at = text.replaceAll(/\s+/g, ' ').indexOf(words);
  if (at === -1) return undefined;
  const start = placeIn(text, at);
  const end = placeIn(text, at + words.length - 1) + 1;
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - around), start),
    suffix: text.slice(end, end + around),
    start,
  };
}

/** Where a letter stands in a text, by where it stands when each stretch of white space is one space. */
function placeIn(text: string, at: number): number {
  let more = 0;
  for (const { 0: space, index } of text.matchAll(/\s{2,}/g)) {
    if (index - more >= at) break;
    more += space.length - 1;
  }
  return at + more;
}
