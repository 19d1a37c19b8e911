import { type Keyset, type KeysetPage, keyText, readKeyset } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Quotation } from '../quotation/quotation.ts';
import { type After, keyOf } from '../quotation/read.ts';
import type { PublicAsked } from '../site/public-page.ts';

/** Where the page of a list begins, by its address: these lists go on, and back to their beginning alone. */
export function keysetIn(query: URLSearchParams): Pick<Keyset, 'after'> {
  const { after } = readKeyset(query, 2);
  return after ? { after } : {};
}

/** The same as lists of quotations take it. */
export function quotationAfter({ after }: Pick<Keyset, 'after'>): { readonly after?: After } {
  return after ? { after: { key: after[0] ?? '', id: idIn(after[1]) } } : {};
}

/** What lists of quotations are ordered by, for `pager`. */
export function placeOf(quotation: Quotation): readonly (string | number)[] {
  const { key, id } = keyOf(quotation);
  return [key, id];
}

/** The way on through a list, and back to its beginning. `keyOf` gives what its entries are ordered by. */
export function pager<Row>(
  { t, request }: PublicAsked,
  { rows, earlier, later }: KeysetPage<Row>,
  keyOf: (row: Row) => readonly (string | number)[],
): Html | undefined {
  if (!earlier && !later) return undefined;
  const last = rows.at(-1);
  const beginning = new URLSearchParams(request.query);
  beginning.delete('after');
  const on = new URLSearchParams(beginning);
  if (last !== undefined) on.set('after', keyText(keyOf(last)));
  const href = (query: URLSearchParams) => (query.size === 0 ? request.path : `${request.path}?${query}`);
  return html`<nav class="pagination" aria-label="${t('pagination.label')}">${
    earlier && html`<a class="step" href="${href(beginning)}">${t('record.from-start')}</a>`
  }${later && html`<a class="step" rel="next" href="${href(on)}">${t('pagination.next')}</a>`}</nav>
`;
}
