import type { Reply } from '../kit/http/message.ts';
import { isMailAddress } from '../kit/mail/index.ts';
import { passwordProblem } from './account.ts';
import { formReply, noticeReply, readOurForm } from './asked.ts';
import { mayAsk, wished } from './links-web.ts';
import type { Mine } from './mine.ts';
import { changePassword } from './own-save.ts';
import { emailPage, type OwnForm, passwordPage } from './own-view.ts';
import { weakness } from './password-words.ts';
import { home } from './paths.ts';
import { hasPassword, passwordHashOf } from './read.ts';
import { hashPassword } from './save.ts';
import { startSession } from './session.ts';
import { mayTry } from './tries.ts';

/** `GET /-/account/password` */
export function showPassword(mine: Mine): Promise<Reply> {
  return passwordReply(mine, 200, {});
}

/** `POST /-/account/password`: every other session of the account is over. */
export async function takePassword(mine: Mine): Promise<Reply> {
  const { world, request, account, shell } = mine;
  const { t } = shell;
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  if (!form.ours) return passwordReply(mine, 403, { problem: t('form.expired') });
  const refused = await currentRefused(mine, form.fields.get('current') ?? '');
  if (refused !== undefined) return passwordReply(mine, 403, { problems: { current: refused } });
  const password = form.fields.get('password') ?? '';
  const weak = passwordProblem(password, account);
  if (weak !== undefined) return passwordReply(mine, 422, { problems: { password: weakness(t, weak) } });
  const hash = await hashPassword(password);
  await world.db.write((tx) => changePassword(tx, account.id, hash));
  const cookies = await startSession(world, request, account.id);
  const next = { href: home, label: t('account.title') };
  const notice = { title: t('password.changed'), text: t('password.text'), next };
  return noticeReply(mine, 200, notice, cookies);
}

/** `GET /-/account/email` */
export function showEmail(mine: Mine): Promise<Reply> {
  return emailReply(mine, 200, { email: '' });
}

/** `POST /-/account/email`: a link goes to the new address, which becomes the account's when it is used. */
export async function takeEmail(mine: Mine): Promise<Reply> {
  const { account, shell } = mine;
  const { t } = shell;
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  const email = (form.fields.get('email') ?? '').trim().toLowerCase().slice(0, 300);
  if (!form.ours) return emailReply(mine, 403, { email, problem: t('form.expired') });
  const refuse = (problem: string) => emailReply(mine, 422, { email, problems: { email: problem } });
  if (!isMailAddress(email)) return refuse(t('setup.bad-email'));
  if (email === account.email) return refuse(t('address.same'));
  const refused = await currentRefused(mine, form.fields.get('current') ?? '');
  if (refused !== undefined) return emailReply(mine, 403, { email, problems: { current: refused } });
  // Whoever has no password is asked for none; the letters to others' addresses are few all the same.
  if (!(await mayAsk(mine, email))) return emailReply(mine, 429, { email, problem: t('link.too-many') });
  return wished(mine, { purpose: 'address', name: email, accountId: account.id, to: home });
}

/** What speaks against the password that was given for the account's own; nothing where it has none. */
async function currentRefused(
  { world, request, account, shell }: Mine,
  current: string,
): Promise<string | undefined> {
  const hash = await passwordHashOf(world.db, account.id);
  if (hash === undefined) return undefined;
  const { t } = shell;
  const allowance = { most: 10, minutes: 15 };
  const about = String(account.id);
  if (!(await mayTry(world, request, { what: 'password', about, client: allowance, each: allowance })))
    return t('link.too-many');
  const { verifyPassword } = await import('better-auth/crypto');
  const right = await verifyPassword({ hash, password: current.slice(0, 1000) });
  return right ? undefined : t('password.wrong');
}

async function passwordReply(
  mine: Mine,
  status: number,
  form: Omit<OwnForm, 'token' | 'hasPassword'>,
): Promise<Reply> {
  const { world, account } = mine;
  const own = { ...form, hasPassword: await hasPassword(world.db, account.id), email: account.email };
  return formReply(mine, status, (shell, token) => passwordPage(shell, { ...own, token }));
}

async function emailReply(
  mine: Mine,
  status: number,
  form: Omit<OwnForm, 'token' | 'hasPassword'> & { readonly email: string },
): Promise<Reply> {
  const { world, account } = mine;
  const mail = world.mail.configured;
  const own = { ...form, hasPassword: await hasPassword(world.db, account.id), mail };
  return formReply(mine, status, (shell, token) => emailPage(shell, { ...own, token }));
}
