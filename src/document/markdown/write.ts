import type {
  BlockNode,
  Citation,
  CodeBlock,
  Document,
  Footnote,
  Heading,
  Image,
  Inline,
  ListItem,
  OrderedList,
  Paragraph,
  Part,
  Quote,
  TaskItem,
  TopBlock,
} from '../document.ts';
import { embedProvider } from '../embed.ts';
import { renderBlocks } from '../render/blocks.ts';
import { renderNotes } from '../render/html.ts';
import { openRendering, type Rendering } from '../render/rendering.ts';
import { linkTarget, oneLineHtml } from './escape.ts';
import { type DirectiveNode, isDirective, writeDirective } from './write-directive.ts';
import { type Place, picture, writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

/**
 * The Markdown of a document. What Markdown has no words for is written as HTML in it, so that
 * `parseMarkdown` of it gives the same document back.
 */
export function renderMarkdown(document: Document): string {
  const notes: Footnote[] = [];
  const writer: Writer = {
    // Headings inside HTML show only the anchors that they carry: the others are made again when it is read.
    html: {
      ...openRendering(document, { direction: 'as-written' }),
      notePrefix: 'html-',
      anchors: [][Symbol.iterator](),
    },
    place: (kind) => ({
      kind,
      footnote: (node) => String(notes.push(node)),
    }),
  };
  const parts = [writeBlocks(document.content, writer, '')];
  for (let i = 0; i < notes.length; i++) {
    const blocks = notes[i]?.content ?? [];
    const lead = blocks[0]?.type === 'paragraph' ? ' ' : '\n    ';
    parts.push(`[^${i + 1}]:${lead}${indent(writeBlocks(blocks, writer, ''), '    ')}`);
  }
  const listed = renderNotes(writer.html).trim();
  if (listed !== '') parts.push(oneLineHtml(listed));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type Writer = {
  /** For the blocks that are written as HTML. Their footnotes are listed apart. */
  readonly html: Rendering;
  readonly place: (kind: Place['kind']) => Place;
};

/** Blocks with empty lines between. `outer`: the marker of the list that they stand in. */
function writeBlocks(blocks: readonly TopBlock[], writer: Writer, outer: string, separator = '\n\n'): string {
  const parts: string[] = [];
  let previous = '';
  for (const block of blocks) {
    const marker = markerFor(block, outer, previous, parts.length === 0);
    const text = writeBlock(block, writer, marker);
    previous = marker;
    if (text !== '') parts.push(text);
  }
  return parts.join(separator);
}

/** A list beside another, or first in an item of another, needs a marker of its own; so does a rule in an item. */
function markerFor(block: TopBlock, outer: string, previous: string, first: boolean): string {
  if (block.type === 'separator') return outer === '' ? '***' : '___';
  if (block.type !== 'orderedList' && block.type !== 'bulletList' && block.type !== 'taskList') return '';
  const markers = block.type === 'orderedList' ? ['.', ')'] : ['-', '*', '+'];
  const taken = (marker: string): boolean => marker === previous || (first && marker === outer);
  return markers.find((marker) => !taken(marker)) ?? markers[0]!;
}

function writeBlock(node: TopBlock, writer: Writer, marker: string): string {
  const written = isDirective(node)
    ? directive(node, writer)
    : isPlain(node)
      ? plainBlock(node, writer, marker)
      : undefined;
  return written ?? htmlBlock(node, writer);
}

/** Whether a block carries nothing that only an attribute of an element can say. */
function isPlain(node: TopBlock | Part): boolean {
  return (
    node.attrs === undefined ||
    (node.attrs.dir === undefined &&
      node.attrs.lang === undefined &&
      (node.attrs.id === undefined || node.type === 'heading'))
  );
}

function htmlBlock(node: TopBlock, writer: Writer): string {
  return oneLineHtml(renderBlocks([node], undefined, writer.html));
}

/** The block as Markdown, or `undefined` when Markdown cannot say it. */
function plainBlock(node: TopBlock, writer: Writer, marker: string): string | undefined {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node, writer);
    case 'heading':
      return heading(node, writer);
    case 'codeBlock':
      return codeBlock(node);
    case 'bulletList':
      return (node.content ?? []).every(isPlain)
        ? items(node.content ?? [], () => marker, writer, marker)
        : undefined;
    case 'taskList':
      return (node.content ?? []).every(isPlainTask)
        ? items(node.content ?? [], () => marker, writer, marker)
        : undefined;
    case 'orderedList':
      return orderedList(node, writer, marker);
    case 'definitionList':
      return undefined;
    case 'quote':
      return quote(node, writer);
    case 'table':
      return writeTable(node, writer.place('cell'));
    case 'image':
      return image(node);
    case 'embed': {
      const bare =
        node.content === undefined &&
        node.attrs.align === undefined &&
        embedProvider(node.attrs.url) !== undefined;
      return bare && !/[<>\\&_*]/.test(node.attrs.url) ? `<${node.attrs.url}>` : undefined;
    }
    case 'separator':
      return marker;
    case 'more':
      return comment(node.attrs?.label === undefined ? 'more' : `more ${node.attrs.label}`);
    case 'pageBreak':
      return comment('nextpage');
    case 'math':
      return node.attrs.tex.includes('$$') || /\$$/.test(node.attrs.tex)
        ? undefined
        : `$$\n${node.attrs.tex}\n$$`;
    default:
      return undefined;
  }
}

