import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { Link } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/** The way from the home page down to a page's parents; nothing for a page that has none. */
export function breadcrumb(links: readonly Link[], { t }: Context): Html {
  if (links.length === 0) return nothing;
  const steps = links.map(({ label, href }) => html`<li><a href="${href}"><bdi>${label}</bdi></a></li>`);
  return html`<nav class="breadcrumb" aria-label="${t('breadcrumb.label')}"><ol>${steps}</ol></nav>`;
}
