import type { SourceTable } from '../kit/database/tables/source.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import { shortAddress } from '../kit/words/short-address.ts';

export const sourceKinds = [
  'statement',
  'article',
  'document',
  'speech',
  'interview',
  'post',
  'broadcast',
  'book',
] as const satisfies readonly SourceTable['kind'][];

export type SourceKind = (typeof sourceKinds)[number];

/** What is known of the live address: nobody looked, it answers, it is gone, it no longer says what was quoted. */
export const sourceStates = [
  'unknown',
  'live',
  'dead',
  'drifted',
] as const satisfies readonly SourceTable['state'][];

export type SourceState = (typeof sourceStates)[number];

/** A publication that posts quote or republish. What is not known is empty. */
export type Source = {
  readonly id: number;
  readonly kind: SourceKind;
  readonly title: string;
  readonly publisher: string;
  readonly author: string;
  /** The original address; null for what has none, such as a book. */
  readonly address: string | null;
  /** The one that the publisher says is the lasting one, where it is another. */
  readonly canonical: string | null;
  readonly published: PartialDate | null;
  /** BCP 47. */
  readonly lang: string | null;
  readonly licence: string;
  /** Why it may be used without one: quotation, an official work, public domain. */
  readonly legalBasis: string;
  /** Evidence that somebody permitted it: who, when, where that is kept. Not shown to readers. */
  readonly permission: string;
  /** Not shown to readers. */
  readonly notes: string;
  readonly state: SourceState;
  readonly createdAt: string;
  readonly changedAt: string;
};

export function sourceFromRow(row: SourceTable): Source {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    publisher: row.publisher,
    author: row.author,
    address: row.address,
    canonical: row.canonical,
    published: row.published,
    lang: row.lang,
    licence: row.licence,
    legalBasis: row.legal_basis,
    permission: row.permission,
    notes: row.notes,
    state: row.state,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

/** What a source is called: its title, or the best that is known in place of one. */
export function sourceName({ id, title, publisher, author, address }: NamedSource): string {
  return title || (address && shortAddress(address)) || publisher || author || `${id}`;
}

type NamedSource = Pick<Source, 'id' | 'title' | 'publisher' | 'author' | 'address'>;

/** Where readers find it. */
export function sourcePath(id: number): string {
  return `/-/sources/${id}/`;
}
