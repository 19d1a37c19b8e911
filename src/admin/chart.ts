import type { Asked } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import { formatMonth, formatNumber, localeDirection } from '../kit/i18n/index.ts';
import type { MonthCount } from './home-facts.ts';

const [width, height, gap] = [360, 96, 6];

/** Bars of twelve months, and the same as a table for whoever wants the figures or cannot see bars. */
export function monthChart({ t, site }: Asked, title: string, months: readonly MonthCount[]): Html {
  const { locale } = t;
  const most = Math.max(1, ...months.map(({ count }) => count));
  const step = width / months.length;
  const name = (month: string) => formatMonth(month, { locale, calendar: site.calendar });
  const leftToRight = localeDirection(t.language) === 'ltr';
  const bars = months.map(({ count }, index) => {
    const place = leftToRight ? index : months.length - 1 - index;
    // What is not nothing is to be seen, however small beside the most.
    const tall = count === 0 ? 1 : Math.max(3, Math.round((height * count) / most));
    return html`<rect x="${(place * step + gap / 2).toFixed(1)}" y="${height - tall}" width="${(step - gap).toFixed(1)}" height="${tall}" rx="2"${count === 0 && html` class="nothing"`}></rect>`;
  });
  const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? ''];
  const total = months.reduce((sum, { count }) => sum + count, 0);
  return html`<figure class="chart"><figcaption>${title} <span class="count">${formatNumber(total, locale)}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${t('home.chart', { title, first: name(first), last: name(last), total })}">${bars}</svg>
<p class="chart-ends"><span>${name(first)}</span> <span>${name(last)}</span></p>
<details><summary>${t('home.as-table')}</summary>
<table><thead><tr><th scope="col">${t('home.month')}</th><th scope="col">${title}</th></tr></thead>
<tbody>${months.map(({ month, count }) => html`<tr><th scope="row">${name(month)}</th><td>${formatNumber(count, locale)}</td></tr>\n`)}</tbody></table></details></figure>
`;
}
