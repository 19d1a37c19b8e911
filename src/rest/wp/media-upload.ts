import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { wordsFor } from '../../account/views.ts';
import { isMultipart, readMultipart } from '../../kit/http/multipart.ts';
import { refusalOf } from '../../media/desk/library-view.ts';
import { sizeLimits, type UploadRefused } from '../../media/prepare.ts';
import { type MediaRefused, storeMedia } from '../../media/save.ts';
import { idNumber, text, written } from '../argument.ts';
import { apiUrl, type Call, callerMay, forbid } from '../call.ts';
import { nested, tooLarge } from '../given.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { plainOf } from '../plain.ts';
import { endpoint } from '../route.ts';
import { ownAuthor } from './author.ts';
import { mediaItem } from './media-item.ts';
import { readMediaRow } from './media-list.ts';

/** Of a file that comes with a form; of one that is the body, they stand in the query. */
const facts = {
  title: written(1_000).optional(),
  caption: written(5_000).optional(),
  alt_text: text(2_000).optional(),
  post: idNumber.optional(),
};

type Facts = z.output<z.ZodObject<typeof facts>>;

/** `POST /wp/v2/media`: the file as the body, named by `Content-Disposition`, or as the field `file` of a form. */
export const uploadEndpoint = endpoint({
  methods: ['POST'],
  summary: 'Takes a file: as the body, named by Content-Disposition, or as the field `file` of a form.',
  args: facts,
  body: 'file',
  statuses: [201, 413],
  handle: async (call, args) => {
    // Asked before any of the file is read.
    if (!callerMay(call, 'upload-media'))
      return forbid(call, 'rest_cannot_create', 'Sorry, you are not allowed to create posts as this user.');
    return isMultipart(call.request) ? fromForm(call) : fromBody(call, args);
  },
});

async function fromForm(call: Call): Promise<Outcome> {
  const { request, world } = call;
  const form = await readMultipart(request, {
    folder: join(world.config.data, 'spool'),
    fileBytes: sizeLimits.any,
    bytes: sizeLimits.any + 1_000_000,
    files: 1,
  });
  if (!form.ok)
    return form.reason === 'too-large' ? tooLarge : refuse(400, 'rest_upload_no_data', 'No data supplied.');
  try {
    const [file] = form.files;
    if (!file) return refuse(400, 'rest_upload_no_data', 'No data supplied.');
    if (file.tooLarge) return refusedFor(call, file.name, beyondAll);
    const read = z.object(facts).safeParse(nested(form.fields));
    if (!read.success) return refuse(400, 'rest_invalid_param', 'Invalid parameter(s).');
    return await store(call, file.name, file.open(), read.data);
  } finally {
    await form.discard();
  }
}

async function fromBody(call: Call, args: Facts): Promise<Outcome> {
  const { request } = call;
  const disposition = request.header('content-disposition');
  if (disposition === undefined)
    return refuse(400, 'rest_upload_no_content_disposition', 'No Content-Disposition supplied.');
  const name = fileNameOf(disposition);
  if (name === undefined)
    return refuse(
      400,
      'rest_upload_invalid_disposition',
      'Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as `attachment; filename="image.png"` or similar.',
    );
  if (Number(request.header('content-length') ?? 0) > sizeLimits.any)
    return refusedFor(call, name, beyondAll);
  const body = request.stream ? request.stream() : await request.body(sizeLimits.inMemory);
  return body === 'too-large'
    ? refusedFor(call, name, { ...beyondAll, limit: sizeLimits.inMemory })
    : store(call, name, body, args);
}

/** RFC 6266: `filename*` says more than `filename`. Folders in a name are left out. */
export function fileNameOf(disposition: string): string | undefined {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replaceAll(/\\(.)/g, '$1');
  const bare = /filename\s*=\s*([^";\s]+)/i.exec(disposition)?.[1];
  const name = (extended === undefined ? undefined : decoded(extended)) ?? quoted ?? bare;
  const last = name?.split(/[/\\]/).at(-1)?.trim();
  return last === undefined || last === '' ? undefined : last.slice(0, 200);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function store(call: Call, name: string, body: Readable | Buffer, args: Facts): Promise<Outcome> {
  const { world, site } = call;
  const post = args.post ? await postOf(call, args.post) : undefined;
  if (post !== undefined && typeof post !== 'number') return post;
  const authorId = await world.db.write((tx) => ownAuthor(tx, call));
  const stored = await storeMedia(world, site.id, {
    name,
    body,
    title: args.title === undefined ? name.replace(/\.[^.]*$/, '') : plainOf(args.title),
    ...(args.caption !== undefined && { caption: plainOf(args.caption) }),
    ...(args.alt_text !== undefined && { alt: args.alt_text }),
    ...(authorId !== undefined && { authorId }),
    ...(post !== undefined && { postId: post }),
  });
  if (!stored.ok) return refusedFor(call, name, stored);
  const row = await readMediaRow(world.db, site.id, stored.media.id);
  const location = apiUrl(call, `/wp/v2/media/${stored.media.id}`);
  return row
    ? answer(mediaItem(call, row, 'edit'), { status: 201, headers: { location } })
    : refuse(404, 'rest_post_invalid_id', 'Invalid post ID.');
}

async function postOf({ world, site }: Call, id: number): Promise<number | Refusal> {
  const row = await world.db.read
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.id ?? refuse(400, 'rest_invalid_param', 'Invalid parameter(s): post');
}

const beyondAll = { ok: false, reason: 'too-large', limit: sizeLimits.any } as const;

/** WordPress's code and message for programs; beside them the words that a person of the desk is shown. */
function refusedFor({ request, account, site }: Call, name: string, refused: MediaRefused): Refusal {
  // An upload without an address of its own is never refused for its address.
  if (refused.reason === 'bad-path' || refused.reason === 'path-taken') throw new Error(refused.reason);
  const t = wordsFor(request.header('accept-language'), account?.locale ?? site.locale);
  return { ...codeFor(refused), more: { verbatim_problem: refusalOf({ t }, name, refused) } };
}

function codeFor({ reason }: UploadRefused): Refusal {
  switch (reason) {
    case 'empty':
      return refuse(400, 'rest_upload_no_data', 'No data supplied.');
    case 'too-large':
      return tooLarge;
    case 'kind-refused':
      return refuse(400, 'rest_upload_unknown_error', 'Sorry, you are not allowed to upload this file type.');
    default:
      return refuse(400, 'rest_upload_unknown_error', 'The file cannot be read, or holds what is not taken.');
  }
}
