import type { Direction } from './document.ts';

/**
 * The direction of a text by its first strong character (UAX 9, rules P2 and P3), `ltr` when it has none.
 */
export function directionOf(text: string): Direction {
  return firstStrong(text) ?? 'ltr';
}

/** The direction of the first strong character, or `undefined` when there is none: digits, signs, emoji. */
export function firstStrong(text: string): Direction | undefined {
  const first = text.charCodeAt(0);
  if ((first >= 97 && first <= 122) || (first >= 65 && first <= 90)) return 'ltr';
  const found = strong.exec(text);
  if (found === null) return undefined;
  return rightToLeft.test(found[0]) ? 'rtl' : 'ltr';
}

// Scripts with Bidi_Class R or AL (DerivedBidiClass, Unicode 15): Hebrew to Arabic Extended-A with the marks
// U+200F, the presentation forms, and the right-to-left planes U+10800–10FFF and U+1E800–1EFFF.
const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const strong = /[\p{L}\u200e\u200f]/u;
