import type { PartialDate } from '../../partial-date.ts';

/** Quotations of posts and what checking them found; see `migrations/0015_quotation.sql`. */
export type QuotationTables = {
  quotation: QuotationTable;
  quotation_check: QuotationCheckTable;
  quotation_draft: QuotationDraftTable;
};

export type QuotationVerdict =
  | 'pending'
  | 'exact'
  | 'typographic'
  | 'edited'
  | 'orthographic'
  | 'altered'
  | 'not-found'
  | 'cannot-check';

export type QuotationTable = {
  site_id: number;
  id: number;
  post_id: number;
  key: string;
  position: number;
  inline: 0 | 1;
  text: string;
  text_hash: string;
  asked_hash: string;
  lang: string | null;
  dir: 'ltr' | 'rtl';
  /** JSON: `QuotedTranslation[]` of `quotation/quotation.ts`. */
  translations: string;
  source_id: number;
  speaker_id: number | null;
  said: PartialDate | null;
  /** Its earliest moment. */
  said_key: string | null;
  place: string | null;
  given_capture: number | null;
  given_prefix: string | null;
  given_suffix: string | null;
  capture_id: number | null;
  stream: string | null;
  stream_sha256: string | null;
  start_at: number | null;
  end_at: number | null;
  exact: string | null;
  prefix: string | null;
  suffix: string | null;
  verdict: QuotationVerdict;
  reason: string | null;
  /** JSON: `Checked` of `quotation/quotation.ts`. */
  checked: string | null;
  normaliser: string | null;
  checked_at: string | null;
  /** JSON: `Override` of `quotation/quotation.ts`. */
  override: string | null;
  listed_at: string | null;
  created_at: string;
};

export type QuotationCheckTable = {
  site_id: number;
  asked_hash: string;
  capture_id: number;
  /** Of the names, versions and digests of the capture's streams. */
  streams_hash: string;
  normaliser: string;
  /** JSON: `Finding` of `quotation/quotation.ts`. */
  found: string;
  checked_at: string;
};

type QuotationDraftTable = {
  site_id: number;
  id: number;
  account_id: number;
  source_id: number | null;
  /** JSON: `QuotationFields` of `quotation/desk/fields.ts`. */
  fields: string;
  created_at: string;
};
