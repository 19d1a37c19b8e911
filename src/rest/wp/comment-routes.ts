import { z } from 'zod';
import type { Standing } from '../../comment/comment.ts';
import { contextArg, idNumber, ids, listOf, moment, text } from '../argument.ts';
import { type Call, callerMay, forbid } from '../call.ts';
import { momentOf } from '../moment.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { listArgs, listed, sliceOf } from '../paging.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { findComment } from './comment-find.ts';
import { commentItem, commentItems, commentSchema, mayModerate, standingOfName } from './comment-item.ts';
import { type CommentQuery, type CommentRow, listCommentIds } from './comment-list.ts';
import { readCommentRows } from './comment-read.ts';
import { commentWriting } from './comment-write.ts';
import type { TakesGuess } from './guess.ts';
import { mayRead } from './post-may.ts';
import { readPostRows } from './post-read.ts';

const commentListArgs = {
  ...listArgs('desc'),
  after: moment.optional(),
  before: moment.optional(),
  author: listOf(idNumber).optional(),
  author_exclude: ids.default([]),
  author_email: text(254).optional(),
  orderby: z.enum(['date', 'date_gmt', 'id', 'include', 'post', 'parent', 'type']).default('date_gmt'),
  parent: listOf(idNumber).optional(),
  parent_exclude: listOf(idNumber).default([]),
  post: ids.optional(),
  status: text(20).default('approve'),
  type: text(20).default('comment'),
  password: text(255).optional(),
};

type ListArgs = z.output<z.ZodObject<typeof commentListArgs>>;

/** `/wp/v2/comments` */
export function commentRoutes(takesGuess: TakesGuess): readonly RestRoute[] {
  const writing = commentWriting(takesGuess);
  return [
    {
      pattern: '/wp/v2/comments',
      schema: commentSchema,
      endpoints: [
        endpoint({ methods: ['GET'], summary: 'Comments.', args: commentListArgs, handle: list }),
        writing.create,
      ],
    },
    {
      pattern: '/wp/v2/comments/{id}',
      schema: commentSchema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'One comment.',
          args: { context: contextArg, password: text(255).optional() },
          handle: one,
        }),
        writing.update,
        writing.remove,
      ],
    },
  ];
}

async function list(call: Call, args: ListArgs): Promise<Outcome> {
  const standings = standingsOf(args.status);
  if (!standings)
    return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
      params: { status: 'No comment has that status.' },
    });
  // Who moderates the replies to their own posts sees those; an editor sees all.
  const all = callerMay(call, 'moderate-comments');
  const me = call.actor.kind === 'account' ? call.actor.accountId : undefined;
  const own = me !== undefined && callerMay(call, 'moderate-comments', [me]);
  const special = standings.some((standing) => standing !== 'live') || args.author_email !== undefined;
  if ((args.context === 'edit' || special) && !all && !own)
    return args.context === 'edit'
      ? forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.')
      : forbid(call, 'rest_forbidden_param', 'Query parameter not permitted: status');
  const refused = await unreadablePost(call, args.post);
  if (refused) return refused;
  const { site, world } = call;
  const local = (sent: string) => momentOf(sent, site.timeZone);
  const query: CommentQuery = {
    standings,
    everywhere: all,
    onPostsOf: !all && (special || args.context === 'edit') ? me : undefined,
    posts: args.post,
    parents: args.parent,
    notParents: args.parent_exclude,
    ids: args.include,
    notIds: args.exclude,
    authors: args.author,
    notAuthors: args.author_exclude,
    email: args.author_email?.trim().toLowerCase(),
    after: args.after === undefined ? undefined : local(args.after),
    before: args.before === undefined ? undefined : local(args.before),
    words: args.search?.trim() || undefined,
    by: orderOf(args.orderby),
    descending: args.order === 'desc',
  };
  const page = await listCommentIds(world.db, site.id, query, sliceOf(args));
  const rows = await readCommentRows(world.db, site.id, page.ids);
  return listed(call, args, {
    items: await commentItems(call, rows, args.context),
    total: page.total,
  });
}

function standingsOf(status: string): readonly Standing[] | undefined {
  if (status === 'all') return ['live', 'pending'];
  if (status === 'any') return ['live', 'pending', 'spam', 'removed'];
  const standing = standingOfName[status];
  return standing && [standing];
}

function orderOf(orderby: ListArgs['orderby']): CommentQuery['by'] {
  return orderby === 'date_gmt' || orderby === 'type' ? 'date' : orderby;
}

/** Who asks for the comments of a post that they may not read is told so. */
async function unreadablePost(
  call: Call,
  posts: readonly number[] | undefined,
): Promise<Refusal | undefined> {
  if (posts === undefined) return undefined;
  const rows = await readPostRows(call.world.db, call.site.id, posts);
  return rows.every((row) => mayRead(call, row))
    ? undefined
    : forbid(call, 'rest_cannot_read_post', 'Sorry, you are not allowed to read the post for this comment.');
}

async function one(
  call: Call,
  { context }: { readonly context: z.output<typeof contextArg> },
): Promise<Outcome> {
  const row = await findComment(call);
  if ('code' in row) return row;
  if (!maySee(call, row))
    return forbid(call, 'rest_cannot_read', 'Sorry, you are not allowed to read this comment.');
  if (context === 'edit' && !mayModerate(call, row))
    return forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit comments.');
  return answer(await commentItem(call, row, context));
}

/** What is live under a post that everybody reads; what waits is seen by who wrote it and who moderates. */
function maySee(call: Call, row: CommentRow): boolean {
  if (mayModerate(call, row)) return true;
  const { actor } = call;
  const isOwn = actor.kind === 'account' && row.identity.account_id === actor.accountId;
  if (row.status !== 'live' && !(isOwn && row.standing === 'pending')) return false;
  const isOpen = row.post.password === null || callerMay(call, 'read-protected', row.writers);
  const authors = row.writers.map((accountId) => ({ id: 0, accountId }));
  return isOpen && mayRead(call, { type: row.post.type, status: row.post.status, authors });
}
