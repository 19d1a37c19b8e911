import { type Database, statement } from '../kit/database/index.ts';
import { type Account, isRole, type Role } from './account.ts';
import { type Actor, visitor } from './may.ts';

export async function emailOfLogin(database: Database, login: string): Promise<string | undefined> {
  return (await emailByLogin.first(database, { login }))?.email;
}

const emailByLogin = statement<{ login: string }>()((db, value) =>
  db.selectFrom('account').select('email').where('login', '=', value('login')),
);

/** An account by its login or its address. */
export async function accountByName(database: Database, name: string): Promise<Account | undefined> {
  const row = await byName.first(database, { name: name.trim().toLowerCase() });
  return row && { ...row, owner: row.is_owner === 1 };
}

const byName = statement<{ name: string }>()((db, value) =>
  db
    .selectFrom('account')
    .select(['id', 'login', 'email', 'name', 'locale', 'is_owner'])
    .where((eb) => eb.or([eb('login', '=', value('name')), eb('email', '=', value('name'))])),
);

export async function accountById(database: Database, id: number): Promise<Account | undefined> {
  const row = await byId.first(database, { id });
  return row && { ...row, owner: row.is_owner === 1 };
}

const byId = statement<{ id: number }>()((db, value) =>
  db
    .selectFrom('account')
    .select(['id', 'login', 'email', 'name', 'locale', 'is_owner'])
    .where('id', '=', value('id')),
);

/** Undefined for an account that has no password. */
export async function passwordHashOf(database: Database, accountId: number): Promise<string | undefined> {
  return (await passwordOf.first(database, { account: accountId }))?.password ?? undefined;
}

/** Whether somebody signs in by a password, who is then asked for it before what matters is changed. */
export async function hasPassword(database: Database, accountId: number): Promise<boolean> {
  return (await passwordHashOf(database, accountId)) !== undefined;
}

const passwordOf = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('credential')
    .select('password')
    .where('account_id', '=', value('account'))
    .where('provider', '=', 'credential'),
);

/** Who asks, with what they are on each site, for `may`; a visitor where there is no account. */
export async function actorOf(
  database: Database,
  account: Pick<Account, 'id' | 'owner'> | undefined,
): Promise<Actor> {
  if (!account) return visitor;
  const { id, owner } = account;
  return { kind: 'account', accountId: id, owner, roles: await rolesOf(database, id) };
}

/** By the site's ID. */
async function rolesOf(database: Database, accountId: number): Promise<ReadonlyMap<number, Role>> {
  const rows = await rolesByAccount.all(database, { account: accountId });
  return new Map(rows.flatMap(({ site_id, role }) => (isRole(role) ? [[site_id, role] as const] : [])));
}

const rolesByAccount = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('role')
    .select(['site_id', 'role'])
    .where('account_id', '=', value('account'))
    .orderBy('site_id'),
);

/** Whether the install has an owner: set-up is done then. */
export async function hasOwner(database: Database): Promise<boolean> {
  return (await anyOwner.first(database, {})) !== undefined;
}

const anyOwner = statement<Record<never, never>>()((db) =>
  db.selectFrom('account').select('id').where('is_owner', '=', 1).limit(1),
);

/** An account with what it is on each site, by the site's primary host. */
export type User = Account & {
  readonly createdAt: string;
  readonly roles: readonly { readonly host: string; readonly role: Role }[];
};

/** Every account of the install, in the order in which they were made. */
export async function listUsers(database: Database): Promise<readonly User[]> {
  const accounts = await everyAccount.all(database, {});
  const held = Map.groupBy(await everyRole.all(database, {}), (row) => row.account_id);
  return accounts.map((row) => ({
    id: row.id,
    login: row.login,
    email: row.email,
    name: row.name,
    locale: row.locale,
    owner: row.is_owner === 1,
    createdAt: row.created_at,
    roles: (held.get(row.id) ?? []).map(({ host, role }) => ({ host, role })),
  }));
}

const everyAccount = statement<Record<never, never>>()((db) =>
  db
    .selectFrom('account')
    .select(['id', 'login', 'email', 'name', 'locale', 'is_owner', 'created_at'])
    .orderBy('id'),
);

const everyRole = statement<Record<never, never>>()((db) =>
  db
    .selectFrom('role')
    .innerJoin('site_host', 'site_host.site_id', 'role.site_id')
    .select(['role.account_id', 'role.role', 'site_host.host'])
    .where('site_host.is_primary', '=', 1)
    .orderBy('role.site_id'),
);
