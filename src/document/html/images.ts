import type { Loose } from '../normal/loose.ts';
import { addressOf, alignment, blockAttributes, type Flow, pixels, type Reader } from './reader.ts';
import { attribute, classesOf, hasClass, type TreeElement } from './tree.ts';

/** The attributes of a picture, or `undefined` when it has no address that may be used. */
export function imageAttributes(element: TreeElement, reader: Reader): Record<string, unknown> | undefined {
  const src = sourceOf(element, reader);
  if (src === undefined) return undefined;
  return {
    src,
    alt: attribute(element, 'alt'),
    title: attribute(element, 'title'),
    width: pixels(element, 'width') ?? styled(element, 'width'),
    height: pixels(element, 'height') ?? styled(element, 'height'),
  };
}

/** A side in pixels that an editor wrote as style. */
function styled(element: TreeElement, side: string): number | undefined {
  const style = attribute(element, 'style');
  const found =
    style === undefined ? null : new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*(\\d{1,5})px`, 'i').exec(style);
  return found === null ? undefined : Number(found[1]);
}

/** Pages that load pictures late keep the address elsewhere, and a placeholder in `src`. */
function sourceOf(element: TreeElement, reader: Reader): string | undefined {
  const src = attribute(element, 'src') ?? '';
  if (src === '' || src.startsWith('data:')) {
    for (const name of ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file']) {
      if (attribute(element, name)) return addressOf(element, name, 'image', reader);
    }
  }
  return addressOf(element, 'src', 'image', reader);
}

/** A picture as a block, with the link around it and the figure that holds it. */
export function imageBlock(
  image: TreeElement,
  figure: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
  caption: readonly Loose[],
): Loose | undefined {
  const own = imageAttributes(image, reader);
  if (own === undefined) return undefined;
  const link = flow.marks.find((mark) => mark.type === 'link');
  const attrs = blockAttributes(figure ?? image, flow, reader, {
    ...own,
    href: link?.attrs?.href,
    align:
      (figure && alignment(figure)) ?? alignment(image) ?? (flow.align === 'center' ? 'center' : undefined),
    size: sizeOf(figure) ?? sizeOf(image),
  });
  return { type: 'image', attrs, content: caption };
}

function sizeOf(element: TreeElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  for (const name of classesOf(element)) {
    const found = /^size-(thumbnail|medium|large|full)/.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Pictures that stand for characters. */
export function isEmoji(element: TreeElement): boolean {
  if (hasClass(element, 'emoji', 'wp-smiley')) return attribute(element, 'alt') !== undefined;
  return /\/images\/core\/emoji\//.test(attribute(element, 'src') ?? '');
}
