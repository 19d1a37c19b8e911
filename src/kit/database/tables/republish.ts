import type { YesNo } from '../tables.ts';

/** What comes from elsewhere, and what others may take; see `migrations/0018_republish.sql`. */
export type RepublishTables = {
  republication: RepublicationTable;
  attribution: AttributionTable;
  attribution_look: { site_id: number; post_id: number; version: number };
  republish_offer: {
    site_id: number;
    post_id: number;
    offered: YesNo;
    licence: string;
    terms: string;
  };
};

export type RepublicationTable = {
  site_id: number;
  post_id: number;
  /** Of the part of the document; empty for a source that the post as a whole names. */
  key: string;
  position: number;
  source_id: number;
  via_source_id: number | null;
  mode: 'whole' | 'excerpt' | 'translation' | 'named';
  translator: string;
  index_policy: 'self' | 'source-canonical' | 'noindex';
  licence: string;
  legal_basis: string;
  permission: string;
  capture_id: number | null;
  /** SHA-256 of the part's text. */
  text_hash: string;
  /** A verdict of the engine, `pending`, or null where nothing is looked for. */
  verdict: string | null;
  /** JSON: a verdict for each paragraph. */
  checks: string;
  checked_at: string | null;
};

export type AttributionTable = {
  site_id: number;
  id: number;
  post_id: number;
  cue: string;
  passage: string;
  /** Of the link beside the words; empty where there is none. */
  address: string;
  host: string;
  state: 'found' | 'bound' | 'dismissed';
  found_at: string;
  decided_at: string | null;
  decided_by: number | null;
};
