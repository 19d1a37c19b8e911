import type { Loose } from '../normal/loose.ts';
import { droppedElements } from './allowed.ts';
import { readCode } from './code.ts';
import { readDivision } from './divisions.ts';
import { readEmbeddedFrame, readObject } from './embeds.ts';
import { readFigure } from './figures.ts';
import { imageBlock } from './images.ts';
import { drop, withElement } from './inline.ts';
import { readDefinitions, readList } from './lists.ts';
import { blockTexOf } from './math.ts';
import { readAudio, readVideo } from './media.ts';
import { readQuote } from './quotes.ts';
import {
  type BlockReader,
  blockAttributes,
  type Flow,
  noteAttributes,
  passOn,
  type Reader,
  textAlignment,
} from './reader.ts';
import { writeNodes } from './sanitize.ts';
import { readTable } from './tables.ts';
import {
  attribute,
  elementsOf,
  find,
  hasClass,
  isBlank,
  isComment,
  isElement,
  isHtml,
  isText,
  type TreeElement,
  type TreeNode,
} from './tree.ts';

/**
 * Reads a flow of nodes into blocks. Runs of text between blocks become paragraphs; an element that is no
 * block of ours gives up its content to the flow around it.
 */
export function readFlow(nodes: readonly TreeNode[], flow: Flow, reader: Reader): Loose[] {
  const out: Loose[] = [];
  readInto(nodes, flow, reader, out);
  return out;
}

function readInto(nodes: readonly TreeNode[], flow: Flow, reader: Reader, out: Loose[]): void {
  let run: TreeNode[] = [];
  const endRun = (): void => {
    if (run.length > 0 && !run.every(isBlank)) readRun(run, undefined, flow, reader, out);
    run = [];
  };
  for (const node of nodes) {
    if (isText(node)) run.push(node);
    else if (isComment(node)) {
      const mark = readComment(node.data, reader);
      if (mark === undefined) continue;
      endRun();
      out.push(mark);
    } else if (isElement(node)) {
      const block = blockReaders[node.tagName];
      const formula = node.tagName === 'math' && attribute(node, 'display') === 'block';
      if (block === undefined && !formula && !(isHtml(node) && holdsBlock(node))) {
        run.push(node);
        continue;
      }
      endRun();
      if (node.attrs.length > 0) noteAttributes(node, reader);
      if (block !== undefined && isHtml(node)) block(node, flow, reader, out);
      else if (block !== undefined || droppedElements.has(node.tagName)) readForeign(node, flow, reader, out);
      else readInto(node.childNodes, styled(node, flow, reader), reader, out);
    }
  }
  endRun();
}

/** The flow inside an inline element that holds blocks: they take its mark. */
function styled(element: TreeElement, flow: Flow, reader: Reader): Flow {
  return { ...passOn(element, flow, reader), marks: withElement(flow.marks, element, reader) };
}

/** Whether a block, or a mark that parts the text, stands somewhere inside an inline element. */
function holdsBlock(element: TreeElement): boolean {
  return element.childNodes.some((child) => {
    if (isComment(child)) return partsText(child.data);
    if (!isElement(child)) return false;
    return blockReaders[child.tagName] !== undefined || holdsBlock(child);
  });
}

function partsText(comment: string): boolean {
  return /^\s*(more\b|nextpage\s*$)/.test(comment);
}

/** WordPress's marks are comments. */
function readComment(comment: string, reader: Reader): Loose | undefined {
  const more = /^\s*more\b([\s\S]*)$/.exec(comment);
  if (more !== null) return { type: 'more', attrs: { label: more[1] } };
  if (/^\s*nextpage\s*$/.test(comment)) return { type: 'pageBreak' };
  const block = /^\s*wp:(\S+)\s[\s\S]*\/\s*$/.exec(comment)?.[1];
  if (block !== undefined && block !== 'more')
    reader.losses.add(`block ${block}, which has no content of its own`, 'nothing');
  return undefined;
}

/** A run of text becomes a paragraph, or a raw block when something in it fits no inline node. */
function readRun(
  nodes: readonly TreeNode[],
  paragraph: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
  out: Loose[],
): void {
  reader.misfit = undefined;
  const content = reader.inline(nodes, flow.marks);
  const misfit = reader.misfit;
  reader.misfit = undefined;
  // An anchor by itself belongs to what comes next.
  if (paragraph === undefined && misfit === undefined && content.every(isEmptyText)) return;
  const align = (paragraph && textAlignment(paragraph)) ?? flow.align;
  const attrs = blockAttributes(paragraph, flow, reader, { align });
  if (misfit === undefined) {
    out.push({ type: 'paragraph', attrs, content });
    return;
  }
  reader.losses.add(`<${misfit}> element`, 'as raw block');
  out.push({
    type: 'raw',
    attrs: { ...attrs, align: undefined, html: writeNodes(paragraph === undefined ? nodes : [paragraph]) },
  });
}

function isEmptyText(node: Loose): boolean {
  return node.type === 'hardBreak' || (node.type === 'text' && (node.text ?? '').trim() === '');
}

