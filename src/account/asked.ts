import type { Route } from '../kit/feature.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { findSite } from '../site/read.ts';
import { isOurForm } from './form-token.ts';
import { homeOrigin, isHome, ownHost } from './home.ts';
import { home } from './paths.ts';
import { type Look, personalPage, shellFor } from './reply.ts';
import { noticePage } from './views.ts';

/** What a page of accounts is asked. */
export type Asked = {
  readonly world: World;
  readonly request: Incoming;
  /** The site on whose host it is; absent on the install's own host when that is no site's. */
  readonly siteId?: number;
  readonly look: Look;
  readonly params: Readonly<Record<string, string>>;
};

type OurForm =
  | {
      readonly ok: true;
      readonly fields: URLSearchParams /** Whether its token is good. */;
      readonly ours: boolean;
    }
  | { readonly ok: false; readonly reply: Reply };

/** The form of a request, refused when it is none, is too large, or comes from another site's page. */
export async function readOurForm({ world, request, siteId, look }: Omit<Asked, 'params'>): Promise<OurForm> {
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

/**
 * A handler of a route from one of these. The pages of accounts answer on the host of every site and on the
 * install's own: their routes are for any host, and it is here that a host that is nobody's is refused.
 */
export function onSite(look: Look, handle: (asked: Asked) => Promise<Reply>): Route['handle'] {
  return async (world, request, { params }) => {
    const site = await findSite(world.db, request.host);
    if (!site && request.host !== ownHost(world))
      return plainText(421, 'No site of this install has this host. Its owner can add the host to a site.');
    return handle({ world, request, look, params, ...(site && { siteId: site.id }) });
  };
}

/**
 * A route of a page on which one changes one's own account: it answers on the install's own host, where one has
 * signed in (a passkey is of that host alone), and leads there from the hosts of sites.
 */
export function atHome(look: Look) {
  return (route: Route): Route => ({
    ...route,
    anyHost: true,
    handle: async (world, request, context) =>
      onSite(look, async ({ siteId = 0 }) => {
        if (await isHome(world, request)) return route.handle(world, request, { ...context, siteId });
        const location = `${await homeOrigin(world, request)}${request.method === 'GET' ? request.path : home}`;
        return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: undefined };
      })(world, request, context),
  });
}
