import { join } from 'node:path';
import type { Account } from '../account/account.ts';
import { formToken, isOurForm } from '../account/form-token.ts';
import { may } from '../account/may.ts';
import { signInHref } from '../account/paths.ts';
import { actorOf } from '../account/read.ts';
import { onwards } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { wordsFor } from '../account/views.ts';
import type { Route, RouteContext } from '../kit/feature.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import { isMultipart, readMultipart } from '../kit/http/multipart.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Asked, Desk, DeskRoute } from './desk.ts';
import { readNotice } from './notice.ts';
import { expiredForm, notAllowed, refusedForm } from './refusal.ts';
import { savedMeanwhile, staleForm } from './stand.ts';

const defaultLimit = 4 * 1024 * 1024;

/**
 * Routes of the desk: each is for who is signed in and may, and each form must be one of our own, sent not too
 * long ago. What a handler gets has been asked all of this; what is refused loses nothing that was written.
 */
export function deskRoutes(desk: Desk, routes: readonly DeskRoute[]): readonly Route[] {
  return routes.map((route) => ({
    method: route.method,
    pattern: route.pattern,
    handle: (world, request, context) => answer(desk, route, world, request, context),
  }));
}

async function answer(
  desk: Desk,
  route: DeskRoute,
  world: World,
  request: Incoming,
  { siteId, params }: RouteContext,
): Promise<Reply> {
  const account = await accountOf(world, request);
  if (!account && request.method !== 'POST') return toSignIn(request);
  const site = await readSite(world.db, siteId);
  if (!site) throw new Error(`The router found site ${siteId}, which is not there.`);
  const { field, cookies } = formToken(world, request);
  const notice = readNotice(world, request);
  const asked: Asked = {
    world,
    request,
    site,
    account: account ?? nobody,
    actor: await actorOf(world.db, account),
    t: wordsFor(request.header('accept-language'), account?.locale ?? site.locale),
    params,
    form: new URLSearchParams(),
    files: [],
    token: field,
    ...(notice && { notice }),
  };
  const reply = await (request.method === 'POST' ? take(desk, route, asked) : show(desk, route, asked));
  return withCookies(reply, cookies);
}

async function show(desk: Desk, route: DeskRoute, asked: Asked): Promise<Reply> {
  if (!(await permitted(route, asked))) return notAllowed(desk, asked);
  const stand = await route.stand?.(asked);
  return route.handle(desk, { ...asked, ...(stand && { stand }) });
}

/** A form: from a page of ours, of a size that can be read, by who still may, and not from long ago. */
async function take(desk: Desk, route: DeskRoute, asked: Asked): Promise<Reply> {
  const { request, t } = asked;
  if (!sentFromHere(request)) return refusedForm(desk, asked, 403, t('form.foreign'));
  if (route.files && isMultipart(request)) return takeFiles(desk, route, route.files, asked);
  const form = await readForm(request, route.limit ?? defaultLimit);
  if (!form.ok) {
    const large = form.reason === 'too-large';
    return refusedForm(desk, asked, large ? 413 : 415, t(large ? 'desk.too-large' : 'form.unreadable'));
  }
  return handle(desk, route, { ...asked, form: form.fields });
}

/** Who may not send files is told so before any of them is read. */
async function takeFiles(
  desk: Desk,
  route: DeskRoute,
  limits: NonNullable<DeskRoute['files']>,
  asked: Asked,
): Promise<Reply> {
  const { world, request, t } = asked;
  if (!(await permitted(route, asked))) return notAllowed(desk, asked);
  const form = await readMultipart(request, { ...limits, folder: join(world.config.data, 'spool') });
  if (!form.ok) {
    const large = form.reason !== 'not-a-form';
    return refusedForm(desk, asked, large ? 413 : 415, t(large ? 'desk.too-large' : 'form.unreadable'));
  }
  try {
    return await handle(desk, route, { ...asked, form: form.fields, files: form.files });
  } finally {
    await form.discard();
  }
}

async function handle(desk: Desk, route: DeskRoute, sent: Asked): Promise<Reply> {
  if (!(await permitted(route, sent))) return notAllowed(desk, sent);
  if (!isOurForm(sent.world, sent.request, sent.form.get('token'))) return expiredForm(desk, sent);
  const stand = await route.stand?.(sent);
  if (stand === undefined) return route.handle(desk, sent);
  const names = savedMeanwhile(sent.form, stand);
  return names.length > 0 ? staleForm(desk, sent, stand, names) : route.handle(desk, { ...sent, stand });
}

async function permitted({ may: permission }: DeskRoute, asked: Asked): Promise<boolean> {
  const { actor, site } = asked;
  if (!may(actor, 'enter-desk', { siteId: site.id })) return false;
  return typeof permission === 'string'
    ? may(actor, permission, { siteId: site.id, writtenBy: [asked.account.id] })
    : permission(asked);
}

/** Stands for who is no longer signed in, in a form's refusal. */
const nobody: Account = { id: 0, login: '', email: '', name: '', locale: 'en', owner: false };

function toSignIn({ path, query }: Incoming): Reply {
  const asked = query.toString();
  const to = asked === '' ? path : `${path}?${asked}`;
  return onwards(signInHref(to));
}

function withCookies(reply: Reply, cookies: readonly string[]): Reply {
  if (cookies.length === 0) return reply;
  const own = reply.headers['set-cookie'];
  const set = [...(own === undefined ? [] : typeof own === 'string' ? [own] : own), ...cookies];
  return { ...reply, headers: { ...reply.headers, 'set-cookie': set } };
}
