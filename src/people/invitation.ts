import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  isRole,
  type PasswordProblem,
  passwordProblem,
  type Role,
  roles,
  tidyProfile,
} from '../account/account.ts';
import { type AccountRefused, createAccount, grantRole, hashPassword } from '../account/save.ts';
import { tokenOf } from '../account/ticket.ts';
import { timestamp } from '../kit/clock.ts';
import { type Database, nextId, type Transaction } from '../kit/database/index.ts';
import { messagesFor } from '../kit/i18n/index.ts';
import { composed, enqueueMail, isMailAddress } from '../kit/mail/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { signAs } from './save.ts';

/** How long an invitation can be taken, in days. */
export const invitationDays = 7;

const kind = 'invitation';

export type Invited = {
  readonly ok: true;
  readonly id: number;
  /** The link, for whoever invites to hand over. */
  readonly href: string;
  /** Whether it went out by mail too. */
  readonly mailed: boolean;
};

export type InviteRefused =
  | { readonly ok: false; readonly reason: 'bad-address' }
  | { readonly ok: false; readonly reason: 'member' };

/** Asks somebody to join a site. Asked again, the older link is over. */
export async function invite(
  world: World,
  site: Site,
  wish: {
    readonly email: string;
    readonly role: Role;
    readonly by: { readonly id: number; readonly name: string };
  },
): Promise<Invited | InviteRefused> {
  const email = wish.email.trim().toLowerCase();
  if (!isMailAddress(email)) return { ok: false, reason: 'bad-address' };
  const nonce = randomBytes(16).toString('hex');
  const href = invitationHref(world, site, nonce);
  return world.db.write(async (tx) => {
    if (await isMember(tx, site.id, email)) return { ok: false, reason: 'member' };
    await tx.db.deleteFrom('invitation').where('site_id', '=', site.id).where('email', '=', email).execute();
    const id = await nextId(tx, site.id, kind);
    const expiresAt = new Date(world.clock.now().getTime() + invitationDays * 86_400_000).toISOString();
    await tx.db
      .insertInto('invitation')
      .values({
        site_id: site.id,
        id,
        nonce,
        email,
        role: wish.role,
        invited_by: wish.by.id,
        created_at: timestamp(world.clock),
        expires_at: expiresAt,
      })
      .execute();
    const mailed = await enqueueMail(tx, world.mail, { to: email, ...letter(site, wish.by.name, href) });
    return { ok: true, id, href, mailed: mailed.ok };
  });
}

async function isMember(tx: Transaction, siteId: number, email: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('role')
    .innerJoin('account', 'account.id', 'role.account_id')
    .select('account.id')
    .where('role.site_id', '=', siteId)
    .where('account.email', '=', email)
    .executeTakeFirst();
  return found !== undefined;
}

function letter(site: Site, by: string, href: string) {
  const t = messagesFor(site.locale);
  const facts = { site: site.title, name: by };
  return {
    siteId: site.id,
    fromName: site.title,
    subject: t('people.invite-subject', { site: site.title }),
    ...composed(t, [
      t('people.invite-text', facts),
      { label: t('people.join'), href },
      { small: t('people.invite-small', { days: invitationDays }) },
    ]),
  };
}

/** Where an invitation is taken. */
export const joinPath = '/-/account/invitation';

export function invitationHref(world: World, site: Site, nonce: string): string {
  return `${site.url.replace(/\/$/, '')}${joinPath}?token=${tokenOf(world, { kind, nonce })}`;
}

