import { type Html, html } from '../../src/kit/html.ts';
import type { Context } from './context.ts';

/** The search of the site. `id` tells the forms of one page apart. */
export function searchForm(id: string, { t }: Context, query = ''): Html {
  return html`<form class="search" role="search" action="/" method="get">
<label class="quiet" for="${id}">${t('search.field')}</label>
<input id="${id}" type="search" name="s" value="${query}" placeholder="${t('search.title')}" required dir="auto" enterkeyhint="search">
<button type="submit">${t('search.submit')}</button>
</form>`;
}
