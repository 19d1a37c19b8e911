import type { Selectable } from 'kysely';
import type { Tables } from '../kit/database/index.ts';

/** What stood at an address at a moment, kept whole; or the account of why that could not be had. */
export type Capture = {
  readonly id: number;
  readonly sourceId: number | null;
  /** As it was asked for, without its fragment; of a file that was supplied, `file:` and its name. */
  readonly address: string;
  /** Where the answer came from, after redirects. */
  readonly finalAddress: string | null;
  readonly method: CaptureMethod;
  readonly status: CaptureStatus;
  /** Why it was refused or failed, as `RefusalReason` or a reason of the fetch. */
  readonly reason: string | null;
  /** What was seen, in English, for a log or a person who looks closer. */
  readonly detail: string | null;
  /** What it is at, while it runs. */
  readonly progress: CaptureProgress | null;
  readonly httpStatus: number | null;
  readonly mime: string | null;
  readonly charset: string | null;
  readonly title: string | null;
  readonly lang: string | null;
  /** Of the bytes that were answered at the address itself. */
  readonly mainSha256: string | null;
  readonly waczSha256: string | null;
  readonly waczBytes: number | null;
  readonly warcSha256: string | null;
  readonly visibility: 'public' | 'private' | 'removed';
  /** What readers are told in place of a copy that was taken down. */
  readonly notice: string | null;
  readonly requestedBy: number | null;
  readonly createdAt: string;
  readonly changedAt: string;
  /** When the answer at the address itself came, by this machine's clock. */
  readonly capturedAt: string | null;
  readonly facts: CaptureFacts;
};

/** How it was made: asked for by HTTP (what answered was a page, or a PDF), by a browser, or brought by the author. */
export type CaptureMethod = 'http' | 'browser' | 'pdf' | 'file';

/** `refused`: something answered, and it is not what was asked for. `failed`: nothing usable came. */
export type CaptureStatus = 'queued' | 'running' | 'done' | 'refused' | 'failed';

export type CaptureProgress = 'asking' | 'requisites' | 'rendering' | 'reading' | 'keeping';

/** What there is to say of a capture besides its row. */
export type CaptureFacts = {
  /** Where the WARC lies within the WACZ, and the index within the WACZ: the files are stored, not packed. */
  readonly warc?: ByteSpan;
  readonly index?: ByteSpan;
  readonly records?: number;
  readonly requisites?: { readonly kept: number; readonly missed: number };
  /** The way from the address to the answer. */
  readonly redirects?: readonly { readonly url: string; readonly status: number; readonly to: string }[];
  /** The machine that answered. */
  readonly address?: string;
  /** SHA-256 fingerprints of the certificates of the answer, the server's own first. */
  readonly certificates?: readonly { readonly subject: string; readonly sha256: string }[];
  readonly software?: string;
  /** What makes a reader careful, such as `paywall`, `truncated`. */
  readonly warnings?: readonly string[];
  /** Of a file that was supplied: its name. */
  readonly fileName?: string;
  readonly screenshot?: boolean;
};

/** Bytes `offset` to `offset + length` of a blob. */
export type ByteSpan = { readonly offset: number; readonly length: number };

/** Where the store keeps what captures are made of; equal bytes of a site are kept once. */
export function archiveKey(siteId: number, sha256: string): string {
  return `archive/${siteId}/${sha256.slice(0, 2)}/${sha256}`;
}

export function captureFromRow(row: Selectable<Tables['capture']>): Capture {
  return {
    id: row.id,
    sourceId: row.source_id,
    address: row.address,
    finalAddress: row.final_address,
    method: row.method,
    status: row.status,
    reason: row.reason,
    detail: row.detail,
    progress: row.progress as CaptureProgress | null,
    httpStatus: row.http_status,
    mime: row.mime,
    charset: row.charset,
    title: row.title,
    lang: row.lang,
    mainSha256: row.main_sha256,
    waczSha256: row.wacz_sha256,
    waczBytes: row.wacz_bytes,
    warcSha256: row.warc_sha256,
    visibility: row.visibility,
    notice: row.notice,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    capturedAt: row.captured_at,
    facts: JSON.parse(row.facts) as CaptureFacts,
  };
}
