import type { Region } from './check.ts';
import type { Span } from './stream.ts';

/** Who speaks where in a source: a gap never leads from one speaker's words into another's. */
export type Statements = {
  /** The same for two places of one statement. */
  readonly of: (span: Span) => string;
  /** The regions that hold all of a place, the widest first. */
  readonly around: (span: Span) => readonly Region[];
};

export function statementsOf(regions: readonly Region[]): Statements {
  const around = (span: Span) =>
    regions
      .filter(({ start, end }) => start <= span.start && span.end <= end)
      .toSorted((left, right) => right.end - right.start - (left.end - left.start));
  const of = (span: Span) => around(span).map(nameOf).join(' ');
  return { of, around };
}

/** Two quotations of one person in an article are one statement; two comments are two, and two of nobody known. */
function nameOf({ kind, by, start }: Region): string {
  return kind === 'quoted' && by !== undefined ? `quoted by ${by}` : `${kind} ${start}`;
}