/** Takes an invitation back. */
export async function revokeInvitation(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('invitation')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** An invitation as its holder sees it. */
export type Open = {
  readonly siteId: number;
  readonly nonce: string;
  readonly email: string;
  readonly role: Role;
  /** Whether there is an account with this address, which would join. */
  readonly known: boolean;
};

/** What a token is good for; undefined when it was used, taken back, is too old, or is another site's. */
export async function readInvitation(
  world: World,
  siteId: number,
  token: string | null,
): Promise<Open | undefined> {
  return find(world, world.db.read, siteId, token);
}

async function find(
  world: World,
  db: Pick<Database['read'], 'selectFrom'>,
  siteId: number,
  token: string | null,
): Promise<Open | undefined> {
  const nonce = nonceIn(world, token);
  if (nonce === undefined) return undefined;
  const row = await db
    .selectFrom('invitation')
    .leftJoin('account', 'account.email', 'invitation.email')
    .select(['invitation.email', 'invitation.role', 'account.id as account_id'])
    .where('invitation.site_id', '=', siteId)
    .where('invitation.nonce', '=', nonce)
    .where('invitation.expires_at', '>', timestamp(world.clock))
    .executeTakeFirst();
  if (!row || !isRole(row.role)) return undefined;
  const { email, role, account_id } = row;
  return { siteId, nonce, email, role, known: account_id !== null };
}

function nonceIn(world: World, token: string | null): string | undefined {
  if (token === null || !/^[0-9a-f]{64}$/.test(token)) return undefined;
  const nonce = token.slice(0, 32);
  const expected = Buffer.from(tokenOf(world, { kind, nonce }));
  return timingSafeEqual(Buffer.from(token), expected) ? nonce : undefined;
}

export type Joining = { readonly login: string; readonly name: string; readonly password: string };

export type JoinRefused =
  | { readonly ok: false; readonly reason: 'over' }
  | { readonly ok: false; readonly reason: 'weak-password'; readonly problem: PasswordProblem }
  | AccountRefused;

export type Joined = { readonly ok: true; readonly accountId: number; readonly role: Role };

/** Joins with a new account. Its address is the invitation's, whoever the link was handed to. */
export async function joinAnew(
  world: World,
  site: Site,
  token: string | null,
  joining: Joining,
): Promise<Joined | JoinRefused> {
  const open = await readInvitation(world, site.id, token);
  if (!open) return { ok: false, reason: 'over' };
  const profile = tidyProfile({ ...joining, email: open.email });
  const problem = passwordProblem(joining.password, profile);
  if (problem !== undefined) return { ok: false, reason: 'weak-password', problem };
  const passwordHash = await hashPassword(joining.password);
  const join = async (tx: Transaction): Promise<Joined | JoinRefused> => {
    if (!(await take(world, tx, site.id, token))) return { ok: false, reason: 'over' };
    const facts = { ...profile, passwordHash, locale: site.locale, owner: false };
    const made = await createAccount(tx, facts, { now: timestamp(world.clock) });
    if (!made.ok) throw new Refused(made);
    return enter(tx, site.id, made.id, open.role);
  };
  return world.db.write(join).catch(refusalOf);
}

/** Joins with an account that there is: whoever holds the link could make one. */
export async function joinAs(
  world: World,
  site: Site,
  token: string | null,
  accountId: number,
): Promise<Joined | { readonly ok: false; readonly reason: 'over' }> {
  return world.db.write(async (tx) => {
    const open = await find(world, tx.db, site.id, token);
    if (!open) return { ok: false, reason: 'over' };
    if (!(await take(world, tx, site.id, token))) return { ok: false, reason: 'over' };
    return enter(tx, site.id, accountId, await greaterRole(tx, site.id, accountId, open.role));
  });
}

/** An invitation takes nothing away from whoever may do more already. */
async function greaterRole(tx: Transaction, siteId: number, accountId: number, role: Role): Promise<Role> {
  const row = await tx.db
    .selectFrom('role')
    .select('role')
    .where('site_id', '=', siteId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const held = row?.role ?? '';
  return isRole(held) && roles.indexOf(held) > roles.indexOf(role) ? held : role;
}

async function enter(tx: Transaction, siteId: number, accountId: number, role: Role): Promise<Joined> {
  await grantRole(tx, siteId, accountId, role);
  await signAs(tx, siteId, accountId, role);
  return { ok: true, accountId, role };
}

/** Uses an invitation up; of two who hold the same link, one joins. */
async function take(world: World, tx: Transaction, siteId: number, token: string | null): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('invitation')
    .where('site_id', '=', siteId)
    .where('nonce', '=', nonceIn(world, token) ?? '')
    .where('expires_at', '>', timestamp(world.clock))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Takes the transaction back: the invitation is as it was. */
class Refused extends Error {
  readonly refusal: AccountRefused;
  constructor(refusal: AccountRefused) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

function refusalOf(error: unknown): AccountRefused {
  if (error instanceof Refused) return error.refusal;
  throw error;
}
