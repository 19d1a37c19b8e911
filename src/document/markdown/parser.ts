import MarkdownIt, { type RendererRule } from 'markdown-it';
import definitions from 'markdown-it-deflist';
import footnotes from 'markdown-it-footnote';
import { escapeText } from '../html/write.ts';
import { directives } from './directives.ts';
import { marksInText } from './marks.ts';
import { math } from './math.ts';
import { notesLast } from './notes.ts';

/**
 * CommonMark with tables, strikethrough, footnotes, definition lists, task lists, TeX and anchors of
 * headings. Addresses are taken as they stand: the document's own rules decide about them.
 */
export const parser = new MarkdownIt({ html: true, linkify: true, typographer: false });

parser.use(footnotes).use(definitions).use(math).use(directives).use(marksInText);
parser.core.ruler.at('footnote_tail', notesLast);
parser.validateLink = () => true;
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (url) => url;
// Only addresses that say what they are become links: `example.org` in a sentence stays text.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
parser.linkify.add('//', null);

/** How what CommonMark does not know is written, for texts that hold HTML and are read as HTML as a whole. */
Object.assign(parser.renderer.rules, {
  math_inline: (tokens, i) => mathTag(tokens[i]!.content, false),
  math_block: (tokens, i) => `${mathTag(tokens[i]!.content, true)}\n`,
  task_box: (tokens, i) =>
    `<input type="checkbox"${tokens[i]!.attrGet('checked') === null ? '' : ' checked'}> `,
  footnote_block_open: () => '<section class="footnotes">\n<ol>\n',
  footnote_ref: (tokens, i) => {
    const id = noteId(tokens[i]!.meta);
    return `<sup class="footnote-ref"><a href="#${id}">${id}</a></sup>`;
  },
  footnote_open: (tokens, i) => `<li id="${noteId(tokens[i]!.meta)}">`,
} satisfies Record<string, RendererRule>);

function mathTag(tex: string, display: boolean): string {
  const kind = display ? ' display="block"' : '';
  return `<math${kind}><annotation encoding="application/x-tex">${escapeText(tex)}</annotation></math>`;
}

/** The id of a footnote in the HTML between the two parsers; no document keeps it. */
export function noteId(meta: unknown): string {
  return `mdfn${(meta as { readonly id: number }).id}`;
}
