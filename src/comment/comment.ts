/**
 * What was decided about a reply; `removed` is the trash. Its `status` is what readers get of it: the same, or
 * `tombstone`, an empty place, where it is not live and answers to it are shown (`save-shown.ts` keeps them in line).
 */
export type Standing = 'pending' | 'live' | 'spam' | 'removed';

export const standings: readonly Standing[] = ['pending', 'live', 'spam', 'removed'];

/** Why a reply was held, as the phase that did it says; the words are the message `moderation.reason.<phase>`. */
export type Reason = {
  readonly phase: PhaseName;
  /** What the phase saw: `{ links: 5, most: 2 }`. */
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** The phases, in the order of `policy/order.ts`. */
export type PhaseName =
  | 'closed'
  | 'form-token'
  | 'honeypot'
  | 'too-fast'
  | 'rate'
  | 'duplicate'
  | 'links'
  | 'words'
  | 'bans'
  | 'bayes'
  | 'akismet'
  | 'pre-moderation'
  | 'reports';

/** A passage of the post that a reply speaks of (Web Annotation, TextQuoteSelector), and where it began. */
export type QuoteAnchor = {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** UTF-16 units in the post's plain text. */
  readonly start: number;
};

/** How long one may change or take back one's own reply, in milliseconds. */
export const ownFor = 15 * 60_000;

/** The longest that is taken, in characters. */
export const longest = { name: 100, email: 254, url: 500, text: 20_000, quote: 2_000, note: 500 } as const;
