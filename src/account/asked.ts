import type { Route } from '../kit/feature.ts';
import type { Html } from '../kit/html.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { findSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { formToken, isOurForm } from './form-token.ts';
import { homeOrigin, isHome, ownHost } from './home.ts';
import { home } from './paths.ts';
import { type Look, onwards, personalPage, shellFor } from './reply.ts';
import { type Notice, noticePage, type Shell } from './views.ts';

/** What a page of accounts is asked. */
export type Asked = {
  readonly world: World;
  readonly request: Incoming;
  /** The site on whose host it is; absent on the install's own host when that is no site's. */
  readonly site?: Site;
  readonly look: Look;
  readonly shell: Shell;
  readonly params: Readonly<Record<string, string>>;
};

/** What a page needs of it. */
export type AskedPage = Pick<Asked, 'world' | 'request' | 'shell'>;

type Handle = (asked: Asked) => Promise<Reply>;

/**
 * A handler of a route from one of these. The pages of accounts answer on the host of every site and on the
 * install's own: their routes are for any host, and it is here that a host that is nobody's is refused.
 */
export function onSite(look: Look, handle: Handle): Route['handle'] {
  return async (world, request, { params }) => {
    const site = await findSite(world.db, request.host);
    if (!site && request.host !== ownHost(world))
      return plainText(421, 'No site of this install has this host. Its owner can add the host to a site.');
    const shell = shellFor(request, look, site);
    return handle({ world, request, look, shell, params, ...(site && { site }) });
  };
}

/** Makes the routes of such pages. */
export function routesFor(look: Look) {
  const route =
    (method: 'GET' | 'POST') =>
    (pattern: string, handle: Handle): Route => {
      return { method, pattern, anyHost: true, handle: onSite(look, handle) };
    };
  return { get: route('GET'), post: route('POST') };
}

/**
 * A page on which one changes one's own account: it answers on the install's own host, where one has signed in (a
 * passkey is of that host alone), and leads there from the hosts of sites.
 */
export function atHome(handle: Handle): Handle {
  return async (asked) => {
    const { world, request } = asked;
    if (await isHome(world, request)) return handle(asked);
    const path = request.method === 'GET' ? request.path : home;
    return onwards(`${await homeOrigin(world, request)}${path}`);
  };
}

type OurForm =
  | {
      readonly ok: true;
      readonly fields: URLSearchParams;
      /** Whether its token is good. */
      readonly ours: boolean;
    }
  | { readonly ok: false; readonly reply: Reply };

/** The form of a request, refused when it is none, is too large, or comes from another site's page. */
export async function readOurForm(asked: AskedPage): Promise<OurForm> {
  const { world, request, shell } = asked;
  const { t } = shell;
  const refuse = (status: number, text: string): OurForm => ({
    ok: false,
    reply: noticeReply(asked, status, { title: t('form.refused'), text }),
  });
  if (!sentFromHere(request)) return refuse(403, t('form.foreign'));
  const form = await readForm(request);
  if (!form.ok) return refuse(form.reason === 'too-large' ? 413 : 415, t('form.unreadable'));
  return { ok: true, fields: form.fields, ours: isOurForm(world, request, form.fields.get('token')) };
}

/** A page with forms, which carry the token that it is made with; the token's cookie goes along. */
export function formReply(
  { world, request, shell }: AskedPage,
  status: number,
  page: (shell: Shell, token: string) => Html,
  {
    cookies = [],
    headers = {},
  }: { readonly cookies?: readonly string[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Reply {
  const form = formToken(world, request);
  const body = page(shell, form.field);
  return personalPage(status, body, { cookies: [...form.cookies, ...cookies], headers });
}

/** A page that only says something. */
export function noticeReply(
  { shell }: Pick<Asked, 'shell'>,
  status: number,
  notice: Notice,
  cookies: readonly string[] = [],
): Reply {
  return personalPage(status, noticePage(shell, notice), { cookies });
}
