import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { MenuLink } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/** The site's menu. What stands under an entry opens by `<details>`: by hand, by keyboard and without JavaScript. */
export function menu(links: readonly MenuLink[], context: Context): Html {
  if (links.length === 0) return nothing;
  return html`<nav class="menu" aria-label="${context.t('menu.label')}">${list(links, context)}</nav>`;
}

function list(links: readonly MenuLink[], context: Context): Html {
  return html`<ul>${links.map((link) => html`<li>${entry(link)}${children(link, context)}</li>`)}</ul>`;
}

function entry({ label, href, current }: MenuLink): Html {
  return html`<a href="${href}"${current && html` aria-current="page"`}><bdi>${label}</bdi></a>`;
}

/** Entries of one level share a `name`, so that opening one closes the other. */
function children(link: MenuLink, context: Context): Html | false {
  if (link.children.length === 0) return false;
  const label = context.t('menu.more', { name: link.label });
  return html`<details name="menu"><summary><span class="quiet">${context.say(label)}</span></summary>${deeper(link.children)}</details>`;
}

/** Below the second level everything is open: a list inside a list. */
function deeper(links: readonly MenuLink[]): Html {
  return html`<ul>${links.map((link) => html`<li>${entry(link)}${link.children.length > 0 && deeper(link.children)}</li>`)}</ul>`;
}
