import { checkQuotation, prepareSource, type Source, type Verdict } from '../../src/quotation/check/index.ts';
import { alterations, negationsOf } from './alter.ts';
import type { Corpus } from './corpus.ts';
import { type Cut, cutFrom } from './cut.ts';
import { type Random, randomOf } from './random.ts';
import { type Truth, truthOf } from './truth.ts';
import { variations } from './vary.ts';

export type Case = {
  readonly corpus: string;
  readonly kind: string;
  readonly quote: string;
  /** By construction, or stricter where the words happen to stand so. */
  readonly deserves: Verdict;
  readonly got: Verdict;
  readonly warnings: readonly string[];
};

const found: readonly Verdict[] = ['exact', 'typographic', 'edited', 'orthographic'];

/** Whether an altered quotation was taken for a true one: what may never be. */
export function isBetrayal({ deserves, got }: Case): boolean {
  return deserves === 'altered' && found.includes(got);
}

/** Whether a true quotation did not get the tier that it deserves. */
export function isMiss({ deserves, got }: Case): boolean {
  return deserves !== 'altered' && got !== deserves;
}

/** Writes quotations from a text, true ones and false ones, `times` of each kind, and has each checked. */
export function mutate(corpus: Corpus, times: number, seed = 1): Case[] {
  const truth = truthOf(corpus.text, corpus.lang);
  const source = prepareSource({ text: corpus.text, lang: corpus.lang });
  const random = randomOf(
    seed * 1_000_003 + [...corpus.name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
  );
  return [
    ...trueCases(corpus, truth, source, random, times),
    ...falseCases(corpus, truth, source, random, times),
  ];
}

/** Shorter ones may be ambiguous, rightly. */
const shortest = 40;

function trueCases(corpus: Corpus, truth: Truth, source: Source, random: Random, times: number): Case[] {
  const cases: Case[] = [];
  for (const { name, deserves, write } of variations) {
    for (let time = 0; time < times; time++) {
      const cut = cutFrom(corpus, truth, random);
      const quote = write(cut, random);
      if (quote === undefined || [...quote].length < shortest) continue;
      const deserved = truth.literally(quote) ? 'exact' : deserves;
      cases.push(checked(corpus, source, name, quote, deserved));
    }
  }
  for (let time = 0; time < times * 4; time++) {
    const cut = cutFrom(corpus, truth, random);
    if (beside(cut)) cases.push(checked(corpus, source, 'a negation just outside', cut.text, 'exact'));
  }
  return cases;
}

/** Whether the word just outside negates, in the same sentence. */
function beside({ lang, before, after }: Cut): boolean {
  const words = negationsOf(lang);
  return words.includes(before.toLowerCase()) || words.includes(after.toLowerCase());
}

function falseCases(corpus: Corpus, truth: Truth, source: Source, random: Random, times: number): Case[] {
  const cases: Case[] = [];
  for (const { name, write, gaps } of alterations) {
    for (let time = 0; time < times; time++) {
      const cut = cutFrom(corpus, truth, random);
      const quote = write(cut, random, corpus);
      if (quote === undefined || isTrue(quote, truth, name, gaps === true)) continue;
      cases.push(checked(corpus, source, name, quote, 'altered'));
    }
  }
  return cases;
}

/**
 * Whether a falsified quotation happens to be true: its words stand elsewhere, or the change is one that a tier
 * allows. Where letters alone cannot tell (vowel marks, order, punctuation), by what was changed.
 */
function isTrue(quote: string, truth: Truth, name: string, gaps: boolean): boolean {
  if (gaps) return inOrder(quote.split(' […] '), truth);
  const plain = quote.replaceAll(' [sic]', '');
  if (truth.literally(quote)) return truth.places(plain).length > 0;
  const places = truth.places(plain);
  // Letters alone do not tell these from the passage that they were cut from: they are true nowhere, or elsewhere.
  if (vowelsOnly(name, quote)) return places.length !== 1;
  return unseen.has(name) ? false : places.length > 0;
}

const unseen = new Set(['hyphens dropped', 'two words joined', 'raised figures', 'a comma moved']);

/** Whether what was changed is a vowel mark of Arabic, which the truth does not look at. */
function vowelsOnly(name: string, quote: string): boolean {
  return (
    name === 'a vowel mark given otherwise' || (name === 'a mark changed' && /[\u064b-\u0652]/.test(quote))
  );
}

function inOrder(pieces: readonly string[], truth: Truth): boolean {
  let least = 0;
  for (const piece of pieces) {
    const next = truth.places(piece).find(({ from }) => from >= least);
    if (next === undefined) return false;
    least = next.to;
  }
  return true;
}

function checked(corpus: Corpus, source: Source, kind: string, quote: string, deserves: Verdict): Case {
  const { verdict: got, warnings } = checkQuotation(source, { text: quote, lang: corpus.lang });
  return { corpus: corpus.name, kind, quote, deserves, got, warnings };
}
