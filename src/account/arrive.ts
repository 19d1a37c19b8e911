import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { findSite } from '../site/read.ts';
import { type Asked, noticeReply } from './asked.ts';
import { type Destination, departure, destinationOf, isBrowser } from './destination.ts';
import { homeOrigin } from './home.ts';
import { arrivePath, home, secondStepPath, signInHref } from './paths.ts';
import { onwards, personalPage } from './reply.ts';
import { beginSecondStep, needsSecondStep } from './security/second-factor.ts';
import { endSessionsOf, startSession } from './session.ts';
import { keepOthers, leave } from './signed-in.ts';
import { issueTicket, type Ticket, takeTicket } from './ticket.ts';
import { leavingPage } from './views.ts';

/** Minutes within which a browser must arrive: it is on its way already. */
const minutes = 2;

/** From a site's host to the page of the same path on the host where one signs in, with the way back. */
export async function toHome(asked: Asked, place: string, path: string): Promise<Reply> {
  const { world, request } = asked;
  const { to, cookies } = await departure(world, request, path);
  const there = await homeOrigin(world, request);
  return leaving(asked, `${there}${place}?to=${encodeURIComponent(to)}`, cookies);
}

/**
 * The end of every way to sign in: the second step where there is one, then the cookies of the session, the accounts
 * that stay beside it, and the way to where one wanted to be.
 */
export async function land(
  asked: Asked,
  signedIn: {
    readonly accountId: number;
    /** Of a session that began already; without them one begins here. */
    readonly cookies?: readonly string[];
    /** Two factors were shown already: a code besides, or a passkey, which is a device and what unlocks it. */
    readonly twice?: boolean;
  },
  to: string | null,
  fallback: string = home,
): Promise<Reply> {
  const { world, request } = asked;
  const { accountId, twice } = signedIn;
  const destination = destinationOf(world, to, fallback);
  if (!twice && (await needsSecondStep(world, request, accountId))) {
    await forgetSession(world, signedIn.cookies ?? []);
    const next = `${secondStepPath}?to=${encodeURIComponent(destination.to)}`;
    return onwards(next, await beginSecondStep(world, request, accountId));
  }
  const cookies = signedIn.cookies ?? (await startSession(world, request, accountId));
  const kept = await keepOthers(world, request, accountId);
  return goOn(asked, accountId, [...cookies, ...kept], destination);
}

/** A session that was begun too early: one step of two is none. */
async function forgetSession(world: World, cookies: readonly string[]): Promise<void> {
  const values = cookies.flatMap((cookie) => /verbatim-session=([^;]+)/.exec(cookie)?.[1] ?? []);
  await endSessionsOf(world, values);
}

/** To where an account that is signed in here wants to be: on this host, or on the site that it came from. */
export async function goOn(
  asked: Asked,
  accountId: number,
  cookies: readonly string[],
  { path, site }: Destination,
): Promise<Reply> {
  const { world } = asked;
  if (!site) return onwards(path, cookies);
  // It was one of our hosts when it signed; it may have been taken from its site since.
  const known = await findSite(world.db, site.host);
  if (!known?.hosts.some(({ host }) => host === site.host)) return onwards(home, cookies);
  const payload: Arrival = { host: site.host, browser: site.browser, path };
  const code = await world.db.write((tx) =>
    issueTicket(world, tx, { kind: 'arrive', accountId, payload, minutes }),
  );
  return leaving(asked, `${site.scheme}://${site.host}${arrivePath}?code=${code}`, cookies);
}

type Arrival = { readonly host: string; readonly browser: string; readonly path: string };

/**
 * `GET /-/account/arrive?code=…`, on a site's host: signs in whom the install's host has sent, if this is the
 * browser that set out from here. A code that somebody else was given does nothing.
 */
export async function showArrive(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const code = request.query.get('code');
  const ticket = await world.db.write((tx) => takeTicket(world, tx, 'arrive', code));
  const arrival = ticket && arrivalFor(request, ticket);
  if (!arrival || ticket?.accountId == null) return notArrived(asked, ticket);
  const left = await leave(world, request, 'all');
  const cookies = await startSession(world, request, ticket.accountId);
  return onwards(arrival.path, [...left.filter((line) => !sameCookie(line, cookies)), ...cookies]);
}

function arrivalFor(request: Incoming, { payload }: Ticket): Arrival | undefined {
  const arrival = payload as Arrival;
  return isBrowser(request, arrival.browser) && arrival.host === request.host ? arrival : undefined;
}

function sameCookie(line: string, others: readonly string[]): boolean {
  const [name] = line.split('=');
  return others.some((other) => other.startsWith(`${name}=`));
}

function notArrived(asked: Asked, ticket: Ticket | undefined): Reply {
  const { request, shell } = asked;
  const { t } = shell;
  const arrival = ticket?.payload as Arrival | undefined;
  const path = arrival?.host === request.host ? arrival.path : '/';
  return noticeReply(asked, 403, {
    title: t('arrive.refused'),
    text: t('arrive.refused-text'),
    next: { href: signInHref(path), label: t('sign-in.title') },
  });
}

/**
 * A page that leads to another host at once. No 303: where a form was sent before, `form-action` of the page
 * that it stood on would hold the browser back, since a redirect counts as a part of what the form does.
 */
export function leaving({ shell }: Asked, url: string, cookies: readonly string[] = []): Reply {
  return personalPage(200, leavingPage(shell, url), {
    cookies,
    headers: { 'referrer-policy': 'no-referrer' },
  });
}
