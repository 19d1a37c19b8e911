import { rewrite, type Stream } from './stream.ts';

/** Letters of Arabic and of print as they are joined on paper become the letters that they are. ﷺ is a word of its own, and stays. */
export function foldPresentation(stream: Stream): Stream {
  return rewrite(stream, presentation, (found) => {
    const plain = found.normalize('NFKC');
    return isolatedMark.test(plain) ? plain.replace(' ', '\u0640') : plain;
  });
}

const presentation = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb28\ufb2a-\ufb4f\ufb50-\ufdef\ufe70-\ufefc]/g;
const isolatedMark = /^ \p{M}/u;

/** Takes out vowel marks and the line that stretches Arabic words. `vowelsAgree` then looks at each letter's. */
export function dropVowelMarks(stream: Stream, points: boolean): Stream {
  const arabic = rewrite(stream, arabicVowels, () => '');
  return points ? rewrite(arabic, hebrewPoints, () => '') : arabic;
}

/** Not the hamza (U+0654, U+0655) and not the madda (U+0653): they make another letter. */
const arabicVowels =
  /[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff]+/g;
const hebrewPoints = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]+/g;

/** Whether a text has any. */
export const vowelMark =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f]/;

/** Signs for chanting and for where to pause say nothing about the vowel. */
const chant = /[\u0591-\u05af\u05bd\u06d6-\u06dc\u06df\u06e0\u06e2-\u06e4\u06e7\u06e8\u06ea-\u06ed]/;

/**
 * Whether the marks on one letter are the same, or those of one side are some of the other's: what only one of
 * them gives was left to the reader by the other. A mark that is given otherwise makes another word.
 */
export function vowelsAgree(quote: string, source: string): boolean {
  const [ours, theirs] = [vowelsOf(quote), vowelsOf(source)];
  if (Math.max(ours.length, theirs.length) > most) return ours.join('') === theirs.join('');
  return isPart(ours, theirs) || isPart(theirs, ours);
}

/** No letter has more; what does is compared as it stands. */
const most = 50;

function vowelsOf(raw: string): string[] {
  const plain = raw.replace(presentation, (found) => found.normalize('NFKC'));
  return [...plain].filter((mark) => vowelMark.test(mark) && !chant.test(mark)).map(sameMark);
}

/** The sukun of the Quran's spelling is the sukun. */
function sameMark(mark: string): string {
  return mark === '\u06e1' ? '\u0652' : mark;
}

function isPart(part: readonly string[], whole: readonly string[]): boolean {
  const rest = [...whole];
  return part.every((mark) => {
    const at = rest.indexOf(mark);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

/** Joiners inside words: Persian writes نمی‌شود with one or without. Between pictures they make another picture, and stay. */
export function dropJoiners(stream: Stream): Stream {
  return rewrite(stream, /(?<=[\p{L}\p{M}])[\u200c\u200d]+/gu, () => '');
}

/** Letters that writers of one script type for each other. What a language tells apart is told apart: see language.ts. */
export function foldLetters(stream: Stream, folds: { readonly yeh: boolean; readonly yo: boolean }): Stream {
  const kaf = rewrite(stream, /[\u06a9]/g, () => '\u0643');
  const yeh = folds.yeh ? rewrite(kaf, /[\u0649\u06cc]/g, () => '\u064a') : kaf;
  return folds.yo ? rewrite(yeh, /[ёЁ]/g, (found) => (found === 'ё' ? 'е' : 'Е')) : yeh;
}

/** The digits of every script are the digits. ² is none. */
export function foldDigits(stream: Stream): Stream {
  return rewrite(stream, /[\p{Nd}--[0-9]]/gv, (found) => digitOf(found.codePointAt(0)!));
}

/** Unicode keeps the ten digits of a set together, in order, from the nought on. */
function digitOf(code: number): string {
  let first = code;
  while (isDigit(first - 1)) first--;
  return String((code - first) % 10);
}

function isDigit(code: number): boolean {
  return /\p{Nd}/u.test(String.fromCodePoint(code));
}

/** Full case folding: ß is ss, ς is σ. Turkish has two letters i, each with its capital. */
export function foldCase(stream: Stream, turkic: boolean): Stream {
  const own = turkic ? rewrite(stream, /[Iİ]/g, (found) => (found === 'I' ? 'ı' : 'i')) : stream;
  return rewrite(own, /\p{CWCF}+/gu, fold);
}

function fold(found: string): string {
  let folded = '';
  for (const letter of found) folded += letter.toLowerCase().toUpperCase().toLowerCase();
  return folded;
}
