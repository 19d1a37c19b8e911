import { embedPage } from '../embed.ts';
import type { Loose } from '../normal/loose.ts';
import { safeUrl } from '../url.ts';
import { addressOf, alignment, type BlockReader, blockAttributes, type Flow, type Reader } from './reader.ts';
import { attribute, find, type TreeElement } from './tree.ts';

/** A frame becomes the address of what it shows: nothing of another place is loaded unasked. */
export const readEmbeddedFrame: BlockReader = (element, flow, reader, out) => {
  const block = embedBlock(element, element, [], flow, reader);
  if (block !== undefined) out.push(block);
};

/** `outer` carries the attributes of the block. */
export function embedBlock(
  frame: TreeElement,
  outer: TreeElement,
  caption: readonly Loose[],
  flow: Flow,
  reader: Reader,
): Loose | undefined {
  const src = frameAddress(frame, reader);
  if (src === undefined) {
    reader.losses.add(`<${frame.tagName}> without a usable address`, 'nothing');
    return undefined;
  }
  const page = embedPage(src);
  if (page === undefined)
    reader.losses.add(`<${frame.tagName}> of ${new URL(src).host}`, 'a card that links there');
  return {
    type: 'embed',
    attrs: blockAttributes(outer, flow, reader, { url: page ?? src, align: alignment(outer) }),
    content: caption,
  };
}

function frameAddress(frame: TreeElement, reader: Reader): string | undefined {
  for (const name of ['src', 'data-src', 'data-lazy-src', 'data']) {
    const value = attribute(frame, name);
    if (value === undefined || value === '' || value === 'about:blank') continue;
    const based = safeUrl(value, 'link', reader.baseUrl) ?? value;
    const url = safeUrl(based, 'embed');
    if (url !== undefined && URL.canParse(url)) return url;
    if (frame.tagName === 'iframe') addressOf(frame, name, 'embed', reader);
    return undefined;
  }
  return undefined;
}

/** Flash and its kind: a player whose page is known, else what stands inside for everybody else. */
export const readObject: BlockReader = (element, flow, reader, out) => {
  const movie = find(element.childNodes, (child) => child.tagName === 'embed') ?? element;
  const src = frameAddress(element, reader) ?? frameAddress(movie, reader);
  if (src !== undefined && embedPage(src) !== undefined) {
    out.push({ type: 'embed', attrs: blockAttributes(element, flow, reader, { url: embedPage(src) }) });
    return;
  }
  reader.losses.add(`<${element.tagName}> element`, 'what it holds for browsers without it');
  for (const block of reader.blocks(element.childNodes, flow)) out.push(block);
};
