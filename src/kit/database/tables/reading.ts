/** Tables of migration 0009. */
export type ReadingTables = {
  thread_stretch: ThreadStretchTable;
  reply_draft: ReplyDraftTable;
};

type ThreadStretchTable = {
  site_id: number;
  post_id: number;
  /** A comment's path, or empty: the beginning. */
  start: string;
  count: number;
};

type ReplyDraftTable = {
  site_id: number;
  post_id: number;
  /** A keyed hash of the browser's number. */
  sender: string;
  /** JSON: `ReplyDraft` of `comment/draft.ts`. */
  fields: string;
  expires_at: string;
};
