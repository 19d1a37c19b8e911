import { absoluteHtml } from '../../feed/absolute.ts';
import { html, trusted } from '../../kit/html.ts';
import { hrefOf } from '../../post/permalink.ts';
import type { Context } from '../argument.ts';
import { apiUrl, type Call, callerMay } from '../call.ts';
import { isWanted } from '../fields.ts';
import { curies, embeddable, type Links, link } from '../link.ts';
import { gmtDate, siteDate } from '../moment.ts';
import { mayEdit, mayPublish, mayRead } from './post-may.ts';
import { type PostRow, readHtml, readWritten, type Written } from './post-read.ts';
import { nameOfStatus } from './post-status.ts';

export type Shown = {
  readonly context: Context;
  readonly fields: readonly string[] | undefined;
  /** The password that was given for a post behind one. */
  readonly password?: string | undefined;
};

/** Posts and pages as the API shows them, in one go: their texts are asked for together. */
export async function postItems(
  call: Call,
  rows: readonly PostRow[],
  shown: Shown,
): Promise<readonly object[]> {
  const { world, site } = call;
  const ids = rows.map(({ id }) => id);
  const needed = shown.context !== 'embed' && isWanted(shown.fields, 'content');
  const texts = needed ? await readHtml(world.db, site.id, ids) : new Map<number, string>();
  const written = needed && shown.context === 'edit' ? await readWritten(world.db, site.id, ids) : new Map();
  return rows.map((row) =>
    item(call, row, shown, { html: texts.get(row.id) ?? '', written: written.get(row.id) }),
  );
}

type Texts = { readonly html: string; readonly written: Written | undefined };

function item(call: Call, row: PostRow, shown: Shown, texts: Texts): object {
  const edit = shown.context === 'edit';
  const full = shown.context !== 'embed';
  const isLocked = row.password !== null;
  const isOpen = !isLocked || shown.password === row.password || edit;
  const url = linkOf(call, row);
  const date = row.published_at ?? row.changed_at;
  const of = (taxonomy: 'category' | 'tag') =>
    row.terms.flatMap((term) => (term.taxonomy === taxonomy ? term.id : []));
  const isPost = row.type === 'post';
  return {
    id: row.id,
    date: siteDate(date, call.site.timeZone),
    ...(full && {
      date_gmt: gmtDate(date),
      guid: { rendered: escaped(row.guid), ...(edit && { raw: row.guid }) },
      modified: siteDate(row.changed_at, call.site.timeZone),
      modified_gmt: gmtDate(row.changed_at),
    }),
    ...(edit && { password: row.password ?? '' }),
    slug: row.slug,
    ...(full && { status: nameOfStatus(row.status) }),
    type: row.type,
    link: url,
    title: { ...(edit && { raw: row.title }), rendered: escaped(row.title) },
    ...(full && {
      content: {
        ...(edit && {
          raw: texts.written?.text ?? '',
          block_version: blockVersion(texts.written?.text ?? ''),
        }),
        rendered: isOpen ? absoluteHtml(texts.html, url) : '',
        protected: isLocked,
      },
    }),
    excerpt: {
      ...(edit && { raw: row.excerpt }),
      rendered: isOpen ? paragraph(row.summary) : '',
      protected: isLocked,
    },
    author: row.authors[0]?.id ?? 0,
    featured_media: row.picture_id ?? 0,
    ...(full && {
      comment_status: row.comments_open === 1 ? 'open' : 'closed',
      ping_status: 'closed',
    }),
    ...(full && !isPost && { parent: row.parent_id ?? 0, menu_order: row.menu_order }),
    ...(full && {
      ...(isPost && { sticky: row.sticky === 1 }),
      template: '',
      ...(isPost && { format: 'standard' }),
    }),
    ...(full && { meta: {} }),
    ...(full && isPost && { categories: of('category'), tags: of('tag') }),
    ...(edit && { permalink_template: permalinkTemplate(call, row), generated_slug: row.slug }),
    ...(edit &&
      texts.written && { verbatim_format: texts.written.format ?? 'html', verbatim_version: row.version }),
    _links: links(call, row, shown.context),
  };
}

/** Readers' address; of what has none, the one by which WordPress previews it. */
function linkOf({ origin }: Call, row: PostRow): string {
  if (row.path !== null) return origin + hrefOf(row.path);
  return row.type === 'page' ? `${origin}/?page_id=${row.id}` : `${origin}/?p=${row.id}`;
}

function permalinkTemplate({ origin, site }: Call, row: PostRow): string {
  if (row.type === 'page') return `${origin}/%pagename%/`;
  return row.path === null
    ? `${origin}${site.permalinks}`
    : origin + hrefOf(row.path).replace(hrefOf(`/${row.slug}`), '/%postname%');
}

/** 1 where the text has the block editor's marks. */
function blockVersion(text: string): 0 | 1 {
  return text.includes('<!-- wp:') ? 1 : 0;
}

function escaped(text: string): string {
  return html`${text}`.toString();
}

function paragraph(text: string): string {
  return text === '' ? '' : `${html`<p>${trusted(escaped(text))}</p>`}\n`;
}

function links(call: Call, row: PostRow, context: Context): Links {
  const at = (path: string) => apiUrl(call, path);
  const own = at(`/wp/v2/${row.type}s/${row.id}`);
  const media = `${at('/wp/v2/media')}?parent=${row.id}`;
  const terms = (taxonomy: string, route: string) =>
    embeddable(`${at(`/wp/v2/${route}`)}?post=${row.id}`, { taxonomy });
  return {
    self: [link(own, { targetHints: { allow: allowed(call, row) } })],
    collection: [link(at(`/wp/v2/${row.type}s`))],
    about: [link(at(`/wp/v2/types/${row.type}`))],
    ...(row.authors.length > 0 && {
      author: row.authors.map(({ id }) => embeddable(at(`/wp/v2/users/${id}`))),
    }),
    replies: [embeddable(`${at('/wp/v2/comments')}?post=${row.id}`)],
    'version-history': [link(`${own}/revisions`, { count: Math.max(0, row.version - 1) })],
    ...(row.parent_id !== null && { up: [embeddable(at(`/wp/v2/pages/${row.parent_id}`))] }),
    ...(row.picture_id !== null && {
      'wp:featuredmedia': [embeddable(at(`/wp/v2/media/${row.picture_id}`))],
    }),
    'wp:attachment': [link(media)],
    ...(row.type === 'post' && {
      'wp:term': [terms('category', 'categories'), terms('post_tag', 'tags')],
    }),
    ...(context === 'edit' && actions(call, row, own)),
    curies,
  };
}

function allowed(call: Call, row: PostRow): readonly string[] {
  if (!mayEdit(call, row)) return mayRead(call, row) ? ['GET'] : [];
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
}

/** What who edits may do: the block editor shows its buttons by these. */
function actions(call: Call, row: PostRow, own: string): Links {
  const action = (name: string, holds: boolean): Links =>
    holds ? { [`wp:action-${name}`]: [link(own)] } : {};
  const isPost = row.type === 'post';
  return {
    ...action('publish', mayPublish(call, row)),
    ...action('sticky', isPost && callerMay(call, 'edit-others')),
    ...action('assign-author', callerMay(call, 'edit-others')),
    ...action('create-categories', isPost && callerMay(call, 'manage-terms')),
    ...action('assign-categories', isPost),
    ...action('create-tags', isPost && callerMay(call, 'create-tags')),
    ...action('assign-tags', isPost),
  };
}
