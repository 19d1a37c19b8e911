import type { Loose } from '../normal/loose.ts';
import { safeUrl } from '../url.ts';
import { readFigure, readGallery } from './figures.ts';
import { imageBlock } from './images.ts';
import { blockTexOf } from './math.ts';
import { isSpentNoteList } from './notes.ts';
import { isAboutQuotation, readRepublished, readTranslation } from './quotes.ts';
import {
  addressOf,
  alignment,
  type BlockReader,
  blockAttributes,
  type Flow,
  passOn,
  type Reader,
  textAlignment,
} from './reader.ts';
import { writeNodes } from './sanitize.ts';
import {
  attribute,
  classesOf,
  elementsOf,
  find,
  findAll,
  hasAttribute,
  hasClass,
  type TreeElement,
} from './tree.ts';

/** `<div>` and its kin: what their class says they are, else only a place where blocks begin and end. */
export const readDivision: BlockReader = (element, flow, reader, out) => {
  if (isSpentNoteList(element, reader) || isAboutQuotation(element)) return;
  if (hasAttribute(element, 'data-translation')) return push(out, readTranslation(element, flow, reader));
  if (hasAttribute(element, 'data-republished')) return push(out, readRepublished(element, flow, reader));
  for (const name of classesOf(element)) {
    const known = divisions[name];
    if (known?.(element, flow, reader, out) === true) return;
  }
  if (element.tagName === 'aside') return push(out, groupOf(element, flow, reader));
  for (const block of reader.blocks(element.childNodes, passOn(element, flow, reader))) out.push(block);
};

/** Answers whether it took the element. */
type Division = (element: TreeElement, flow: Flow, reader: Reader, out: Loose[]) => boolean;

const readColumns: Division = (element, flow, reader, out) => {
  const parts = elementsOf(element).filter((child) => hasClass(child, 'column', 'wp-block-column'));
  if (parts.length === 0) return false;
  out.push({
    type: 'columns',
    attrs: blockAttributes(element, flow, reader, { align: alignment(element) }),
    content: elementsOf(element).map((part) => column(part, reader)),
  });
  return true;
};

function column(part: TreeElement, reader: Reader): Loose {
  const basis = /flex-basis\s*:\s*(\d{1,3})(?:\.\d+)?%/.exec(attribute(part, 'style') ?? '')?.[1];
  const width = Number(attribute(part, 'data-width') ?? basis);
  return {
    type: 'column',
    attrs: blockAttributes(part, { marks: [] }, reader, { width }),
    content: reader.blocks(part.childNodes, { marks: [] }),
  };
}

/** A picture beside text: two columns. */
const readMediaText: Division = (element, flow, reader, out) => {
  const [media, text] = elementsOf(element);
  if (media === undefined || text === undefined) return false;
  const picture: Loose = { type: 'column', content: reader.blocks([media], { marks: [] }) };
  const words: Loose = { type: 'column', content: reader.blocks(text.childNodes, { marks: [] }) };
  const pictureLast = hasClass(element, 'has-media-on-the-right') && media.tagName === 'figure';
  const attrs = blockAttributes(element, flow, reader, { align: alignment(element) });
  out.push({ type: 'columns', attrs, content: pictureLast ? [words, picture] : [picture, words] });
  return true;
};

const readGroup: Division = (element, flow, reader, out) => {
  push(out, groupOf(element, flow, reader));
  return true;
};

function groupOf(element: TreeElement, flow: Flow, reader: Reader): Loose {
  return {
    type: 'group',
    attrs: blockAttributes(element, flow, reader, { align: alignment(element) }),
    content: reader.blocks(element.childNodes, { marks: flow.marks }),
  };
}

