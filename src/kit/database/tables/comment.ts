import type { Generated } from 'kysely';

/** Tables of migration 0008. */
export type CommentTables = {
  comment_like: CommentLikeTable;
  comment_report: CommentReportTable;
  comment_audit: CommentAuditTable;
  ban: BanTable;
  spam_token: SpamTokenTable;
};

/** What migration 0008 adds to a comment. */
export type CommentColumns = {
  /** What was decided; `status` is what readers get of it. */
  standing: Generated<'pending' | 'live' | 'spam' | 'removed'>;
  /** When it was live for the first time. */
  live_at: string | null;
  /** Its standing before it went into the trash. */
  standing_before: 'pending' | 'live' | 'spam' | null;
  /** `account:12`, or a keyed hash of the browser's number. */
  sender: string | null;
  /** A keyed hash of the network, forgotten after some days. */
  network: string | null;
  format: 'markdown' | 'html' | null;
  /** JSON: `Reason[]` of `comment/comment.ts`. */
  reasons: Generated<string>;
  /** 0 to 1000. */
  spam_rank: Generated<number>;
  taught: 'ham' | 'spam' | null;
  digest: string | null;
  /** JSON: `QuoteAnchor` of `comment/comment.ts`. */
  quote: string | null;
  lang: string | null;
  likes: Generated<number>;
  reports: Generated<number>;
  edit_note: string | null;
};

type CommentLikeTable = {
  site_id: number;
  comment_id: number;
  sender: string;
  network: string | null;
  created_at: string;
};

type CommentReportTable = {
  site_id: number;
  comment_id: number;
  sender: string;
  network: string | null;
  reason: 'spam' | 'abuse' | 'other';
  note: string;
  created_at: string;
};

type CommentAuditTable = {
  site_id: number;
  id: number;
  batch: number;
  action: string;
  account_id: number | null;
  comment_id: number | null;
  post_id: number | null;
  /** JSON. */
  before: string;
  /** JSON. */
  after: string;
  note: string;
  undone_at: string | null;
  created_at: string;
};

type BanTable = {
  site_id: number;
  id: number;
  kind: 'sender' | 'network' | 'domain';
  value: string;
  /** What the desk shows: a name, a domain; never an address. */
  label: string;
  effect: 'refuse' | 'spam';
  note: string;
  account_id: number | null;
  created_at: string;
  expires_at: string | null;
};

type SpamTokenTable = { site_id: number; token: string; ham: number; spam: number };
