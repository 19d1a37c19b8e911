import { timestamp } from '../kit/clock.ts';
import type { Reply } from '../kit/http/message.ts';
import { type Account, isEmail, passwordProblem } from './account.ts';
import { type Asked, readOurForm } from './asked.ts';
import { formToken } from './form-token.ts';
import { forgetLinks } from './links.ts';
import { mayAsk, wished } from './links-web.ts';
import { emailPage, type OwnForm, passwordPage } from './own-view.ts';
import { weakness } from './password-words.ts';
import { home, signInPath } from './paths.ts';
import { passwordHashOf } from './read.ts';
import { onwards, personalPage, shellFor } from './reply.ts';
import { hashPassword, setPassword } from './save.ts';
import { accountOf, startSession } from './session.ts';
import { mayTry } from './tries.ts';
import { noticePage } from './views.ts';

type Mine = Asked & { readonly account: Account };

/** A page on which one changes one's own account; others are sent to sign in, and come back. */
function mine(handle: (mine: Mine) => Promise<Reply>) {
  return async (asked: Asked): Promise<Reply> => {
    const account = await accountOf(asked.world, asked.request);
    if (account) return handle({ ...asked, account });
    return onwards(`${signInPath}?to=${encodeURIComponent(asked.request.path)}`);
  };
}

/** `GET /-/account/password` */
export const showPassword = mine((mine) => passwordReply(mine, 200, {}));

/** `POST /-/account/password`: every other session of the account is over. */
export const takePassword = mine(async (mine) => {
  const { world, request, account } = mine;
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  const shell = await shellFor(world, request, mine.look, mine.siteId);
  const { t } = shell;
  if (!form.ours) return passwordReply(mine, 403, { problem: t('form.expired') });
  const refused = await currentRefused(mine, form.fields.get('current') ?? '');
  if (refused !== undefined) return passwordReply(mine, 403, { problems: { current: refused } });
  const password = form.fields.get('password') ?? '';
  const weak = passwordProblem(password, account);
  if (weak !== undefined) return passwordReply(mine, 422, { problems: { password: weakness(t, weak) } });
  const hash = await hashPassword(password);
  await world.db.write(async (tx) => {
    await setPassword(tx, account.id, hash, { now: timestamp(world.clock) });
    await forgetLinks(tx, account.id);
    await tx.db.deleteFrom('session').where('account_id', '=', account.id).execute();
  });
  const cookies = await startSession(world, request, account.id);
  const next = { href: home, label: t('account.title') };
  const page = noticePage(shell, { title: t('password.changed'), text: t('password.text'), next });
  return personalPage(200, page, { cookies });
});

/** `GET /-/account/email` */
export const showEmail = mine((mine) => emailReply(mine, 200, { email: '' }));

/** `POST /-/account/email`: a link goes to the new address, which becomes the account's when it is used. */
export const takeEmail = mine(async (mine) => {
  const { world, request, account } = mine;
  const form = await readOurForm(mine);
  if (!form.ok) return form.reply;
  const { t } = await shellFor(world, request, mine.look, mine.siteId);
  const email = (form.fields.get('email') ?? '').trim().toLowerCase().slice(0, 300);
  if (!form.ours) return emailReply(mine, 403, { email, problem: t('form.expired') });
  const problem = isEmail(email) && !email.endsWith('.invalid') ? undefined : t('setup.bad-email');
  const same = email === account.email ? t('address.same') : undefined;
  if (problem !== undefined || same !== undefined)
    return emailReply(mine, 422, { email, problems: { email: problem ?? same } });
  const refused = await currentRefused(mine, form.fields.get('current') ?? '');
  if (refused !== undefined) return emailReply(mine, 403, { email, problems: { current: refused } });
  // Whoever has no password is asked for none; the letters to others' addresses are few all the same.
  if (!(await mayAsk(mine, email))) return emailReply(mine, 429, { email, problem: t('link.too-many') });
  return wished(mine, { purpose: 'address', name: email, accountId: account.id, to: home });
});

/** What speaks against the password that was given for the account's own; nothing where it has none. */
async function currentRefused(
  { world, request, account, look, siteId }: Mine,
  current: string,
): Promise<string | undefined> {
  const hash = await passwordHashOf(world.db, account.id);
  if (hash === undefined) return undefined;
  const { t } = await shellFor(world, request, look, siteId);
  const allowance = { most: 10, minutes: 15 };
  const about = String(account.id);
  if (!(await mayTry(world, request, { what: 'password', about, client: allowance, each: allowance })))
    return t('link.too-many');
  const { verifyPassword } = await import('better-auth/crypto');
  const right = await verifyPassword({ hash, password: current.slice(0, 1000) });
  return right ? undefined : t('password.wrong');
}

async function passwordReply(
  { world, request, look, siteId, account }: Mine,
  status: number,
  form: Omit<OwnForm, 'token' | 'hasPassword'>,
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const hasPassword = (await passwordHashOf(world.db, account.id)) !== undefined;
  const page = passwordPage(shell, { ...form, token: field, hasPassword, email: account.email });
  return personalPage(status, page, { cookies });
}

async function emailReply(
  { world, request, look, siteId, account }: Mine,
  status: number,
  form: Omit<OwnForm, 'token' | 'hasPassword'> & { readonly email: string },
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const hasPassword = (await passwordHashOf(world.db, account.id)) !== undefined;
  const page = emailPage(shell, { ...form, token: field, hasPassword, mail: world.mail.configured });
  return personalPage(status, page, { cookies });
}
