import { z } from 'zod';
import { loadWrite } from '../../post/load.ts';
import type { PostWrite } from '../../post/post.ts';
import { mayAnnounce, mayEdit as mayEditNow, type Rightful, readRightful } from '../../post/rights.ts';
import { createPost, deletePost, type Stale, updatePost } from '../../post/save.ts';
import { trashPost } from '../../post/trash.ts';
import type { Announcement } from '../../revision/publication.ts';
import { context, flag, idNumber, ids, moment, text, whole, written } from '../argument.ts';
import { apiUrl, type Call, forbid } from '../call.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { type Endpoint, editing, endpoint } from '../route.ts';
import { ownAuthor } from './author.ts';
import { changedWrite } from './post-change.ts';
import { findPost } from './post-find.ts';
import { postItems } from './post-item.ts';
import { mayBegin, mayDelete, mayEdit } from './post-may.ts';
import { type PostRow, readPostRow } from './post-read.ts';
import { statusNames } from './post-status.ts';

/** What may be written of a post or page; what is left out stays as it is. */
export const writeArgs = {
  date: moment.nullable().optional(),
  date_gmt: moment.nullable().optional(),
  slug: text(200).optional(),
  status: z.enum(statusNames).optional(),
  password: text(255).optional(),
  title: written(2_000).optional(),
  content: written().optional(),
  /** What `content` is written in: this program's own addition. */
  verbatim_format: z.enum(['html', 'markdown']).optional(),
  author: idNumber.optional(),
  excerpt: written(20_000).optional(),
  featured_media: idNumber.optional(),
  comment_status: z.enum(['open', 'closed']).optional(),
  ping_status: z.enum(['open', 'closed']).optional(),
  format: text(50).optional(),
  meta: z.unknown().optional(),
  sticky: flag.optional(),
  template: text(200).optional(),
  categories: ids.optional(),
  tags: ids.optional(),
  parent: idNumber.optional(),
  menu_order: whole(-1_000_000, 1_000_000).optional(),
  lang: text(35).optional(),
};

export type WriteArgs = z.output<z.ZodObject<typeof writeArgs>>;

const updateArgs = {
  ...writeArgs,
  /** The version that the change began from, of `context=edit`: another's change is not overwritten. */
  verbatim_version: whole(1).optional(),
  verbatim_note: text(500).optional(),
  /** For readers: what changed in a published post, or why it is withdrawn. */
  verbatim_announcement: text(2_000).optional(),
  /** That the change corrects the post; its announcement says what. */
  verbatim_correction: flag.optional(),
};

type UpdateArgs = z.output<z.ZodObject<typeof updateArgs>>;

export type PostWriting = { readonly create: Endpoint; readonly update: Endpoint; readonly remove: Endpoint };

export function postWriting(type: PostRow['type']): PostWriting {
  return {
    create: endpoint({
      methods: ['POST'],
      summary: `Writes a new ${type}.`,
      args: { ...writeArgs, id: z.unknown().optional(), context: context.default('edit') },
      statuses: [201],
      handle: (call, args) => create(call, type, args),
    }),
    update: endpoint({
      methods: editing,
      summary: `Changes a ${type}.`,
      args: updateArgs,
      statuses: [409, 412],
      handle: (call, args) => update(call, type, args),
    }),
    remove: endpoint({
      methods: ['DELETE'],
      summary: `Puts a ${type} into the trash; with \`force\`, deletes it for good.`,
      args: { force: flag.default(false) },
      handle: (call, { force }) => remove(call, type, force),
    }),
  };
}

async function create(
  call: Call,
  type: PostRow['type'],
  args: WriteArgs & { id?: unknown },
): Promise<Outcome> {
  if (args.id !== undefined) return refuse(400, 'rest_post_exists', 'Cannot create existing post.');
  if (!mayBegin(call, type))
    return forbid(call, 'rest_cannot_create', 'Sorry, you are not allowed to create posts as this user.');
  if (!args.title && !args.content && !args.excerpt)
    return refuse(400, 'empty_content', 'Content, title, and excerpt are empty.');
  const { world, site, now, account } = call;
  const done = await world.db.write(async (tx) => {
    const me = await ownAuthor(tx, call);
    const blank: PostWrite = {
      type,
      status: 'draft',
      title: '',
      document: { type: 'doc', content: [] } as unknown as PostWrite['document'],
      authors: me === undefined ? [] : [me],
      terms: [],
      commentsOpen: type === 'post' && site.settings.commentsOpen,
    };
    const change = await changedWrite(tx, call, { write: blank, before: undefined }, args);
    if (!change.ok) return change;
    return createPost(tx, site, change.write, { now, ...(account && { by: account.id }) });
  });
  if (!('id' in done)) return done;
  return shown(call, done.id, { status: 201, location: apiUrl(call, `/wp/v2/${type}s/${done.id}`) });
}

