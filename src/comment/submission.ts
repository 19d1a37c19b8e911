import type { Account } from '../account/account.ts';
import type { Actor } from '../account/may.ts';
import type { Site } from '../site/site.ts';
import type { Reason } from './comment.ts';

/** A reply as somebody sends it, whichever door of this install it came by. */
export type Submission = {
  readonly site: Site;
  readonly postId: number;
  /** The reply that it answers. */
  readonly parentId?: number;
  readonly author: Submitter;
  readonly text: string;
  readonly format: 'markdown' | 'html';
  /** A passage of the post, word for word; its place is found here. */
  readonly quote?: string;
  /** BCP 47 tag, where the sender says it. */
  readonly lang?: string;
  readonly from: RequestFacts;
  /** What a form carries; absent where the sender proved who it is in another way (an application password). */
  readonly form?: FormFacts;
  /** Whether the sender gave a post's password. */
  readonly unlocked?: (password: string) => boolean;
  /**
   * What its writer wants to be told of by mail. It goes out with `comment.saved` (`subscribe` in its payload), for
   * `src/subscription` to take up.
   */
  readonly subscribe?: 'thread' | 'replies';
  /** What may be wished by who may moderate, and by nobody else. */
  readonly wish?: { readonly standing?: 'pending' | 'live' | 'spam'; readonly publishedAt?: string };
};

/** Who sends it. What a guest typed proves nothing; an account was signed in. */
export type Submitter =
  | { readonly kind: 'guest'; readonly name: string; readonly email: string; readonly url: string }
  | {
      readonly kind: 'account';
      readonly account: Account;
      readonly actor: Actor;
      /** The provider by which the account was signed in, as it is shown. */
      readonly provider?: string;
      readonly url?: string;
      readonly avatar?: string;
    };

export type RequestFacts = {
  /** Address of the client. It is hashed, and written down nowhere. */
  readonly address: string;
  /** The number of the browser (`sender.ts`); absent for programs. */
  readonly readerKey?: string;
  readonly userAgent?: string;
  readonly referrer?: string;
};

export type FormFacts = { readonly token: string; readonly trap: string };

export type Received =
  | {
      readonly ok: true;
      readonly id: number;
      readonly standing: 'pending' | 'live' | 'spam';
      readonly reasons: readonly Reason[];
      /** False where the same was sent twice: the first one stands. */
      readonly created: boolean;
    }
  | Refused;

/** What is refused is not kept: whoever sent it is told, and has it still. */
export type Refused =
  | { readonly ok: false; readonly reason: 'post-missing' }
  | { readonly ok: false; readonly reason: 'parent-missing' }
  | { readonly ok: false; readonly reason: 'closed' }
  | { readonly ok: false; readonly reason: 'form-expired' }
  | { readonly ok: false; readonly reason: 'guests-refused' }
  | { readonly ok: false; readonly reason: 'name-missing' }
  | { readonly ok: false; readonly reason: 'email-missing' }
  | { readonly ok: false; readonly reason: 'bad-email' }
  | { readonly ok: false; readonly reason: 'empty' }
  | { readonly ok: false; readonly reason: 'too-long'; readonly most: number }
  | { readonly ok: false; readonly reason: 'quote-missing' }
  | { readonly ok: false; readonly reason: 'banned' }
  | { readonly ok: false; readonly reason: 'too-many'; readonly retryAfter: number };
