import { type Html, html } from '../../src/kit/html.ts';
import type { SearchPage } from '../../src/reading/page.ts';
import { card } from './card.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';
import { pagination } from './pagination.ts';
import { searchForm } from './search-form.ts';

/** What was found, with the words marked where they stand. */
export function searchPage(page: SearchPage, context: Context): Html {
  const main = html`<header class="list-head"><h1>${context.say(context.t('search.title'))}</h1>
${searchForm({ id: 'query', query: page.query }, context)}
${outcome(page, context)}</header>${found(page, context)}${pagination(page.pagination, context)}`;
  return layout(main, context, { shape: 'list' });
}

function outcome({ query, results }: SearchPage, { t, say }: Context): Html {
  if (results === undefined) return html`<p class="count">${say(t('search.ask'))}</p>`;
  const asked = html`<q><bdi>${query}</bdi></q>`;
  const { total } = results;
  const said = results.capped
    ? t.html('search.capped', { total, query: asked })
    : t.html('search.results', { total, query: asked });
  return html`<p class="count" role="status">${say(said)}</p>${total === 0 && html`<p>${say(t('search.nothing-hint'))}</p>`}`;
}

function found({ results }: SearchPage, context: Context): Html | false {
  if (results === undefined || results.items.length === 0) return false;
  const items = results.items.map((item) =>
    card(item, { level: 2, title: item.markedTitle, passage: item.passage }, context),
  );
  return html`<div class="cards found">
${items}
</div>`;
}
