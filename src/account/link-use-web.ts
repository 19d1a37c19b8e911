import { timestamp } from '../kit/clock.ts';
import type { Reply } from '../kit/http/message.ts';
import { passwordProblem, tidyName } from './account.ts';
import { land } from './arrive.ts';
import { type Asked, readOurForm } from './asked.ts';
import { formToken } from './form-token.ts';
import { forgetLinks, type LinkPurpose, type TicketPayload, tellFormerAddress } from './links.ts';
import { type LinkPageForm, linkPage } from './links-view.ts';
import { weakness } from './password-words.ts';
import { home, signInPath } from './paths.ts';
import { accountById } from './read.ts';
import { createReader } from './reader.ts';
import { personalPage, shellFor } from './reply.ts';
import { hashPassword, setPassword } from './save.ts';
import { startSession } from './session.ts';
import { readTicket, type Ticket, takeTicket } from './ticket.ts';
import { noticePage } from './views.ts';

/** `GET /-/account/enter?token=…` and the other pages that links lead to: they show, and do nothing. */
export function showLink(purpose: LinkPurpose) {
  return async (asked: Asked): Promise<Reply> => {
    const ticket = await readTicket(asked.world, purpose, asked.request.query.get('token'));
    return ticket ? linkReply(asked, 200, purpose, ticket) : linkGone(asked);
  };
}

/** `POST` to the same, once. */
export function takeLinkUse(purpose: LinkPurpose) {
  return async (asked: Asked): Promise<Reply> => {
    const { world, request } = asked;
    const form = await readOurForm(asked);
    if (!form.ok) return form.reply;
    const ticket = await readTicket(world, purpose, request.query.get('token'));
    if (!ticket) return linkGone(asked);
    const { t } = await shellFor(world, request, asked.look, asked.siteId);
    if (!form.ours) return linkReply(asked, 403, purpose, ticket, { problem: t('form.expired') });
    const password = form.fields.get('password') ?? '';
    switch (purpose) {
      case 'enter':
        return enter(asked);
      case 'reset':
        return reset(asked, ticket, password);
      case 'register':
        return register(asked, ticket, password);
      case 'address':
        return changeAddress(asked);
    }
  };
}

async function enter(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const ticket = await world.db.write((tx) => takeTicket(world, tx, 'enter', tokenOf(asked)));
  if (ticket?.accountId == null) return linkGone(asked);
  const { accountId } = ticket;
  const cookies = await startSession(world, request, accountId);
  return land(asked, { accountId, cookies }, toOf(ticket), home);
}

async function reset(asked: Asked, ticket: Ticket, password: string): Promise<Reply> {
  const { world, request, look, siteId } = asked;
  const account = await accountById(world.db, ticket.accountId ?? 0);
  if (!account) return linkGone(asked);
  const shell = await shellFor(world, request, look, siteId);
  const { t } = shell;
  const weak = passwordProblem(password, account);
  if (weak !== undefined)
    return linkReply(asked, 422, 'reset', ticket, { passwordProblem: weakness(t, weak) });
  const hash = await hashPassword(password);
  const done = await world.db.write(async (tx) => {
    if (!(await takeTicket(world, tx, 'reset', tokenOf(asked)))) return false;
    await setPassword(tx, account.id, hash, { now: timestamp(world.clock) });
    // Whoever had the old password is out, wherever they were in.
    await forgetLinks(tx, account.id);
    await tx.db.deleteFrom('session').where('account_id', '=', account.id).execute();
    return true;
  });
  if (!done) return linkGone(asked);
  const next = { href: `${signInPath}?to=${encodeURIComponent(toOf(ticket))}`, label: t('sign-in.title') };
  const page = noticePage(shell, { title: t('password.changed'), text: t('password.reset-text'), next });
  return personalPage(200, page);
}

async function register(asked: Asked, ticket: Ticket, password: string): Promise<Reply> {
  const { world, request, look, siteId } = asked;
  const { t } = await shellFor(world, request, look, siteId);
  const email = ticket.email ?? '';
  const weak = password === '' ? undefined : passwordProblem(password, { login: '', email, name: '' });
  if (weak !== undefined)
    return linkReply(asked, 422, 'register', ticket, { passwordProblem: weakness(t, weak) });
  const passwordHash = password === '' ? undefined : await hashPassword(password);
  const made = await world.db.write(async (tx) => {
    if (!(await takeTicket(world, tx, 'register', tokenOf(asked)))) return undefined;
    const { name } = ticket.payload as TicketPayload;
    const locale = t.language;
    return createReader(world, tx, {
      name,
      email,
      locale,
      ...(passwordHash !== undefined && { passwordHash }),
    });
  });
  if (!made?.ok) return linkGone(asked);
  const cookies = await startSession(world, request, made.accountId);
  return land(asked, { accountId: made.accountId, cookies }, toOf(ticket), home);
}

async function changeAddress(asked: Asked): Promise<Reply> {
  const { world, request, look, siteId } = asked;
  const done = await world.db.write(async (tx) => {
    const ticket = await takeTicket(world, tx, 'address', tokenOf(asked));
    const former = ticket && (await accountById(world.db, ticket.accountId ?? 0));
    if (!former || ticket.email === null) return false;
    const { email } = ticket;
    const taken = await tx.db
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (taken) return false;
    await tx.db
      .updateTable('account')
      .set({ email, email_verified: world.mail.configured ? 1 : 0, updated_at: timestamp(world.clock) })
      .where('id', '=', former.id)
      .execute();
    await forgetLinks(tx, former.id);
    await tellFormerAddress(world, tx, former, (ticket.payload as TicketPayload).origin);
    return true;
  });
  if (!done) return linkGone(asked);
  const shell = await shellFor(world, request, look, siteId);
  const { t } = shell;
  const next = { href: home, label: t('account.title') };
  return personalPage(200, noticePage(shell, { title: t('address.changed'), text: t('address.text'), next }));
}

function tokenOf({ request }: Asked): string | null {
  return request.query.get('token');
}

function toOf({ payload }: Ticket): string {
  return (payload as TicketPayload).to;
}

async function linkReply(
  asked: Asked,
  status: number,
  purpose: LinkPurpose,
  ticket: Ticket,
  problems: Pick<LinkPageForm, 'problem' | 'passwordProblem'> = {},
): Promise<Reply> {
  const { world, request, look, siteId } = asked;
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const account = ticket.accountId === null ? undefined : await accountById(world.db, ticket.accountId);
  const page = linkPage(shell, {
    ...problems,
    purpose,
    token: field,
    ticket: tokenOf(asked) ?? '',
    name: account?.name ?? tidyName((ticket.payload as TicketPayload).name ?? ''),
    email: ticket.email ?? '',
  });
  return personalPage(status, page, { cookies });
}

/** Used, too old, or never one of ours: which of these is nobody's business. */
async function linkGone({ world, request, look, siteId }: Asked): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { t } = shell;
  const next = { href: signInPath, label: t('sign-in.title') };
  return personalPage(403, noticePage(shell, { title: t('setup.refused'), text: t('link.gone'), next }));
}
