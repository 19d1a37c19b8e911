import type { Standing } from '../../comment/comment.ts';
import { absoluteHtml } from '../../feed/absolute.ts';
import { hrefOf } from '../../post/permalink.ts';
import { commentHref } from '../../reading/comment-address.ts';
import type { Context } from '../argument.ts';
import { apiUrl, type Call, callerMay } from '../call.ts';
import { curies, embeddable, type Links, link } from '../link.ts';
import { gmtDate, siteDate } from '../moment.ts';
import type { ItemSchema } from '../route.ts';
import type { CommentRow } from './comment-list.ts';

/** WordPress's names of what was decided about a comment. */
const names = { live: 'approved', pending: 'hold', spam: 'spam', removed: 'trash' } as const satisfies Record<
  Standing,
  string
>;

/** Every name by which clients ask for a state: some say `approve`, some `approved`. */
export const standingOfName: Readonly<Record<string, Standing>> = {
  approve: 'live',
  approved: 'live',
  '1': 'live',
  hold: 'pending',
  unapprove: 'pending',
  '0': 'pending',
  spam: 'spam',
  trash: 'removed',
};

export function mayModerate(call: Call, { writers }: Pick<CommentRow, 'writers'>): boolean {
  return callerMay(call, 'moderate-comments', writers);
}

export async function commentItem(call: Call, row: CommentRow, context: Context): Promise<object> {
  const { identity } = row;
  const url = await linkOf(call, row);
  const full = context !== 'embed';
  const edit = context === 'edit';
  return {
    id: row.id,
    ...(full && { post: row.post_id }),
    parent: row.parent_id ?? 0,
    author: row.author ?? 0,
    author_name: identity.name,
    ...(edit && { author_email: identity.email ?? '' }),
    author_url: identity.url ?? '',
    // Addresses of the network are kept nowhere.
    ...(edit && { author_ip: '', author_user_agent: '' }),
    date: siteDate(row.published_at, call.site.timeZone),
    ...(full && { date_gmt: gmtDate(row.published_at) }),
    content: {
      rendered: absoluteHtml(row.html, url),
      ...(edit && { raw: row.original ?? row.text }),
    },
    link: url,
    ...(full && { status: names[row.standing] }),
    type: 'comment',
    author_avatar_urls: avatars(call, identity.avatar),
    ...(full && { meta: [] }),
    _links: links(call, row, context),
  };
}

/** The page of the thread that shows it; that of a short thread is the post's own. */
async function linkOf(call: Call, { id, post, post_id, status }: CommentRow): Promise<string> {
  const { site, origin, visit } = call;
  if (post.path === null) return `${origin}/?p=${post_id}#comment-${id}`;
  const own = `${hrefOf(post.path)}#comment-${id}`;
  if (status !== 'live' || post.comment_count <= site.settings.commentsPerPage) return origin + own;
  return origin + ((await commentHref(visit, id)) ?? own);
}

/** Several, in their order. */
export async function commentItems(
  call: Call,
  rows: readonly CommentRow[],
  context: Context,
): Promise<readonly object[]> {
  const items: object[] = [];
  for (const row of rows) items.push(await commentItem(call, row, context));
  return items;
}

/** One picture stands for all the sizes that clients ask for. */
function avatars({ origin }: Call, avatar: string | null): object {
  if (avatar === null) return {};
  const url = avatar.startsWith('/') ? origin + avatar : avatar;
  return { 24: url, 48: url, 96: url };
}

function links(call: Call, row: CommentRow, context: Context): Links {
  const at = (path: string) => apiUrl(call, path);
  const own = at(`/wp/v2/comments/${row.id}`);
  return {
    self: [link(own)],
    collection: [link(at('/wp/v2/comments'))],
    ...(row.author !== null && { author: [embeddable(at(`/wp/v2/users/${row.author}`))] }),
    up: [embeddable(at(`/wp/v2/${row.post.type}s/${row.post_id}`), { post_type: row.post.type })],
    ...(row.parent_id !== null && { 'in-reply-to': [embeddable(at(`/wp/v2/comments/${row.parent_id}`))] }),
    children: [embeddable(`${at('/wp/v2/comments')}?parent=${row.id}`)],
    ...(context === 'edit' && mayModerate(call, row) && { 'wp:action-moderate': [link(own)] }),
    curies,
  };
}

export const commentSchema: ItemSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'comment',
  type: 'object',
  properties: {
    id: { type: 'integer', readonly: true },
    post: { type: 'integer' },
    parent: { type: 'integer' },
    author: { type: 'integer', description: 'The user; 0 for a guest.' },
    author_name: { type: 'string' },
    author_email: { type: 'string', description: 'In the context `edit` alone.' },
    author_url: { type: 'string', format: 'uri' },
    date: { type: 'string', format: 'date-time' },
    date_gmt: { type: 'string', format: 'date-time' },
    content: {
      type: 'object',
      properties: { raw: { type: 'string' }, rendered: { type: 'string', readonly: true } },
    },
    link: { type: 'string', format: 'uri', readonly: true },
    status: { type: 'string', enum: Object.values(names) },
    type: { type: 'string', readonly: true },
    author_avatar_urls: { type: 'object', readonly: true },
    meta: { type: 'array' },
  },
};
