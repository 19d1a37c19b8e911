import {
  type Asked,
  filterBar,
  type KeysetPage,
  list,
  pager,
  selectField,
  type Tab,
  tabs,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { formatNumber, localeDirection } from '../../kit/i18n/index.ts';
import { formatPartialDate } from '../../kit/partial-date-text.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import { type ListedSource, type SourceFilter, type SourceOrder, sourceOrders } from '../find.ts';
import type { SourceUse } from '../merge.ts';
import { type Source, type SourceState, sourceKinds, sourceName, sourceStates } from '../source.ts';

export const sourcesPath = '/-/admin/sources/';

export type SourceListView = {
  readonly page: KeysetPage<ListedSource>;
  readonly filter: SourceFilter;
  readonly order: SourceOrder;
  readonly counts: Readonly<Record<SourceState, number>>;
  readonly uses: ReadonlyMap<number, SourceUse>;
  /** Whether who asks may merge and delete. */
  readonly curates: boolean;
};

export function sourceListMain(asked: Asked, view: SourceListView): Html {
  return html`${stateBar(asked, view.counts)}${stateTabs(asked, view)}${filters(asked, view)}${table(asked, view)}${pager(
    asked,
    view.page,
    ({ key, id }) => [key, id],
  )}`;
}

const barWidth = 600;

/** How many of the sources are still there, as one bar; the tabs below it give the figures. */
function stateBar({ t }: Asked, counts: SourceListView['counts']): Html | undefined {
  const total = sourceStates.reduce((sum, state) => sum + counts[state], 0);
  if (total === 0) return undefined;
  const leftToRight = localeDirection(t.language) === 'ltr';
  let from = 0;
  const parts = sourceStates.map((state) => {
    const width = (barWidth * counts[state]) / total;
    const x = leftToRight ? from : barWidth - from - width;
    from += width;
    return (
      width > 0 &&
      html`<rect class="state-${state}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="14"></rect>`
    );
  });
  const said = sourceStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${t('source.state', { state })}: ${formatNumber(counts[state], t.locale)}`)
    .join(' · ');
  return html`<svg class="state-bar" viewBox="0 0 ${barWidth} 14" preserveAspectRatio="none" role="img" aria-label="${t('source.by-state', { said })}">${parts}</svg>
`;
}

function stateTabs({ t }: Asked, { filter, counts }: SourceListView): Html {
  const all = sourceStates.reduce((sum, state) => sum + counts[state], 0);
  const each = (state: SourceState): Tab => ({
    label: t('source.state', { state }),
    href: `${sourcesPath}?state=${state}`,
    count: counts[state],
    current: filter.state === state,
  });
  return tabs(t('source.states'), [
    { label: t('source.all'), href: sourcesPath, count: all, current: filter.state === undefined },
    ...sourceStates.map(each),
  ]);
}

function filters(asked: Asked, { filter, order }: SourceListView): Html {
  const { t } = asked;
  const { query = '', kind = '', state } = filter;
  const narrowed = query !== '' || kind !== '';
  return filterBar(
    asked,
    {
      action: sourcesPath,
      ...(narrowed && { clear: state ? `${sourcesPath}?state=${state}` : sourcesPath }),
      kept: state ? { state } : {},
    },
    html`${textField({ name: 'q', label: t('source.search'), value: query, type: 'search' })}${selectField(
      { name: 'kind', label: t('source.field', { name: 'kind' }), value: kind },
      [
        { value: '', label: t('desk.any') },
        ...sourceKinds.map((each) => ({ value: each, label: t('source.kind', { kind: each }) })),
      ],
    )}${selectField(
      { name: 'order', label: t('source.order'), value: order },
      sourceOrders.map((each) => ({ value: each, label: t('source.order-by', { order: each }) })),
    )}`,
  );
}

function table(asked: Asked, { page, filter, uses, curates }: SourceListView): Html {
  const { t, site } = asked;
  const narrowed = Object.keys(filter).length > 0;
  return list(asked, {
    caption: t('desk.section', { section: 'sources' }),
    rows: page.rows,
    id: ({ id }) => id,
    name: sourceName,
    empty: narrowed
      ? html`<p>${t('source.none-found')}</p>`
      : html`<p>${t('source.none')}</p>
<p><a class="button" href="${sourcesPath}new">${t('source.new')}</a></p>`,
    bulk: {
      action: `${sourcesPath}selected`,
      actions: [
        { value: 'capture', label: t('source.capture-them') },
        ...(curates
          ? [
              { value: 'merge', label: t('source.merge-them') },
              { value: 'delete', label: t('source.delete-them') },
            ]
          : []),
      ],
      back: `${sourcesPath}${asked.request.query.size > 0 ? `?${asked.request.query}` : ''}`,
    },
    columns: [
      {
        label: t('source.field', { name: 'title' }),
        heading: true,
        cell: (source) =>
          html`<a href="${sourcesPath}${source.id}/"><bdi>${sourceName(source)}</bdi></a>${byline(source)}`,
      },
      { label: t('source.field', { name: 'kind' }), cell: ({ kind }) => t('source.kind', { kind }) },
      {
        label: t('source.field', { name: 'published' }),
        cell: ({ published }) =>
          published && html`<bdi>${formatPartialDate(published, t.locale, site)}</bdi>`,
      },
      { label: t('source.state-label'), narrow: true, cell: ({ state }) => stateFlag(asked, state) },
      { label: t('source.used'), cell: ({ id }) => usedCell(asked, uses.get(id)) },
    ],
  });
}

/** Who published it and where, below its title. */
function byline({ publisher, author, address, title }: Source): Html | undefined {
  const said = [publisher, author].filter((text) => text !== '');
  const where = title !== '' && address !== null ? shortAddress(address) : '';
  if (said.length === 0 && where === '') return undefined;
  return html`<p class="soft cut">${said.map((text, at) => html`${at > 0 && ' · '}<bdi>${text}</bdi>`)}${
    where !== '' && html`${said.length > 0 && ' · '}<bdi dir="ltr">${where}</bdi>`
  }</p>`;
}

export function stateFlag({ t }: Asked, state: SourceState): Html {
  const tone = { unknown: '', live: ' good', dead: ' bad', drifted: ' warning' }[state];
  return html`<span class="flag${tone}">${t('source.state', { state })}</span>`;
}

function usedCell({ t }: Asked, use: SourceUse | undefined): Html | string {
  const { captures = 0, quotations = 0, republications = 0 } = use ?? {};
  return quotations + republications + captures === 0
    ? html`<span class="soft">${t('source.unused')}</span>`
    : t('source.uses', { quotations: quotations + republications, captures });
}
