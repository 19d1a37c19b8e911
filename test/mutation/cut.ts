import type { Corpus } from './corpus.ts';
import type { Random } from './random.ts';
import type { Truth } from './truth.ts';

/** Words cut out of a text, whole. */
export type Cut = {
  readonly lang: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
  /** The words, each but the first with what stands before it; together they are the text. */
  readonly pieces: readonly string[];
  /** The words just outside, in the same sentence. */
  readonly before: string;
  readonly after: string;
};

/** Cuts at ends of words: six to thirty of them, with forty letters at least. */
export function cutFrom(corpus: Corpus, truth: Truth, random: Random): Cut {
  for (;;) {
    const count = 6 + random.integer(25);
    const first = random.integer(truth.words.length - count);
    const cut = cutOf(corpus, truth, first, count);
    if ([...cut.text].length >= 40) return cut;
  }
}

function cutOf({ text, lang }: Corpus, { words }: Truth, first: number, count: number): Cut {
  const some = words.slice(first, first + count);
  const [start, end] = [some[0]!.start, some.at(-1)!.end];
  const [before, after] = [words[first - 1], words[first + count]];
  const beside = (word: typeof before, from: number, to: number) =>
    word === undefined || /[.:;!?。；：؛؟\n]/.test(text.slice(from, to))
      ? ''
      : text.slice(word.start, word.end);
  return {
    lang,
    start,
    end,
    text: text.slice(start, end),
    words: some.map((word) => text.slice(word.start, word.end)),
    pieces: some.map((word, at) => text.slice(at === 0 ? start : some[at - 1]!.end, word.end)),
    before: beside(before, before?.end ?? 0, start),
    after: beside(after, end, after?.start ?? end),
  };
}
