import { type Alignment, align } from './alignment.ts';
import { nearByShingles } from './shingles.ts';
import type { WordIndex } from './words.ts';

/** Of the quotation's words, how many must align for it to be the same words altered. */
export const share = 0.6;
/** Windows looked at closely, best first. */
const most = 8;
/** Words, about a thousand characters; and what can be aligned without a seed at all. */
const long = 170;
const longest = 1_200;

/** The window of the source in which most words align in order; undefined when in none enough do. */
export function nearest(words: Int32Array, index: WordIndex): Alignment | undefined {
  const wanted = Math.ceil(words.length * share);
  if (words.length === 0) return undefined;
  const seeded = words.length > long ? nearByShingles(words, index) : undefined;
  if (seeded !== undefined && seeded.count >= wanted) return seeded;
  if (words.length > longest) return undefined;
  let best: Alignment | undefined;
  for (const begin of likely(words, index, wanted)) {
    const found = closest(words, index, begin);
    if (found.count >= wanted && found.count > (best?.count ?? 0)) best = found;
    if (best?.count === words.length) break;
  }
  return best;
}

/** The numbers of a quotation's words in a source; -1 for those that it does not have. */
export function numbered(words: readonly string[], { numbers }: WordIndex): Int32Array {
  return Int32Array.from(words, (word) => numbers.get(word) ?? -1);
}

/**
 * Where windows of twice the length begin that have enough of the words at all, whatever their order: each word
 * votes for the stretches that it stands in, as often as the quotation has it.
 */
function likely(words: Int32Array, index: WordIndex, wanted: number): number[] {
  const size = Math.max(8, words.length);
  const votes = new Int32Array(Math.ceil(index.ids.length / size) + 1);
  const counts = new Map<number, number>();
  for (const word of words) if (word >= 0) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of counts) vote(index.places(word), count, size, votes);
  const windows: { begin: number; score: number }[] = [];
  for (let at = 0; at + 1 < votes.length; at++) {
    const score = votes[at]! + votes[at + 1]!;
    if (score >= wanted) windows.push({ begin: at * size, score });
  }
  return windows
    .toSorted((left, right) => right.score - left.score || left.begin - right.begin)
    .slice(0, most)
    .map(({ begin }) => begin);
}

function vote(places: Int32Array, count: number, size: number, votes: Int32Array): void {
  let [stretch, given] = [-1, 0];
  for (const place of places) {
    const here = Math.floor(place / size);
    if (here !== stretch) [stretch, given] = [here, 0];
    if (given++ < count) votes[here]!++;
  }
}

/** Aligns the words with one window after the other, each half as long again as they are. */
function closest(words: Int32Array, { ids }: WordIndex, begin: number): Alignment {
  const size = Math.max(8, words.length);
  const width = Math.ceil(words.length * 1.5) + 2;
  const step = Math.max(1, words.length >> 2);
  let best: Alignment = { count: 0, first: -1, last: -1 };
  for (let from = begin; from < Math.min(begin + 2 * size, ids.length); from += step) {
    const found = align(words, ids, from, Math.min(from + width, ids.length));
    const tighter = found.count === best.count && found.last - found.first < best.last - best.first;
    if (found.count > best.count || tighter) best = found;
  }
  return best;
}
