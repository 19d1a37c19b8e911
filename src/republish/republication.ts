import type { RepublicationTable } from '../kit/database/tables/republish.ts';
import { verdicts as all } from '../quotation/check/check.ts';

export const indexPolicies = [
  'self',
  'source-canonical',
  'noindex',
] as const satisfies readonly RepublicationTable['index_policy'][];

/**
 * What search engines are told of a post that reproduces another's text: that it stands on its own (`self`), that
 * the original is the one to keep (`source-canonical`), or to keep nothing (`noindex`).
 */
export type IndexPolicy = (typeof indexPolicies)[number];

/** A translation is never verified; `named` reproduces nothing, and only says where a post comes from. */
export type RepublishMode = RepublicationTable['mode'];

export const republishModes = ['whole', 'excerpt', 'translation'] as const satisfies readonly RepublishMode[];

/** Of the strictest first; one whose source was not looked into yet is pending. */
export const verdicts = [...all, 'pending'] as const;

export type RepublishVerdict = (typeof verdicts)[number];

/** A part of a post that was published elsewhere before, and what is known of that. */
export type Republication = {
  readonly postId: number;
  /** Of the part of the document; empty for a source that the post as a whole names. */
  readonly key: string;
  readonly sourceId: number;
  /** Where it was found, where that was not at its source. */
  readonly viaSourceId: number | null;
  readonly mode: RepublishMode;
  readonly translator: string;
  readonly indexPolicy: IndexPolicy;
  readonly licence: string;
  readonly legalBasis: string;
  /** Evidence that it may be republished. Not shown to readers. */
  readonly permission: string;
  readonly captureId: number | null;
  readonly textHash: string;
  /** Null where nothing is looked for. */
  readonly verdict: RepublishVerdict | null;
  readonly checks: RepublicationChecks;
  readonly checkedAt: string | null;
};

/** What was found for each paragraph. Empty while nobody looked. */
export type RepublicationChecks = {
  /** Why none could be checked. */
  readonly reason?: string;
  readonly normaliser?: string;
  /** How many paragraphs have which verdict; those too short to be told apart are `ambiguous`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Those that are not as in the source, in the order of the text, cut to a number. */
  readonly differing?: readonly DifferingParagraph[];
};

export type DifferingParagraph = {
  /** From 1. */
  readonly paragraph: number;
  readonly verdict: Exclude<RepublishVerdict, 'pending'>;
  readonly reason?: string;
  readonly warnings: readonly string[];
  readonly diff: readonly {
    readonly op: 'same' | 'insert' | 'delete' | 'replace';
    readonly quote: string;
    readonly source: string;
  }[];
};

export function republicationFromRow(row: RepublicationTable): Republication {
  return {
    postId: row.post_id,
    key: row.key,
    sourceId: row.source_id,
    viaSourceId: row.via_source_id,
    mode: row.mode,
    translator: row.translator,
    indexPolicy: row.index_policy,
    licence: row.licence,
    legalBasis: row.legal_basis,
    permission: row.permission,
    captureId: row.capture_id,
    textHash: row.text_hash,
    verdict: row.verdict as RepublishVerdict | null,
    checks: JSON.parse(row.checks) as RepublicationChecks,
    checkedAt: row.checked_at,
  };
}

/** From this share of the source on, and of the post, a post is above all a copy of its source. */
const muchOfSource = 0.8;
const halfOfPost = 0.5;

/**
 * What search engines are told where the writer says nothing: a post that reproduces most of its source, and adds
 * less than that, names the original as the one to keep. A source without an address cannot be named.
 */
export function defaultIndexPolicy(reproduced: {
  readonly mode: RepublishMode;
  /** Of the source's words, those in the post; from 0 to 1. */
  readonly ofSource: number;
  /** Of the post's words, those from the source. */
  readonly ofPost: number;
  readonly address: string | null;
}): IndexPolicy {
  const { mode, ofSource, ofPost, address } = reproduced;
  if (mode === 'translation' || mode === 'named' || address === null) return 'self';
  return ofSource >= muchOfSource && ofPost >= halfOfPost ? 'source-canonical' : 'self';
}

/** The strictest wish of several parts holds for the post. */
export function policyOf(parts: readonly Pick<Republication, 'indexPolicy'>[]): IndexPolicy {
  const wished = parts.map(({ indexPolicy }) => indexPolicies.indexOf(indexPolicy));
  return indexPolicies[Math.max(0, ...wished)] ?? 'self';
}
