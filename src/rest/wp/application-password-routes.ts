import {
  type ApplicationPassword,
  applicationPasswords,
  createApplicationPassword,
  revokeApplicationPassword,
  spaced,
} from '../../account/security/application-password.ts';
import { contextArg, text } from '../argument.ts';
import { apiUrl, type Call, forbid } from '../call.ts';
import { link } from '../link.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { readMe } from './user-find.ts';

/** `/wp/v2/users/me/application-passwords`: one's own, and nobody else's. */
export function applicationPasswordRoutes(): readonly RestRoute[] {
  const base = '/wp/v2/users/{user_id}/application-passwords';
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'application-password',
    type: 'object',
    properties: {
      uuid: { type: 'string', format: 'uuid', readonly: true },
      name: { type: 'string' },
      password: { type: 'string', readonly: true, description: 'Shown once, when it is made.' },
      created: { type: 'string', format: 'date-time', readonly: true },
      last_used: { type: ['string', 'null'], format: 'date-time', readonly: true },
    },
  };
  return [
    {
      pattern: base,
      schema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'One’s application passwords.',
          args: { context: contextArg },
          handle: list,
        }),
        endpoint({
          methods: ['POST'],
          summary: 'Makes an application password, and shows it this once.',
          args: { name: text(300), app_id: text(100).optional() },
          statuses: [201],
          handle: create,
        }),
        endpoint({ methods: ['DELETE'], summary: 'Takes them all back.', args: {}, handle: removeAll }),
      ],
    },
    {
      pattern: `${base}/{uuid}`,
      schema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'One application password.',
          args: { context: contextArg },
          handle: one,
        }),
        endpoint({ methods: ['DELETE'], summary: 'Takes one back.', args: {}, handle: remove }),
      ],
    },
  ];
}

type Mine = { readonly ok: true; readonly accountId: number; readonly userId: number } | Refusal;

/** The account of the route, which must be that of who asks: passwords open the whole install. */
async function mine(call: Call): Promise<Mine> {
  const row = await readMe(call);
  if ('code' in row) return row;
  const { user_id } = call.params;
  if (user_id !== 'me' && Number(user_id) !== row.id)
    return forbid(
      call,
      'rest_cannot_list_application_passwords',
      'Sorry, you are not allowed to list application passwords for this user.',
    );
  return { ok: true, accountId: row.account?.id ?? 0, userId: row.id };
}

async function list(call: Call): Promise<Outcome> {
  const me = await mine(call);
  if (!me.ok) return me;
  const all = await applicationPasswords(call.world.db, me.accountId);
  return answer(all.map((each) => item(call, each, me.userId)));
}

async function one(call: Call): Promise<Outcome> {
  const me = await mine(call);
  if (!me.ok) return me;
  const found = await find(call, me.accountId);
  return found ? answer(item(call, found, me.userId)) : missing;
}

async function create(call: Call, { name }: { readonly name: string }): Promise<Outcome> {
  const me = await mine(call);
  if (!me.ok) return me;
  const { db } = call.world;
  const made = await db.write((tx) => createApplicationPassword(tx, me.accountId, name));
  if (!made.ok)
    return made.reason === 'no-name'
      ? refuse(400, 'rest_invalid_param', 'Invalid parameter(s): name')
      : refuse(409, 'application_password_too_many', 'There are too many application passwords.');
  const all = await applicationPasswords(db, me.accountId);
  const found = all.find(({ id }) => id === made.id);
  if (!found) return missing;
  const { uuid, app_id, name: tidy, ...rest } = item(call, found, me.userId);
  const location = apiUrl(call, `/wp/v2/users/${me.userId}/application-passwords/${uuid}`);
  return answer(
    { uuid, app_id, name: tidy, password: spaced(made.token), ...rest },
    { status: 201, headers: { location } },
  );
}

async function remove(call: Call): Promise<Outcome> {
  const me = await mine(call);
  if (!me.ok) return me;
  const found = await find(call, me.accountId);
  if (!found) return missing;
  await call.world.db.write((tx) => revokeApplicationPassword(tx, me.accountId, found.id));
  return answer({ deleted: true, previous: item(call, found, me.userId) });
}

async function removeAll(call: Call): Promise<Outcome> {
  const me = await mine(call);
  if (!me.ok) return me;
  const all = await applicationPasswords(call.world.db, me.accountId);
  await call.world.db.write(async (tx) => {
    for (const { id } of all) await revokeApplicationPassword(tx, me.accountId, id);
  });
  return answer({ deleted: true, count: all.length });
}

const missing = refuse(404, 'rest_application_password_not_found', 'Application password not found.');

async function find(call: Call, accountId: number): Promise<ApplicationPassword | undefined> {
  const all = await applicationPasswords(call.world.db, accountId);
  return all.find(({ id }) => uuidOf(id) === call.params.uuid);
}

function item(call: Call, { id, name, createdAt, lastUsedOn }: ApplicationPassword, userId: number) {
  const uuid = uuidOf(id);
  return {
    uuid,
    app_id: '',
    name,
    created: createdAt.slice(0, 19),
    // The day alone is kept, and no address of the network.
    last_used: lastUsedOn === null ? null : `${lastUsedOn}T00:00:00`,
    last_ip: null,
    _links: { self: [link(apiUrl(call, `/wp/v2/users/${userId}/application-passwords/${uuid}`))] },
  };
}

/** WordPress's are UUIDs; ours have numbers, which a UUID of version 8 (RFC 9562, section 5.8) can hold. */
function uuidOf(id: number): string {
  return `00000000-0000-8000-8000-${id.toString(16).padStart(12, '0')}`;
}
