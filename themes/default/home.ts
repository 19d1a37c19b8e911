import { type Html, html } from '../../src/kit/html.ts';
import type { HomePage } from '../../src/reading/page.ts';
import { cards } from './card.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';
import { pagination } from './pagination.ts';

/** The newest posts. */
export function homePage(page: HomePage, context: Context): Html {
  const posts =
    page.posts.length > 0
      ? cards(page.posts, { level: 2, home: page.pagination.page === 1 }, context)
      : html`<p class="empty">${context.say(context.t('home.empty'))}</p>`;
  return layout(html`${posts}${pagination(page.pagination, context)}`, context, {
    home: true,
    shape: 'list',
  });
}
