/** What one is told of: every reply to a post, or the answers to one comment and what follows from them. */
export type Scope = {
  readonly postId: number /** Absent for the whole thread. */;
  readonly commentId?: number;
};

export const rhythms = ['at-once', 'daily'] as const;

/** When: as soon as it can be read, or gathered once a day. */
export type Rhythm = (typeof rhythms)[number];

export function isRhythm(text: unknown): text is Rhythm {
  return rhythms.some((rhythm) => rhythm === text);
}

/** A subscription as its holder sees it. */
export type Subscription = Scope & {
  readonly id: number;
  readonly rhythm: Rhythm;
  readonly confirmed: boolean;
  readonly post: { readonly title: string; readonly path: string | null };
};

/** Somebody who gets mail from a site. */
export type Subscriber = {
  readonly siteId: number;
  readonly id: number;
  readonly email: string;
  readonly accountId: number | null;
  /** BCP 47 tag of the page that it was asked for on. */
  readonly locale: string;
};

/** An address as it is kept and compared. */
export function tidyAddress(text: string): string {
  return text.trim().toLowerCase();
}
