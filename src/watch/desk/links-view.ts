import { may } from '../../account/may.ts';
import type { LinkState } from '../../capture/link-state.ts';
import { type Asked, actionButton, dateText, type KeysetPage, list, pager, tabs } from '../../desk/index.ts';
import type { WatchedLinkTable } from '../../kit/database/tables/watch.ts';
import { type Html, html } from '../../kit/html.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import { linksPath } from '../letter.ts';
import { type LinkShelf, type LinkUse, linkShelves } from '../read.ts';

/** What can be done with links. */
export const linkActs = ['check', 'capture', 'fine', 'stop', 'again'] as const;
export type LinkAct = (typeof linkActs)[number];

export type LinksView = {
  readonly shelf: LinkShelf | undefined;
  readonly page: KeysetPage<WatchedLinkTable>;
  readonly counts: ReadonlyMap<string, number>;
  readonly uses: ReadonlyMap<number, readonly LinkUse[]>;
  readonly states: ReadonlyMap<string, LinkState>;
};

export function linksMain(asked: Asked, view: LinksView): Html {
  const { t, site, actor } = asked;
  const { watchLinks } = site.settings;
  return html`<p class="soft">${t('watch.what', { watchLinks })}${
    may(actor, 'manage-site', { siteId: site.id }) &&
    html` <a href="/-/admin/settings/links/">${t('watch.to-settings')}</a>`
  }</p>
${shelfTabs(asked, view)}${linkList(asked, view)}${pager(asked, view.page, ({ id }) => [id])}${
  may(actor, 'curate-archive', { siteId: site.id }) &&
  view.page.rows.length > 0 &&
  html`<div class="row-buttons">${actionButton(asked, { action: `${linksPath}captures`, label: t('watch.capture-all'), tone: 'plain' })}</div>\n`
}`;
}

function shelfTabs({ t }: Asked, { shelf, counts }: LinksView): Html {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return tabs(t('watch.shelves'), [
    { label: t('watch.shelf', { shelf: 'all' }), href: linksPath, count: all, current: shelf === undefined },
    ...linkShelves
      .filter((each) => each === shelf || each === 'failing' || (counts.get(each) ?? 0) > 0)
      .map((each) => ({
        label: t('watch.shelf', { shelf: each }),
        href: `${linksPath}?state=${each}`,
        ...(each !== 'failing' && { count: counts.get(each) ?? 0 }),
        current: each === shelf,
      })),
  ]);
}

function linkList(asked: Asked, { shelf, page, uses, states }: LinksView): Html {
  const { t, request } = asked;
  const query = request.query.toString();
  return list(asked, {
    caption: t('watch.title'),
    rows: page.rows,
    id: ({ id }) => id,
    name: ({ href }) => href,
    empty: html`<p>${shelf === undefined ? t('watch.empty') : t('watch.empty-shelf')}</p>`,
    bulk: {
      action: linksPath,
      back: query === '' ? linksPath : `${linksPath}?${query}`,
      actions: linkActs.map((act) => ({ value: act, label: t('watch.act', { act }) })),
    },
    columns: [
      {
        label: t('watch.link'),
        heading: true,
        cell: (row) => linkCell(asked, row),
      },
      { label: t('watch.state'), cell: (row) => stateCell(asked, row) },
      { label: t('watch.copy-column'), cell: ({ href }) => copyCell(asked, states.get(href)) },
      { label: t('watch.used-in'), cell: ({ id }) => usesCell(asked, uses.get(id) ?? []) },
      {
        label: t('watch.checked'),
        narrow: true,
        cell: ({ checked_at }) => (checked_at === null ? t('watch.never') : day(asked, checked_at)),
      },
    ],
  });
}

function linkCell({ t }: Asked, { href, source_id: sourceId }: WatchedLinkTable): Html {
  return html`<a class="link-address" href="${href}" rel="noreferrer"><bdi dir="ltr">${shortAddress(href)}</bdi></a>${
    sourceId !== null && html` <a class="flag" href="/-/sources/${sourceId}/">${t('watch.of-source')}</a>`
  }`;
}

function stateCell(asked: Asked, row: WatchedLinkTable): Html {
  const { t } = asked;
  if (row.stopped === 1) return html`<span class="flag">${t('watch.shelf', { shelf: 'stopped' })}</span>`;
  const tone = { unknown: '', live: ' good', dead: ' bad', drifted: ' warning' }[row.state];
  const since = row.state_at !== null && row.state !== 'live' && row.state !== 'unknown';
  return html`<span class="flag${tone}">${t('watch.state-word', { state: row.state })}</span>${
    since && row.state_at !== null && html` <small>${t('watch.since')} ${day(asked, row.state_at)}</small>`
  }${row.failures > 0 && html`<br><small>${t('watch.failures', { count: row.failures })}${row.reason !== null && html` <bdi dir="ltr">${row.reason}</bdi>`}</small>`}`;
}

function copyCell(asked: Asked, state: LinkState | undefined): Html | undefined {
  const copy = state?.copy;
  return copy && html`<a href="${copy.href}">${day(asked, copy.capturedAt)}</a>`;
}

function usesCell({ t }: Asked, uses: readonly LinkUse[]): Html {
  const shown = uses.slice(0, 3);
  return html`${shown.map(
    ({ postId, title }, index) =>
      html`${index > 0 && ', '}<a href="/-/admin/posts/${postId}/"><bdi>${title === '' ? `#${postId}` : title}</bdi></a>`,
  )}${uses.length > shown.length && html` ${t('watch.more-uses', { count: uses.length - shown.length })}`}`;
}

function day(asked: Asked, iso: string): Html {
  return html`<time datetime="${iso}" dir="auto">${dateText(asked, iso, 'short')}</time>`;
}
