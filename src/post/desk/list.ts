import { may } from '../../account/may.ts';
import { authorsOfAccount, listAuthors } from '../../author/read.ts';
import {
  type Asked,
  type Desk,
  filterBar,
  list,
  pager,
  readKeyset,
  selectField,
  type Tab,
  tabs,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { formatMonth } from '../../kit/i18n/index.ts';
import type { PostFilter } from '../filter.ts';
import { countPosts, countStatuses, listPosts } from '../list.ts';
import { localRange } from '../local-time.ts';
import type { PostStatus } from '../post.ts';
import { bulkActions } from './bulk.ts';
import { type Category, readCategories } from './choices.ts';
import type { Kind } from './kind.ts';
import { columnsFor, nameOf, namesFor } from './list-columns.ts';

const perPage = 50;
const statuses: readonly PostStatus[] = ['published', 'scheduled', 'draft', 'pending', 'private', 'trash'];

/** `GET /-/admin/posts/`: those that one may change: of authors their own, of editors all. */
export async function showList(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { t, world, site, request } = asked;
  const own = await ownAuthors(asked);
  const narrowed = narrowing(asked, kind, own);
  const page = await listPosts(world.db, site.id, narrowed.filter, {
    limit: perPage,
    keyset: readKeyset(request.query, 2),
  });
  const names = await namesFor(asked, page.rows);
  const bulk = bulkActions(asked, kind, narrowed.status === 'trash');
  const title = t('desk.section', { section: kind.section });
  return desk.page(asked, {
    title,
    section: kind.section,
    wide: true,
    scripts: ['list'],
    actions: html`<a class="button" href="${kind.base}new">${t('post-desk.new', { kind: kind.section })}</a>${
      kind.type === 'post' &&
      may(asked.actor, 'capture', { siteId: asked.site.id }) &&
      html` <a class="button plain" href="/-/admin/republish/">${t('republish.title')}</a>`
    }`,
    main: html`${await statusTabs(asked, kind, own, narrowed.status)}${await filters(asked, kind, own)}${list(
      asked,
      {
        caption: title,
        rows: page.rows,
        columns: columnsFor(asked, kind, names),
        empty: emptyState(asked, kind, narrowed),
        id: ({ id }) => id,
        name: (post) => nameOf(asked, post),
        bulk: { action: `${kind.base}bulk`, actions: bulk, back: `${request.path}?${request.query}` },
      },
    )}${pager(asked, page, ({ key }) => key)}`,
  });
}

/** Undefined for who sees everything; else as whom they sign. */
async function ownAuthors({ actor, account, site, world }: Asked): Promise<readonly number[] | undefined> {
  if (may(actor, 'read-unpublished', { siteId: site.id })) return undefined;
  return authorsOfAccount(world.db, site.id, account.id);
}

type Narrowed = {
  readonly filter: PostFilter;
  readonly status: PostStatus | undefined;
  readonly narrowed: boolean;
};

/** What the address asks for; what is none of ours asks for nothing. */
function narrowing({ request, site }: Asked, kind: Kind, own: readonly number[] | undefined): Narrowed {
  const { query } = request;
  const status = statuses.find((one) => one === query.get('status'));
  const author = idIn(query.get('author')) || undefined;
  const term = idIn(query.get('category')) || idIn(query.get('term')) || undefined;
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(query.get('month') ?? '') ?? [];
  const words = (query.get('s') ?? '').trim().slice(0, 200);
  const authors = own ?? (author === undefined ? undefined : [author]);
  return {
    status,
    narrowed: author !== undefined || term !== undefined || year !== undefined || words !== '',
    filter: {
      type: kind.type,
      statuses: status === undefined ? statuses.filter((one) => one !== 'trash') : [status],
      ...(authors && { authors }),
      ...(term !== undefined && { terms: [{ any: [term] }] }),
      ...(year !== undefined && localRange(site.timeZone, Number(year), Number(month))),
      ...(words !== '' && { title: words }),
    },
  };
}

async function statusTabs(
  asked: Asked,
  kind: Kind,
  own: readonly number[] | undefined,
  current: PostStatus | undefined,
): Promise<Html> {
  const { t } = asked;
  const counts = await countsOf(asked, kind, own);
  const all = statuses.reduce((sum, status) => sum + (status === 'trash' ? 0 : (counts.get(status) ?? 0)), 0);
  const shown = statuses.filter((status) => (counts.get(status) ?? 0) > 0 || status === current);
  const each: readonly Tab[] = [
    {
      label: t('post-desk.status', { status: 'other' }),
      href: kind.base,
      count: all,
      current: current === undefined,
    },
    ...shown.map((status) => ({
      label: t('post-desk.status', { status }),
      href: `${kind.base}?status=${status}`,
      count: counts.get(status) ?? 0,
      current: status === current,
    })),
  ];
  return tabs(t('post-desk.status-field'), each);
}

async function countsOf(
  { world, site }: Asked,
  { type }: Kind,
  own: readonly number[] | undefined,
): Promise<ReadonlyMap<PostStatus, number>> {
  if (own === undefined) return countStatuses(world.db, site.id, type);
  const counts = new Map<PostStatus, number>();
  for (const status of statuses) {
    counts.set(status, await countPosts(world.db, site.id, { type, statuses: [status], authors: own }));
  }
  return counts;
}

async function filters(asked: Asked, kind: Kind, own: readonly number[] | undefined): Promise<Html> {
  const { t, world, site, request } = asked;
  const { query } = request;
  const status = query.get('status');
  const any = { value: '', label: t('desk.any') };
  const authors = own === undefined ? await listAuthors(world.db, site.id) : [];
  const categories = kind.type === 'post' ? await readCategories(world.db, site.id) : [];
  const months = kind.type === 'post' ? await readMonths(asked) : [];
  const value = (name: string) => query.get(name) ?? '';
  const narrowed = ['author', 'category', 'month', 's', 'term'].some((name) => value(name) !== '');
  return filterBar(
    asked,
    {
      action: kind.base,
      ...(status !== null && { kept: { status } }),
      ...(narrowed && { clear: kind.base }),
    },
    html`${textField({ name: 's', label: t('post-desk.words'), type: 'search', value: value('s') })}${
      authors.length > 1 &&
      selectField({ name: 'author', label: t('post-desk.author'), value: value('author') }, [
        any,
        ...authors.map(({ id, name }) => ({ value: String(id), label: name })),
      ])
    }${
      categories.length > 0 &&
      selectField({ name: 'category', label: t('post-desk.category'), value: value('category') }, [
        any,
        ...categories.map((each) => ({ value: String(each.id), label: indented(each) })),
      ])
    }${
      months.length > 1 &&
      selectField({ name: 'month', label: t('post-desk.month'), value: value('month') }, [
        any,
        ...months.map((month) => ({
          value: month,
          label: formatMonth(month, { locale: t.locale, calendar: site.calendar }),
        })),
      ])
    }`,
  );
}

function indented({ name, depth }: Category): string {
  return `${'\u2003'.repeat(depth)}${name}`;
}

/** Months in which something was published, the newest first, by the counts that are kept. */
async function readMonths({ world, site }: Asked): Promise<readonly string[]> {
  const rows = await world.db.read
    .selectFrom('tally')
    .select('list')
    .where('site_id', '=', site.id)
    .where('list', '>=', 'month:')
    .where('list', '<', 'month;')
    .where('count', '>', 0)
    .orderBy('list', 'desc')
    .execute();
  return rows.map(({ list: name }) => name.slice('month:'.length));
}

function emptyState({ t }: Asked, kind: Kind, { narrowed, status }: Narrowed): Html {
  if (narrowed)
    return html`<p>${t('post-desk.none-found')}</p>\n<p><a href="${kind.base}">${t('desk.filter-clear')}</a></p>`;
  if (status === 'trash') return html`<p>${t('post-desk.empty-trash')}</p>`;
  if (status !== undefined)
    return html`<p>${t('post-desk.none-of-status')}</p>\n<p><a href="${kind.base}">${t('desk.filter-clear')}</a></p>`;
  return html`<p>${t('post-desk.empty', { kind: kind.section })}</p>
<p><a class="button" href="${kind.base}new">${t('post-desk.new', { kind: kind.section })}</a></p>`;
}
