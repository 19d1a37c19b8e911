import { randomBytes } from 'node:crypto';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { World } from '../kit/world.ts';

/** Where the form of a reply is sent to. */
export const replyAddress = '/-/comments/';

/** Names of its fields. The theme shows these, and `web.ts` reads them. */
export const replyFields = {
  post: 'post',
  /** The reply that is answered; empty or absent for the post itself. */
  parent: 'parent',
  name: 'name',
  email: 'email',
  url: 'url',
  text: 'text',
  /** A passage of the post, word for word. */
  quote: 'quote',
  /** `markdown` or `html`; Markdown where it is absent. */
  format: 'format',
  /** `thread` or `replies`, to be told of what follows by mail; empty or absent for neither. */
  subscribe: 'subscribe',
  token: 'token',
  /** Hidden from people by the style sheet: who fills it in is a program. */
  trap: 'website2',
} as const;

/** How long a form may lie open, in milliseconds. */
const validFor = 48 * 3_600_000;

/**
 * What the form of a post carries: which post it is for, and when it was made. It is the same for everybody who
 * gets a kept page, so it says nothing about who sends it.
 */
export function replyToken(world: World, siteId: number, postId: number): string {
  const issued = world.clock.now().getTime();
  const nonce = randomBytes(8).toString('base64url');
  return signValue(`${issued}.${nonce}`, new Date(issued + validFor), signing(world, siteId, postId));
}

export type TokenRead =
  | { readonly ok: true /** Milliseconds since the form was made. */; readonly age: number }
  | { readonly ok: false };

/** Whether a token is one that we made for this post, within its time. */
export function readReplyToken(world: World, siteId: number, postId: number, token: string): TokenRead {
  const now = world.clock.now();
  const value = verifyValue(token, now, signing(world, siteId, postId));
  const issued = Number(value?.split('.')[0]);
  return value === undefined || !Number.isFinite(issued)
    ? { ok: false }
    : { ok: true, age: now.getTime() - issued };
}

function signing({ secret }: World, siteId: number, postId: number) {
  return { secret, purpose: `reply ${siteId}/${postId}` };
}
