/** The history of posts in the open. */
export type HistoryTables = {
  publication: PublicationTable;
  post_record: PostRecordTable;
};

export type PublicationTable = {
  site_id: number;
  post_id: number;
  version: number;
  kind: 'publish' | 'revise' | 'correct' | 'retract';
  origin: 'here' | 'import' | 'found';
  at: string;
  listed_at: string | null;
  account_id: number | null;
  by_name: string;
  note: string;
  title: string;
  lang: string | null;
  path: string | null;
  /** SHA-256, hex. */
  words: string;
  /** SHA-256, hex. */
  digest: string;
  /** JSON: what the digest is of. */
  content: string | null;
  redacted_at: string | null;
  redaction: string;
};

type PostRecordTable = {
  site_id: number;
  post_id: number;
  versions: number;
};
