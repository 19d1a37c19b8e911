import { breaksWord } from './hyphenation.ts';

/**
 * Whether words of a text begin and end at these places: "legal action" does not stand in "illegal action".
 * Words are Unicode's (UAX #29), with dictionaries for the scripts that write no spaces.
 */
export function standsFree(text: string, start: number, end: number): boolean {
  return isBoundary(text, start) && isBoundary(text, end) && !cutsFigure(text, start, end);
}

export function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  if (breaksWord(text, at)) return false;
  if (plain.test(text[at - 1]!) && !joining.test(text.slice(at, at + 2))) return true;
  if (plain.test(text[at]!)) return true;
  return (
    endsSegment(text, at) ||
    (elision.test(text.slice(Math.max(0, at - 10), at)) && /^\p{L}/u.test(text.slice(at, at + 2)))
  );
}

/** No word goes on across these. */
const plain = /[\t\n\r !?()[\]{}<>«»“”„\u3000-\u3002]/;
/** Belongs to what stands before it. */
const joining = /^[\p{M}\u200d]/u;
/** French and Italian write the article to the word: l’État is two words. */
const elision =
  /(?:^|[^\p{L}\p{M}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull)['’ʼ]$/iu;

const words = new Intl.Segmenter('en', { granularity: 'word' });
/** Far enough to see a word whole, in any script. */
const reach = 200;

function endsSegment(text: string, at: number): boolean {
  const from = blankBefore(text, at);
  const to = blankAfter(text, at);
  return words.segment(text.slice(from, to)).containing(at - from)?.index === at - from;
}

function blankBefore(text: string, at: number): number {
  const least = Math.max(0, at - reach);
  let from = at;
  while (from > least && !/\s/.test(text[from - 1]!)) from--;
  return from;
}

function blankAfter(text: string, at: number): number {
  const most = Math.min(text.length, at + reach);
  let to = at;
  while (to < most && !/\s/.test(text[to]!)) to++;
  return to;
}

/** A sign, an exponent, or figures set apart in thousands belong to the number. */
function cutsFigure(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 5);
  const first = text.slice(start, start + 4);
  const last = text.slice(Math.max(0, end - 3), end);
  if (/^\p{Nd}/u.test(first)) {
    if (/(?:^|[\s(])[-\u2212]$/.test(before)) return true;
    if (/\p{Nd}[\u00a0\u202f\u2009]$/u.test(before) && /^\p{Nd}{3}/u.test(first)) return true;
    if (/\p{Nd} $/u.test(before) && /^0\p{Nd}{2}(?!\p{Nd})/u.test(first)) return true;
  }
  if (/\p{Nd}$/u.test(last) && /^(?:[\u00a0\u202f\u2009]\p{Nd}{3}| 0\p{Nd}{2}(?!\p{Nd}))/u.test(after))
    return true;
  return (
    /^[\u00b2\u00b3\u00b9\u2070-\u209f]/.test(after) && /(?:\p{Nd}|(?:^|[^\p{L}])\p{L}{1,2})$/u.test(last)
  );
}
