import type { Reply } from '../kit/http/message.ts';
import { isEmail, profileProblems, tidyProfile } from './account.ts';
import { toHome } from './arrive.ts';
import { type Asked, formReply, noticeReply, readOurForm } from './asked.ts';
import { destinationOf } from './destination.ts';
import { homeOrigin, isHome, letterOrigin } from './home.ts';
import { isLinkPurpose, type LinkWish, wishForLink } from './links.ts';
import { linkAskPage, type RegisterForm, registerPage } from './links-view.ts';
import { home, linkAskedPath, linkPaths, signInPath } from './paths.ts';
import { onwards } from './reply.ts';
import { mayTry } from './tries.ts';

type Asking = 'enter' | 'reset';

/** `GET /-/account/link` and `/-/account/forgotten`, with `?to=/path`. */
export function showLinkAsk(purpose: Asking) {
  return async (asked: Asked): Promise<Reply> => {
    const { to, path } = destinationOf(asked.world, asked.request.query.get('to'), home);
    if (!(await isHome(asked.world, asked.request))) return toHome(asked, linkPaths[purpose], path);
    return askReply(asked, 200, { purpose, to, name: '' });
  };
}

/** `POST` to the same: the answer is one, whether there is such an account or not. */
export function takeLinkAsk(purpose: Asking) {
  return async (asked: Asked): Promise<Reply> => {
    const form = await readOurForm(asked);
    if (!form.ok) return form.reply;
    const { to } = destinationOf(asked.world, form.fields.get('to'), home);
    const name = (form.fields.get('name') ?? '').trim().slice(0, 300);
    const { t } = asked.shell;
    if (!form.ours) return askReply(asked, 403, { purpose, to, name, problem: t('form.expired') });
    if (name === '') return askReply(asked, 422, { purpose, to, name, problem: t('link.no-name') });
    if (!(await mayAsk(asked, name)))
      return askReply(asked, 429, { purpose, to, name, problem: t('link.too-many') });
    return wished(asked, { purpose, name, to });
  };
}

/** `GET /-/account/register?to=/path` */
export async function showRegister(asked: Asked): Promise<Reply> {
  const { to, path } = destinationOf(asked.world, asked.request.query.get('to'), home);
  if (!(await isHome(asked.world, asked.request))) return toHome(asked, linkPaths.register, path);
  return registerReply(asked, 200, { to, name: '', email: '', problems: {} });
}

/** `POST /-/account/register`: a link goes to the address, and makes the account when it is used. */
export async function takeRegister(asked: Asked): Promise<Reply> {
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const { to } = destinationOf(asked.world, form.fields.get('to'), home);
  const text = (key: string) => (form.fields.get(key) ?? '').slice(0, 1000);
  const { name, email } = tidyProfile({ login: 'reader', name: text('name'), email: text('email') });
  const { t } = asked.shell;
  const filled = { to, name, email };
  if (!form.ours) return registerReply(asked, 403, { ...filled, problems: {}, problem: t('form.expired') });
  const wrong = profileProblems({ login: 'reader', name, email });
  const problems = {
    name: wrong.includes('no-name') ? t('setup.no-name') : undefined,
    email: isEmail(email) ? undefined : t('setup.bad-email'),
  };
  if (wrong.length > 0) return registerReply(asked, 422, { ...filled, problems });
  if (!(await mayAsk(asked, email)))
    return registerReply(asked, 429, { ...filled, problems: {}, problem: t('link.too-many') });
  return wished(asked, { purpose: 'register', name: email, fullName: name, to });
}

/** `GET /-/account/link-asked?purpose=…`: what happens now, in the same words for everybody. */
export async function showLinkAsked(asked: Asked): Promise<Reply> {
  const { world, request, shell } = asked;
  const { t } = shell;
  const said = request.query.get('purpose') ?? '';
  const purpose = isLinkPurpose(said) ? said : 'enter';
  const text = world.mail.configured ? t('link.asked', { purpose }) : t('link.asked-owner', { purpose });
  const next = { href: signInPath, label: t('provider.again') };
  return noticeReply(asked, 200, { title: t('link.asked-title'), text, next });
}

/** Links for one address, and wishes of one client, are few. */
export function mayAsk({ world, request }: Asked, name: string): Promise<boolean> {
  return mayTry(world, request, {
    what: 'link',
    about: name.toLowerCase(),
    client: { most: 10, minutes: 15 },
    each: { most: 4, minutes: 60 },
  });
}

/** Also for a new address, asked for on the page of one's account. */
export async function wished(
  asked: Asked,
  wish: Pick<LinkWish, 'purpose' | 'name' | 'fullName' | 'accountId' | 'to'>,
): Promise<Reply> {
  const { world, request, shell } = asked;
  const origin = await letterOrigin(world, request, await homeOrigin(world, request));
  await wishForLink(world, { ...wish, language: shell.t.language, origin });
  return onwards(`${linkAskedPath}?purpose=${wish.purpose}`);
}

function askReply(
  asked: Asked,
  status: number,
  form: { readonly purpose: Asking; readonly to: string; readonly name: string; readonly problem?: string },
): Reply {
  const mail = asked.world.mail.configured;
  return formReply(asked, status, (shell, token) => linkAskPage(shell, { ...form, token, mail }));
}

function registerReply(asked: Asked, status: number, form: Omit<RegisterForm, 'token' | 'mail'>): Reply {
  const mail = asked.world.mail.configured;
  return formReply(asked, status, (shell, token) => registerPage(shell, { ...form, token, mail }));
}
