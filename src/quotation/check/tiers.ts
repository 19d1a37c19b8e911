import { compose } from './composition.ts';
import { dropFootnotes } from './footnote.ts';
import { dropHyphens, joinBrokenWords } from './hyphenation.ts';
import type { Folds } from './language.ts';
import {
  dropJoiners,
  dropVowelMarks,
  foldCase,
  foldDigits,
  foldLetters,
  foldPresentation,
} from './script.ts';
import { type Stream, streamOf } from './stream.ts';
import {
  dropInvisible,
  foldApostrophes,
  foldDashes,
  foldEllipses,
  foldPunctuationSpace,
  foldQuoteMarks,
} from './typography.ts';
import { collapseSpace, plainSpace } from './white-space.ts';

/** How much of a text is folded away before it is compared; each folds what those above it do, and more. */
export type Folding = {
  readonly tier: 'exact' | 'typographic' | 'orthographic';
  /** Words broken at the end of a line are whole, and no word has a hyphen. */
  readonly whole?: boolean;
  /** Marks of footnotes are out. */
  readonly footnotes?: boolean;
};

export type Streams = (folding: Folding) => Stream;

/** The streams of a text, each made when it is first asked for. */
export function streamsOf(given: string, folds: Folds, made: Map<string, Stream> = new Map()): Streams {
  const remembered = (key: string, make: () => Stream): Stream => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const stream = make();
    made.set(key, stream);
    return stream;
  };
  const composed = () => remembered('composed', () => compose(streamOf(given)));
  const typographic = (whole: boolean, footnotes: boolean): Stream =>
    remembered(`typographic ${whole} ${footnotes}`, () => {
      if (footnotes) return dropFootnotes(typographic(whole, false));
      if (!whole) return typography(composed());
      return dropHyphens(typography(joinBrokenWords(composed())));
    });
  return ({ tier, whole = false, footnotes = false }) => {
    if (tier === 'exact') return remembered('exact', () => collapseSpace(composed()));
    if (tier === 'typographic') return typographic(whole, footnotes);
    const [name, ways] = [`orthographic ${whole} ${footnotes}`, JSON.stringify(folds)];
    if (!made.has(`${name} ${ways}`)) forget(made, name);
    return remembered(`${name} ${ways}`, () => orthography(typographic(whole, footnotes), folds));
  };
}

/** Languages fold otherwise; of a long text the streams for one at a time are kept. */
function forget(made: Map<string, Stream>, name: string): void {
  for (const key of made.keys()) if (key.startsWith(name)) made.delete(key);
}

function typography(stream: Stream): Stream {
  // What stood between a letter and its mark may be gone: then they are one letter.
  const spaced = plainSpace(compose(dropInvisible(collapseSpace(stream))));
  return foldPunctuationSpace(foldQuoteMarks(foldApostrophes(foldDashes(foldEllipses(spaced)))));
}

function orthography(stream: Stream, folds: Folds): Stream {
  const lettered = dropJoiners(dropVowelMarks(foldPresentation(stream), folds.points));
  return compose(foldCase(foldDigits(foldLetters(compose(lettered), folds)), folds.turkic));
}
