import type { PartialDate } from '../kit/partial-date.ts';

/** Where a republished text comes from: stands first on the page of its post. */
export type SourceBlock = { readonly entries: readonly SourceEntry[] };

export type SourceEntry = {
  /** `named`: the post as a whole comes from there, and reproduces no stretch of it as it is. */
  readonly mode: 'whole' | 'excerpt' | 'translation' | 'named';
  readonly title: string;
  /** The page about the source. */
  readonly record: string;
  /** BCP 47, of the source. */
  readonly lang?: string;
  readonly publisher?: string;
  readonly author?: string;
  readonly published?: PartialDate;
  /** Whether the original address still answers, and with what was taken from it. */
  readonly state: 'unknown' | 'live' | 'dead' | 'drifted';
  /** The original address. */
  readonly original?: string;
  /** The archived copy; `at` is UTC ISO. */
  readonly copy?: { readonly href: string; readonly at: string };
  /** Where it was found. */
  readonly via?: { readonly label: string; readonly href?: string };
  readonly translator?: string;
  readonly licence?: { readonly label: string; readonly href?: string };
  readonly legalBasis?: string;
  /** Absent where nothing was looked for, as in a translation. */
  readonly check?: SourceCheck;
};

export type SourceCheck = {
  readonly verdict:
    | 'exact'
    | 'typographic'
    | 'edited'
    | 'orthographic'
    | 'altered'
    | 'not-found'
    | 'cannot-check'
    | 'pending';
  /** Why it could not be checked. */
  readonly reason?: string;
  /** UTC ISO. */
  readonly at?: string;
  /** Paragraphs by their verdict. */
  readonly counts: Readonly<Record<string, number>>;
  /** Paragraphs that are not as in the source, each with the difference word by word. */
  readonly differing: readonly {
    readonly paragraph: number;
    readonly verdict: string;
    readonly diff: readonly {
      readonly op: 'same' | 'insert' | 'delete' | 'replace';
      readonly quote: string;
      readonly source: string;
    }[];
  }[];
};
