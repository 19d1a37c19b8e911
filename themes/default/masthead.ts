import { type Html, html } from '../../src/kit/html.ts';
import type { Context } from './context.ts';
import { menu } from './menu.ts';
import { searchForm } from './search-form.ts';

/**
 * The top of every page. On a phone the menu and the search are a popover behind a button; on a wide screen they stand
 * in the line. On the home page the name of the site is the page's heading.
 */
export function masthead(context: Context, { home }: { home: boolean }): Html {
  const { t, say, frame } = context;
  return html`<header class="masthead${home && ' nameplate'}">
<div class="site">${siteName(context, home)}</div>
<button class="menu-button" type="button" popovertarget="menu">${say(t('menu.open'))}</button>
<div class="panel" id="menu" popover>
${menu(frame.menu, context)}
${searchForm({ id: 'find', landmark: true }, context)}
</div>
</header>`;
}

function siteName({ frame: { site } }: Context, home: boolean): Html {
  if (!home) return html`<a class="site-title" href="/" rel="home"><bdi>${site.title}</bdi></a>`;
  return html`<h1 class="site-title"><a href="/" rel="home"><bdi>${site.title}</bdi></a></h1>${
    site.tagline !== '' && html`<p class="tagline"><bdi>${site.tagline}</bdi></p>`
  }`;
}
