import { type Html, html } from '../../src/kit/html.ts';
import { formatDay, formatMonth, formatYear } from '../../src/kit/i18n/index.ts';
import type { ArchivePage, TermLink } from '../../src/reading/page.ts';
import { breadcrumb } from './breadcrumb.ts';
import { cards } from './card.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';
import { pagination } from './pagination.ts';

/** The posts of a category, of a tag, of a year, a month or a day. */
export function archivePage(page: ArchivePage, context: Context): Html {
  const posts =
    page.posts.length > 0
      ? cards(page.posts, { level: 2 }, context)
      : html`<p class="empty">${context.say(context.t('archive.empty'))}</p>`;
  return layout(html`${heading(page, context)}${posts}${pagination(page.pagination, context)}`, context, {
    shape: 'list',
  });
}

function heading({ archive, total }: ArchivePage, context: Context): Html {
  const { t, say } = context;
  const count = html`<p class="count">${say(t('archive.count', { total }))}</p>`;
  if (archive.by === 'date') {
    return html`<header class="list-head"><p class="kicker">${say(t('archive.by-date'))}</p>
<h1>${dateOf(archive, context)}</h1>${count}</header>`;
  }
  return html`<header class="list-head">${breadcrumb(archive.parents, context)}
<p class="kicker">${say(t(`archive.by-${archive.by}`))}</p>
<h1><bdi>${archive.name}</bdi></h1>
<div class="description" dir="auto">${archive.description}</div>${within(archive.name, archive.children, context)}${count}</header>`;
}

function dateOf(
  { year, month, day }: Extract<ArchivePage['archive'], { by: 'date' }>,
  { frame }: Context,
): string {
  const setting = { locale: frame.locale, calendar: frame.site.calendar };
  if (month === undefined) return formatYear(year, setting);
  const padded = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  return day === undefined
    ? formatMonth(padded, setting)
    : formatDay(`${padded}-${String(day).padStart(2, '0')}`, setting);
}

function within(name: string, children: readonly TermLink[], { t, number }: Context): Html | false {
  if (children.length === 0) return false;
  const links = children.map(
    ({ label, href, count }) =>
      html`<li><a class="term" href="${href}"><bdi>${label}</bdi>${count !== undefined && html` <small>${number(count)}</small>`}</a></li>`,
  );
  return html`<nav aria-label="${t('archive.within', { name })}"><ul class="within">${links}</ul></nav>`;
}
