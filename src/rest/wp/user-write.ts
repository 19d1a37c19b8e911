import { z } from 'zod';
import { isRole } from '../../account/account.ts';
import { type AuthorRefused, type AuthorWrite, updateAuthor } from '../../author/save.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { changeRole, removeMember } from '../../people/save.ts';
import { flag, idNumber, listOf, text, written } from '../argument.ts';
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
export function userWriting(): Readonly<Record<'me' | 'other' | 'remove', Endpoint>> {
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
    remove: endpoint({
      methods: ['DELETE'],
      summary: 'Takes somebody’s part in the site away; `force` must be given.',
      args: {
        force: flag.default(false),
        reassign: z
          .preprocess((sent) => (sent === '' || sent === 'false' || sent === false ? 0 : sent), idNumber)
          .optional(),
      },
      statuses: [501],
      handle: remove,
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
    return args.roles === undefined ? undefined : giveRole(tx, call, row, args.roles);
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
  tx: Transaction,
  call: Call,
  { account }: UserRow,
  names: readonly string[],
): Promise<Refusal | undefined> {
  const [name = ''] = names;
  if (!isRole(name) || names.length > 1)
    return refuse(400, 'rest_user_invalid_role', `The role ${name} does not exist.`);
  if (account?.role === name) return undefined;
  const isSelf = account !== undefined && account.id === call.account?.id;
  if (!callerMay(call, 'manage-people') || isSelf || account === undefined || account.owner)
    return forbid(call, 'rest_user_invalid_role', 'Sorry, you are not allowed to give users that role.');
  const done = await changeRole(tx, call.site.id, account.id, name, by(call));
  return done.ok ? undefined : notChanged(done.reason);
}

function by({ actor }: Call): { readonly owner: boolean } {
  return { owner: actor.kind === 'account' && actor.owner };
}

function notChanged(reason: 'missing' | 'last-administrator'): Refusal {
  return reason === 'missing'
    ? refuse(403, 'rest_user_invalid_role', 'Whoever has no part in the site is invited at the desk.')
    : refuse(403, 'rest_user_invalid_role', 'A site keeps an administrator.');
}

/** Takes somebody's part in the site away. The account is the install's, and what was written stays as it is. */
async function remove(
  call: Call,
  { force, reassign }: { readonly force: boolean; readonly reassign?: number | undefined },
): Promise<Outcome> {
  const row = await findUser(call);
  if ('code' in row) return row;
  const { account } = row;
  const isSelf = account !== undefined && account.id === call.account?.id;
  if (!callerMay(call, 'manage-people') || isSelf || account?.owner)
    return forbid(call, 'rest_user_cannot_delete', 'Sorry, you are not allowed to delete this user.');
  if (!force)
    return refuse(
      501,
      'rest_trash_not_supported',
      "Users do not support trashing. Set 'force=true' to delete.",
    );
  if (reassign)
    return refuse(
      400,
      'rest_user_invalid_reassign',
      'What somebody wrote stays theirs; give each post another author.',
    );
  if (account === undefined) return notChanged('missing');
  const previous = userItem(call, row, 'edit');
  const done = await call.world.db.write((tx) => removeMember(tx, call.site.id, account.id, by(call)));
  return done.ok ? answer({ deleted: true, previous }) : notChanged(done.reason);
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
