import { z } from 'zod';
import { contextArg, listOf, slugs, text } from '../argument.ts';
import { type Call, callerMay, forbid } from '../call.ts';
import { answer, type Outcome } from '../outcome.ts';
import { listArgs, listed, sliceOf } from '../paging.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { findUser, readMe } from './user-find.ts';
import { userItem, userSchema } from './user-item.ts';
import { listUserIds, readUserRows } from './user-read.ts';
import { userWriting } from './user-write.ts';

const userListArgs = {
  ...listArgs('asc'),
  orderby: z
    .enum(['id', 'include', 'name', 'registered_date', 'slug', 'include_slugs', 'email', 'url'])
    .default('name'),
  slug: slugs.optional(),
  roles: listOf(text(50)).optional(),
  who: text(20).optional(),
  has_published_posts: z.unknown().optional(),
};

/** `/wp/v2/users`: who writes on the site. A user's ID is the author's: accounts are the install's own business. */
export function userRoutes(): readonly RestRoute[] {
  const writing = userWriting();
  return [
    {
      pattern: '/wp/v2/users',
      schema: userSchema,
      endpoints: [
        endpoint({ methods: ['GET'], summary: 'Who writes here.', args: userListArgs, handle: list }),
      ],
    },
    {
      pattern: '/wp/v2/users/me',
      schema: userSchema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'Who asks.',
          args: { context: contextArg },
          handle: async (call, { context }) => {
            const row = await readMe(call);
            return 'code' in row ? row : answer(userItem(call, row, context));
          },
        }),
        writing.me,
      ],
    },
    {
      pattern: '/wp/v2/users/{id}',
      schema: userSchema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'One of those who write here.',
          args: { context: contextArg },
          handle: one,
        }),
        writing.other,
        writing.remove,
      ],
    },
  ];
}

async function list(call: Call, args: z.output<z.ZodObject<typeof userListArgs>>): Promise<Outcome> {
  const all = callerMay(call, 'manage-people');
  if (args.context === 'edit' && !all)
    return forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to list users.');
  if ((args.roles || ['email', 'registered_date'].includes(args.orderby)) && !all)
    return forbid(call, 'rest_user_cannot_view', 'Sorry, you are not allowed to filter users by role.');
  const { world, site } = call;
  const page = await listUserIds(
    world.db,
    site.id,
    {
      words: args.search?.trim() || undefined,
      ids: args.include,
      notIds: args.exclude,
      slugs: args.slug,
      roles: args.roles,
      published: !callerMay(call, 'list-people') || args.has_published_posts !== undefined,
      everything: all,
      by: args.orderby,
      descending: args.order === 'desc',
    },
    sliceOf(args),
  );
  const rows = await readUserRows(world.db, site.id, page.ids);
  return listed(call, args, {
    items: rows.map((row) => userItem(call, row, args.context)),
    total: page.total,
  });
}

async function one(
  call: Call,
  { context }: { readonly context: z.output<typeof contextArg> },
): Promise<Outcome> {
  const row = await findUser(call);
  if ('code' in row) return row;
  const isMe = row.account !== undefined && row.account.id === call.account?.id;
  if (!isMe && row.posts === 0 && !callerMay(call, 'list-people'))
    return forbid(call, 'rest_user_cannot_view', 'Sorry, you are not allowed to list users.');
  if (context === 'edit' && !isMe && !callerMay(call, 'manage-people'))
    return forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit users.');
  return answer(userItem(call, row, context));
}