function comment(text: string): string | undefined {
  return /--|>$|-$/.test(text) ? undefined : `<!--${text}-->`;
}

function paragraph(node: Paragraph, writer: Writer): string | undefined {
  if (node.content === undefined) return '';
  return node.attrs?.align === undefined ? writeInline(node.content, writer.place('block')) : undefined;
}

function heading(node: Heading, writer: Writer): string | undefined {
  const { level, align, id } = node.attrs;
  if (align !== undefined || (id !== undefined && !/^[^\s{}.#]+$/.test(id))) return undefined;
  const text = writeInline(node.content, writer.place('heading'));
  return `${'#'.repeat(level)} ${text}${id === undefined ? '' : ` {#${id}}`}`;
}

function codeBlock(node: CodeBlock): string | undefined {
  const code = (node.content ?? []).map((child) => child.text).join('');
  const longest = Math.max(2, ...Array.from(code.matchAll(/`{3,}/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${node.attrs?.language ?? ''}\n${code}\n${fence}`;
}

function orderedList(node: OrderedList, writer: Writer, marker: string): string | undefined {
  const { start = 1, reversed, style } = node.attrs ?? {};
  const content = node.content ?? [];
  const last = start + content.length - 1;
  if (reversed || style !== undefined || start < 0 || last > 999_999_999) return undefined;
  return content.every(isPlain) ? items(content, (i) => `${start + i}${marker}`, writer, marker) : undefined;
}

function isPlainTask(item: Part): boolean {
  const [first] = item.content ?? [];
  return (
    isPlain(item) && first?.type === 'paragraph' && first.attrs === undefined && first.content !== undefined
  );
}

type Items = readonly (ListItem | TaskItem)[];

function items(content: Items, marker: (i: number) => string, writer: Writer, outer: string): string {
  const tight = content.every((item) => isTight(item.content ?? []));
  const lines = content.map((item, i) => {
    const box = item.type !== 'taskItem' ? '' : item.attrs?.checked === true ? '[x] ' : '[ ] ';
    const text = writeBlocks(item.content ?? [], writer, outer, tight ? '\n' : '\n\n');
    const start = marker(i);
    return text === '' ? start : `${start} ${box}${indent(text, ' '.repeat(start.length + 1))}`;
  });
  return lines.join(tight ? '\n' : '\n\n');
}

/** One paragraph, and lists after it. */
function isTight(blocks: readonly BlockNode[]): boolean {
  const [first, ...others] = blocks;
  return first?.type === 'paragraph' && first.attrs === undefined && others.every(isList);
}

function isList(node: BlockNode): boolean {
  return (node.type === 'bulletList' || node.type === 'taskList') && node.attrs === undefined;
}

function indent(text: string, by: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${by}`);
}

function quote(node: Quote, writer: Writer): string | undefined {
  const words = quoted(node, writer);
  return words === undefined ? undefined : `> ${words.replace(/\n/g, '\n> ').replace(/^> $/gm, '>')}`;
}

function directive(node: DirectiveNode, writer: Writer): string | undefined {
  const content =
    node.type === 'quote'
      ? quoted(node, writer)
      : writeBlocks((node.content ?? []) as BlockNode[], writer, '');
  return content === undefined ? undefined : writeDirective(node, content);
}

/** What stands in a quote. A citation is the paragraph `<cite>…</cite>` at the end. */
function quoted(node: Quote, writer: Writer): string | undefined {
  const content = node.content ?? [];
  const last = content.at(-1);
  const citation = last?.type === 'citation' ? last : undefined;
  const translations = content.filter((child) => child.type === 'translation');
  const blocks = content.filter(
    (child): child is BlockNode => child.type !== 'citation' && child.type !== 'translation',
  );
  const [first] = blocks;
  if (first?.type === 'paragraph' && first.content === undefined) return undefined;
  if (citation !== undefined && !isCitable(citation)) return undefined;
  const parts = [writeBlocks(blocks, writer, '')];
  for (const translation of translations) parts.push(directive(translation, writer) ?? '');
  if (citation !== undefined) parts.push(writeInline(cited(citation.content ?? []), writer.place('block')));
  return parts.join('\n\n');
}

/** Whether a paragraph of it, marked as a title of a work, would be read as a citation again. */
function isCitable(citation: Citation): boolean {
  const content = citation.content ?? [];
  const worded = content.some((child) => child.type === 'text' && child.text.trim() !== '');
  return citation.attrs === undefined && worded && content.every(isUntitled);
}

function isUntitled(node: Inline): boolean {
  return node.marks?.some((mark) => mark.type === 'work') !== true;
}

function cited(content: readonly Inline[]): Inline[] {
  return content.map((child): Inline => {
    const marks = [...(child.marks ?? [])];
    const at = marks.findIndex((mark) => !outerMarks.has(mark.type));
    marks.splice(at < 0 ? marks.length : at, 0, { type: 'work' });
    return { ...child, marks };
  });
}

/** The marks that stand outside `work`. */
const outerMarks = new Set(['link', 'quotation', 'language', 'abbreviation']);

function image(node: Image): string | undefined {
  const { src, alt, title, href, align, size, width, height } = node.attrs;
  if ((node.content !== undefined || align) ?? size ?? width ?? height) return undefined;
  const shown = picture(src, alt, title);
  return href === undefined ? shown : `[${shown}](${linkTarget(href)})`;
}
