import { standsFree } from './boundary.ts';
import { hyphensAgree } from './hyphenation.ts';
import { occurrences } from './occurrences.ts';
import { vowelMark, vowelsAgree } from './script.ts';
import { type Span, type Stream, spanIn, startAt, unitIn } from './stream.ts';
import type { Folding } from './tiers.ts';
import { invisible } from './typography.ts';

/** A text folded, beside what was given. */
export type Folded = { readonly given: string; readonly stream: Stream; readonly folding: Folding };

/** Where words stand: in the folded stream, and in the text that was given. */
export type Place = { readonly from: number; readonly to: number; readonly span: Span };

/** No quotation has to be told from more places than these. */
const most = 5_000;

/**
 * The places at which units `from` up to `to` of the folded quotation stand in the folded source, as whole words.
 * Folding may take away what still has to agree (vowel marks, hyphens): that is looked at in each place.
 */
export function placesOf(quote: Folded, from: number, to: number, source: Folded): Place[] {
  const words = quote.stream.text.slice(from, to);
  const places: Place[] = [];
  let seen = 0;
  for (const at of occurrences(source.stream.text, words)) {
    if (++seen > most) break;
    const place = placeAt(source, at, at + words.length);
    if (place !== undefined && agrees(quote, from, to, source, at)) places.push(place);
  }
  return places;
}

/** The place in the source, when words begin and end there. */
export function placeAt(source: Folded, from: number, to: number): Place | undefined {
  const { start, end } = trimmed(source.given, spanIn(source.stream, from, to));
  const whole = withMarks(source, to, end);
  if (
    !standsFree(source.given, start, whole) &&
    !standsFree(source.given, start, pastInvisible(source.given, whole))
  )
    return undefined;
  return { from, to, span: { start, end: whole } };
}

/** Spaces that a mark swallowed are not part of what was quoted. */
function trimmed(given: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(given[from]!)) from++;
  while (to > from && /\s/.test(given[to - 1]!)) to--;
  return { start: from, end: to };
}

/** Marks of the last letter that folding took out belong to it; a mark that was kept makes another letter. */
function withMarks(source: Folded, to: number, end: number): number {
  if (source.folding.tier !== 'orthographic') return end;
  const next = to < source.stream.text.length ? startAt(source.stream, to) : source.given.length;
  return end + (folded.exec(source.given.slice(end, next))?.[0].length ?? 0);
}

const folded = /^(?:\u0640|\u200c|\u200d|\p{M})+/u;

function pastInvisible(given: string, end: number): number {
  const after = given.slice(end, end + 40);
  const found = after.match(invisible)?.[0];
  return found !== undefined && after.startsWith(found) ? end + found.length : end;
}

function agrees(quote: Folded, from: number, to: number, source: Folded, at: number): boolean {
  const { tier, whole } = source.folding;
  const checksVowels =
    tier === 'orthographic' && hasMarks(quote, from, to) && hasMarks(source, at, at + to - from);
  if (!checksVowels && !whole) return true;
  for (let i = 0; i < to - from; i++) {
    const ours = unitIn(quote.given, quote.stream, from + i);
    const theirs = unitIn(source.given, source.stream, at + i);
    if (checksVowels && !vowelsAgree(ours, theirs)) return false;
    if (whole && i < to - from - 1 && !hyphensAgree(ours, theirs)) return false;
  }
  return true;
}

function hasMarks({ given, stream }: Folded, from: number, to: number): boolean {
  const { start, end } = spanIn(stream, from, to);
  return vowelMark.test(given.slice(start, end + 4));
}
