import { z } from 'zod';
import { deleteMedia, editMedia } from '../../media/save.ts';
import { contextArg, flag, idNumber, ids, listOf, moment, slugs, text, written } from '../argument.ts';
import { type Call, callerMay, forbid, named } from '../call.ts';
import { momentOf } from '../moment.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { listArgs, listed, sliceOf } from '../paging.ts';
import { plainOf } from '../plain.ts';
import { editing, endpoint, type RestRoute } from '../route.ts';
import { mediaItem, mediaSchema } from './media-item.ts';
import { listMediaRows, type MediaRow, readMediaRow } from './media-list.ts';
import { uploadEndpoint } from './media-upload.ts';

const mediaListArgs = {
  ...listArgs('desc'),
  after: moment.optional(),
  before: moment.optional(),
  author: ids.optional(),
  author_exclude: ids.default([]),
  orderby: z
    .enum(['date', 'modified', 'id', 'title', 'slug', 'author', 'include', 'relevance'])
    .default('date'),
  parent: listOf(idNumber).optional(),
  parent_exclude: listOf(idNumber).default([]),
  slug: slugs.optional(),
  status: z.unknown().optional(),
  media_type: z.enum(['image', 'video', 'text', 'application', 'audio']).optional(),
  mime_type: text(100).optional(),
};

/** What may be said about a file. */
export const mediaArgs = {
  title: written(1_000).optional(),
  caption: written(5_000).optional(),
  alt_text: text(2_000).optional(),
};

export function mediaRoutes(): readonly RestRoute[] {
  return [
    {
      pattern: '/wp/v2/media',
      schema: mediaSchema,
      endpoints: [
        endpoint({ methods: ['GET'], summary: 'Files of the site.', args: mediaListArgs, handle: list }),
        uploadEndpoint,
      ],
    },
    {
      pattern: '/wp/v2/media/{id}',
      schema: mediaSchema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'One file.',
          args: { context: contextArg },
          handle: async (call, { context }) => {
            const media = await findMedia(call);
            if ('code' in media) return media;
            if (media.hidden && !maySeeHidden(call))
              return forbid(call, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
            if (context === 'edit' && !mayEdit(call, media))
              return forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
            return answer(mediaItem(call, media, context));
          },
        }),
        endpoint({
          methods: editing,
          summary: 'Changes what is said about a file.',
          args: mediaArgs,
          handle: update,
        }),
        endpoint({
          methods: ['DELETE'],
          summary: 'Deletes a file; it has no trash, so `force` must be given.',
          args: { force: flag.default(false) },
          statuses: [501],
          handle: (call, { force }) => remove(call, force),
        }),
      ],
    },
  ];
}

async function list(call: Call, args: z.output<z.ZodObject<typeof mediaListArgs>>): Promise<Outcome> {
  if (args.context === 'edit' && !callerMay(call, 'upload-media'))
    return forbid(
      call,
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    );
  const { world, site } = call;
  const local = (sent: string | undefined) =>
    sent === undefined ? undefined : momentOf(sent, site.timeZone);
  const found = await listMediaRows(
    world.db,
    site.id,
    {
      everywhere: maySeeHidden(call),
      words: args.search?.trim() || undefined,
      authors: args.author,
      notAuthors: args.author_exclude,
      ids: args.include,
      notIds: args.exclude,
      parents: args.parent,
      notParents: args.parent_exclude,
      slugs: args.slug,
      family: args.media_type,
      mime: args.mime_type,
      after: local(args.after),
      before: local(args.before),
      by: args.orderby === 'relevance' ? 'date' : args.orderby,
      descending: args.order === 'desc',
    },
    sliceOf(args),
  );
  // What its uploader said about a file raw is for who may change it.
  const items = found.rows.map((media) =>
    mediaItem(call, media, args.context === 'edit' && !mayEdit(call, media) ? 'view' : args.context),
  );
  return listed(call, args, { items, total: found.total });
}

async function update(call: Call, args: z.output<z.ZodObject<typeof mediaArgs>>): Promise<Outcome> {
  const media = await findMedia(call);
  if ('code' in media) return media;
  if (!mayEdit(call, media))
    return forbid(call, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
  const { world, site } = call;
  const edit = {
    ...(args.title !== undefined && { title: plainOf(args.title) }),
    ...(args.caption !== undefined && { caption: plainOf(args.caption) }),
    ...(args.alt_text !== undefined && { alt: args.alt_text }),
  };
  await world.db.write((tx) => editMedia(tx, site.id, media.id, edit));
  const now = await readMediaRow(world.db, site.id, media.id);
  return now ? answer(mediaItem(call, now, 'edit')) : missing;
}

async function remove(call: Call, force: boolean): Promise<Outcome> {
  const media = await findMedia(call);
  if ('code' in media) return media;
  if (!mayEdit(call, media))
    return forbid(call, 'rest_cannot_delete', 'Sorry, you are not allowed to delete this post.');
  if (!force)
    return refuse(
      501,
      'rest_trash_not_supported',
      "The post does not support trashing. Set 'force=true' to delete.",
    );
  const previous = mediaItem(call, media, 'edit');
  const done = await call.world.db.write((tx) => deleteMedia(tx, call.site.id, media.id));
  return done ? answer({ deleted: true, previous }) : missing;
}

/** Who writes here chooses among all files of the site; readers see what belongs to nothing hidden. */
function maySeeHidden(call: Call): boolean {
  return callerMay(call, 'create-post');
}

function mayEdit(call: Call, { uploadedBy }: MediaRow): boolean {
  return callerMay(call, 'edit-media', uploadedBy);
}

const missing = refuse(404, 'rest_post_invalid_id', 'Invalid post ID.');

async function findMedia(call: Call): Promise<MediaRow | Refusal> {
  const row = await named(call, readMediaRow);
  return row ?? missing;
}
