import { diffArrays } from 'diff';
import type { Difference } from './check.ts';
import { type Folded, placesOf } from './literal.ts';
import type { Reading } from './reading.ts';
import { type Span, spanIn } from './stream.ts';

/** The pieces of a quotation that all stand in a source, but not in this order inside one statement. */
export function reordered(
  { quote, runs }: Reading,
  source: Folded,
):
  | {
      readonly spans: readonly Span[];
      readonly diff: readonly Difference[];
      readonly warnings: readonly string[];
    }
  | undefined {
  const spans: Span[] = [];
  for (const { from, to } of runs) {
    const [place] = placesOf(quote, from, to, source);
    if (place === undefined) return undefined;
    spans.push(place.span);
  }
  const standing = spans.map((_, at) => at).sort((left, right) => spans[left]!.start - spans[right]!.start);
  const diff = diffArrays(
    standing,
    spans.map((_, at) => at),
  ).flatMap(({ added, removed, value }) =>
    value.map((at): Difference => {
      const { from, to } = runs[at]!;
      const mine = spanIn(quote.stream, from, to);
      const ours = removed ? '' : quote.given.slice(mine.start, mine.end);
      const theirs = added ? '' : source.given.slice(spans[at]!.start, spans[at]!.end);
      return { op: added ? 'insert' : removed ? 'delete' : 'same', quote: ours, source: theirs };
    }),
  );
  const moved = diff.some(({ op }) => op !== 'same');
  return { spans, diff, warnings: [moved ? 'reordered' : 'several-statements'] };
}
