import { hidden } from '../account/fields.ts';
import { takesReplies } from '../comment/open.ts';
import {
  type Asked,
  actionButton,
  deskForm,
  filterBar,
  type KeysetPage,
  pager,
  selectField,
  tabs,
  textField,
} from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import { formatNumber } from '../kit/i18n/index.ts';
import { actLabel, actsOf, card, queuePath } from './card.ts';
import { keyOf, mostCounted, type QueueFilter, type QueueRow, type Shelf, shelves } from './read.ts';
import type { SenderRecord } from './record.ts';
import type { Scope } from './scope.ts';

export type QueueView = {
  readonly filter: QueueFilter;
  readonly page: KeysetPage<QueueRow>;
  readonly counts: Readonly<Record<Shelf, number>>;
  readonly records: ReadonlyMap<string, SenderRecord>;
  readonly scope: Scope;
  readonly post?: QueuePost | undefined;
  /** What could not be posted as an answer. */
  readonly answer?: { readonly id: number; readonly text: string } | undefined;
};

/** The post that the queue is narrowed to. */
export type QueuePost = {
  readonly id: number;
  readonly title: string;
  readonly type: 'post' | 'page';
  readonly comments_open: 0 | 1;
  readonly published_at: string | null;
};

export function queueMain(asked: Asked, view: QueueView): Html {
  const { page, filter, post } = view;
  return html`${shelfTabs(asked, view)}${post && postPanel(asked, post)}${filterOf(asked, view)}${
    page.rows.length === 0 ? nothingHere(asked, filter) : replies(asked, view)
  }`;
}

function shelfTabs({ t }: Asked, { filter, counts }: QueueView): Html {
  return tabs(
    t('moderation.shelves'),
    shelves.map((shelf) => {
      const name = t('moderation.shelf', { shelf });
      const many = counts[shelf] > mostCounted;
      return {
        label: many
          ? `${name} ${t('moderation.many', { count: formatNumber(mostCounted, t.language) })}`
          : name,
        href: addressOf({ ...filter, shelf }),
        current: shelf === filter.shelf,
        ...(!many && { count: counts[shelf] }),
      };
    }),
  );
}

/** The address of the queue with a filter. */
export function addressOf({ shelf, order, postId, search, sender }: QueueFilter): string {
  const query = new URLSearchParams({
    ...(shelf !== 'pending' && { shelf }),
    ...(order !== 'newest' && { order }),
    ...(postId !== undefined && { post: String(postId) }),
    ...(search && { search }),
    ...(sender !== undefined && { sender }),
  }).toString();
  return query === '' ? queuePath : `${queuePath}?${query}`;
}

function filterOf(asked: Asked, { filter }: QueueView): Html {
  const { t } = asked;
  const { shelf, order, postId, search = '', sender } = filter;
  const narrowed = search !== '' || postId !== undefined || sender !== undefined;
  return filterBar(
    asked,
    {
      action: queuePath,
      kept: {
        shelf,
        ...(postId !== undefined && { post: String(postId) }),
        ...(sender !== undefined && { sender }),
      },
      ...(narrowed && { clear: addressOf({ shelf, order }) }),
    },
    html`${textField({ name: 'search', label: t('moderation.search'), value: search, type: 'search', most: 200 })}${
      shelf === 'pending' &&
      selectField({ name: 'order', label: t('moderation.order'), value: order }, [
        { value: 'newest', label: t('moderation.order-newest') },
        { value: 'ranked', label: t('moderation.order-ranked') },
      ])
    }`,
  );
}

function postPanel(asked: Asked, post: QueuePost): Html {
  const { t, site, world } = asked;
  const open = post.comments_open === 1;
  const old = open && !takesReplies(site.settings, post, world.clock.now());
  return html`<section class="panel door"><h2>${t('moderation.post-title', { post: post.title || t('moderation.untitled') })}</h2>
<p>${t(old ? 'moderation.post-old' : open ? 'moderation.post-open' : 'moderation.post-closed')}</p>
${actionButton(asked, {
  action: `${queuePath}posts/${post.id}`,
  label: t(open ? 'moderation.close' : 'moderation.open'),
  fields: { do: open ? 'close' : 'open' },
  tone: 'plain',
})}</section>
`;
}

function nothingHere({ t }: Asked, { shelf, search, postId, sender }: QueueFilter): Html {
  const narrowed = search || postId !== undefined || sender !== undefined;
  return html`<div class="empty"><p>${narrowed ? t('moderation.empty-found') : t('moderation.empty', { shelf })}</p></div>\n`;
}

function replies(asked: Asked, view: QueueView): Html {
  const { t } = asked;
  const { filter, page, records, scope, answer } = view;
  const cards = page.rows.map((row) =>
    card(row, {
      asked,
      shelf: filter.shelf,
      record: row.sender === null ? undefined : records.get(row.sender),
      addresses: scope === 'all',
      answer: answer?.id === row.id ? answer.text : undefined,
    }),
  );
  const { method, path, query } = asked.request;
  // After a button one is where one was, on the same page of the list.
  const back = method === 'GET' && query.size > 0 ? `${path}?${query}` : addressOf(filter);
  return html`${deskForm(
    asked,
    { action: `${queuePath}do`, className: 'queue' },
    html`${hidden('back', back)}<p class="quiet" role="status"></p>
<div role="region" aria-label="${t('moderation.list')}">
${cards}</div>
${bulkBar(asked, view)}`,
  )}${pager(asked, page, (row) => keyOf(row, filter.order))}${keysLine(asked)}${emptyLink(asked, view)}`;
}

function bulkBar(asked: Asked, { filter: { shelf }, scope }: QueueView): Html {
  const { t } = asked;
  const acts = actsOf[shelf].filter((act) => act !== 'erase' || scope === 'all');
  return html`<p class="bulk-bar"><label for="bulk-do">${t('desk.bulk')}</label>
<select id="bulk-do" name="do">${acts.map((act) => html`<option value="${act}">${actLabel(asked, act, shelf)}</option>`)}</select>
<button type="submit" class="plain">${t('desk.apply')}</button></p>
`;
}

/** Shown where the keys work: by the script. */
function keysLine({ t }: Asked): Html {
  const keys = { j: 'j', k: 'k', x: 'x', a: 'a', s: 's', d: 'd', r: 'r', e: 'e', u: 'u' };
  return html`<p class="soft keys" hidden>${t('moderation.keys', keys)}</p>
`;
}

function emptyLink({ t }: Asked, { filter: { shelf }, scope }: QueueView): Html | undefined {
  if (scope !== 'all' || (shelf !== 'spam' && shelf !== 'trash')) return undefined;
  return html`<p><a href="${queuePath}empty?shelf=${shelf}">${t('moderation.empty-shelf')}</a></p>\n`;
}
