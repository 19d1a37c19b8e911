import type { YesNo } from '../tables.ts';

/** Links that are watched, and what was decided about copies; see `migrations/0014_watch.sql`. */
export type WatchTables = {
  watched_link: WatchedLinkTable;
  watch_letter: { site_id: number; account_id: number; sent_at: string };
  capture_decision: CaptureDecisionTable;
};

export type WatchedLinkTable = {
  site_id: number;
  id: number;
  address: string;
  href: string;
  host: string;
  source_id: number | null;
  state: 'unknown' | 'live' | 'dead' | 'drifted';
  reason: string | null;
  http_status: number | null;
  failures: number;
  failing_since: string | null;
  days: number;
  created_at: string;
  checked_at: string | null;
  state_at: string | null;
  next_at: string | null;
  etag: string | null;
  last_modified: string | null;
  text_sha256: string | null;
  fine_sha256: string | null;
  fine_at: string | null;
  stopped: YesNo;
  told: string | null;
};

type CaptureDecisionTable = {
  site_id: number;
  capture_id: number;
  at: string;
  state: 'public' | 'private' | 'removed';
  asked_by: string;
  ground: string;
  account_id: number | null;
};
