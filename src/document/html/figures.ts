import { embedPage } from '../embed.ts';
import type { Loose } from '../normal/loose.ts';
import { embedBlock } from './embeds.ts';
import { imageBlock } from './images.ts';
import { mediaBlock } from './media.ts';
import { quoteBlock } from './quotes.ts';
import {
  addressOf,
  alignment,
  type BlockReader,
  blockAttributes,
  type Flow,
  passOn,
  type Reader,
} from './reader.ts';
import { tableBlock } from './tables.ts';
import {
  attribute,
  classesOf,
  elementsOf,
  find,
  findAll,
  hasClass,
  isBlank,
  isElement,
  type TreeElement,
  type TreeNode,
  textOf,
} from './tree.ts';

/** A figure is what it holds, with its caption. */
export const readFigure: BlockReader = (element, flow, reader, out) => {
  const caption = elementsOf(element).find((child) => child.tagName === 'figcaption');
  if (isGallery(element)) return readGallery(element, flow, reader, out);
  const block = figureBlock(element, caption, flow, reader);
  if (block !== undefined) out.push(block);
  else readLoose(element, caption, flow, reader, out);
};

function figureBlock(
  element: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
): Loose | undefined {
  const embed = hasClass(element, 'embed', 'wp-block-embed')
    ? embedFigure(element, caption, flow, reader)
    : undefined;
  if (embed !== undefined) return embed;
  const only = soleContent(element, caption);
  if (only === undefined) return undefined;
  switch (only.tagName) {
    case 'img':
      return imageBlock(
        only,
        element,
        linked(element, only, flow, reader),
        reader,
        captionOf(caption, flow, reader),
      );
    case 'a':
      return hasClass(element, 'missing') ? missingImage(only, element, caption, flow, reader) : undefined;
    case 'audio':
    case 'video':
      return mediaBlock(only, element, captionOf(caption, flow, reader), flow, reader);
    case 'iframe':
      return embedBlock(only, element, captionOf(caption, flow, reader), flow, reader);
    case 'table':
      return tableBlock(only, element, caption, flow, reader);
    case 'blockquote':
      return quoteBlock(isPullQuote(element) ? 'pullQuote' : 'quote', only, element, caption, flow, reader);
    default:
      return undefined;
  }
}

function isPullQuote(element: TreeElement): boolean {
  return hasClass(element, 'pullquote', 'wp-block-pullquote');
}

/** The one thing a figure holds beside its caption, wrappers taken off. */
function soleContent(element: TreeElement, caption: TreeElement | undefined): TreeElement | undefined {
  let inner: TreeElement = element;
  for (;;) {
    const nodes = inner.childNodes.filter(
      (child) => child !== caption && !isBlank(child) && !isNoScript(child),
    );
    const [first] = nodes;
    if (nodes.length !== 1 || first === undefined || !isElement(first)) return undefined;
    if (first.tagName === 'picture') return find(first.childNodes, (child) => child.tagName === 'img');
    const wraps =
      first.tagName === 'div' || first.tagName === 'span' || first.tagName === 'p' || isImageLink(first);
    if (!wraps) return first;
    inner = first;
  }
}

function isNoScript(node: TreeNode): boolean {
  return isElement(node) && (node.tagName === 'noscript' || node.tagName === 'source');
}

function isImageLink(element: TreeElement): boolean {
  return (
    element.tagName === 'a' && find(element.childNodes, (child) => child.tagName === 'img') !== undefined
  );
}

/** The flow with the link that stands between a figure and its picture. */
function linked(figure: TreeElement, image: TreeElement, flow: Flow, reader: Reader): Flow {
  const link = findAll([figure], (child) => child.tagName === 'a').find(
    (child) => find(child.childNodes, (inner) => inner === image) !== undefined,
  );
  const href = link && addressOf(link, 'href', 'link', reader);
  if (href === undefined) return flow;
  return { ...flow, marks: [...flow.marks, { type: 'link', attrs: { href } }] };
}

function captionOf(caption: TreeElement | undefined, flow: Flow, reader: Reader): readonly Loose[] {
  return caption === undefined ? [] : reader.inline(caption.childNodes, flow.marks);
}

/** A picture that is elsewhere, as this program shows it: a link in its place. */
function missingImage(
  link: TreeElement,
  figure: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
): Loose {
  return {
    type: 'image',
    attrs: blockAttributes(figure, flow, reader, {
      src: addressOf(link, 'href', 'image', reader),
      alt: textOf(link),
      align: alignment(figure),
    }),
    content: captionOf(caption, flow, reader),
  };
}

