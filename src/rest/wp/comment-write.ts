import { z } from 'zod';
import type { Standing } from '../../comment/comment.ts';
import { receiveComment } from '../../comment/receive.ts';
import type { Deed } from '../../comment/save-audit.ts';
import { reviseComment } from '../../comment/save-edit.ts';
import { eraseComment } from '../../comment/save-erase.ts';
import { setCommentStatus } from '../../comment/save-status.ts';
import type { Refused, Submission } from '../../comment/submission.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { flag, idNumber, moment, text, written } from '../argument.ts';
import { apiUrl, authorizationStatus, type Call, forbid } from '../call.ts';
import { momentOf } from '../moment.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { type Endpoint, editing, endpoint } from '../route.ts';
import { findComment, noComment } from './comment-find.ts';
import { commentItem, mayModerate, standingOfName } from './comment-item.ts';
import type { CommentRow } from './comment-list.ts';
import { readCommentRow } from './comment-read.ts';
import type { TakesGuess } from './guess.ts';

const writeArgs = {
  author: idNumber.optional(),
  author_email: text(254).optional(),
  author_name: text(500).optional(),
  author_url: text(2_000).optional(),
  author_user_agent: z.unknown().optional(),
  author_ip: z.unknown().optional(),
  content: written(200_000).optional(),
  date: moment.optional(),
  date_gmt: moment.optional(),
  parent: idNumber.optional(),
  post: idNumber.optional(),
  status: text(20).optional(),
  meta: z.unknown().optional(),
  /** Of a post behind one. */
  password: text(255).optional(),
  verbatim_format: z.enum(['html', 'markdown']).default('html'),
  verbatim_note: text(500).optional(),
};

type WriteArgs = z.output<z.ZodObject<typeof writeArgs>>;

/** `takesGuess` says whether a client may try another password of a post. */
export function commentWriting(
  takesGuess: TakesGuess,
): Readonly<Record<'create' | 'update' | 'remove', Endpoint>> {
  return {
    create: endpoint({
      methods: ['POST'],
      summary: 'Replies to a post, as a guest where the site lets them, or with an account.',
      args: writeArgs,
      statuses: [201, 429],
      handle: (call, args) => create(call, args, takesGuess),
    }),
    update: endpoint({
      methods: editing,
      summary: 'Moderates or edits a comment.',
      args: writeArgs,
      handle: update,
    }),
    remove: endpoint({
      methods: ['DELETE'],
      summary: 'Puts a comment into the trash; with `force`, deletes it for good.',
      args: { force: flag.default(false), password: text(255).optional() },
      handle: (call, { force }) => remove(call, force),
    }),
  };
}

async function create(call: Call, args: WriteArgs, takesGuess: TakesGuess): Promise<Outcome> {
  if (!args.post)
    return refuse(
      403,
      'rest_comment_invalid_post_id',
      'Sorry, you are not allowed to create this comment without a post.',
    );
  if (!args.content?.trim()) return refuse(400, 'rest_comment_content_invalid', 'Invalid comment content.');
  const done = await receiveComment(call.world, submissionOf(call, args.post, args, takesGuess));
  if (!done.ok) return refusedFor(call, done);
  const row = await readCommentRow(call.world.db, call.site.id, done.id);
  if (!row) return noComment;
  const location = apiUrl(call, `/wp/v2/comments/${row.id}`);
  const context = mayModerate(call, row) ? 'edit' : 'view';
  return answer(await commentItem(call, row, context), { status: 201, headers: { location } });
}

function submissionOf(call: Call, postId: number, args: WriteArgs, takesGuess: TakesGuess): Submission {
  const { site, account, actor, request } = call;
  const guess = (given: string, password: string) => takesGuess(call, postId) && given === password;
  const referrer = request.header('referer');
  const userAgent = request.header('user-agent');
  const wished = standingFrom(args.status);
  const publishedAt = dateOf(call, args);
  return {
    site,
    postId,
    author: account
      ? { kind: 'account', account, actor, ...(args.author_url ? { url: args.author_url } : {}) }
      : {
          kind: 'guest',
          name: args.author_name ?? '',
          email: args.author_email ?? '',
          url: args.author_url ?? '',
        },
    text: args.content ?? '',
    format: args.verbatim_format,
    from: {
      address: request.remoteAddress,
      ...(userAgent !== undefined && { userAgent }),
      ...(referrer !== undefined && { referrer }),
    },
    ...(args.parent ? { parentId: args.parent } : {}),
    ...(args.password !== undefined && { unlocked: (password) => guess(args.password ?? '', password) }),
    wish: {
      ...(wished !== undefined && wished !== 'removed' && { standing: wished }),
      ...(publishedAt !== undefined && { publishedAt }),
    },
  };
}

function standingFrom(status: string | undefined): Standing | undefined {
  return status === undefined ? undefined : standingOfName[status];
}

function dateOf({ site }: Call, { date, date_gmt }: WriteArgs): string | undefined {
  if (date_gmt !== undefined) return momentOf(date_gmt, 'UTC');
  return date === undefined ? undefined : momentOf(date, site.timeZone);
}

