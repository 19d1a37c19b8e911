import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { Pagination } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/** Links to the other pages of a list; nothing when there is one page only. */
export function pagination({ page, pages, href }: Pagination, { t, say, number }: Context): Html {
  if (pages <= 1) return nothing;
  const previous =
    page > 1 &&
    html`<a class="step" rel="prev" href="${href(page - 1)}">${say(t('pagination.previous'))}</a>`;
  const next =
    page < pages &&
    html`<a class="step" rel="next" href="${href(page + 1)}">${say(t('pagination.next'))}</a>`;
  const numbers = shownPages(page, pages).map((shown) => {
    if (shown === 'gap') return html`<li aria-hidden="true">…</li>`;
    const label = t('pagination.page', { page: shown });
    return shown === page
      ? html`<li><a href="${href(shown)}" aria-current="page" aria-label="${label}">${number(shown)}</a></li>`
      : html`<li><a href="${href(shown)}" aria-label="${label}">${number(shown)}</a></li>`;
  });
  return html`<nav class="pagination" aria-label="${t('pagination.label')}">${previous}<ol>${numbers}</ol>${next}</nav>`;
}

/** The first, the last and those around the page: 1 … 4 5 6 … 20. A gap never stands for one page only. */
export function shownPages(page: number, pages: number): readonly (number | 'gap')[] {
  const wanted = new Set([1, pages, page - 1, page, page + 1]);
  if (page === 4) wanted.add(2);
  if (page === pages - 3) wanted.add(pages - 1);
  const sorted = [...wanted].filter((shown) => shown >= 1 && shown <= pages).sort((a, b) => a - b);
  return sorted.flatMap((shown, index) => {
    const before = sorted[index - 1];
    return before !== undefined && shown - before > 1 ? ['gap' as const, shown] : [shown];
  });
}
