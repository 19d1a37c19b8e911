import { type Html, html } from '../../src/kit/html.ts';
import type { Picture } from '../../src/reading/page.ts';

/**
 * A picture with its sizes, so that nothing moves when it arrives, in the best format that the browser knows. `sizes` says how wide it will stand, as in the
 * HTML attribute. The first one that a reader sees is `eager`.
 */
export function picture(image: Picture, { sizes, eager = false }: { sizes: string; eager?: boolean }): Html {
  const srcset = image.srcset !== '' && html` srcset="${image.srcset}" sizes="${sizes}"`;
  const loading = eager ? html`fetchpriority="high"` : html`loading="lazy"`;
  const better = (image.sources ?? []).map(
    (source) => html`<source type="${source.type}" srcset="${source.srcset}" sizes="${sizes}">`,
  );
  const plain = html`<img src="${image.src}"${srcset} width="${image.width}" height="${image.height}" alt="${image.alt}" ${loading} decoding="async">`;
  return better.length === 0 ? plain : html`<picture>${better}${plain}</picture>`;
}
