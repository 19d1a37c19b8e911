import type { ReplyField } from '../comment/values.ts';
import type { Html } from '../kit/html.ts';
import type { Direction, Link } from './page.ts';

export type { ReplyField } from '../comment/values.ts';

/** The replies under a post, one page of them. */
export type Thread = {
  readonly total: number;
  readonly open: boolean;
  readonly comments: readonly ThreadComment[];
  readonly page: number;
  readonly pages: number;
  readonly older?: string;
  readonly newer?: string;
  readonly feed: string;
  /** Where one asks to be told of replies by mail; absent where none is sent. */
  readonly mail?: string;
  /** How many levels stand inside each other; deeper replies stay at the last, and name whom they answer. */
  readonly levels: number;
  /** Absent where the post takes no replies. */
  readonly form?: ReplyForm;
  /** What the buttons of the replies send (`form` of a button): a token, and the post. */
  readonly buttons: { readonly token: string; readonly post: number };
};

export type ThreadComment = {
  readonly id: number;
  /** 0 for a reply to the post. */
  readonly depth: number;
  readonly author: string;
  readonly authorUrl?: string;
  readonly face: Face;
  readonly badge?: 'author' | 'staff';
  readonly origin: 'guest' | 'account' | 'remote' | 'mention';
  /** Shown when the reply stands deeper than the page nests. */
  readonly inReplyTo?: Link;
  readonly publishedAt: string;
  readonly editedAt?: string;
  /** Why somebody of the site changed it. */
  readonly editNote?: string;
  readonly href: string;
  readonly body: Html;
  readonly lang?: string;
  readonly dir: Direction;
  readonly removed: boolean;
  /** Seen by its writer alone until a moderator has looked. */
  readonly waiting: boolean;
  /** The passage of the post that it speaks of; without an address when the post has it no more. */
  readonly quote?: { readonly text: string; readonly href?: string };
  readonly likes: number;
  /** Whether the reader likes it. */
  readonly liked: boolean;
  /** Addresses; absent where that cannot be done. */
  readonly like?: string;
  readonly reply?: string;
  readonly report?: string;
  readonly edit?: string;
  readonly delete?: string;
};

/** What stands for somebody: a picture, or the first letter of the name on a ground that is always the same. */
export type Face =
  | { readonly picture: string }
  | {
      readonly letter: string;
      /** 0 to 11. */
      readonly hue: number;
      /** 0 to 3. */
      readonly turn: number;
    };

/** "Leave a Reply", filled in as far as it was. */
export type ReplyForm = {
  readonly action: string;
  /** Names of the fields, as whoever takes the form reads them. */
  readonly names: Readonly<Record<ReplyField | 'post' | 'parent' | 'token' | 'trap', string>>;
  readonly post: number;
  readonly token: string;
  /** The reply that it answers: it stands under that, or names it. */
  readonly to?: { readonly id: number; readonly name: string; readonly href: string };
  /** The same page without an answer begun. */
  readonly cancel: string;
  readonly who:
    | {
        readonly kind: 'guest';
        readonly name: string;
        readonly email: string;
        readonly url: string;
        readonly nameRequired: boolean;
        readonly emailRequired: boolean;
        readonly remember: boolean;
      }
    | { readonly kind: 'account'; readonly name: string; readonly face: Face }
    /** Nobody yet, on a site where guests may not reply. */
    | { readonly kind: 'stranger' };
  /** Ways to log in: `way` is what the button sends; an empty label is an account of this very install. */
  readonly ways: readonly { readonly way: string; readonly label: string }[];
  /** Where the buttons that leave the page send what is written so far. */
  readonly leave: string;
  readonly text: string;
  readonly quote: string;
  /** Whether to write when somebody replies. Absent where no mail can be sent. */
  readonly subscribe?: '' | 'thread' | 'replies';
  /** Where "Preview" sends to. */
  readonly preview: string;
  /** What was written, as it will be shown. */
  readonly previewed?: { readonly html: Html; readonly dir: Direction };
  /** Whether the post takes no replies any more: what was written is shown, to be copied. */
  readonly closed: boolean;
  /** What is wrong, at its field. */
  readonly problems: Readonly<Partial<Record<ReplyField, string>>>;
  /** What is wrong with no field of it, or what happened. */
  readonly notice?: string;
};
