import { createLimit } from '../../kit/limit.ts';
import type { World } from '../../kit/world.ts';
import type { Call } from '../call.ts';

/** Whether a client may try another password of a post: twenty a minute. */
export type TakesGuess = (call: Call, postId: number) => boolean;

export function limitedGuesses({ clock, secret }: World): TakesGuess {
  const guesses = createLimit({ most: 20, perMs: 60_000, clock, secret });
  return ({ site, request }, postId) => guesses.takes(request.remoteAddress, `post ${site.id}/${postId}`);
}
