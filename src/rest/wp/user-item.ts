import { type Action, may } from '../../account/may.ts';
import { plainText } from '../../document/index.ts';
import { hrefOf, picture } from '../../media/media.ts';
import type { Context } from '../argument.ts';
import { apiUrl, type Call } from '../call.ts';
import { curies, type Links, link } from '../link.ts';
import type { ItemSchema } from '../route.ts';
import type { UserRow } from './user-read.ts';

/** An author as a user of WordPress. Addresses and roles stand in the context `edit` alone. */
export function userItem(call: Call, row: UserRow, context: Context): object {
  const { origin, site } = call;
  const { account } = row;
  const biography = row.biography === null ? '' : plainText(JSON.parse(row.biography)).text;
  const names = row.name.split(' ');
  return {
    id: row.id,
    ...(context === 'edit' && { username: account?.login ?? '' }),
    name: row.name,
    ...(context === 'edit' && {
      first_name: names.slice(0, -1).join(' ') || row.name,
      last_name: names.length > 1 ? names.at(-1) : '',
      email: account?.email ?? '',
    }),
    url: row.links.find(({ href }) => /^https?:/i.test(href))?.href ?? '',
    description: biography,
    link: origin + hrefOf({ path: `/author/${row.slug}/` }),
    ...(context === 'edit' && { locale: account?.locale ?? site.locale, nickname: row.name }),
    slug: row.slug,
    ...(context === 'edit' && {
      registered_date: account?.createdAt.replace(/\.\d+Z$/, '+00:00') ?? null,
      roles: rolesOf(row),
      capabilities: capabilities(call, row),
      extra_capabilities: Object.fromEntries(rolesOf(row).map((role) => [role, true])),
    }),
    avatar_urls: avatars(origin, row),
    ...(context !== 'embed' && { meta: [] }),
    _links: links(call, row.id),
  };
}

/** The install's owner is shown as an administrator, who may do everything too. */
export function rolesOf({ account }: Pick<UserRow, 'account'>): readonly string[] {
  if (account === undefined) return [];
  return account.owner ? ['administrator'] : account.role === undefined ? [] : [account.role];
}

/** What WordPress's clients look at before they offer something, and what it takes here. */
const asCapabilities: Readonly<Record<string, Action>> = {
  read: 'enter-desk',
  edit_posts: 'create-post',
  publish_posts: 'publish-post',
  edit_published_posts: 'edit-post',
  delete_posts: 'edit-draft',
  edit_others_posts: 'edit-others',
  edit_pages: 'edit-pages',
  publish_pages: 'edit-pages',
  upload_files: 'upload-media',
  manage_categories: 'manage-terms',
  moderate_comments: 'moderate-comments',
  list_users: 'manage-people',
  edit_users: 'manage-people',
  manage_options: 'manage-site',
};

function capabilities({ site }: Call, row: UserRow): object {
  const { account } = row;
  if (account === undefined) return {};
  const roles = new Map(account.role === undefined ? [] : [[site.id, account.role] as const]);
  const actor = { kind: 'account', accountId: account.id, owner: account.owner, roles } as const;
  // Of what one wrote oneself, as WordPress means these.
  const own = { siteId: site.id, writtenBy: [account.id] };
  const others = { siteId: site.id };
  const held = Object.entries(asCapabilities).map(([name, action]) => {
    const isOfOthers = name.includes('others') || name === 'moderate_comments';
    return [name, may(actor, action, isOfOthers ? others : own)];
  });
  return Object.fromEntries([
    ...held.filter(([, holds]) => holds),
    ...rolesOf(row).map((role) => [role, true]),
  ]);
}

/** One picture for all sizes that clients ask for; none is fetched from elsewhere. */
function avatars(origin: string, { picture: media }: UserRow): object {
  const shown = media && picture(media);
  if (!shown) return {};
  const url = origin + shown.src;
  return { 24: url, 48: url, 96: url };
}

function links(call: Call, id: number): Links {
  return {
    self: [link(apiUrl(call, `/wp/v2/users/${id}`))],
    collection: [link(apiUrl(call, '/wp/v2/users'))],
    curies,
  };
}

export const userSchema: ItemSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'user',
  type: 'object',
  properties: {
    id: { type: 'integer', readonly: true },
    username: { type: 'string', description: 'In the context `edit` alone.' },
    name: { type: 'string' },
    email: { type: 'string', description: 'In the context `edit` alone.' },
    url: { type: 'string', format: 'uri' },
    description: { type: 'string' },
    link: { type: 'string', format: 'uri', readonly: true },
    slug: { type: 'string' },
    roles: { type: 'array', items: { type: 'string' }, description: 'In the context `edit` alone.' },
    avatar_urls: { type: 'object', readonly: true },
    meta: { type: 'array' },
  },
};
