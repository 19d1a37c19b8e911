import type { PostStatus } from '../tables.ts';

/** What writing keeps besides posts: their sources, their revisions, what is being written, the trash. */
export type WritingTables = {
  post_source: PostSourceTable;
  revision: RevisionTable;
  autosave: AutosaveTable;
  post_trash: PostTrashTable;
};

type PostSourceTable = {
  site_id: number;
  post_id: number;
  format: 'markdown' | 'html';
  text: string;
};

type RevisionTable = {
  site_id: number;
  post_id: number;
  version: number;
  account_id: number | null;
  note: string;
  /** JSON: names of fields. */
  changed: string;
  /** JSON: `Snapshot` of `revision/revision.ts`. */
  snapshot: string;
  created_at: string;
};

type AutosaveTable = {
  site_id: number;
  post_id: number;
  account_id: number;
  version: number;
  /** JSON: the form's fields. */
  fields: string;
  saved_at: string;
};

type PostTrashTable = {
  site_id: number;
  post_id: number;
  status: PostStatus;
  account_id: number | null;
  trashed_at: string;
};
