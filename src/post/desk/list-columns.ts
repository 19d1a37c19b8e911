import type { Asked } from '../../desk/index.ts';
import { type Html, html, join } from '../../kit/html.ts';
import { formatDate, formatRelative } from '../../kit/i18n/index.ts';
import type { PostItem } from '../item.ts';
import { hrefOf } from '../permalink.ts';
import { mayDelete, mayEdit } from '../rights.ts';
import type { Kind } from './kind.ts';

/** What authors and terms of a list's posts are called. */
export type ListNames = {
  readonly authors: ReadonlyMap<number, { readonly name: string; readonly account: number | null }>;
  readonly terms: ReadonlyMap<number, { readonly name: string; readonly taxonomy: 'category' | 'tag' }>;
};

export async function namesFor({ world, site }: Asked, posts: readonly PostItem[]): Promise<ListNames> {
  const { read } = world.db;
  const authors = [...new Set(posts.flatMap((post) => post.authors))];
  const terms = [...new Set(posts.flatMap((post) => post.terms))];
  const authorRows =
    authors.length === 0
      ? []
      : await read
          .selectFrom('author')
          .select(['id', 'name', 'account_id'])
          .where('site_id', '=', site.id)
          .where('id', 'in', authors)
          .execute();
  const termRows =
    terms.length === 0
      ? []
      : await read
          .selectFrom('term')
          .select(['id', 'name', 'taxonomy'])
          .where('site_id', '=', site.id)
          .where('id', 'in', terms)
          .execute();
  return {
    authors: new Map(authorRows.map(({ id, name, account_id }) => [id, { name, account: account_id }])),
    terms: new Map(termRows.map((row) => [row.id, row])),
  };
}

export function nameOf({ t }: Asked, { title }: Pick<PostItem, 'title'>): string {
  return title.trim() === '' ? t('post-desk.untitled') : title;
}

export function columnsFor(asked: Asked, kind: Kind, names: ListNames) {
  const { t } = asked;
  const terms = (taxonomy: 'category' | 'tag') => (post: PostItem) =>
    bdis(
      asked,
      post.terms.flatMap((id) => names.terms.get(id) ?? []).filter((term) => term.taxonomy === taxonomy),
    );
  return [
    {
      label: t('post-desk.title'),
      heading: true,
      cell: (post: PostItem) => titleCell(asked, kind, names, post),
    },
    {
      label: t('post-desk.author'),
      cell: (post: PostItem) =>
        bdis(
          asked,
          post.authors.flatMap((id) => names.authors.get(id) ?? []),
        ),
    },
    ...(kind.type === 'post'
      ? [
          { label: t('post-desk.categories'), cell: terms('category') },
          { label: t('post-desk.tags'), cell: terms('tag') },
        ]
      : []),
    { label: t('post-desk.replies'), narrow: true, cell: (post: PostItem) => post.commentCount || undefined },
    { label: t('post-desk.date'), narrow: true, cell: (post: PostItem) => dateCell(asked, post) },
  ];
}

function bdis({ t }: Asked, named: readonly { readonly name: string }[]): Html | undefined {
  if (named.length === 0) return undefined;
  return join(
    named.map(({ name }) => html`<bdi>${name}</bdi>`),
    t.language === 'ar' ? '، ' : ', ',
  );
}

function titleCell(asked: Asked, kind: Kind, names: ListNames, post: PostItem): Html {
  const { actor, site } = asked;
  const writtenBy = post.authors.flatMap((id) => names.authors.get(id)?.account ?? []);
  const rightful = { type: post.type, status: post.status, writtenBy };
  const address = `${kind.base}${post.id}/`;
  const name = html`<span dir="${post.dir}"${post.lang !== null && html` lang="${post.lang}"`}>${nameOf(asked, post)}</span>`;
  const may = mayEdit(actor, site.id, rightful);
  return html`${may ? html`<a href="${address}">${name}</a>` : name}${flags(asked, post)}
<span class="row-actions">${rowActions(asked, kind, post, { may, mayDelete: mayDelete(actor, site.id, rightful) })}</span>`;
}

function flags({ t }: Asked, post: PostItem): Html {
  const status = post.status === 'published' ? undefined : post.status;
  const tone = status === 'pending' ? ' warning' : '';
  return html`${status !== undefined && html` <span class="flag${tone}">${t('post-desk.status', { status })}</span>`}${
    post.sticky && html` <span class="flag">${t('post-desk.flag-sticky')}</span>`
  }${post.locked && html` <span class="flag">${t('post-desk.flag-locked')}</span>`}`;
}

/** Buttons of the list's own form, sent to where one thing is done with one post. */
function rowActions(
  { t }: Asked,
  kind: Kind,
  post: PostItem,
  { may, mayDelete: deletable }: { readonly may: boolean; readonly mayDelete: boolean },
): Html {
  const address = `${kind.base}${post.id}/`;
  const button = (to: string, label: string, bad = false) =>
    html`<button type="submit" class="link${bad && ' bad'}" formaction="${address}${to}">${label}</button>`;
  if (post.status === 'trash')
    return html`${may && button('untrash', t('post-desk.restore'))}${deletable && html`\n<a class="bad" href="${address}delete">${t('post-desk.delete')}</a>`}`;
  return html`${may && html`<a href="${address}">${t('post-desk.edit')}</a>\n`}${
    post.path === null
      ? may && html`<a href="${address}preview">${t('post-desk.preview')}</a>\n`
      : html`<a href="${hrefOf(post.path)}">${t('post-desk.view')}</a>\n`
  }${may && button('trash', t('post-desk.bin'), true)}`;
}

function dateCell({ t, site, world }: Asked, { status, publishedAt, changedAt }: PostItem): Html {
  const setting = { locale: t.locale, timeZone: site.timeZone, calendar: site.calendar };
  if (publishedAt === null || status === 'trash') {
    const ago = formatRelative(changedAt, world.clock.now().toISOString(), t.locale);
    return html`<time datetime="${changedAt}">${t('post-desk.changed-ago', { ago })}</time>`;
  }
  const style = status === 'scheduled' ? 'moment' : 'day';
  return html`<time datetime="${publishedAt}">${formatDate(publishedAt, { ...setting, style })}</time>`;
}