function refusedFor(call: Call, refused: Refused): Refusal {
  switch (refused.reason) {
    case 'post-missing':
      return forbid(
        call,
        'rest_cannot_read_post',
        'Sorry, you are not allowed to read the post for this comment.',
      );
    case 'parent-missing':
      return refuse(400, 'rest_comment_invalid_parent', 'There is no such comment to answer.');
    case 'closed':
      return refuse(403, 'rest_comment_closed', 'Sorry, comments are closed for this item.');
    case 'guests-refused':
      return refuse(401, 'rest_comment_login_required', 'Sorry, you must be logged in to comment.');
    case 'name-missing':
    case 'email-missing':
      return refuse(
        400,
        'rest_comment_author_data_required',
        'Creating a comment requires valid author name and email values.',
      );
    case 'bad-email':
      return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): author_email', {
        params: { author_email: 'Invalid email address.' },
      });
    case 'empty':
      return refuse(400, 'rest_comment_content_invalid', 'Invalid comment content.');
    case 'too-long':
      return refuse(
        400,
        'comment_content_column_length',
        `A comment has at most ${refused.most} characters.`,
      );
    case 'quote-missing':
      return refuse(400, 'rest_invalid_param', 'The post does not have the passage that is quoted.');
    case 'form-expired':
      return refuse(403, 'rest_comment_form_expired', 'The form lay open for too long.');
    case 'banned':
      return refuse(
        authorizationStatus(call),
        'rest_cannot_create_comment',
        'Sorry, you cannot comment here.',
      );
    case 'too-many':
      return refuse(429, 'comment_flood', 'You are posting comments too quickly. Slow down.', {
        retry_after: refused.retryAfter,
      });
  }
}

async function update(call: Call, args: WriteArgs): Promise<Outcome> {
  const row = await findMine(call, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this comment.');
  if ('code' in row) return row;
  const standing = standingFrom(args.status);
  const restores = args.status === 'untrash' || args.status === 'unspam';
  if (args.status !== undefined && standing === undefined && !restores)
    return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
      params: { status: 'No comment has that status.' },
    });
  const deed: Deed = {
    by: call.account?.id ?? null,
    ...(args.verbatim_note && { note: args.verbatim_note }),
  };
  const done = await call.world.db.write(async (tx): Promise<Refusal | undefined> => {
    const revised = await revise(tx, call, row, args, deed);
    if (revised) return revised;
    const to = restores ? 'restore' : standing;
    if (to !== undefined) await setCommentStatus(tx, call.site.id, row.id, to, deed);
    return undefined;
  });
  if (done) return done;
  const now = await readCommentRow(call.world.db, call.site.id, row.id);
  return now ? answer(await commentItem(call, now, 'edit')) : noComment;
}

async function revise(
  tx: Transaction,
  { site }: Call,
  row: CommentRow,
  args: WriteArgs,
  deed: Deed,
): Promise<Refusal | undefined> {
  const { content, author_name: name, author_url: url } = args;
  if (content === undefined && name === undefined && url === undefined) return undefined;
  if (content !== undefined && content.trim() === '')
    return refuse(400, 'rest_comment_content_invalid', 'Invalid comment content.');
  const done = await reviseComment(
    tx,
    site.id,
    row.id,
    {
      text: content ?? row.original ?? row.text,
      ...(content !== undefined && { format: args.verbatim_format }),
      ...(name !== undefined && { name: name.slice(0, 100) }),
      // An address that is none of the web is dropped, not refused.
      ...(url !== undefined && { url: /^https?:$/.test(URL.parse(url)?.protocol ?? '') ? url : '' }),
    },
    deed,
  );
  if (done.ok) return undefined;
  if (done.reason === 'missing') return noComment;
  return refuse(400, 'rest_comment_content_invalid', 'Invalid comment content.');
}

async function remove(call: Call, force: boolean): Promise<Outcome> {
  const row = await findMine(
    call,
    'rest_cannot_delete',
    'Sorry, you are not allowed to delete this comment.',
  );
  if ('code' in row) return row;
  const { world, site, account } = call;
  const deed: Deed = { by: account?.id ?? null };
  if (force) {
    const previous = await commentItem(call, row, 'edit');
    const done = await world.db.write((tx) => eraseComment(tx, site.id, row.id, deed));
    return done ? answer({ deleted: true, previous }) : noComment;
  }
  if (row.standing === 'removed')
    return refuse(410, 'rest_already_trashed', 'The comment has already been trashed.');
  await world.db.write((tx) => setCommentStatus(tx, site.id, row.id, 'removed', deed));
  const now = await readCommentRow(world.db, site.id, row.id);
  return now ? answer(await commentItem(call, now, 'edit')) : noComment;
}

/** The comment of the route, for who may moderate it. */
async function findMine(call: Call, code: string, message: string): Promise<CommentRow | Refusal> {
  const row = await findComment(call);
  if ('code' in row) return row;
  return mayModerate(call, row) ? row : forbid(call, code, message);
}
