import { onwards } from '../account/reply.ts';
import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

/** What became of something that was done, said once on the page that follows. */
export type Notice = {
  readonly text: string;
  /** `good` unless something is to be looked at. */
  readonly tone?: 'good' | 'warning' | 'bad';
  /** A form with one button that takes it back. */
  readonly undo?: Undo;
};

export type Undo = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

const name = 'verbatim-notice';
const purpose = 'notice';
/** Browsers keep cookies of 4 KB; what does not fit is said without its undo. */
const longest = 3_000;
const seconds = 120;

/** Onwards to a page of the desk, which says the notice. */
export function noticed(
  { world, request }: { readonly world: World; readonly request: Incoming },
  path: string,
  notice: Notice,
): Reply {
  return onwards(path, [noticeCookie(world, request, notice)]);
}

function noticeCookie(world: World, request: Incoming, { undo, ...said }: Notice): string {
  const sign = (notice: Notice) =>
    signValue(JSON.stringify(notice), new Date(world.clock.now().getTime() + seconds * 1000), {
      secret: world.secret,
      purpose,
    });
  const whole = sign({ ...said, ...(undo && { undo }) });
  const value = whole.length <= longest ? whole : sign({ ...said, text: said.text.slice(0, 500) });
  return hostCookie(name, value, { scheme: request.scheme, maxAge: seconds });
}

/** The notice that a request brings from the page before. */
export function readNotice(world: World, request: Incoming): Notice | undefined {
  const cookie = readCookie(request.header('cookie'), hostCookieName(name, request.scheme));
  const value =
    cookie === undefined
      ? undefined
      : verifyValue(cookie, world.clock.now(), { secret: world.secret, purpose });
  return value === undefined ? undefined : JSON.parse(value);
}

/** Takes the notice away, since it was said. */
export function noticeSaid({ scheme }: Incoming): string {
  return hostCookie(name, '', { scheme, maxAge: 0 });
}
