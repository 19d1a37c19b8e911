import { attr } from '../html/write.ts';
import type { RenderedPicture } from './options.ts';
import type { Rendering } from './rendering.ts';

type Shown = {
  readonly src: string;
  readonly alt?: string;
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
};

/**
 * `<img>`; as a block inside `<picture>`, where the site has it in better formats. `undefined` when the picture
 * is elsewhere and may not be shown from there.
 */
export function imageTag(
  shown: Shown,
  rendering: Rendering,
  place: 'inline' | 'block' | 'wide',
): string | undefined {
  const picture = rendering.options.image?.(shown.src);
  if (picture === 'elsewhere') return undefined;
  const first = rendering.images++ === 0 && rendering.options.firstImage === 'eager';
  const { width, height } = sizeOf(shown, picture);
  const stretch = attr('sizes', sizes(width, place === 'wide'));
  const image =
    `<img${attr('src', picture?.src ?? shown.src)}${attr('srcset', picture?.srcset || undefined)}` +
    `${picture?.srcset ? stretch : ''}${attr('alt', shown.alt ?? '')}` +
    `${attr('title', shown.title)}${attr('width', width)}${attr('height', height)}` +
    (first ? ' fetchpriority="high" decoding="async">' : ' loading="lazy" decoding="async">');
  const sources = ((place !== 'inline' && picture?.sources) || []).map(
    ({ type, srcset }) => `<source${attr('type', type)}${attr('srcset', srcset)}${stretch}>`,
  );
  return sources.length === 0 ? image : `<picture>${sources.join('')}${image}</picture>`;
}

/** The size that the writer gave, the missing side worked out from the file's proportions. */
function sizeOf(shown: Shown, picture: RenderedPicture | undefined): { width?: number; height?: number } {
  const own = { ...(shown.width && { width: shown.width }), ...(shown.height && { height: shown.height }) };
  if (picture?.width === undefined || picture.height === undefined) return own;
  if (own.width === undefined && own.height === undefined)
    return { width: picture.width, height: picture.height };
  const ratio = picture.height / picture.width;
  const width = own.width ?? Math.max(1, Math.round((own.height ?? 0) / ratio));
  return { width, height: own.height ?? Math.max(1, Math.round(width * ratio)) };
}

function sizes(width: number | undefined, wide: boolean): string {
  if (wide) return '100vw';
  const shown = Math.min(width ?? 720, 720);
  return `(max-width: ${shown}px) 100vw, ${shown}px`;
}
