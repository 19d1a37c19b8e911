import { createHash, timingSafeEqual } from 'node:crypto';
import { hostCookie, hostCookieName, readCookie } from '../kit/http/cookie.ts';
import { readForm } from '../kit/http/form.ts';
import type { Incoming } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

/** A post behind a password, which its readers share. */
export type LockedPost = { readonly siteId: number; readonly id: number; readonly password: string };

/** How long a browser remembers that it gave the password, in milliseconds: ten days, as WordPress does. */
const remembered = 10 * 86_400_000;

/** Whether the reader gave the password that the post has now. */
export function isUnlocked(world: World, request: Incoming, post: LockedPost): boolean {
  const cookie = readCookie(request.header('cookie'), hostCookieName(cookieName(post), request.scheme));
  return (
    cookie !== undefined && verifyValue(cookie, world.clock.now(), signingOf(world, post)) === 'unlocked'
  );
}

export type Unlocked =
  | { readonly ok: true; readonly cookie: string }
  | { readonly ok: false; readonly reason: 'wrong' };

/** Takes the password from a form. */
export async function unlock(world: World, request: Incoming, post: LockedPost): Promise<Unlocked> {
  const form = await readForm(request, 4096);
  const given = form.ok ? (form.fields.get('password') ?? form.fields.get('post_password') ?? '') : '';
  if (!same(given, post.password)) return { ok: false, reason: 'wrong' };
  const expiresAt = new Date(world.clock.now().getTime() + remembered);
  const value = signValue('unlocked', expiresAt, signingOf(world, post));
  return {
    ok: true,
    cookie: hostCookie(cookieName(post), value, { scheme: request.scheme, maxAge: remembered / 1000 }),
  };
}

function cookieName({ siteId, id }: LockedPost): string {
  return `verbatim_post_${siteId}_${id}`;
}

/** With the password's own digest in its purpose, a cookie is worth nothing once the password is another. */
function signingOf(world: World, { siteId, id, password }: LockedPost) {
  return { secret: world.secret, purpose: `post ${siteId}/${id} ${digest(password).toString('hex')}` };
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
