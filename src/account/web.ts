import type { Reply } from '../kit/http/message.ts';
import { listSites } from '../site/read.ts';
import { hasAddress } from './account.ts';
import { land, toHome } from './arrive.ts';
import { type Asked, formReply, readOurForm } from './asked.ts';
import { destinationOf } from './destination.ts';
import { homeOrigin, isHome, ownHost } from './home.ts';
import { may } from './may.ts';
import { changePath, deskPath, home, signInHref, signInPath } from './paths.ts';
import { linksOf } from './provider-read.ts';
import { actorOf } from './read.ts';
import { localPath, onwards } from './reply.ts';
import { passkeyScript, passkeySignIn } from './security/passkey-web.ts';
import { accountOf, signIn } from './session.ts';
import { leave, signedInAccounts } from './signed-in.ts';
import { accountPage, type Shell, type SignInForm, signInPage, signOutPage } from './views.ts';
import { signInWays } from './ways.ts';

/** The owner of an install with thousands of sites finds the others by their addresses. */
const mostDesks = 12;

/** `GET /-/account/sign-in?to=/path`; `another=1` when one is signed in and wants one account more. */
export async function showSignIn(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const destination = destinationOf(world, request.query.get('to'), home);
  const account = await accountOf(world, request);
  if (!(await isHome(world, request))) {
    if (account) return onwards(destination.path);
    return toHome(asked, signInPath, destination.path);
  }
  if (!account || request.query.get('another') === '1')
    return signInReply(asked, 200, { to: destination.to, name: '' });
  // Which of one's accounts a site gets to know is for oneself to say.
  if (destination.site) return onwards(`${changePath}?to=${encodeURIComponent(destination.to)}`);
  return onwards(destination.path);
}

/** `POST /-/account/sign-in` */
export async function takeSignIn(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const { fields } = form;
  const { to } = destinationOf(world, fields.get('to'), home);
  const name = (fields.get('name') ?? '').slice(0, 300);
  const { t } = asked.shell;
  if (!form.ours) return signInReply(asked, 403, { to, name, problem: t('form.expired') });
  const result = await signIn(world, request, { name, password: fields.get('password') ?? '' });
  if (result.ok) return land(asked, result, to);
  switch (result.reason) {
    case 'wrong':
      return signInReply(asked, 403, { to, name, problem: t('sign-in.wrong') });
    case 'too-many':
      return signInReply(asked, 429, { to, name, problem: t('sign-in.too-many') }, result.retryAfter);
  }
}

async function signInReply(
  asked: Asked,
  status: number,
  form: Pick<SignInForm, 'to' | 'name' | 'problem'>,
  retryAfter?: number,
): Promise<Reply> {
  const { world, request, look } = asked;
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const here = (await signedInAccounts(world, request)).map(({ account }) => account);
  const script = passkeyScript(look);
  const page = (shell: Shell, token: string) => {
    const passkey = script && { script, form: passkeySignIn(asked, { t: shell.t, token }, form.to) };
    return signInPage(shell, { ...form, token, ways: signInWays(world), here, ...(passkey && { passkey }) });
  };
  return formReply(asked, status, page, { headers });
}

/** `GET /-/account/` */
export async function showAccount(asked: Asked): Promise<Reply> {
  const { world, request, site: here } = asked;
  const account = await accountOf(world, request);
  if (!account) return onwards(signInHref(home));
  const [actor, sites] = [await actorOf(world.db, account), await listSites(world.db)];
  const roles = sites.flatMap((site) => {
    const role = actor.kind === 'account' ? actor.roles.get(site.id) : undefined;
    return role === undefined ? [] : [{ role, site: site.title }];
  });
  const elsewhere = (await isHome(world, request)) ? undefined : `${await homeOrigin(world, request)}${home}`;
  const desks = sites
    .filter(({ id }) => may(actor, 'enter-desk', { siteId: id }))
    .slice(0, mostDesks)
    .map(({ id, title, url }) => ({
      site: title,
      href: id === here?.id ? deskPath : deskPath.replace(/^\//, url),
    }));
  const providers = elsewhere === undefined ? await linksOf(world, account.id) : [];
  const facts = { account, roles, desks, hasAddress: hasAddress(account), providers, elsewhere };
  return formReply(asked, 200, (shell, token) => accountPage(shell, { ...facts, token }));
}

/** `GET /-/account/sign-out?to=/path`: asks; a link alone signs nobody out. */
export async function showSignOut(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const here = (await signedInAccounts(world, request)).map(({ account }) => account);
  const to = localPath(request.query.get('to')) ?? frontOf(asked);
  if (here.length === 0) return onwards(to);
  const staysAt = (await isHome(world, request)) ? undefined : ownHost(world);
  return formReply(asked, 200, (shell, token) => signOutPage(shell, { token, to, here, staysAt }));
}

/** `POST /-/account/sign-out`: `account` is an ID, or `all`; without it the one in use. */
export async function takeSignOut(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  if (!form.ours) return showSignOut(asked);
  const which = form.fields.get('account') ?? 'current';
  const to = localPath(form.fields.get('to')) ?? frontOf(asked);
  const who = which === 'current' || which === 'all' ? which : Number(which);
  return onwards(to, await leave(world, request, who));
}

/** Where a visitor is at home: the install's own host has no front page when no site has it. */
function frontOf({ site }: Asked): string {
  return site === undefined ? signInPath : '/';
}

/** `/wp-login.php`, `/wp-admin/…`: where WordPress's people knock. The desk is behind signing in. */
export async function fromWordPress(): Promise<Reply> {
  return { status: 302, headers: { location: deskPath, 'cache-control': 'no-store' }, body: undefined };
}
