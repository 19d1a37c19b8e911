import { hidden } from '../../account/fields.ts';
import {
  type Asked,
  actionButton,
  deskForm,
  filterBar,
  type KeysetPage,
  pager,
  selectField,
  tabs,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import type { CountedAddress, ListedUnsourced, UnsourcedFilter } from '../read.ts';
import { unsourcedPath } from '../unsourced.ts';

export type UnsourcedView = {
  readonly filter: UnsourcedFilter;
  readonly page: KeysetPage<ListedUnsourced>;
  readonly counts: Readonly<Record<'open' | 'dismissed', number>>;
  readonly addresses: readonly CountedAddress[];
  /** Posts are being looked through at this moment. */
  readonly looking: boolean;
};

export function unsourcedMain(asked: Asked, view: UnsourcedView): Html {
  const { t } = asked;
  const { filter, page, counts, looking } = view;
  return html`<p class="intro">${t('unsourced.intro')}</p>
${tabs(
  t('unsourced.states'),
  (['open', 'dismissed'] as const).map((state) => ({
    label: t('unsourced.state', { state }),
    href: hrefOf({ ...filter, state }),
    count: counts[state],
    current: filter.state === state,
  })),
)}${filterOf(asked, view)}${looking && html`<p class="notice" role="status">${t('unsourced.looking')}</p>`}
${page.rows.length === 0 ? empty(asked, filter) : cards(asked, view)}
<section class="panel"><p>${t('unsourced.look-hint')}</p>
${actionButton(asked, { action: `${unsourcedPath}look`, label: t('unsourced.look-all'), tone: 'plain' })}</section>
`;
}

/** The address of the list with a filter. */
export function hrefOf({ state, address, postId, linked }: UnsourcedFilter): string {
  const query = new URLSearchParams({
    ...(state !== 'open' && { state }),
    ...(address !== undefined && { address }),
    ...(address === undefined && linked && { address: 'any' }),
    ...(postId !== undefined && { post: String(postId) }),
  }).toString();
  return query === '' ? unsourcedPath : `${unsourcedPath}?${query}`;
}

function filterOf(asked: Asked, { filter, addresses }: UnsourcedView): Html | undefined {
  const { t } = asked;
  const { state, address, postId, linked } = filter;
  if (addresses.length === 0 && address === undefined && !linked && postId === undefined) return undefined;
  const narrowed = address !== undefined || linked || postId !== undefined;
  const choices = [
    { value: '', label: t('unsourced.any-address') },
    { value: 'any', label: t('unsourced.linked') },
    ...addresses.map(({ key, address: url, count }) => ({
      value: key,
      label: `${shortAddress(url, 70)} (${count})`,
    })),
  ];
  const kept = { ...(state !== 'open' && { state }), ...(postId !== undefined && { post: String(postId) }) };
  const value = address ?? (linked ? 'any' : '');
  return filterBar(
    asked,
    { action: unsourcedPath, kept, ...(narrowed && { clear: hrefOf({ state }) }) },
    selectField({ name: 'address', label: t('unsourced.address-filter'), value }, choices),
  );
}

function empty({ t }: Asked, { state }: UnsourcedFilter): Html {
  return html`<div class="empty"><p>${t(state === 'open' ? 'unsourced.empty' : 'unsourced.empty-dismissed')}</p></div>\n`;
}

function cards(asked: Asked, { filter, page }: UnsourcedView): Html {
  const { t } = asked;
  const open = filter.state === 'open';
  const actions = open ? (['bind', 'dismiss'] as const) : (['reopen'] as const);
  const keys = { j: 'j', k: 'k', x: 'x', b: 'b', d: 'd', e: 'e' };
  const bar = html`<p class="bulk-bar"><label for="bulk-do">${t('desk.bulk')}</label>
<select id="bulk-do" name="do">${actions.map((each) => html`<option value="${each}">${t(`unsourced.${each}`)}</option>`)}</select>
<button type="submit" class="plain">${t('desk.apply')}</button>${
    open &&
    filter.address !== undefined &&
    html` <button type="submit" name="one" value="all">${t('unsourced.bind-address', { count: page.rows.length })}</button>`
  }</p>
`;
  return html`<p class="soft keys" hidden>${t('unsourced.keys', keys)}</p>
${deskForm(
  asked,
  { action: `${unsourcedPath}do`, className: 'unsourced' },
  html`<p role="status" class="quiet"></p>${hidden('back', hrefOf(filter))}${page.rows.map((row) => card(asked, row))}${bar}`,
)}${pager(asked, page, ({ postId, position }) => [postId, position])}`;
}

/** One quotation: its words, where they stand, what is known of them, and what can be said of them. */
function card(asked: Asked, row: ListedUnsourced): Html {
  const { t } = asked;
  const id = idOf(row);
  const title = row.post.title || t('unsourced.untitled');
  const post = `/-/admin/${row.post.type}s/${row.postId}/`;
  const cue = [row.speaker, row.verb, row.dateText].filter((part) => part !== null).join(' · ');
  return html`<article class="held" id="held-${id}" aria-labelledby="of-${id}" tabindex="-1">
<header><input type="checkbox" name="id" value="${id}" aria-label="${t('desk.select', { name: row.text.slice(0, 60) })}">
<h2 id="of-${id}" class="in-post"><span>${t('unsourced.in-post')}</span> <a href="${post}" data-act="edit"><bdi>${title}</bdi></a></h2></header>
<blockquote class="words" dir="${row.dir}">${row.text
    .split(/\n+/)
    .slice(0, 12)
    .map((line) => html`<p>${line}</p>`)}</blockquote>
${cue !== '' && html`<p class="record">${t('unsourced.cue')} <bdi>${cue}</bdi></p>`}
${row.state === 'open' ? fields(asked, row, id) : decision(asked, id, 'reopen')}</article>
`;
}

/** By which a form names a quotation. */
export function idOf({ postId, digest }: { readonly postId: number; readonly digest: string }): string {
  return `${postId}-${digest}`;
}

function fields({ t }: Asked, row: ListedUnsourced, id: string): Html {
  const list = `links-${id}`;
  const input = (name: string, label: string, value: string, more: Html) =>
    html`<p class="field"><label for="${name}-${id}">${label}</label>
<input id="${name}-${id}" name="${name}-${id}" value="${value}"${more}></p>`;
  return html`<div class="row bind">${input('address', t('unsourced.address'), row.links[0] ?? '', html` type="url" dir="ltr" spellcheck="false" maxlength="4000"${row.links.length > 1 && html` list="${list}"`}`)}
${input('speaker', t('unsourced.speaker'), row.speaker ?? '', html` type="text" dir="auto" maxlength="300"`)}
${input('said', t('unsourced.said'), row.said ?? '', html` type="text" dir="ltr" maxlength="40"`)}
${row.links.length > 1 && html`<datalist id="${list}">${row.links.map((link) => html`<option value="${link}"></option>`)}</datalist>`}</div>
<p class="deeds"><button type="submit" name="one" value="bind ${id}" data-act="bind">${t('unsourced.bind')}</button>
<button type="submit" class="plain" name="one" value="dismiss ${id}" data-act="dismiss">${t('unsourced.dismiss')}</button></p>`;
}

function decision({ t }: Asked, id: string, deed: 'reopen'): Html {
  return html`<p class="deeds"><button type="submit" class="plain" name="one" value="${deed} ${id}" data-act="${deed}">${t(`unsourced.${deed}`)}</button></p>`;
}