/** Our card, WordPress's wrapper around a bare address, or a player. */
function embedFigure(
  element: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
): Loose | undefined {
  const words = captionOf(caption, flow, reader);
  const card = find(element.childNodes, (child) => child.tagName === 'a' && hasClass(child, 'embed-card'));
  const frame = find(element.childNodes, (child) => child.tagName === 'iframe');
  if (card === undefined && frame !== undefined) return embedBlock(frame, element, words, flow, reader);
  const wrapper = elementsOf(element).find((child) => child !== caption);
  const bare = (wrapper === undefined ? '' : textOf(wrapper)).trim();
  const url = card === undefined ? webAddress(bare) : addressOf(card, 'href', 'embed', reader);
  if (url === undefined) return undefined;
  const page = card === undefined ? (embedPage(url) ?? url) : url;
  return {
    type: 'embed',
    attrs: blockAttributes(element, flow, reader, { url: page, align: alignment(element) }),
    content: words,
  };
}

function webAddress(text: string): string | undefined {
  return /^https?:\/\/\S+$/i.test(text) ? text : undefined;
}

/** No figure of ours: its content goes on in the flow, the caption last as a paragraph. */
function readLoose(
  element: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
  out: Loose[],
): void {
  const inner = passOn(element, flow, reader);
  const rest = element.childNodes.filter((child) => child !== caption);
  for (const block of reader.blocks(rest, inner)) out.push(block);
  if (caption !== undefined) for (const block of reader.blocks(caption.childNodes, inner)) out.push(block);
}

function isGallery(element: TreeElement): boolean {
  if (hasClass(element, 'gallery', 'wp-block-gallery', 'blocks-gallery', 'wp-block-jetpack-tiled-gallery'))
    return true;
  return (
    picturesIn(element).length > 1 &&
    element.childNodes.every((child) => isBlank(child) || isElement(child)) &&
    onlyImages(element)
  );
}

/** The pictures inside, without those in captions. */
function picturesIn(element: TreeElement): TreeElement[] {
  const found = findAll(
    element.childNodes,
    (child) => child.tagName === 'img' || child.tagName === 'figcaption',
  );
  return found.filter((child) => child.tagName === 'img');
}

function onlyImages(element: TreeElement): boolean {
  return elementsOf(element).every((child) => /^(img|a|figure|figcaption|picture|br)$/.test(child.tagName));
}

/** A gallery: every picture inside, each with its own link and caption, and the caption of the whole. */
export const readGallery: BlockReader = (element, flow, reader, out) => {
  const caption = elementsOf(element).findLast(
    (child) => child.tagName === 'figcaption' || hasClass(child, 'blocks-gallery-caption'),
  );
  const images = picturesIn(element);
  const attrs = blockAttributes(element, flow, reader, {
    columns: columnsOf(element),
    align: alignment(element),
  });
  const content = images.flatMap((image) => galleryImage(image, element, reader) ?? []);
  if (caption !== undefined) {
    content.push({
      type: 'caption',
      attrs: blockAttributes(caption, { marks: [] }, reader),
      content: reader.inline(caption.childNodes, flow.marks),
    });
  }
  out.push({ type: 'gallery', attrs, content });
};

function galleryImage(image: TreeElement, gallery: TreeElement, reader: Reader): Loose | undefined {
  const item = itemOf(image, gallery);
  const caption =
    item &&
    find(
      item.childNodes,
      (child) => child.tagName === 'figcaption' || hasClass(child, 'gallery-caption', 'wp-caption-text'),
    );
  const flow: Flow = { marks: [] };
  const figure = item?.tagName === 'figure' ? item : undefined;
  const around = item === undefined ? gallery : item;
  return imageBlock(
    image,
    figure,
    linked(around, image, flow, reader),
    reader,
    captionOf(caption, flow, reader),
  );
}

/** The element inside the gallery that holds this picture and its caption. */
function itemOf(image: TreeElement, gallery: TreeElement): TreeElement | undefined {
  let inner: TreeElement = image;
  for (let at = image.parentNode; at !== null && 'tagName' in at && at !== gallery; at = at.parentNode) {
    if (at.tagName === 'figure' || at.tagName === 'dl' || at.tagName === 'li') return at;
    inner = at;
  }
  return inner === image ? undefined : inner;
}

function columnsOf(element: TreeElement): number | undefined {
  const own = Number(attribute(element, 'data-columns'));
  if (own > 0) return own;
  for (const name of classesOf(element)) {
    const found = /^(?:gallery-)?columns-(\d{1,2})$/.exec(name)?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}
