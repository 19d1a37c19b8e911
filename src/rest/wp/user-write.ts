import type { z } from 'zod';
import { isRole } from '../../account/account.ts';
import { grantRole } from '../../account/save.ts';
import { type AuthorRefused, type AuthorWrite, updateAuthor } from '../../author/save.ts';
import { listOf, text, written } from '../argument.ts';
import { type Call, callerMay, forbid } from '../call.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { type Endpoint, editing, endpoint } from '../route.ts';
import { findUser, readMe } from './user-find.ts';
import { userItem } from './user-item.ts';
import { readUserRow, type UserRow } from './user-read.ts';

const writeArgs = {
  name: text(200).optional(),
  description: written(100_000).optional(),
  url: text(2_000).optional(),
  slug: text(200).optional(),
  roles: listOf(text(50)).optional(),
  email: text(254).optional(),
  password: text(200).optional(),
};

type WriteArgs = z.output<z.ZodObject<typeof writeArgs>>;

/**
 * Profiles, and roles by who manages people. Addresses and passwords are the install's and not a site's: they are
 * changed where one is signed in, never by a program that holds an application password.
 */
export function userWriting(): Readonly<Record<'me' | 'other', Endpoint>> {
  return {
    me: endpoint({
      methods: editing,
      summary: 'Changes the profile of who asks.',
      args: writeArgs,
      handle: async (call, args) => change(call, await readMe(call), args),
    }),
    other: endpoint({
      methods: editing,
      summary: 'Changes a profile; who manages people gives a role.',
      args: writeArgs,
      handle: async (call, args) => change(call, await findUser(call), args),
    }),
  };
}

async function change(call: Call, row: UserRow | Refusal, args: WriteArgs): Promise<Outcome> {
  if ('code' in row) return row;
  const manages = callerMay(call, 'manage-people');
  const isMe = row.account !== undefined && row.account.id === call.account?.id;
  if (!manages && !isMe)
    return forbid(call, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this user.');
  if (args.email !== undefined && args.email.trim().toLowerCase() !== row.account?.email)
    return refuse(403, 'rest_cannot_edit', 'An address is changed on the pages of one’s own account.');
  if (args.password !== undefined)
    return refuse(403, 'rest_cannot_edit', 'A password is changed on the pages of one’s own account.');
  const { world, site } = call;
  const done = await world.db.write(async (tx): Promise<Refusal | undefined> => {
    const saved = await updateAuthor(tx, site.id, row.id, profileOf(row, args));
    if (!saved.ok) return refusedFor(saved);
    return args.roles === undefined
      ? undefined
      : giveRole(call, row, args.roles, (role) => grantRole(tx, site.id, row.account?.id ?? 0, role));
  });
  if (done) return done;
  const now = await readUserRow(world.db, site.id, row.id);
  return now ? answer(userItem(call, now, 'edit')) : refuse(404, 'rest_user_invalid_id', 'Invalid user ID.');
}

function profileOf({ links }: UserRow, { name, description, url, slug }: WriteArgs): Partial<AuthorWrite> {
  const others = links.filter((each) => each !== links.find(({ href }) => /^https?:/i.test(href)));
  return {
    ...(name !== undefined && { name }),
    ...(slug !== undefined && slug !== '' && { slug }),
    ...(description !== undefined && { biography: description }),
    ...(url !== undefined && {
      links: url === '' ? others : [{ label: URL.parse(url)?.host ?? url, href: url }, ...others],
    }),
  };
}

async function giveRole(
  call: Call,
  row: UserRow,
  names: readonly string[],
  give: (role: Parameters<typeof grantRole>[3]) => Promise<void>,
): Promise<Refusal | undefined> {
  const [name = ''] = names;
  const { account } = row;
  if (!isRole(name) || names.length > 1)
    return refuse(400, 'rest_user_invalid_role', `The role ${name} does not exist.`);
  if (account?.role === name) return undefined;
  const isSelf = account !== undefined && account.id === call.account?.id;
  if (!callerMay(call, 'manage-people') || isSelf || account === undefined || account.owner)
    return forbid(call, 'rest_user_invalid_role', 'Sorry, you are not allowed to give users that role.');
  await give(name);
  return undefined;
}

function refusedFor(refused: AuthorRefused): Refusal {
  switch (refused.reason) {
    case 'missing':
      return refuse(404, 'rest_user_invalid_id', 'Invalid user ID.');
    case 'slug-taken':
    case 'bad-slug':
      return refuse(400, 'rest_user_invalid_slug', 'Invalid slug.');
    default:
      return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): the profile cannot be shown so.');
  }
}
