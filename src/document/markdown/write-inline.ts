import type { Footnote, Inline, InlineImage, Mark } from '../document.ts';
import { markTags } from '../html/mark-tags.ts';
import { attr, escapeAttribute } from '../html/write.ts';
import { sameMark } from '../normal/inline.ts';
import { inlineBindingNames } from '../quotation.ts';
import { codeSpan, escapeInline, escapeLineStart, linkTarget, linkTitle } from './escape.ts';
import { endOfInlineDirective, isInlineDirective } from './write-directive.ts';

/** Where some text will stand. */
export type Place = {
  /** Headings and cells have one line only. */
  readonly kind: 'block' | 'heading' | 'cell';
  /** Answers the label of a footnote. */
  readonly footnote: (node: Footnote) => string;
};

const noMarks: readonly Mark[] = [];

/** Running text as Markdown. Marks that Markdown cannot say at their place are written as HTML. */
export function writeInline(nodes: readonly Inline[] | undefined, place: Place): string {
  const pieces = piecesOf(nodes ?? [], place);
  let out = '';
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if ('text' in piece) out += piece.text;
    else out += delimiter(piece, pieces, i, place);
  }
  return out.split('\n').map(escapeStart).join('\n');

  function escapeStart(line: string, i: number): string {
    return i === 0 && place.kind !== 'block' ? line.replace(/^\s/, '&#x20;') : escapeLineStart(line);
  }
}

/** Something written, or the start or end of a mark, not yet decided how. */
type Piece =
  | { readonly text: string; readonly inner: string }
  | { readonly mark: Mark; readonly open: boolean; plain?: boolean; readonly partner: { at: number } };

function piecesOf(nodes: readonly Inline[], place: Place): Piece[] {
  const pieces: Piece[] = [];
  const stack: { mark: Mark; at: number }[] = [];
  const close = (count: number): void => {
    while (stack.length > count) {
      const { mark, at } = stack.pop()!;
      const opened = pieces[at]!;
      if (!('text' in opened)) opened.partner.at = pieces.length;
      pieces.push({ mark, open: false, partner: { at } });
    }
  };
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const marks = marksOf(node, place);
    let shared = 0;
    while (shared < stack.length && shared < marks.length && sameMark(stack[shared]!.mark, marks[shared]!))
      shared++;
    close(shared);
    for (const mark of marks.slice(shared)) {
      stack.push({ mark, at: pieces.length });
      pieces.push({ mark, open: true, partner: { at: -1 } });
    }
    pieces.push(leaf(node, nodes[i + 1], place));
  }
  close(0);
  return pieces;
}

/** Code is written with its text, where Markdown's way of it fits; then it is no mark any more. */
function marksOf(node: Inline, place: Place): readonly Mark[] {
  const marks = node.marks ?? noMarks;
  return isCodeSpan(node, place) ? marks.filter((mark) => mark.type !== 'code') : marks;
}

function isCodeSpan(node: Inline, place: Place): boolean {
  if (node.type !== 'text' || node.marks?.at(-1)?.type !== 'code') return false;
  return (
    !(place.kind === 'cell' && /[|\\]/.test(node.text)) &&
    !/[^\S ]/.test(node.text) &&
    node.text.trim() === node.text
  );
}

function leaf(node: Inline, next: Inline | undefined, place: Place): Piece {
  switch (node.type) {
    case 'text':
      if (isCodeSpan(node, place)) return { text: codeSpan(node.text), inner: '`' };
      return { text: escaped(node.text, place), inner: node.text };
    case 'hardBreak':
      return { text: place.kind !== 'block' ? '<br>' : '\\\n', inner: ' ' };
    case 'inlineImage':
      return { text: inlineImage(node), inner: '!' };
    case 'inlineMath':
      return { text: inlineMath(node.attrs.tex, next, place), inner: '$' };
    case 'footnote':
      return { text: `[^${place.footnote(node)}]`, inner: '[' };
  }
}

function inlineImage(node: InlineImage): string {
  const { src, alt, title, width, height } = node.attrs;
  if (width === undefined && height === undefined) return picture(src, alt, title);
  return `<img${attr('src', src)}${attr('alt', alt ?? '')}${attr('title', title)}${attr('width', width)}${attr('height', height)}>`;
}

