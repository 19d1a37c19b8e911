import { escapeHtml, type Html, trusted } from '../kit/html.ts';
import { type Token, tokensOf } from '../kit/words/tokens.ts';
import type { Clause, Phrase } from './query.ts';

/** A stretch of a text, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

/** Longest passage that is shown, and how much of a text is looked through for the best one, in UTF-16 units. */
const passageLength = 240;
const searchedLength = 50_000;

/** Where a text has what was asked for: neighbouring and overlapping words are one span. */
export function spansIn(text: string, clauses: readonly Clause[]): readonly Span[] {
  return merged(text, occurrences(text, clauses));
}

/** A whole text, what was asked for marked. */
export function highlight(text: string, clauses: readonly Clause[]): Html {
  return markedUp(text, spansIn(text, clauses));
}

/** The stretch of a text that has most of what was asked for, marked; its beginning when it has none of it. */
export function passage(text: string, clauses: readonly Clause[]): Html {
  const searched = text.slice(0, searchedLength);
  const found = occurrences(searched, clauses);
  const { start, end } = windowOf(text, found);
  const inside = found.filter((one) => one.start >= start && one.end <= end);
  const shown = text.slice(start, end);
  const shifted = inside.map((one) => ({ start: one.start - start, end: one.end - start }));
  const before = start > 0 ? '… ' : '';
  const after = end < text.length ? ' …' : '';
  return trusted(
    `${before}${markedUp(shown, merged(shown, shifted)).toString()}${after}`.replaceAll(/\s+/gu, ' '),
  );
}

type Occurrence = Span & { readonly clause: number };

function occurrences(text: string, clauses: readonly Clause[]): readonly Occurrence[] {
  const tokens = tokensOf(text);
  const words = tokens.filter(({ single }) => !single);
  return clauses
    .flatMap(({ spellings }, clause) =>
      spellings.flatMap((phrase) => find(tokens, words, phrase).map((span) => ({ ...span, clause }))),
    )
    .sort((left, right) => left.start - right.start || right.end - left.end);
}

function find(tokens: readonly Token[], words: readonly Token[], phrase: Phrase): readonly Span[] {
  const [first, ...others] = phrase.words;
  if (first === undefined) return [];
  if (others.length === 0) {
    return tokens.filter(({ text }) => text === first || (phrase.prefix && text.startsWith(first)));
  }
  return words.flatMap((word, index) => {
    if (word.text !== first) return [];
    const last = words[index + others.length];
    return last &&
      others.every((one, at) => fits(words[index + at + 1], one, phrase.prefix && at === others.length - 1))
      ? [{ start: word.start, end: last.end }]
      : [];
  });
}

function fits(token: Token | undefined, word: string, prefix: boolean): boolean {
  return token !== undefined && (token.text === word || (prefix && token.text.startsWith(word)));
}

/** Begins where most different clauses are found within a passage's length, and at a word. */
function windowOf(text: string, found: readonly Occurrence[]): Span {
  let best = { value: -1, start: 0 };
  let last = 0;
  const within: Occurrence[] = [];
  for (const one of found) {
    within.push(one);
    while (within[0] && one.end - within[0].start > passageLength * 0.8) within.shift();
    const value = new Set(within.map(({ clause }) => clause)).size * 100 + Math.min(within.length, 99);
    if (value > best.value) best = { value, start: within[0]?.start ?? one.start };
    last++;
    if (last > 2_000) break;
  }
  if (best.value < 0) return { start: 0, end: cut(text, passageLength) };
  const start = wordStart(text, best.start - passageLength / 4);
  const longest = found.find((one) => one.start === best.start)?.end ?? 0;
  return { start, end: Math.max(cut(text, start + passageLength), longest) };
}

/** The nearest beginning of a word or sentence after a place, never later than 40 units on. */
function wordStart(text: string, near: number): number {
  if (near <= 0) return 0;
  const sentence = text.slice(near, near + 40);
  const paragraph = sentence.lastIndexOf('\n');
  if (paragraph >= 0) return near + paragraph + 1;
  const space = sentence.search(/\s/);
  return space < 0 ? aligned(text, near) : near + space + 1;
}

/** Cuts before the word that would be cut in two. */
function cut(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at - 40, at + 1).search(/\s\S*$/);
  return space < 0 ? aligned(text, at) : at - 40 + space;
}

/** Never between the two halves of a character. */
function aligned(text: string, at: number): number {
  const whole = Math.floor(at);
  return /[\udc00-\udfff]/.test(text[whole] ?? '') ? whole - 1 : whole;
}

/** Spans that touch, or have nothing but a space between them, are marked as one. */
function merged(text: string, spans: readonly Span[]): readonly Span[] {
  const out: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = out.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else out.push({ start, end });
  }
  return out.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}

function markedUp(text: string, spans: readonly Span[]): Html {
  let out = '';
  let at = 0;
  for (const { start, end } of spans) {
    out += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return trusted(out + escapeHtml(text.slice(at)));
}
