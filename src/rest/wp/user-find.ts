import { authorOfAccount } from '../../author/save.ts';
import { type Call, named } from '../call.ts';
import { type Refusal, refuse } from '../outcome.ts';
import { knownAuthor } from './author.ts';
import { readUserRow, type UserRow } from './user-read.ts';

/** The author that a route's `id` names. */
export async function findUser(call: Call): Promise<UserRow | Refusal> {
  const row = await named(call, readUserRow);
  return row ?? refuse(404, 'rest_user_invalid_id', 'Invalid user ID.');
}

/** The author that who asks is on this site: made at the first asking, for clients need an ID that stays. */
export async function readMe(call: Call): Promise<UserRow | Refusal> {
  const { account, world, site } = call;
  if (!account) return refuse(401, 'rest_not_logged_in', 'You are not currently logged in.');
  const known = await knownAuthor(world.db, site.id, account.id);
  const id = known ?? (await ensureAuthor(call, account));
  const row = id === undefined ? undefined : await readUserRow(world.db, site.id, id);
  return row ?? refuse(403, 'rest_forbidden', 'You have no part in this site.');
}

async function ensureAuthor(call: Call, account: NonNullable<Call['account']>): Promise<number | undefined> {
  const { world, site, actor } = call;
  const belongs = actor.kind === 'account' && (actor.owner || actor.roles.has(site.id));
  if (!belongs) return undefined;
  const made = await world.db.write((tx) => authorOfAccount(tx, site.id, account));
  return made.ok ? made.id : undefined;
}
