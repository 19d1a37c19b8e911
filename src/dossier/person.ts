import type { Account } from '../account/account.ts';
import { tidyAddress } from '../subscription/subscription.ts';

/** Somebody of whom an install keeps something: an account, or the holder of an address that guests typed. */
export type Person = {
  readonly account?: Account;
  /** Shown to be theirs: the account's verified one, or the one that a link was sent to. */
  readonly email?: string;
  /** Names by which their browser is known on each site (`comment/sender.ts`), the account's among them. */
  readonly senders: readonly string[];
};

/** For the queries: what fits nobody stands where something is not known. */
export function keysOf({ account, email }: Person) {
  return { account: account?.id ?? -1, email: email === undefined ? '' : tidyAddress(email) };
}
