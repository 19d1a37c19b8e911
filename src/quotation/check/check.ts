import type { Span } from './stream.ts';

/** The strictest first. */
export const verdicts = [
  'exact',
  'typographic',
  'edited',
  'orthographic',
  'altered',
  'not-found',
  'cannot-check',
] as const;

export type Verdict = (typeof verdicts)[number];

/** Part of a difference: words of the quotation and of the source that are the same, or stand in one of them alone. */
export type Difference = {
  readonly op: 'same' | 'insert' | 'delete' | 'replace';
  readonly quote: string;
  readonly source: string;
};

/** A stretch of the source that is not plainly its author's word to the reader. */
export type Region = Span & {
  readonly kind: 'comment' | 'hidden' | 'quoted';
  /** Whose words they are, where the source says so. */
  readonly by?: string;
};

/** What was found of a quotation in a source. `verbatim quote check --json` prints it as it is. */
export type Check = {
  readonly verdict: Verdict;
  /** Only with `cannot-check`. */
  readonly reason?: string;
  /** Where the words stand in the text that was given, in UTF-16 units; a span for each piece between gaps. */
  readonly spans: readonly Span[];
  /** Whether they stand there once. */
  readonly unique: boolean;
  /** For `altered` the words that differ; for `edited` what was left out and put in. */
  readonly diff: readonly Difference[];
  /** What the writer marked: `ellipsis`, `bracket`, `sic`, `case`, `footnote`. */
  readonly marks: readonly string[];
  readonly warnings: readonly string[];
  readonly normaliser: typeof normaliser;
  /** The quotation inside the source in which the words stand: somebody else's. */
  readonly enclosing?: Span & { readonly by?: string };
};

/** Changes when a normaliser does: a verdict holds for the version that gave it. */
export const normaliser = '1' as const;

/** What is looked for. The words before and after tell one place from another. */
export type Asked = {
  readonly text: string;
  readonly lang?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** Where the words began in this text when they were bound to it. */
  readonly position?: number;
};
