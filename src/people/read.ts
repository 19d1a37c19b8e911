import { isRole, type Role } from '../account/account.ts';
import { timestamp } from '../kit/clock.ts';
import { type Database, statement } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';

/** Somebody with a role on a site, or an owner of the install. */
export type Member = {
  readonly accountId: number;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  /** Undefined for an owner who has no role of their own here. */
  readonly role: Role | undefined;
  readonly owner: boolean;
  /** As whom they sign on this site. */
  readonly authorId: number | null;
};

/** Everybody who may do something on a site, by name. */
export async function membersOf(database: Database, siteId: number): Promise<readonly Member[]> {
  return (await ofSite.all(database, { site: siteId })).map(toMember);
}

export async function memberOf(
  database: Database,
  siteId: number,
  accountId: number,
): Promise<Member | undefined> {
  const row = await one.first(database, { site: siteId, account: accountId });
  return row && toMember(row);
}

const ofSite = statement<{ site: number }>()((db, value) =>
  selectMembers(db, value('site')).orderBy('account.name').orderBy('account.id'),
);

const one = statement<{ site: number; account: number }>()((db, value) =>
  selectMembers(db, value('site')).where('account.id', '=', value('account')),
);

function selectMembers(db: Database['read'], site: number) {
  return db
    .selectFrom('account')
    .leftJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').on('role.site_id', '=', site),
    )
    .select((eb) => [
      'account.id',
      'account.login',
      'account.email',
      'account.name',
      'account.is_owner',
      'role.role',
      eb
        .selectFrom('author')
        .select((min) => min.fn.min('author.id').as('first'))
        .where('author.site_id', '=', site)
        .whereRef('author.account_id', '=', 'account.id')
        .as('author_id'),
    ])
    .where((eb) => eb.or([eb('role.role', 'is not', null), eb('account.is_owner', '=', 1)]));
}

type Row = {
  readonly id: number;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly is_owner: 0 | 1;
  readonly role: string | null;
  readonly author_id: number | null;
};

function toMember({ id, login, email, name, is_owner, role, author_id }: Row): Member {
  return {
    accountId: id,
    login,
    email,
    name,
    owner: is_owner === 1,
    role: role !== null && isRole(role) ? role : undefined,
    authorId: author_id,
  };
}

/** Somebody who was asked to join, and has not answered yet. */
export type Invitation = {
  readonly id: number;
  readonly nonce: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: string;
};

/** The invitations of a site that can still be taken, the newest first. */
export async function invitationsOf(world: World, siteId: number): Promise<readonly Invitation[]> {
  const rows = await waiting.all(world.db, { site: siteId, now: timestamp(world.clock) });
  return rows.flatMap(({ id, nonce, email, role, expires_at }) =>
    isRole(role) ? [{ id, nonce, email, role, expiresAt: expires_at }] : [],
  );
}

const waiting = statement<{ site: number; now: string }>()((db, value) =>
  db
    .selectFrom('invitation')
    .select(['id', 'nonce', 'email', 'role', 'expires_at'])
    .where('site_id', '=', value('site'))
    .where('expires_at', '>', value('now'))
    .orderBy('id', 'desc'),
);