async function update(call: Call, type: PostRow['type'], args: UpdateArgs): Promise<Outcome> {
  const row = await findPost(call, type);
  if ('code' in row) return row;
  if (!mayEdit(call, row)) return mayNot(call);
  const { world, site, now, account } = call;
  const expected = versionFrom(call, args);
  const done = await world.db.write(async (tx) => {
    const write = await loadWrite(tx, site.id, row.id);
    const rights = await readRightful(tx, site.id, row.id);
    if (!write || !rights) return gone;
    // Asked again where nothing can come between: it may have been published meanwhile.
    if (!mayEditNow(call.actor, site.id, rights)) return mayNot(call);
    const change = await changedWrite(tx, call, { write, before: row }, args);
    if (!change.ok) return change;
    return updatePost(tx, site, row.id, change.write, {
      now,
      ...(expected !== undefined && { version: expected }),
      ...(account && { by: account.id }),
      ...(args.verbatim_note && { note: args.verbatim_note }),
      ...announcementIn(call, rights, args),
    });
  });
  if ('code' in done) return done;
  if (done.ok) return shown(call, row.id);
  return done.reason === 'stale' ? stale(call, done) : gone;
}

/** What readers are told, by whoever may tell them. */
function announcementIn(
  { actor, site }: Call,
  post: Rightful,
  args: UpdateArgs,
): { readonly announcement?: Announcement } {
  const note = args.verbatim_announcement ?? '';
  if (note === '' || !mayAnnounce(actor, site.id, post)) return {};
  return { announcement: { note, correction: args.verbatim_correction ?? false } };
}

const gone = refuse(404, 'rest_post_invalid_id', 'Invalid post ID.');

function mayNot(call: Call): Refusal {
  return forbid(call, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
}

/** By the argument, or by `If-Match: "12"`. */
function versionFrom({ request }: Call, { verbatim_version }: UpdateArgs): number | undefined {
  const tag = /^\s*"(\d{1,15})"\s*$/.exec(request.header('if-match') ?? '')?.[1];
  return verbatim_version ?? (tag === undefined ? undefined : Number(tag));
}

/** 412 where the condition came as a header (RFC 9110, section 15.5.13), else 409. */
function stale({ request }: Call, { version, meanwhile }: Stale): Refusal {
  const status = request.header('if-match') === undefined ? 409 : 412;
  return refuse(status, 'verbatim_stale', 'Somebody saved this post since the version that you began from.', {
    version,
    meanwhile: meanwhile.map(({ version, at, note, fields }) => ({ version, at, note, fields })),
  });
}

async function remove(call: Call, type: PostRow['type'], force: boolean): Promise<Outcome> {
  const row = await findPost(call, type);
  if ('code' in row) return row;
  // A draft goes into the trash by who may edit it; what is deleted for good takes more.
  const allowed = force ? mayDelete(call, row) : mayEdit(call, row);
  if (!allowed) return forbid(call, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this post.');
  const { world, site, now, account } = call;
  const saver = { now, ...(account && { by: account.id }) };
  if (!force) {
    if (row.status === 'trash')
      return refuse(410, 'rest_already_trashed', 'The post has already been deleted.');
    const done = await world.db.write((tx) => trashPost(tx, site, row.id, saver));
    return done.ok ? shown(call, row.id) : gone;
  }
  const [previous] = await postItems(call, [row], { context: 'edit', fields: undefined });
  const done = await world.db.write((tx) => deletePost(tx, site, row.id, saver));
  return done.ok ? answer({ deleted: true, previous }) : gone;
}

async function shown(
  call: Call,
  id: number,
  { status = 200, location }: { readonly status?: number; readonly location?: string } = {},
): Promise<Outcome> {
  const row = await readPostRow(call.world.db, call.site.id, id);
  if (!row) return gone;
  const [item] = await postItems(call, [row], { context: 'edit', fields: undefined });
  return answer(item, { status, headers: location === undefined ? {} : { location } });
}
