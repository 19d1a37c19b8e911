import type { Folded } from './literal.ts';
import { type Span, spanIn } from './stream.ts';

/** A word, or a sign between words: folded, and with its place in the text that was given. */
export type Token = Span & { readonly key: string; readonly raw: string };

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words and signs of units `from` up to `to` of a folded text. Spaces are none. */
export function tokensOf({ given, stream }: Folded, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  for (const { segment, index } of segmenter.segment(stream.text.slice(from, to))) {
    if (segment.trim() === '') continue;
    const { start, end } = spanIn(stream, from + index, from + index + segment.length);
    const marks = trailing.exec(given.slice(end, end + 8))?.[0].length ?? 0;
    tokens.push({ start, end: end + marks, key: segment, raw: given.slice(start, end + marks) });
  }
  return tokens;
}

/** Marks of the last letter that folding took out. */
const trailing = /^[\u0640\p{M}]+/u;

/** The words of a text, without what is between them. */
export function plainWords(text: string): string[] {
  return [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

/** The words of a folded text, each with a number that equal words share, and where each word stands. */
export type WordIndex = {
  readonly ids: Int32Array;
  /** Where each word begins and ends in the folded text. */
  readonly froms: Int32Array;
  readonly tos: Int32Array;
  readonly numbers: ReadonlyMap<string, number>;
  /** Which words of the text a number stands for, in order. */
  readonly places: (id: number) => Int32Array;
};

export function wordIndexOf(text: string): WordIndex {
  const numbers = new Map<string, number>();
  const [ids, froms, tos]: [number[], number[], number[]] = [[], [], []];
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue;
    let id = numbers.get(segment);
    if (id === undefined) {
      id = numbers.size;
      numbers.set(segment, id);
    }
    ids.push(id);
    froms.push(index);
    tos.push(index + segment.length);
  }
  return {
    ids: Int32Array.from(ids),
    froms: Int32Array.from(froms),
    tos: Int32Array.from(tos),
    numbers,
    places: placesIn(ids, numbers.size),
  };
}

/** Sorts the places by word in two passes. */
function placesIn(ids: readonly number[], count: number): (id: number) => Int32Array {
  const begins = new Int32Array(count + 1);
  for (const id of ids) begins[id + 1]!++;
  for (let id = 0; id < count; id++) begins[id + 1]! += begins[id]!;
  const sorted = new Int32Array(ids.length);
  const next = begins.slice();
  for (let at = 0; at < ids.length; at++) sorted[next[ids[at]!]!++] = at;
  return (id) => sorted.subarray(begins[id], begins[id + 1]);
}
