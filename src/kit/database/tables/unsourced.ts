/** Quotations without a source; see `migrations/0019_unsourced.sql`. */
export type UnsourcedTables = { unsourced_quotation: UnsourcedQuotationTable };

export type UnsourcedState = 'open' | 'dismissed';

export type UnsourcedQuotationTable = {
  site_id: number;
  post_id: number;
  digest: string;
  position: number;
  shape: 'block' | 'element' | 'marks' | 'dash';
  text: string;
  dir: 'ltr' | 'rtl';
  speaker: string | null;
  verb: string | null;
  date_text: string | null;
  /** EDTF. */
  said: string | null;
  /** JSON: addresses. */
  links: string;
  address_key: string | null;
  state: UnsourcedState;
  /** An account. */
  decided_by: number | null;
  found_at: string;
};
