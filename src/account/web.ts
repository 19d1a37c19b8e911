import type { RouteContext } from '../kit/feature.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { listSites } from '../site/read.ts';
import { formToken, isOurForm } from './form-token.ts';
import { rolesOf } from './read.ts';
import { type Look, localPath, onwards, personalPage, shellFor } from './reply.ts';
import { accountOf, signIn, signOut } from './session.ts';
import { accountPage, noticePage, type SignInForm, signInPage, signOutPage } from './views.ts';

export const home = '/-/account/';

const signInPath = '/-/account/sign-in';

type Asked = {
  readonly world: World;
  readonly request: Incoming;
  readonly siteId: number;
  readonly look: Look;
};

/** `GET /-/account/sign-in?to=/path` */
export async function showSignIn(asked: Asked): Promise<Reply> {
  const to = localPath(asked.request.query.get('to')) ?? home;
  if (await accountOf(asked.world, asked.request)) return onwards(to);
  return signInReply(asked, 200, { to, name: '' });
}

/** `POST /-/account/sign-in` */
export async function takeSignIn(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const { fields } = form;
  const to = localPath(fields.get('to')) ?? home;
  const name = (fields.get('name') ?? '').slice(0, 300);
  const { t } = await shellFor(world, request, asked.look, asked.siteId);
  if (!form.ours) return signInReply(asked, 403, { to, name, problem: t('form.expired') });
  const result = await signIn(world, request, { name, password: fields.get('password') ?? '' });
  if (result.ok) return onwards(to, result.cookies);
  switch (result.reason) {
    case 'wrong':
      return signInReply(asked, 403, { to, name, problem: t('sign-in.wrong') });
    case 'too-many':
      return signInReply(asked, 429, { to, name, problem: t('sign-in.too-many') }, result.retryAfter);
  }
}

async function signInReply(
  { world, request, siteId, look }: Asked,
  status: number,
  form: Omit<SignInForm, 'token'>,
  retryAfter?: number,
): Promise<Reply> {
  const shell = await shellFor(world, request, look, siteId);
  const { field, cookies } = formToken(world, request);
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return personalPage(status, signInPage(shell, { ...form, token: field }), { cookies, headers });
}

/** `GET /-/account/` */
export async function showAccount({ world, request, siteId, look }: Asked): Promise<Reply> {
  const account = await accountOf(world, request);
  if (!account) return onwards(`${signInPath}?to=${encodeURIComponent(home)}`);
  const [held, sites] = [await rolesOf(world.db, account.id), await listSites(world.db)];
  const roles = sites.flatMap((site) => {
    const role = held.get(site.id);
    return role === undefined ? [] : [{ role, site: site.title }];
  });
  const { field, cookies } = formToken(world, request);
  const shell = await shellFor(world, request, look, siteId);
  return personalPage(200, accountPage(shell, { token: field, account, roles }), { cookies });
}

/** `GET /-/account/sign-out`: asks; a link alone signs nobody out. */
export async function showSignOut({ world, request, siteId, look }: Asked): Promise<Reply> {
  const account = await accountOf(world, request);
  if (!account) return onwards('/');
  const { field, cookies } = formToken(world, request);
  const shell = await shellFor(world, request, look, siteId);
  return personalPage(200, signOutPage(shell, { token: field, name: account.name }), { cookies });
}

/** `POST /-/account/sign-out` */
export async function takeSignOut(asked: Asked): Promise<Reply> {
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  if (!form.ours) return showSignOut(asked);
  return onwards('/', await signOut(asked.world, asked.request));
}

/** `/wp-login.php`, `/wp-admin/…`: where WordPress's people knock. The desk is behind signing in. */
export async function fromWordPress(): Promise<Reply> {
  return { status: 302, headers: { location: signInPath, 'cache-control': 'no-store' }, body: undefined };
}

type OurForm =
  | {
      readonly ok: true;
      readonly fields: URLSearchParams /** Whether its token is good. */;
      readonly ours: boolean;
    }
  | { readonly ok: false; readonly reply: Reply };

/** The form of a request, refused when it is none, is too large, or comes from another site's page. */
export async function readOurForm({
  world,
  request,
  siteId,
  look,
}: Omit<Asked, 'siteId'> & { readonly siteId?: number }): Promise<OurForm> {
  const shell = await shellFor(world, request, look, siteId);
  const refuse = (status: number, text: string): OurForm => ({
    ok: false,
    reply: personalPage(status, noticePage(shell, { title: shell.t('form.refused'), text })),
  });
  if (!sentFromHere(request)) return refuse(403, shell.t('form.foreign'));
  const form = await readForm(request);
  if (!form.ok) return refuse(form.reason === 'too-large' ? 413 : 415, shell.t('form.unreadable'));
  return { ok: true, fields: form.fields, ours: isOurForm(world, request, form.fields.get('token')) };
}

/** A handler of a route from one of these. */
export function onSite(look: Look, handle: (asked: Asked) => Promise<Reply>) {
  return (world: World, request: Incoming, { siteId }: RouteContext) =>
    handle({ world, request, siteId, look });
}
