import { type Html, html } from '../kit/html.ts';
import { formatNumber, formatYear } from '../kit/i18n/index.ts';
import type { PublicAsked } from '../site/public-page.ts';
import type { YearCount } from './read-timeline.ts';

const [width, height, gap] = [720, 72, 0.2];

/** More years than this stand together in tens. */
const mostBars = 80;

/** A bar for each year, and the same as a table, where each year leads to what was said in it. */
export function yearChart(asked: PublicAsked, years: readonly YearCount[]): Html | undefined {
  const { t, locale, site, direction, request } = asked;
  const [first, last] = [years[0]?.year, years.at(-1)?.year];
  if (first === undefined || last === undefined || first === last) return undefined;
  const wide = last - first + 1 > mostBars ? 10 : 1;
  const bars = barsOf(years, wide);
  const most = Math.max(...bars);
  const step = width / bars.length;
  const rects = bars.map((count, index) => {
    const place = direction === 'ltr' ? index : bars.length - 1 - index;
    const tall = count === 0 ? 1 : Math.max(3, Math.round((height * count) / most));
    return html`<rect x="${(place * step + (step * gap) / 2).toFixed(1)}" y="${height - tall}" width="${(step * (1 - gap)).toFixed(1)}" height="${tall}"${count === 0 && html` class="nothing"`}></rect>`;
  });
  const name = (year: number) => formatYear(year, { locale, calendar: site.calendar });
  const total = years.reduce((sum, { count }) => sum + count, 0);
  const href = (year: number) => {
    const query = new URLSearchParams(request.query);
    query.delete('after');
    query.set('year', String(year));
    return `/-/timeline/?${query}`;
  };
  return html`<div class="years"><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${t('record.years', { first: name(first), last: name(last), total })}">${rects}</svg>
<p class="ends"><span>${name(first)}</span> <span>${name(last)}</span></p>
<details><summary>${t('record.by-year')}</summary>
<ul class="year-list">${years.toReversed().map(({ year, count }) => html`<li><a href="${href(year)}">${name(year)}</a> <span class="facts">${formatNumber(count, locale)}</span></li>\n`)}</ul></details></div>
`;
}

function barsOf(years: readonly YearCount[], wide: number): readonly number[] {
  const place = (year: number) => Math.floor(year / wide);
  const [first, last] = [place(years[0]?.year ?? 0), place(years.at(-1)?.year ?? 0)];
  const bars = Array.from({ length: last - first + 1 }, () => 0);
  for (const { year, count } of years) bars[place(year) - first] = (bars[place(year) - first] ?? 0) + count;
  return bars;
}
