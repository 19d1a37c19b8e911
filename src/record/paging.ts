import { keyText } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import type { PublicAsked } from '../site/public-page.ts';

/** The way on through a list, and back to its beginning. `next` is the key of the last entry of the page. */
export function pager(
  { t, request }: PublicAsked,
  { next, first }: { readonly next?: readonly (string | number)[] | undefined; readonly first: boolean },
): Html | undefined {
  if (first && next === undefined) return undefined;
  const beginning = new URLSearchParams(request.query);
  beginning.delete('after');
  const on = new URLSearchParams(beginning);
  if (next !== undefined) on.set('after', keyText(next));
  const href = (query: URLSearchParams) => (query.size === 0 ? request.path : `${request.path}?${query}`);
  return html`<nav class="pagination" aria-label="${t('pagination.label')}">${
    !first && html`<a class="step" href="${href(beginning)}">${t('record.from-start')}</a>`
  }${next !== undefined && html`<a class="step" rel="next" href="${href(on)}">${t('pagination.next')}</a>`}</nav>
`;
}
