import { escapeAttribute, escapeText } from '../html/write.ts';
import type { Rendering } from './rendering.ts';

/**
 * The HTML of a raw block, its pictures shown as those of other blocks are. Sanitised HTML has one form, so
 * that its pictures can be found by pattern.
 */
export function renderRaw(html: string, rendering: Rendering): string {
  if (rendering.options.image === undefined || !/<(?:img|video) /.test(html)) return html;
  // Links do not nest.
  let inLink = false;
  return html
    .replace(/<a[ >]|<\/a>|<img ([^>]*)>/g, (tag, attributes: string | undefined) => {
      if (attributes !== undefined) return picture(tag, attributes, inLink, rendering);
      inLink = tag !== '</a>';
      return tag;
    })
    .replace(/(<video(?: [^>]*?)?) poster="([^"]*)"/g, (tag, before: string, poster: string) => {
      const found = rendering.options.image?.(decode(poster));
      if (found === 'elsewhere') return before;
      return found === undefined ? tag : `${before} poster="${escapeAttribute(found.src)}"`;
    });
}

function picture(tag: string, attributes: string, inLink: boolean, rendering: Rendering): string {
  const src = decode(/(?:^| )src="([^"]*)"/.exec(attributes)?.[1] ?? '');
  const found = rendering.options.image?.(src);
  if (found === undefined) return tag;
  if (found !== 'elsewhere')
    return `<img ${attributes.replace(/(^| )src="[^"]*"/, (_, before: string) => `${before}src="${escapeAttribute(found.src)}"`)}>`;
  const words = escapeText(decode(/ alt="([^"]*)"/.exec(` ${attributes}`)?.[1] || escapeAttribute(src)));
  return inLink ? words : `<a class="missing" href="${escapeAttribute(src)}">${words}</a>`;
}

function decode(value: string): string {
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
