import type { Generated } from 'kysely';

/** What stood at an address, and the texts read from it; see `migrations/0013_capture.sql`. */
export type CaptureTables = { capture: CaptureTable; capture_stream: CaptureStreamTable };

export type CaptureTable = {
  site_id: number;
  id: number;
  source_id: number | null;
  address: string;
  final_address: string | null;
  method: 'http' | 'browser' | 'pdf' | 'file';
  status: 'queued' | 'running' | 'done' | 'refused' | 'failed';
  reason: string | null;
  detail: string | null;
  progress: string | null;
  attempts: Generated<number>;
  http_status: number | null;
  mime: string | null;
  charset: string | null;
  title: string | null;
  lang: string | null;
  main_sha256: string | null;
  wacz_sha256: string | null;
  wacz_bytes: number | null;
  warc_sha256: string | null;
  visibility: Generated<'public' | 'private' | 'removed'>;
  notice: string | null;
  requested_by: number | null;
  created_at: string;
  changed_at: string;
  captured_at: string | null;
  /** JSON: `CaptureFacts` of `capture/capture.ts`. */
  facts: Generated<string>;
};

export type CaptureStreamTable = {
  site_id: number;
  capture_id: number;
  name: 'dom' | 'rendered' | 'json-ld' | 'pdf' | 'transcript';
  version: string;
  sha256: string;
  map_sha256: string;
  length: number;
  lang: string | null;
  observed: 0 | 1;
  unreadable: string | null;
};