export function picture(src: string, alt: string | undefined, title: string | undefined): string {
  return `![${escapeInline(alt ?? '')}](${linkTarget(src)}${linkTitle(title)})`;
}

/** In a heading a `#` may end it. */
function escaped(text: string, place: Place): string {
  const safe = escapeInline(text);
  return place.kind === 'heading' ? safe.replaceAll('#', '\\#').replace(/&\\#/g, '&#') : safe;
}

function inlineMath(tex: string, next: Inline | undefined, place: Place): string {
  const price = next?.type === 'text' && /^\d/.test(next.text);
  const simple = !price && !/\$|^\s|\s$|\\$/.test(tex) && !(place.kind === 'cell' && tex.includes('|'));
  if (simple) return `$${tex}$`;
  return `<math><annotation encoding="application/x-tex">${escapeInline(tex)}</annotation></math>`;
}

const delimiters: Readonly<Partial<Record<Mark['type'], string>>> = {
  strong: '**',
  emphasis: '_',
  strike: '~~',
};

/** One end of a mark. Both ends are written the same way: the way is chosen at the start. */
function delimiter(
  piece: Exclude<Piece, { text: string }>,
  pieces: readonly Piece[],
  at: number,
  place: Place,
): string {
  const { mark, open, partner } = piece;
  const other = pieces[partner.at];
  if (mark.type === 'link' && mark.attrs.rel === undefined) {
    return open ? '[' : `](${linkTarget(mark.attrs.href)}${linkTitle(mark.attrs.title)})`;
  }
  if (open) {
    // The mark of a footnote and a colon would begin the footnote itself.
    piece.plain = isInlineDirective(mark)
      ? lastBefore(pieces, at) !== '['
      : isPlain(mark, pieces, at, partner.at);
  }
  const plain = open ? piece.plain === true : other !== undefined && 'mark' in other && other.plain === true;
  if (plain && isInlineDirective(mark)) return open ? ':quote[' : endOfInlineDirective(mark);
  if (plain) return delimiters[mark.type]!;
  return open ? startTag(mark, place) : `</${tagName(mark)}>`;
}

/**
 * Whether the delimiters of a mark open and close there whatever else stands in the line (CommonMark 6.2):
 * around them white space or an end, or a mark outside and a letter inside.
 */
function isPlain(mark: Mark, pieces: readonly Piece[], start: number, end: number): boolean {
  if (delimiters[mark.type] === undefined) return false;
  const before = lastBefore(pieces, start);
  const first = firstAfter(pieces, start);
  const last = lastBefore(pieces, end);
  const after = firstAfter(pieces, end);
  return fits(before, first) && fits(after, last);
}

function fits(outside: string, inside: string): boolean {
  if (inside === '' || /\s/.test(inside)) return false;
  if (outside === '' || /\s/.test(outside)) return true;
  return /[\p{P}\p{S}]/u.test(outside) && /^[\p{L}\p{N}]$/u.test(inside);
}

/** The character next to a delimiter; that of another mark counts as a sign. */
function lastBefore(pieces: readonly Piece[], at: number): string {
  const piece = pieces[at - 1];
  if (piece === undefined) return '';
  return 'text' in piece ? (piece.inner.at(-1) ?? '') : '*';
}

function firstAfter(pieces: readonly Piece[], at: number): string {
  const piece = pieces[at + 1];
  if (piece === undefined) return '';
  return 'text' in piece ? (piece.inner.at(0) ?? '') : '*';
}

function tagName(mark: Mark): string {
  return markTags[mark.type];
}

function startTag(mark: Mark, place: Place): string {
  const attrs: Readonly<Record<string, string | number | undefined>> = ('attrs' in mark && mark.attrs) || {};
  let out = `<${tagName(mark)}`;
  for (const [name, value] of Object.entries(attrs)) {
    if (value === undefined) continue;
    const written = escapeAttribute(String(value));
    out += ` ${mark.type === 'quotation' ? inlineBindingNames[name] : name}="${place.kind === 'cell' ? written.replaceAll('|', '&#124;') : written}"`;
  }
  return `${out}>`;
}
