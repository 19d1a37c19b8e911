import {
  type BlockNode,
  type Document,
  type Inline,
  parseHtml,
  parseMarkdown,
} from '../../document/index.ts';
import { putPieces } from './place.ts';
import type { Found } from './shortcode/hugo.ts';
import { findHugo } from './shortcode/hugo.ts';
import { known } from './shortcode/known.ts';
import { findLiquid } from './shortcode/liquid.ts';
import type { CallContext, Piece, PieceLoss } from './shortcode/piece.ts';
import { valueCall } from './shortcode/value.ts';

export type Converted =
  | { readonly ok: true; readonly document: Document; readonly losses: readonly PieceLoss[] }
  | { readonly ok: false; readonly problem: string };

export type ConvertOptions = {
  readonly format: 'markdown' | 'html';
  /** Whether the blog's program reads Liquid or Nunjucks in a post, and Hugo's shortcodes. */
  readonly liquid: boolean;
  readonly hugo: boolean;
  readonly variable: (name: string) => string | undefined;
};

/**
 * The text of a post as a document. Calls of templates are taken out first, each leaving a mark that no Markdown
 * touches; what they become is put in the marks' places in the document. Pure.
 */
export function convert(body: string, options: ConvertOptions): Converted {
  const losses = new Map<string, PieceLoss>();
  const lose = (what: string, kept: string) => {
    const short =
      what.length > 160 ? `${what.slice(0, 157).replaceAll(/\s+/g, ' ')}…` : what.replaceAll(/\s+/g, ' ');
    losses.set(`${short}\n${kept}`, { what: short, kept });
  };
  const made = read(body, options, lose, 0);
  return made.ok ? { ...made, losses: [...losses.values()] } : made;
}

type Lose = (what: string, kept: string) => void;
type Read =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly problem: string };

const deepest = 8;

function read(body: string, options: ConvertOptions, lose: Lose, depth: number): Read {
  const text = options.format === 'markdown' ? withoutKramdown(body) : { text: body, anchors: [] };
  const pieces: Piece[] = [...text.anchors];
  const mark = markFor(body);
  const context = contextOf(options, lose, depth);
  const marked = replaceCalls(
    text.text.replaceAll(anchorMark, (_, i) => mark(Number(i))),
    options,
    context,
    (piece) => {
      pieces.push(piece);
      return mark(pieces.length - 1);
    },
  );
  const parsed =
    options.format === 'html'
      ? parseHtml(marked, { limit: 'writer' })
      : parseMarkdown(marked, { limit: 'writer' });
  if (!parsed.ok)
    return {
      ok: false,
      problem:
        parsed.reason === 'too-large'
          ? `its text is larger than ${parsed.limit} bytes`
          : 'its text nests too deeply',
    };
  for (const { what, kept } of parsed.losses) lose(what, kept);
  if (pieces.length === 0) return { ok: true, document: parsed.document };
  const document = putPieces(parsed.document, pieces, mark, (source) =>
    lose(`shortcode or tag ${source}`, 'as it is written'),
  );
  return { ok: true, document };
}

/** A word that stands nowhere in the text, and that Markdown, HTML and addresses leave alone. */
function markFor(body: string): (index: number) => string {
  let letters = 'vbz';
  while (body.includes(letters)) letters += 'q';
  return (index) => `${letters}${index}zbv`;
}

function replaceCalls(
  text: string,
  options: ConvertOptions,
  context: CallContext,
  keep: (piece: Piece) => string,
): string {
  const found = findCalls(text, options);
  let out = '';
  let at = 0;
  for (const { start, end, call } of found) {
    const piece = call.name === '/value' ? valueCall(call, context) : known(call, context);
    out += text.slice(at, start) + (piece.kind === 'markdown' ? piece.markdown : keep(piece));
    at = end;
  }
  return out + text.slice(at);
}

/** Calls of either kind, in order; one inside another is left to it. */
function findCalls(text: string, { liquid, hugo }: ConvertOptions): readonly Found[] {
  const all = [...(hugo ? findHugo(text) : []), ...(liquid ? findLiquid(text) : [])];
  if (!(hugo && liquid)) return all;
  all.sort((left, right) => left.start - right.start || right.end - left.end);
  let end = 0;
  return all.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

function contextOf(options: ConvertOptions, lose: Lose, depth: number): CallContext {
  const blocks = (text: string, format: ConvertOptions['format']): readonly BlockNode[] => {
    if (depth >= deepest) {
      lose('shortcodes inside each other, deeper than any text needs', 'nothing');
      return [];
    }
    const made = read(text, { ...options, format }, lose, depth + 1);
    // What stands at the top level only is not allowed inside a call, and is left out when the whole is normalised.
    return made.ok ? (made.document.content as readonly BlockNode[]) : [];
  };
  return {
    blocks: (markdown) => blocks(outdent(markdown), 'markdown'),
    html: (html) => blocks(html, 'html'),
    inline: (markdown) => inlineOf(blocks(markdown.trim(), 'markdown')),
    lose,
    variable: options.variable,
  };
}

/** The running text of the first block that has some. */
function inlineOf(blocks: readonly BlockNode[]): readonly Inline[] {
  const [first] = blocks;
  return first?.type === 'paragraph' || first?.type === 'heading' ? (first.content ?? []) : [];
}

/** A call inside a list or another call is indented as a whole. */
function outdent(text: string): string {
  const lines = text.replace(/^[ \t]*\r?\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return Number.isFinite(least) && least > 0
    ? lines.map((line) => line.slice(least)).join('\n')
    : lines.join('\n');
}

const anchorMark = /\uE000(\d+)\uE000/g;

/** Kramdown's `{: .class}` styles nothing here, `{:toc}` is the theme's; `{#anchor}` of a heading is kept. */
function withoutKramdown(body: string): { readonly text: string; readonly anchors: readonly Piece[] } {
  if (!body.includes('{:') && !body.includes('{#')) return { text: body, anchors: [] };
  const anchors: Piece[] = [];
  let inFence = false;
  const lines = body.split('\n').flatMap((line) => {
    if (/^\s*(```|~~~)/.test(line)) inFence = !inFence;
    if (inFence) return [line];
    if (/^\s*[*-] TOC\s*$/i.test(line)) return [];
    if (/^\s*\{:\s*[^}]*\}\s*$/.test(line)) return [];
    const plain = line.replace(/(?<=[)\]*_`])\{:\s*[^}]*\}/g, '');
    return [
      plain.replace(
        /^(#{1,6}\s.*?)\s*\{#([\w-]+)(?:\s+[^}]*)?\}\s*#*\s*$/,
        (_, heading: string, id: string) => {
          anchors.push({ kind: 'anchor', id });
          return `${heading} \uE000${anchors.length - 1}\uE000`;
        },
      ),
    ];
  });
  return { text: lines.join('\n'), anchors };
}
