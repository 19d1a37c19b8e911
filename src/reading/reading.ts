import type { Incoming } from '../kit/http/index.ts';
import type { LockedPost } from '../post/unlock.ts';
import type { Page, Theme } from './page.ts';
import type { Replying } from './replying.ts';
import type { Visit } from './visit.ts';

/** What reading needs of who puts the product together. */
export type Reading = {
  readonly theme: Theme;
  /** Whether the reader gave a post's password before. */
  readonly isUnlocked: (request: Incoming, post: LockedPost) => boolean;
  /** Takes a post's password from a form: a cookie that remembers it, unless it is wrong or there were too many. */
  readonly unlock: (
    request: Incoming,
    post: LockedPost,
  ) => Promise<{ readonly cookie: string } | 'wrong' | 'too-many'>;
  readonly replying: Replying;
  readonly searchPage: (visit: Visit, query: string, page: number) => Promise<Page | undefined>;
};
