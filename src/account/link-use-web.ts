import type { Reply } from '../kit/http/message.ts';
import { passwordProblem, tidyName } from './account.ts';
import { land } from './arrive.ts';
import { type Asked, formReply, noticeReply, readOurForm } from './asked.ts';
import type { LinkPurpose, TicketPayload } from './links.ts';
import { type LinkPageForm, linkPage } from './links-view.ts';
import { changeAddress, changePassword } from './own-save.ts';
import { weakness } from './password-words.ts';
import { home, signInHref, signInPath } from './paths.ts';
import { accountById } from './read.ts';
import { createReader } from './reader.ts';
import { hashPassword } from './save.ts';
import { readTicket, type Ticket, takeTicket } from './ticket.ts';

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
    if (!form.ours) return linkReply(asked, 403, purpose, ticket, { problem: asked.shell.t('form.expired') });
    const password = form.fields.get('password') ?? '';
    switch (purpose) {
      case 'enter':
        return enter(asked);
      case 'reset':
        return reset(asked, ticket, password);
      case 'register':
        return register(asked, ticket, password);
      case 'address':
        return newAddress(asked);
    }
  };
}

async function enter(asked: Asked): Promise<Reply> {
  const { world } = asked;
  const ticket = await world.db.write((tx) => takeTicket(world, tx, 'enter', tokenOf(asked)));
  if (ticket?.accountId == null) return linkGone(asked);
  return land(asked, { accountId: ticket.accountId }, toOf(ticket));
}

async function reset(asked: Asked, ticket: Ticket, password: string): Promise<Reply> {
  const { world } = asked;
  const { t } = asked.shell;
  const account = await accountById(world.db, ticket.accountId ?? 0);
  if (!account) return linkGone(asked);
  const weak = passwordProblem(password, account);
  if (weak !== undefined)
    return linkReply(asked, 422, 'reset', ticket, { passwordProblem: weakness(t, weak) });
  const hash = await hashPassword(password);
  const done = await world.db.write(async (tx) => {
    if (!(await takeTicket(world, tx, 'reset', tokenOf(asked)))) return false;
    await changePassword(tx, account.id, hash);
    return true;
  });
  if (!done) return linkGone(asked);
  const next = { href: signInHref(toOf(ticket)), label: t('sign-in.title') };
  return noticeReply(asked, 200, { title: t('password.changed'), text: t('password.reset-text'), next });
}

async function register(asked: Asked, ticket: Ticket, password: string): Promise<Reply> {
  const { world } = asked;
  const { t } = asked.shell;
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
  return land(asked, { accountId: made.accountId }, toOf(ticket));
}

async function newAddress(asked: Asked): Promise<Reply> {
  const { world } = asked;
  const { t } = asked.shell;
  const done = await world.db.write(async (tx) => {
    const ticket = await takeTicket(world, tx, 'address', tokenOf(asked));
    const former = ticket && (await accountById(world.db, ticket.accountId ?? 0));
    if (!former || ticket.email === null) return false;
    return changeAddress(world, tx, former, ticket.email, (ticket.payload as TicketPayload).origin);
  });
  if (!done) return linkGone(asked);
  const next = { href: home, label: t('account.title') };
  return noticeReply(asked, 200, { title: t('address.changed'), text: t('address.text'), next });
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
  const { accountId, email, payload } = ticket;
  const account = accountId === null ? undefined : await accountById(asked.world.db, accountId);
  return formReply(asked, status, (shell, token) =>
    linkPage(shell, {
      ...problems,
      purpose,
      token,
      ticket: tokenOf(asked) ?? '',
      name: account?.name ?? tidyName((payload as TicketPayload).name ?? ''),
      email: email ?? '',
    }),
  );
}

/** Used, too old, or never one of ours: which of these is nobody's business. */
function linkGone(asked: Asked): Reply {
  const { t } = asked.shell;
  const next = { href: signInPath, label: t('sign-in.title') };
  return noticeReply(asked, 403, { title: t('setup.refused'), text: t('link.gone'), next });
}