const readParagraph: BlockReader = (element, flow, reader, out) => {
  if (holdsBlock(element)) return readInto(element.childNodes, passOn(element, flow, reader), reader, out);
  const own = hasClass(element, 'file', 'button') ? ownParagraph(element, flow, reader) : undefined;
  if (own !== undefined) out.push(own);
  else if (element.childNodes.every(isBlank)) keepEmpty(element, flow, reader);
  else readRun(element.childNodes, element, flow, reader, out);
};

/** An empty paragraph vanishes, but not the anchor that somebody put there. */
function keepEmpty(element: TreeElement, flow: Flow, reader: Reader): void {
  passOn(element, flow, reader);
}

/** `<p class="file">` and `<p class="button">`, as this program writes them. */
function ownParagraph(element: TreeElement, flow: Flow, reader: Reader): Loose | undefined {
  const [link, ...others] = elementsOf(element);
  if (link?.tagName !== 'a' || others.length > 0) return undefined;
  const href = attribute(link, 'href');
  const content = reader.inline(link.childNodes, flow.marks);
  if (hasClass(element, 'file'))
    return { type: 'file', attrs: blockAttributes(element, flow, reader, { href }), content };
  return {
    type: 'button',
    attrs: blockAttributes(element, flow, reader, { href, align: textAlignment(element) }),
    content,
  };
}

const readHeading: BlockReader = (element, flow, reader, out) => {
  if (holdsBlock(element)) return readInto(element.childNodes, passOn(element, flow, reader), reader, out);
  const attrs = blockAttributes(element, flow, reader, {
    level: Number(element.tagName[1]),
    align: textAlignment(element) ?? flow.align,
  });
  const content = reader.inline(element.childNodes, flow.marks);
  if (attrs.id === undefined && reader.anchor !== undefined) attrs.id = reader.anchor;
  reader.anchor = undefined;
  out.push({ type: 'heading', attrs, content });
};

const readSeparator: BlockReader = (element, flow, reader, out) => {
  out.push({ type: 'separator', attrs: blockAttributes(element, flow, reader) });
};

const readDetails: BlockReader = (element, flow, reader, out) => {
  const summary = elementsOf(element).find((child) => child.tagName === 'summary');
  const attrs = blockAttributes(element, flow, reader, { open: attribute(element, 'open') !== undefined });
  const body = element.childNodes.filter((child) => child !== summary);
  out.push({
    type: 'details',
    attrs,
    content: [
      {
        type: 'summary',
        attrs: blockAttributes(summary, { marks: [] }, reader),
        content: reader.inline(summary?.childNodes ?? [], flow.marks),
      },
      ...reader.blocks(body, { marks: flow.marks }),
    ],
  });
};

/** Its content goes on in the flow. */
const open: BlockReader = (element, flow, reader, out) => {
  readInto(element.childNodes, passOn(element, flow, reader), reader, out);
};

/** The same, with a word that something was lost. */
const taken: BlockReader = (element, flow, reader, out) => {
  reader.losses.add(`<${element.tagName}> element`, 'its content');
  open(element, flow, reader, out);
};

/** What pages show where scripts do not run. Behind a picture that loads late stands the same picture again. */
const readNoScript: BlockReader = (element, flow, reader, out) => {
  const siblings = element.parentNode?.childNodes ?? [];
  const before = siblings.slice(0, siblings.indexOf(element)).findLast(isElement);
  const doubled = before !== undefined && (before.tagName === 'img' || find([before], isImage) !== undefined);
  if (!doubled || find(element.childNodes, isImage) === undefined) open(element, flow, reader, out);
};

function isImage(element: TreeElement): boolean {
  return element.tagName === 'img';
}

const readPicture: BlockReader = (element, flow, reader, out) => {
  const image = find(element.childNodes, isImage);
  const block = image && imageBlock(image, undefined, flow, reader, []);
  if (block !== undefined) out.push(block);
};

function readForeign(element: TreeElement, flow: Flow, reader: Reader, out: Loose[]): void {
  const tex = blockTexOf(element);
  if (tex !== undefined) out.push({ type: 'math', attrs: blockAttributes(element, flow, reader, { tex }) });
  else drop(element, reader);
}

const gone: BlockReader = (element, _flow, reader) => drop(element, reader);

const blockReaders: Readonly<Record<string, BlockReader | undefined>> = {
  p: readParagraph,
  h1: readHeading,
  h2: readHeading,
  h3: readHeading,
  h4: readHeading,
  h5: readHeading,
  h6: readHeading,
  ul: readList,
  ol: readList,
  menu: readList,
  dl: readDefinitions,
  blockquote: readQuote,
  pre: readCode,
  table: readTable,
  figure: readFigure,
  div: readDivision,
  hr: readSeparator,
  details: readDetails,
  audio: readAudio,
  video: readVideo,
  iframe: readEmbeddedFrame,
  object: readObject,
  embed: readObject,
  picture: readPicture,
  noscript: readNoScript,
  address: open,
  article: open,
  aside: readDivision,
  body: open,
  center: open,
  dd: open,
  dialog: taken,
  dt: open,
  fieldset: open,
  figcaption: open,
  footer: open,
  form: taken,
  header: open,
  hgroup: open,
  html: open,
  legend: open,
  li: open,
  main: open,
  marquee: taken,
  nav: open,
  search: open,
  section: readDivision,
  summary: open,
  script: gone,
  style: gone,
  template: gone,
  canvas: gone,
  xmp: readCode,
  listing: readCode,
  plaintext: readCode,
};
