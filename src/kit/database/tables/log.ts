import type { Generated } from 'kysely';

/** The public log; see `migrations/0016_log.sql`. */
export type LogTables = {
  log_event: LogEventTable;
  log_node: { level: number; n: number; hash: string };
  log_checkpoint: { size: number; root: string; note: string; at: string };
  log_key: LogKeyTable;
  log_notice: LogNoticeTable;
  log_timestamp: LogTimestampTable;
};

type LogEventTable = {
  id: Generated<number>;
  /** Its place in the tree; null while it waits. */
  leaf: number | null;
  /** 0 for the install. */
  site_id: number;
  kind: 'publish' | 'revise' | 'correct' | 'retract' | 'redact' | 'capture' | 'verdict' | 'key' | null;
  subject: string | null;
  /** Hex, 32 bytes. */
  salt: string | null;
  /** JSON. */
  event: string | null;
  /** Hex: SHA-256 of salt and event. */
  entry: string;
  at: string;
};

type LogKeyTable = {
  id: Generated<number>;
  verifier: string;
  sealed: string | null;
  endorsement: string | null;
  created_at: string;
  retired_at: string | null;
};

type LogNoticeTable = {
  id: Generated<number>;
  kind: 'restored' | 'resumed' | 'forked' | 'key-lost';
  size: number;
  /** JSON object. */
  detail: string;
  at: string;
};

type LogTimestampTable = {
  id: Generated<number>;
  site_id: number;
  subject: string;
  /** Hex, SHA-256. */
  digest: string;
  /** Its address. */
  authority: string;
  state: 'asked' | 'had' | 'failed' | 'given-up';
  attempts: number;
  /** A `TimeStampResp` as it came, DER as base64. */
  response: string | null;
  /** What the authority says the time was. */
  stamped_at: string | null;
  failure: string | null;
  asked_at: string | null;
  next_at: string | null;
};
