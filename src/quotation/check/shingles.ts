import { type Alignment, align } from './alignment.ts';
import type { WordIndex } from './words.ts';

const length = 5;
/** Words between two seeds beyond which they are not compared one by one. */
const patch = 500;

type Seed = { readonly ours: number; readonly theirs: number };

/**
 * Aligns a long quotation by runs of five words that the source has once: as many of them as follow each other
 * in one window, and between them word by word.
 */
export function nearByShingles(words: Int32Array, index: WordIndex): Alignment | undefined {
  const seeds = inOrder(densest(seedsOf(words, index), Math.ceil(words.length * 1.5) + 2));
  const [first] = seeds;
  if (first === undefined) return undefined;
  let count = 0;
  let [ours, theirs] = [Math.max(0, first.ours - patch), Math.max(0, first.theirs - patch)];
  let begin = -1;
  let end = -1;
  const between = (toOurs: number, toTheirs: number) => {
    if (toOurs - ours > 2 * patch || toTheirs - theirs > 2 * patch) return;
    const found = align(words.subarray(ours, toOurs), index.ids, theirs, toTheirs);
    count += found.count;
    if (found.count > 0 && begin < 0) begin = found.first;
    if (found.count > 0) end = found.last;
  };
  for (const seed of seeds) {
    const [fromOurs, fromTheirs] = [Math.max(seed.ours, ours), Math.max(seed.theirs, theirs)];
    if (seed.ours >= ours && seed.theirs >= theirs) between(seed.ours, seed.theirs);
    const skipped = Math.max(fromOurs - seed.ours, fromTheirs - seed.theirs);
    if (skipped >= length) continue;
    count += length - skipped;
    if (begin < 0) begin = seed.theirs;
    [ours, theirs] = [seed.ours + length, seed.theirs + length];
    end = theirs - 1;
  }
  between(Math.min(words.length, ours + patch), Math.min(index.ids.length, theirs + patch));
  return { count, first: begin, last: end };
}

function seedsOf(words: Int32Array, index: WordIndex): Seed[] {
  const seeds: Seed[] = [];
  for (let ours = 0; ours + length <= words.length; ours++) {
    const theirs = onlyPlace(words.subarray(ours, ours + length), index);
    if (theirs !== undefined) seeds.push({ ours, theirs });
  }
  return seeds;
}

/** A word that stands more often than this is in a shingle with a rarer one. */
const common = 200;

/** Where the source has these words in a row, when that is in one place: looked for by the rarest of them. */
function onlyPlace(shingle: Int32Array, { ids, places }: WordIndex): number | undefined {
  let [rarest, offset] = [undefined as Int32Array | undefined, 0];
  for (let at = 0; at < length; at++) {
    if (shingle[at]! < 0) return undefined;
    const all = places(shingle[at]!);
    if (rarest === undefined || all.length < rarest.length) [rarest, offset] = [all, at];
  }
  if (rarest === undefined || rarest.length > common) return undefined;
  let found: number | undefined;
  for (const place of rarest) {
    const begin = place - offset;
    if (begin < 0 || !shingle.every((word, at) => ids[begin + at] === word)) continue;
    if (found !== undefined) return undefined;
    found = begin;
  }
  return found;
}

/** The seeds of the window of the source that has most. */
function densest(seeds: readonly Seed[], width: number): Seed[] {
  const sorted = seeds.toSorted((left, right) => left.theirs - right.theirs);
  let [best, begin, size] = [0, 0, 0];
  for (let end = 0; end < sorted.length; end++) {
    while (sorted[end]!.theirs - sorted[begin]!.theirs > width) begin++;
    if (end - begin + 1 > size) [best, size] = [begin, end - begin + 1];
  }
  return sorted.slice(best, best + size).sort((left, right) => left.ours - right.ours);
}

/** The most seeds that rise in both texts: a longest increasing subsequence, by patience. */
function inOrder(seeds: readonly Seed[]): Seed[] {
  const tops: number[] = [];
  const below = new Int32Array(seeds.length).fill(-1);
  for (let at = 0; at < seeds.length; at++) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (seeds[tops[middle]!]!.theirs < seeds[at]!.theirs) low = middle + 1;
      else high = middle;
    }
    if (low > 0) below[at] = tops[low - 1]!;
    tops[low] = at;
  }
  const chain: Seed[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = below[at]!) chain.push(seeds[at]!);
  return chain.reverse();
}
