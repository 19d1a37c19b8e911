import type { PartialDate } from '../../partial-date.ts';

/** Where words come from, and who said them; see `migrations/0012_source.sql`. */
export type SourceTables = {
  source: SourceTable;
  source_address: SourceAddressTable;
  speaker: SpeakerTable;
  speaker_slug: { site_id: number; slug: string; speaker_id: number };
  speaker_name: SpeakerNameTable;
  speaker_role: SpeakerRoleTable;
};

export type SourceTable = {
  site_id: number;
  id: number;
  kind: 'statement' | 'article' | 'document' | 'speech' | 'interview' | 'post' | 'broadcast' | 'book';
  title: string;
  publisher: string;
  author: string;
  address: string | null;
  canonical: string | null;
  published: PartialDate | null;
  /** Its earliest moment. */
  published_key: string | null;
  lang: string | null;
  licence: string;
  legal_basis: string;
  permission: string;
  notes: string;
  /** Folded words of title, publisher, author and addresses. */
  sought: string;
  state: 'unknown' | 'live' | 'dead' | 'drifted';
  merged_into: number | null;
  created_at: string;
  changed_at: string;
};

export type SourceAddressTable = {
  site_id: number;
  /** Normalised; `sha256:…` of a long one. */
  address: string;
  source_id: number;
  role: 'original' | 'canonical' | 'merged';
};

export type SpeakerTable = {
  site_id: number;
  id: number;
  slug: string;
  kind: 'person' | 'organisation';
  name: string;
  url: string | null;
  description: string;
  /** Folded names, a line each. */
  sought: string;
  merged_into: number | null;
  created_at: string;
  changed_at: string;
};

export type SpeakerNameTable = {
  site_id: number;
  speaker_id: number;
  position: number;
  text: string;
  lang: string | null;
  folded: string;
};

export type SpeakerRoleTable = {
  site_id: number;
  speaker_id: number;
  position: number;
  title: string;
  organisation: string;
  since: PartialDate | null;
  until: PartialDate | null;
};
