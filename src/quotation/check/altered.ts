import search from 'approx-string-match';
import type { Alignment } from './alignment.ts';
import type { Difference } from './check.ts';
import { differenceOf } from './difference.ts';
import type { Folded } from './literal.ts';
import { nearest, numbered, share } from './near.ts';
import type { Reading } from './reading.ts';
import { type Span, spanIn } from './stream.ts';
import { plainWords, tokensOf, type WordIndex } from './words.ts';

/** Words of a source that a quotation gives otherwise. */
export type Altered = { readonly spans: readonly Span[]; readonly diff: readonly Difference[] };

/**
 * Looks for each piece of a quotation where most of its words stand in order. Undefined when fewer than the share
 * of all its words do.
 */
export function alteredIn(reading: Reading, source: Folded, index: WordIndex): Altered | undefined {
  const spans: Span[] = [];
  const diff: Difference[] = [];
  let [all, aligned] = [0, 0];
  for (const { from, to } of reading.runs) {
    const text = reading.quote.stream.text.slice(from, to);
    const words = numbered(plainWords(text), index);
    const near = nearest(words, index);
    all += words.length;
    aligned += near?.count ?? 0;
    const quoted = tokensOf(reading.quote, from, to);
    if (near === undefined) {
      diff.push({
        op: 'insert',
        quote: reading.quote.given.slice(quoted[0]?.start ?? 0, quoted.at(-1)?.end ?? 0),
        source: '',
      });
      continue;
    }
    const window = withSigns(text, windowOf(text, near, source, index), source);
    spans.push(spanIn(source.stream, window.start, window.end));
    diff.push(...differenceOf(quoted, tokensOf(source, window.start, window.end)));
  }
  return all > 0 && aligned >= all * share && spans.length > 0 ? { spans, diff } : undefined;
}

/** Longer words are not compared letter by letter. */
const long = 1_000;

/**
 * What of the source the words were taken from, in units of its folded text: where fewest letters differ (Myers'
 * bit vector), as whole words.
 */
function windowOf(words: string, near: Alignment, source: Folded, index: WordIndex): Span {
  const aligned = { start: index.froms[near.first]!, end: index.tos[near.last]! };
  if (words.length > long) return aligned;
  const [first, last] = [Math.max(0, near.first - 12), Math.min(index.ids.length - 1, near.last + 12)];
  const [start, end] = [index.froms[first]!, index.tos[last]!];
  const found = search(source.stream.text.slice(start, end), words, Math.ceil(words.length * 0.7))[0];
  if (found === undefined) return aligned;
  return {
    start: Math.min(aligned.start, wordBegin(index, first, start + found.start)),
    end: Math.max(aligned.end, wordEnd(index, last, start + found.end)),
  };
}

/** With the signs before and behind it, when the quotation begins or ends with signs: they are compared too. */
function withSigns(words: string, { start, end }: Span, source: Folded): Span {
  const before = signsAtEnd.exec(source.stream.text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  const behind = signsAtStart.exec(source.stream.text.slice(end, end + 4))?.[0].length ?? 0;
  return {
    start: signsAtStart.test(words) ? start - before : start,
    end: signsAtEnd.test(words) ? end + behind : end,
  };
}

const signsAtStart = /^[^\p{L}\p{M}\p{N}\s]+/u;
const signsAtEnd = /[^\p{L}\p{M}\p{N}\s]+$/u;

/** Where the word begins in which a place lies. */
function wordBegin({ froms, tos }: WordIndex, from: number, at: number): number {
  let word = from;
  while (word < froms.length - 1 && tos[word]! <= at) word++;
  return Math.min(at, froms[word]!);
}

function wordEnd({ froms, tos }: WordIndex, to: number, at: number): number {
  let word = to;
  while (word > 0 && froms[word]! >= at) word--;
  return Math.max(at, tos[word]!);
}
