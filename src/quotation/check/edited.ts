import type { Chain } from './chain.ts';
import type { Difference } from './check.ts';
import type { Folded } from './literal.ts';
import type { Lexicon } from './negation.ts';
import type { Reading, Taken } from './reading.ts';
import { type Span, spanIn, startAt } from './stream.ts';
import { gapWarnings, insertionWarnings } from './warnings.ts';

/** What a writer's marks come to where the words stand. */
export type Edited = {
  readonly marks: readonly string[];
  readonly diff: readonly Difference[];
  readonly warnings: readonly string[];
};

export function editedIn(
  reading: Reading,
  chain: Chain,
  quote: Folded,
  source: Folded,
  lexicon: Lexicon,
): Edited {
  const diff: Difference[] = [];
  const warnings: string[] = [];
  reading.runs.forEach((run, at) => {
    const place = chain[at]!;
    const before = chain[at - 1];
    if (before !== undefined) {
      const omitted = source.given.slice(before.span.end, place.span.start);
      const mark = gapBefore(reading, quote, run.from);
      diff.push({ op: 'delete', quote: mark, source: shortened(omitted.trim()) });
      warnings.push(...gapWarnings(omitted, lexicon));
    }
    diff.push(...insertionsIn(reading, at, place.span, quote, source));
  });
  for (const { mark, as } of reading.taken)
    if (as === 'inserted' && mark.kind === 'bracket')
      warnings.push(...insertionWarnings(mark.content, lexicon));
  return { marks: marksOf(reading.taken), diff, warnings };
}

const names = { gap: 'ellipsis', bracket: 'bracket', sic: 'sic', footnote: 'footnote' } as const;

/** Marks that were the source's own are none of the writer's. */
function marksOf(taken: readonly Taken[]): string[] {
  return [
    ...new Set(
      taken.flatMap(({ mark, as }) =>
        as === 'literal'
          ? []
          : as === 'capital' || isCapital(mark.content, as)
            ? ['case']
            : [names[mark.kind]],
      ),
    ),
  ];
}

/** `[T]he` of "The": the bracket says that a letter was looked at. */
function isCapital(content: string, as: Taken['as']): boolean {
  return as === 'words' && [...content].length === 1;
}

/** The words of one piece, parted where the writer put something in. */
function insertionsIn(reading: Reading, at: number, span: Span, quote: Folded, source: Folded): Difference[] {
  const run = reading.runs[at]!;
  const mine = spanIn(reading.quote.stream, run.from, run.to);
  const put = reading.taken.filter(({ mark, as }) => {
    const where = startAt(quote.stream, mark.from);
    return as === 'inserted' && where > mine.start && where < mine.end;
  });
  const parts: Difference[] = [];
  let [ours, theirs] = [mine.start, span.start];
  for (const { mark } of put) {
    const bracket = spanIn(quote.stream, mark.from, mark.to);
    const reached = reachedIn(reading, run.from, bracket.start, span, source, theirs);
    parts.push({
      op: 'same',
      quote: quote.given.slice(ours, bracket.start).trim(),
      source: source.given.slice(theirs, reached).trim(),
    });
    parts.push({ op: 'insert', quote: quote.given.slice(bracket.start, bracket.end), source: '' });
    [ours, theirs] = [bracket.end, reached];
  }
  parts.push({
    op: 'same',
    quote: quote.given.slice(ours, mine.end).trim(),
    source: source.given.slice(theirs, span.end).trim(),
  });
  return parts;
}

/** How far in the source the words before a bracket reach. */
function reachedIn(
  reading: Reading,
  from: number,
  bracket: number,
  span: Span,
  source: Folded,
  least: number,
): number {
  const { stream } = reading.quote;
  let units = 0;
  while (from + units < stream.text.length && startAt(stream, from + units) < bracket) units++;
  const begin = unitAt(source, span.start);
  return Math.min(span.end, Math.max(least, startAt(source.stream, begin + units)));
}

function unitAt({ stream }: Folded, place: number): number {
  let [low, high] = [0, stream.text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startAt(stream, middle) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The gap that stands before a piece, as the writer wrote it. */
function gapBefore(reading: Reading, quote: Folded, from: number): string {
  const begin = startAt(reading.quote.stream, from);
  const gaps = reading.taken.filter(
    ({ mark, as }) => as === 'gap' && startAt(quote.stream, mark.from) < begin,
  );
  const last = gaps.at(-1)?.mark;
  if (last === undefined) return '';
  const { start, end } = spanIn(quote.stream, last.from, last.to);
  return quote.given.slice(start, end).trim();
}

/** What is left out over pages is shown by its beginning and its end. */
function shortened(omitted: string): string {
  return omitted.length <= 2_000 ? omitted : `${omitted.slice(0, 1_000)} … ${omitted.slice(-1_000)}`;
}
