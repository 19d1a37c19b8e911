import { rewrite, type Stream } from './stream.ts';

/** Takes out what prints nothing: soft hyphens, bidi controls, variation selectors, and marks of where a line may break. */
export function dropInvisible(stream: Stream): Stream {
  return rewrite(stream, invisible, () => '');
}

export const invisible =
  /(?:[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\u034f|\p{VS})+/gu;

/** … is what three points are, whatever the spaces about it. */
export function foldEllipses(stream: Stream): Stream {
  return rewrite(stream, ellipsis, () => '…');
}

const ellipsis = / ?(?:…|\.{3}|\. \. \.)(?: ?(?:…|\.{3}|\. \. \.))* ?/g;

/** One dash for all, and for two or three in a row; spaces about it are the house's style. */
export function foldDashes(stream: Stream): Stream {
  return rewrite(stream, dash, () => '-');
}

const dash =
  / ?[-\u05be\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+(?: [-\u05be\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+)* ?/g;

/** One mark for the apostrophe inside a word, however it was typed. Comes before the other quotation marks. */
export function foldApostrophes(stream: Stream): Stream {
  return rewrite(stream, apostrophe, () => '\u02bc');
}

/**
 * One mark for all quotation marks, single and double, whatever the spaces about them (« mot », “word”). None is
 * ever taken out: what it encloses are somebody's words.
 */
export function foldQuoteMarks(stream: Stream): Stream {
  return rewrite(stream, quoteMarks, (found) => '"'.repeat(found.replaceAll(' ', '').length));
}

const single = "'‘’‚‛`´′ʻ＇׳";
const letter = '[[\\p{L}\\p{M}\\p{N}]--[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]]';
const apostrophe = new RegExp(`(?<=${letter})[${single}](?=${letter})`, 'gv');
const quoteMarks = new RegExp(
  ` ?[${single}"“”„‟«»‹›「」『』〝〞〟＂״″❝❞](?: ?[${single}"“”„‟«»‹›「」『』〝〞〟＂״″❝❞])* ?`,
  'gv',
);

/** French sets a space before these, English none. */
export function foldPunctuationSpace(stream: Stream): Stream {
  return rewrite(stream, spaceBefore, () => '');
}

const spaceBefore = / (?=[;:!?؛؟！？；：])/g;