/** A group on a picture: the picture first, where it is only a background. */
const readCover: Division = (element, flow, reader, out) => {
  const style =
    attribute(element, 'style') ??
    find(element.childNodes, isBackground)?.attrs.find((a) => a.name === 'style')?.value;
  const url = /background-image\s*:\s*url\(\s*["']?([^"')]+)/i.exec(style ?? '')?.[1];
  const group = groupOf(element, flow, reader);
  const src = url === undefined ? undefined : safeUrl(url, 'image', reader.baseUrl);
  const picture: Loose[] = src === undefined ? [] : [{ type: 'image', attrs: { src } }];
  push(out, { ...group, content: [...picture, ...(group.content ?? [])] });
  return true;
};

function isBackground(element: TreeElement): boolean {
  return hasClass(element, 'wp-block-cover__image-background');
}

const readButton: Division = (element, flow, reader, out) => {
  const link = find(element.childNodes, (child) => child.tagName === 'a');
  const href = link && addressOf(link, 'href', 'link', reader);
  if (link === undefined || href === undefined) return false;
  const align = textAlignment(element) ?? (alignment(element) === 'center' ? 'center' : undefined);
  out.push({
    type: 'button',
    attrs: blockAttributes(element, flow, reader, { href, align }),
    content: reader.inline(link.childNodes, []),
  });
  return true;
};

const readFile: Division = (element, flow, reader, out) => {
  const link = findAll(element.childNodes, (child) => child.tagName === 'a').find(
    (child) => !hasClass(child, 'wp-block-file__button'),
  );
  const href = link && addressOf(link, 'href', 'link', reader);
  if (link === undefined || href === undefined) return false;
  out.push({
    type: 'file',
    attrs: blockAttributes(element, flow, reader, { href }),
    content: reader.inline(link.childNodes, []),
  });
  return true;
};

/** The classic editor's picture with caption. */
const readCaptioned: Division = (element, flow, reader, out) => {
  const image = find(element.childNodes, (child) => child.tagName === 'img');
  if (image === undefined) return false;
  const words = find(element.childNodes, (child) => hasClass(child, 'wp-caption-text'));
  const link = findAll(element.childNodes, (child) => child.tagName === 'a').find((child) =>
    child.childNodes.includes(image),
  );
  const href = link && addressOf(link, 'href', 'link', reader);
  const marks = href === undefined ? flow.marks : [...flow.marks, { type: 'link', attrs: { href } }];
  const caption = words === undefined ? [] : reader.inline(words.childNodes, flow.marks);
  const block = imageBlock(image, element, { ...flow, marks }, reader, caption);
  if (block !== undefined) out.push({ ...block, attrs: { ...block.attrs, id: undefined } });
  return true;
};

const readGalleryDivision: Division = (element, flow, reader, out) => {
  if (find(element.childNodes, (child) => child.tagName === 'img') === undefined) return false;
  readGallery(element, flow, reader, out);
  return true;
};

const readFigureDivision: Division = (element, flow, reader, out) => {
  readFigure(element, flow, reader, out);
  return true;
};

const readMath: Division = (element, flow, reader, out) => {
  const tex = blockTexOf(element);
  if (tex === undefined) return false;
  out.push({ type: 'math', attrs: blockAttributes(element, flow, reader, { tex }) });
  return true;
};

/** A raw block as this program writes it. */
const readRaw: Division = (element, flow, reader, out) => {
  const html = writeNodes(element.childNodes).trim();
  out.push({ type: 'raw', attrs: blockAttributes(element, flow, reader, { html }) });
  return true;
};

const readMore: Division = (element, flow, reader, out) => {
  const label = attribute(element, 'data-label');
  out.push({ type: 'more', attrs: blockAttributes(element, flow, reader, { label }) });
  return true;
};

const readPageBreak: Division = (element, flow, reader, out) => {
  out.push({ type: 'pageBreak', attrs: blockAttributes(element, flow, reader) });
  return true;
};

/** Empty room, which the theme's own spacing replaces. */
const nothing: Division = () => true;

const divisions: Readonly<Record<string, Division | undefined>> = {
  columns: readColumns,
  'wp-block-columns': readColumns,
  'wp-block-text-columns': readColumns,
  'wp-block-media-text': readMediaText,
  group: readGroup,
  'wp-block-group': readGroup,
  'wp-block-cover': readCover,
  'wp-block-cover-image': readCover,
  'wp-block-button': readButton,
  'wp-block-file': readFile,
  'wp-caption': readCaptioned,
  gallery: readGalleryDivision,
  'wp-block-gallery': readGalleryDivision,
  'tiled-gallery': readGalleryDivision,
  'wp-block-embed': readFigureDivision,
  'wp-block-spacer': nothing,
  math: readMath,
  raw: readRaw,
  more: readMore,
  'page-break': readPageBreak,
};

function push(out: Loose[], block: Loose): void {
  out.push(block);
}
