import type { Loose } from '../normal/loose.ts';
import {
  addressOf,
  alignment,
  type BlockReader,
  blockAttributes,
  type Flow,
  pixels,
  type Reader,
} from './reader.ts';
import { attribute, elementsOf, hasAttribute, type TreeElement } from './tree.ts';

export const readAudio: BlockReader = (element, flow, reader, out) => {
  push(mediaBlock(element, element, [], flow, reader), element, flow, reader, out);
};

export const readVideo: BlockReader = (element, flow, reader, out) => {
  push(mediaBlock(element, element, [], flow, reader), element, flow, reader, out);
};

/** Without an address, what stands inside for browsers that cannot play it is all there is. */
function push(
  block: Loose | undefined,
  element: TreeElement,
  flow: Flow,
  reader: Reader,
  out: Loose[],
): void {
  const blocks = block === undefined ? reader.blocks(element.childNodes, flow) : [block];
  for (const made of blocks) out.push(made);
}

/** Sound or film; `outer` carries the attributes of the block. */
export function mediaBlock(
  element: TreeElement,
  outer: TreeElement,
  caption: readonly Loose[],
  flow: Flow,
  reader: Reader,
): Loose | undefined {
  const src = sourceOf(element, reader);
  if (src === undefined) return undefined;
  const shared = { src, loop: hasAttribute(element, 'loop'), align: alignment(outer) };
  if (element.tagName === 'audio') {
    return { type: 'audio', attrs: blockAttributes(outer, flow, reader, shared), content: caption };
  }
  const attrs = blockAttributes(outer, flow, reader, {
    ...shared,
    poster: addressOf(element, 'poster', 'image', reader),
    width: pixels(element, 'width'),
    height: pixels(element, 'height'),
    muted: hasAttribute(element, 'muted'),
    tracks: tracksOf(element, reader),
  });
  return { type: 'video', attrs, content: caption };
}

function sourceOf(element: TreeElement, reader: Reader): string | undefined {
  const own = addressOf(element, 'src', 'media', reader);
  if (own !== undefined) return own;
  for (const child of elementsOf(element)) {
    const src = child.tagName === 'source' ? addressOf(child, 'src', 'media', reader) : undefined;
    if (src !== undefined) return src;
  }
  return undefined;
}

function tracksOf(element: TreeElement, reader: Reader): unknown[] {
  return elementsOf(element)
    .filter((child) => child.tagName === 'track')
    .map((track) => ({
      src: addressOf(track, 'src', 'media', reader),
      kind: trackKind(track),
      lang: attribute(track, 'srclang'),
      label: attribute(track, 'label'),
    }));
}

function trackKind(track: TreeElement): string | undefined {
  const kind = attribute(track, 'kind')?.toLowerCase();
  return kind === 'subtitles' ? undefined : kind;
}
