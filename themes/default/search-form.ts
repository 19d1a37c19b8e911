import { type Html, html } from '../../src/kit/html.ts';
import type { BlockFrame } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

export type SearchFormOptions = {
  /** Tells the forms of one page apart. */
  readonly id: string;
  readonly query?: string;
  /** Whether this is the form that assistive technology lists as the page's search: there is one. */
  readonly landmark?: boolean;
};

/** The search of the site. */
export function searchForm(
  { id, query = '', landmark = false }: SearchFormOptions,
  { t, say }: Context<BlockFrame>,
): Html {
  return html`<form class="search"${landmark && html` role="search"`} action="/" method="get">
<label class="quiet" for="${id}">${say(t('search.field'))}</label>
<input id="${id}" type="search" name="s" value="${query}" placeholder="${t('search.title')}" required dir="auto" enterkeyhint="search">
<button type="submit">${say(t('search.submit'))}</button>
</form>`;
}
