/** What an account wants to hear of replies by mail. */
export const preferences = ['everything', 'held', 'never'] as const;
export type Preference = (typeof preferences)[number];

export function isPreference(text: unknown): text is Preference {
  return preferences.some((preference) => preference === text);
}

/** Somebody who answers for replies on a site. */
export type Recipient = {
  readonly accountId: number;
  readonly email: string;
  /** Whether the address is shown to be the account's: only then does a letter carry links that act. */
  readonly verified: boolean;
  readonly locale: string;
  /** Whether the account may moderate every reply of the site, or those to its own posts alone. */
  readonly scope: 'site' | 'own';
  /** Owner of the install without a role here. */
  readonly aside: boolean;
  /** What was chosen; absent for nothing. */
  readonly preference?: Preference;
};

/** A new reply, as far as it decides about who is told. */
export type News = {
  readonly id: number;
  readonly postId: number;
  /** When it came. */
  readonly at: string;
  readonly held: boolean;
  /** Accounts of those who sign the post. */
  readonly writtenBy: readonly number[];
  /** The account that wrote the reply. */
  readonly accountId: number | null;
  /** 0 to 1000: how like spam it is. */
  readonly rank: number;
};

/**
 * Whether somebody is told of a reply. Who has chosen nothing hears everything about their own posts, and of other
 * replies those that wait for a decision; the install's owner only where nobody else is there to decide.
 */
export function wants(to: Recipient, news: News, { alone }: { readonly alone: boolean }): boolean {
  if (news.accountId === to.accountId) return false;
  const own = news.writtenBy.includes(to.accountId);
  if (!own && to.scope === 'own') return false;
  const fitting = own ? 'everything' : to.aside && !alone ? 'never' : 'held';
  const preference = to.preference ?? fitting;
  return preference === 'everything' || (preference === 'held' && news.held);
}
