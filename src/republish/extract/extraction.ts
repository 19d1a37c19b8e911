import type { Document } from '../../document/index.ts';
import type { PartialDate } from '../../kit/partial-date.ts';

/** What a page says about itself: every value as the page has it, cleaned, and none where it says nothing. */
export type Facts = {
  readonly title?: string;
  readonly authors: readonly string[];
  readonly publisher?: string;
  readonly published?: PartialDate;
  readonly modified?: PartialDate;
  /** BCP 47. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  /** Absolute. */
  readonly canonical?: string;
  /** An address or words. */
  readonly licence?: string;
  readonly summary?: string;
};

/** Where the body came from: the reader's view of the page, or all of its text where that could not be made. */
export type BodyFrom = 'article' | 'whole-text' | 'text';

export type Extraction = Facts & {
  readonly document: Document;
  readonly from: BodyFrom;
  /** How much of the page's words the body has, from 0 to 1. */
  readonly share: number;
  /** Passages of the page that the body leaves out, longest stretches first in page order, cut to a few. */
  readonly leftOut: readonly string[];
  /** How many were left out in all. */
  readonly leftOutCount: number;
};

export type ExtractRefused = {
  readonly ok: false;
  readonly reason: 'too-large' | 'too-deep' | 'empty' | 'too-slow';
};

export type Extracted = { readonly ok: true; readonly extraction: Extraction } | ExtractRefused;
