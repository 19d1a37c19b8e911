import type { Account } from '../account/account.ts';
import { type Actor, visitor } from '../account/may.ts';
import { actorOf } from '../account/read.ts';
import { authenticate } from '../account/security/authenticate.ts';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { type Refusal, refuse } from './outcome.ts';

export type Identified =
  | { readonly ok: true; readonly account: Account | undefined; readonly actor: Actor }
  | Refusal;

/**
 * Who asks. Wrong credentials are an error even where visitors are answered, as in WordPress: a program should
 * know that it is not taken for who it says. Whether there is an account of the name is not told.
 */
export async function identify(world: World, request: Incoming): Promise<Identified> {
  const found = await authenticate(world, request);
  if (found.ok) {
    const { account } = found;
    return { ok: true, account, actor: await actorOf(world.db, account) };
  }
  switch (found.reason) {
    case 'none':
      return { ok: true, account: undefined, actor: visitor };
    case 'wrong':
      return refuse(401, 'incorrect_password', 'The name or the application password is not right.');
    case 'too-many':
      return refuse(
        429,
        'too_many_requests',
        'Too many wrong passwords came from this network. Try again in a minute.',
      );
    case 'bad-nonce':
      return refuse(403, 'rest_cookie_invalid_nonce', 'Cookie check failed');
  }
}
