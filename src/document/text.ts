import { type AnyNode, children, type Document, type Footnote, type Inline } from './document.ts';

/**
 * Where a stretch of plain text stands in the document. `offset` and `length` count UTF-16 units of the
 * text; `position` is a ProseMirror position in the document. For `atom` the whole stretch stands for one
 * node at that position: a formula, a raw block.
 */
export type Stretch = {
  readonly offset: number;
  readonly position: number;
  readonly length: number;
  readonly atom: boolean;
};

export type PlainText = {
  readonly text: string;
  /** In the order of the text. Between two stretches stands a separator. */
  readonly stretches: readonly Stretch[];
};

/**
 * The text of a document as a reader meets it: blocks parted by an empty line, items and rows by a line
 * end, cells by a tab; the text of footnotes after all else, where it is wanted. Marks of footnotes and pictures leave nothing.
 */
export function plainText(
  document: Document,
  { footnotes = true }: { readonly footnotes?: boolean } = {},
): PlainText {
  const writer: Writer = { text: '', stretches: [], notes: [], pending: '' };
  walkBlocks(document.content, 0, '\n\n', writer);
  if (footnotes)
    for (const { node, position } of writer.notes) {
      separate(writer, '\n\n');
      walkBlocks(node.content ?? [], position + 1, '\n\n', writer);
    }
  return { text: writer.text, stretches: writer.stretches };
}

type Writer = {
  text: string;
  readonly stretches: Stretch[];
  readonly notes: { readonly node: Footnote; readonly position: number }[];
  /** The separator to write before the next text. */
  pending: string;
};

function walkBlocks(nodes: readonly AnyNode[], start: number, separator: string, writer: Writer): number {
  let position = start;
  for (const node of nodes) {
    if (node !== nodes[0]) separate(writer, separator);
    position = walkBlock(node, position, writer);
  }
  return position;
}

/** Writes one block that begins at `position`, and answers where the next one begins. */
function walkBlock(node: AnyNode, position: number, writer: Writer): number {
  if (node.type === 'math') write(writer, node.attrs.tex, position, true);
  else if (node.type === 'raw') write(writer, rawText(node.attrs.html), position, true);
  if (isAtom(node)) return position + 1;
  const inner = children(node);
  const end = inner.every(isInline)
    ? walkInline(inner as readonly Inline[], position + 1, writer)
    : walkBlocks(inner, position + 1, separatorIn(node), writer);
  return end + 1;
}

function walkInline(nodes: readonly Inline[], start: number, writer: Writer): number {
  let position = start;
  for (const node of nodes) {
    if (node.type === 'text') write(writer, node.text, position, false);
    else if (node.type === 'hardBreak') write(writer, '\n', position, true);
    else if (node.type === 'inlineMath') write(writer, node.attrs.tex, position, true);
    else if (node.type === 'footnote') writer.notes.push({ node, position });
    position += sizeOf(node);
  }
  return position;
}

/** Blocks that ProseMirror knows as leaves: they take one position. */
function isAtom(node: AnyNode): boolean {
  switch (node.type) {
    case 'separator':
    case 'more':
    case 'pageBreak':
    case 'math':
    case 'raw':
      return true;
    default:
      return false;
  }
}

function isInline(node: AnyNode): node is Inline {
  switch (node.type) {
    case 'text':
    case 'hardBreak':
    case 'inlineImage':
    case 'inlineMath':
    case 'footnote':
      return true;
    default:
      return false;
  }
}

function sizeOf(node: AnyNode): number {
  if (node.type === 'text') return node.text.length;
  if (node.type === 'hardBreak' || node.type === 'inlineImage' || node.type === 'inlineMath' || isAtom(node))
    return 1;
  let size = 2;
  for (const child of children(node)) size += sizeOf(child);
  return size;
}

function separatorIn(node: AnyNode): string {
  if (node.type === 'tableRow') return '\t';
  return closeBlocks.has(node.type) ? '\n' : '\n\n';
}

/** Blocks whose parts stand on lines one below the other. */
const closeBlocks = new Set(
  'tableGrid tableCell tableHeader bulletList orderedList taskList definitionList listItem taskItem'.split(
    ' ',
  ),
);

/** The strongest separator asked for since the last text is the one written: an empty line, a line end, a tab. */
function separate(writer: Writer, separator: string): void {
  if (writer.text === '') return;
  if (separator.length > writer.pending.length || (separator === '\n' && writer.pending === '\t'))
    writer.pending = separator;
}

function write(writer: Writer, text: string, position: number, atom: boolean): void {
  if (text === '') return;
  writer.text += writer.pending;
  writer.pending = '';
  writer.stretches.push({ offset: writer.text.length, position, length: text.length, atom });
  writer.text += text;
}

/** The words of sanitised HTML. Its one form makes this safe to do by pattern. */
export function rawText(html: string): string {
  return html
    .replace(/<(?:\/?(?:p|div|li|tr|h[1-6]|blockquote|section)|br)\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/**
 * The ProseMirror position of a place in the text. In a separator it is the end of the text before; inside
 * an atom it is the atom's own.
 */
export function positionAt(plain: PlainText, offset: number): number {
  const stretch = plain.stretches[lastAtOrBefore(plain.stretches, offset)];
  if (stretch === undefined) return plain.stretches[0]?.position ?? 0;
  if (stretch.atom) return offset < stretch.offset + stretch.length ? stretch.position : stretch.position + 1;
  return stretch.position + Math.min(offset - stretch.offset, stretch.length);
}

/** The place in the text of a ProseMirror position; where no text stands there, that of the text before it. */
export function offsetAt(plain: PlainText, position: number): number {
  let best: Stretch | undefined;
  for (const stretch of plain.stretches) {
    if (stretch.position <= position && (best === undefined || stretch.position >= best.position))
      best = stretch;
  }
  if (best === undefined) return 0;
  if (best.atom) return position > best.position ? best.offset + best.length : best.offset;
  return best.offset + Math.min(position - best.position, best.length);
}

function lastAtOrBefore(stretches: readonly Stretch[], offset: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
