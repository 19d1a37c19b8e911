import type { QuotationTable, QuotationVerdict } from '../kit/database/index.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import type { Difference } from './check/check.ts';

export type { QuotationVerdict };

/** A bound quotation of a post's current version, and what the machine found when it looked for it in its source. */
export type Quotation = {
  readonly id: number;
  readonly postId: number;
  /** By what the post's page names it: `#quotation-KEY`. Unique in the post. */
  readonly key: string;
  /** From 1, in the order of the text. */
  readonly position: number;
  readonly inline: boolean;
  /** The words that were looked for, in the language of the source. */
  readonly text: string;
  /** SHA-256 of the words. */
  readonly textHash: string;
  readonly askedHash: string;
  readonly lang: string | null;
  readonly dir: 'ltr' | 'rtl';
  readonly translations: readonly QuotedTranslation[];
  readonly sourceId: number;
  readonly speakerId: number | null;
  readonly said: PartialDate | null;
  readonly saidKey: string | null;
  readonly place: string | null;
  /** What the writer bound it to beyond the source. */
  readonly given: { readonly captureId?: number; readonly prefix?: string; readonly suffix?: string };
  /** The capture whose text gave the verdict, and where in it; null while none did. */
  readonly selector: Selector | null;
  readonly verdict: QuotationVerdict;
  /** Why it could not be checked. */
  readonly reason: string | null;
  readonly checked: Checked | null;
  readonly checkedAt: string | null;
  readonly override: Override | null;
  /** When its post was published; null while not everybody may read it. */
  readonly listedAt: string | null;
  readonly createdAt: string;
};

/** Words in another language: beside the original (of a block), or in its place (in a line). Nobody checks them. */
export type QuotedTranslation = {
  readonly text: string;
  readonly lang?: string;
  readonly dir: 'ltr' | 'rtl';
  readonly translator?: string;
};

/**
 * Where the words stand (Web Annotation: TextQuoteSelector, TextPositionSelector): `start` and `end` count UTF-16
 * units in the text whose SHA-256 is given. Without a span, only where it was looked for.
 */
export type Selector = {
  readonly captureId: number;
  readonly stream: string;
  readonly streamSha256: string;
  readonly span?: {
    readonly start: number;
    readonly end: number;
    readonly exact: string;
    readonly prefix: string;
    readonly suffix: string;
  };
};

/** What checking one quotation against one capture found: the check, the best of its streams, and the words in their place. */
export type Finding = {
  readonly verdict: Exclude<QuotationVerdict, 'pending'>;
  readonly reason?: string;
  readonly stream?: string;
  readonly streamSha256?: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** The source's own words at each span, and those around the whole. */
  readonly exact: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  readonly diff: readonly Difference[];
  readonly marks: readonly string[];
  readonly warnings: readonly string[];
  /** Whom the source quotes there. */
  readonly enclosing?: { readonly by?: string; readonly words: string };
  readonly normaliser: string;
  /** Whether a machine of the site saw the text. */
  readonly observed: boolean;
};

/** What is kept beside the verdict: the finding that gave it, and what other captures of the source say. */
export type Checked = Finding & {
  readonly others: readonly {
    readonly captureId: number;
    readonly capturedAt: string | null;
    readonly verdict: Exclude<QuotationVerdict, 'pending'>;
  }[];
};

/** A person's word that the words are verbatim, where the machine says otherwise. It holds for these words only. */
export type Override = {
  readonly by: string;
  /** Null where the words came with their voucher, as in the demonstration site. */
  readonly accountId: number | null;
  readonly at: string;
  readonly reason: string;
  readonly textHash: string;
};

export function quotationFromRow(row: QuotationTable): Quotation {
  return {
    id: row.id,
    postId: row.post_id,
    key: row.key,
    position: row.position,
    inline: row.inline === 1,
    text: row.text,
    textHash: row.text_hash,
    askedHash: row.asked_hash,
    lang: row.lang,
    dir: row.dir,
    translations: JSON.parse(row.translations) as readonly QuotedTranslation[],
    sourceId: row.source_id,
    speakerId: row.speaker_id,
    said: row.said,
    saidKey: row.said_key,
    place: row.place,
    given: {
      ...(row.given_capture !== null && { captureId: row.given_capture }),
      ...(row.given_prefix !== null && { prefix: row.given_prefix }),
      ...(row.given_suffix !== null && { suffix: row.given_suffix }),
    },
    selector: selectorOf(row),
    verdict: row.verdict,
    reason: row.reason,
    checked: row.checked === null ? null : (JSON.parse(row.checked) as Checked),
    checkedAt: row.checked_at,
    override: row.override === null ? null : (JSON.parse(row.override) as Override),
    listedAt: row.listed_at,
    createdAt: row.created_at,
  };
}

function selectorOf(row: QuotationTable): Selector | null {
  const { capture_id: captureId, stream, stream_sha256: streamSha256, start_at: start, end_at: end } = row;
  if (captureId === null || stream === null || streamSha256 === null) return null;
  if (start === null || end === null) return { captureId, stream, streamSha256 };
  const words = { exact: row.exact ?? '', prefix: row.prefix ?? '', suffix: row.suffix ?? '' };
  return { captureId, stream, streamSha256, span: { start, end, ...words } };
}
