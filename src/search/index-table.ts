import type { Database, Transaction } from '../kit/database/index.ts';
import type { Match } from './match.ts';

/** A post in one site. */
export type PostKey = { readonly siteId: number; readonly postId: number };

/** A post as the index takes it in. */
export type IndexedPost = PostKey & {
  /** UTC ISO. */
  readonly publishedAt: string;
  /** As `entryOf` makes them, in order. */
  readonly words: readonly string[];
};

/** The index as each database keeps it. Posts are known by their positions; see `position.ts`. */
export type SearchTable = {
  /** Takes posts in, in place of what it had of them. */
  readonly put: (tx: Transaction, posts: readonly IndexedPost[]) => Promise<void>;
  readonly drop: (tx: Transaction, posts: readonly PostKey[]) => Promise<void>;
  readonly dropSite: (tx: Transaction, siteId: number) => Promise<void>;
  /** Positions of a site's posts that match, the newest first. */
  readonly find: (
    database: Database,
    siteId: number,
    match: Match,
    reach: Reach,
  ) => Promise<readonly number[]>;
  /** IDs of the posts at positions, in the order of the positions; what is not there any more is left out. */
  readonly postsAt: (
    database: Database,
    siteId: number,
    positions: readonly number[],
  ) => Promise<readonly number[]>;
};

/** How much is asked for. */
export type Reach = {
  readonly most: number;
  /** Where words in their order are costly to find, older posts than this position need not be looked at. */
  readonly since: number;
};
