import type { Transaction } from '../kit/database/index.ts';
import type { JobInHand } from '../kit/feature.ts';
import { messagesFor, type Translate } from '../kit/i18n/index.ts';
import { composed, enqueueMail, type Part } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { type Account, hasAddress } from './account.ts';
import { accountByName } from './read.ts';
import { issueTicket } from './ticket.ts';

/** What a link that goes by mail is for. */
export type LinkPurpose = 'enter' | 'reset' | 'register' | 'address';

/** Somebody's wish for a link. */
export type LinkWish = {
  readonly purpose: LinkPurpose;
  /** A login or an address as it was typed; for `register` and `address` the new address. */
  readonly name: string;
  /** Of the account to be; only with `register`. */
  readonly fullName?: string;
  /** Whose address is to be changed; only with `address`. */
  readonly accountId?: number;
  /** Where to go after. */
  readonly to: string;
  readonly language: string;
  /** Where links lead: `https://verbatim.example`. */
  readonly origin: string;
};

export const linkJob = 'account.link';

/**
 * Takes a wish down, whoever it comes from. Whether there is such an account is found out later, by the worker:
 * neither the answer nor its time can tell.
 */
export async function wishForLink(world: World, wish: LinkWish): Promise<void> {
  await world.db.write((tx) => enqueue(tx, { kind: linkJob, payload: wish }));
}

/** How long links are good, in minutes. */
const minutes: Record<LinkPurpose, number> = { enter: 30, reset: 60, register: 24 * 60, address: 24 * 60 };

/**
 * Grants a wish: by mail, to the address that the account has, or that is to become its. Where no mail is sent,
 * the ticket waits for the install's owner to hand over.
 */
export async function grantLink(world: World, { payload }: JobInHand): Promise<void> {
  const wish = payload as LinkWish;
  const account = await accountByName(world.db, wish.name);
  const t = messagesFor(account?.locale ?? wish.language);
  await world.db.write(async (tx) => {
    const grant = grantOf(wish, account);
    if (!grant) return;
    await forgetEarlier(tx, grant);
    const token = await issueTicket(world, tx, { ...grant, minutes: minutes[grant.kind] });
    const href = linkOf(wish.origin, grant.kind, token);
    await enqueueMail(tx, world.mail, { to: grant.email, ...letter(t, wish, grant.kind, href) });
  });
}

type Grant = {
  readonly kind: LinkPurpose;
  readonly accountId?: number;
  readonly email: string;
  readonly payload: TicketPayload;
};

/** What a ticket of a link holds. */
export type TicketPayload = { readonly to: string; readonly name?: string; readonly origin: string };

/**
 * Who has an account already and registers, or takes an address that is another's, gets a link into the account
 * that there is: it goes to its own address, and says so.
 */
function grantOf(wish: LinkWish, account: Account | undefined): Grant | undefined {
  const { to, origin } = wish;
  const email = wish.name.trim().toLowerCase();
  if (account) {
    if (!hasAddress(account)) return undefined;
    const kind = wish.purpose === 'reset' ? 'reset' : 'enter';
    return { kind, accountId: account.id, email: account.email, payload: { to, origin } };
  }
  if (wish.purpose === 'register')
    return { kind: 'register', email, payload: { to, origin, name: wish.fullName ?? '' } };
  if (wish.purpose === 'address' && wish.accountId !== undefined)
    return { kind: 'address', accountId: wish.accountId, email, payload: { to, origin } };
  return undefined;
}

/** One link of a kind at a time: the newest. */
async function forgetEarlier(tx: Transaction, { kind, accountId, email }: Grant): Promise<void> {
  const mine = tx.db.deleteFrom('ticket').where('kind', '=', kind);
  await (accountId === undefined
    ? mine.where('email', '=', email)
    : mine.where('account_id', '=', accountId)
  ).execute();
}

/** Links that lie in letters are over when the address changes that they went to, or the password. */
export async function forgetLinks(tx: Transaction, accountId: number): Promise<void> {
  await tx.db
    .deleteFrom('ticket')
    .where('account_id', '=', accountId)
    .where('kind', 'in', ['enter', 'reset', 'address'])
    .execute();
}

/** Pages that links lead to: each shows what it will do, and a form that does it. */
export const linkPages: Record<LinkPurpose, string> = {
  enter: '/-/account/enter',
  reset: '/-/account/reset',
  register: '/-/account/confirm',
  address: '/-/account/new-address',
};

export function linkOf(origin: string, kind: LinkPurpose, token: string): string {
  return `${origin}${linkPages[kind]}?token=${token}`;
}

export function isLinkPurpose(kind: string): kind is LinkPurpose {
  return Object.hasOwn(linkPages, kind);
}

function letter(t: Translate, wish: LinkWish, kind: LinkPurpose, href: string) {
  const host = new URL(wish.origin).host;
  // Somebody typed the address of an account that there is.
  const known = kind !== wish.purpose;
  const parts: readonly Part[] = [
    ...(known ? [t('mail.link-known', { host })] : []),
    t('mail.link-text', { kind, host }),
    { label: t('mail.link-label', { kind }), href },
    { small: t('mail.link-small', { kind }) },
  ];
  return { subject: t('mail.link-subject', { kind, host }), ...composed(t, parts) };
}

/** Tells an account's former address that it is no longer its. */
export async function tellFormerAddress(
  world: World,
  tx: Transaction,
  account: Pick<Account, 'email' | 'locale'>,
  origin: string,
): Promise<void> {
  if (!hasAddress(account)) return;
  const t = messagesFor(account.locale);
  const host = new URL(origin).host;
  await enqueueMail(tx, world.mail, {
    to: account.email,
    subject: t('mail.address-changed', { host }),
    ...composed(t, [t('mail.address-changed-text', { host })]),
  });
}
