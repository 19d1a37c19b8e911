import { fold } from './fold.ts';

/** A word of a text, as it is indexed, and where it stands in the text (UTF-16 units). */
export type Token = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /**
   * One character of a script that writes no spaces, beside the pairs that are its words: found alone, it is
   * looked for by this.
   */
  readonly single: boolean;
};

/** Longest word that is told apart from others, in UTF-16 units. */
const longestWord = 64;

/**
 * The words of a text. Text of scripts without spaces becomes overlapping pairs of characters: 中国人 is 中国 and
 * 国人. A question cut the same way finds it as a phrase, wherever the words in it begin.
 */
export function forEachToken(text: string, visit: (token: Token) => void): void {
  let start = -1;
  let hasSpaceless = false;
  for (let at = 0; at <= text.length; at++) {
    const kind = at === text.length ? 'gap' : kindAt(text, at);
    if (kind === 'gap' && !(start >= 0 && isHebrewSign(text, at))) {
      if (start < 0) continue;
      const found = text.slice(start, at);
      if (hasSpaceless) forEachRun(found, start, visit);
      else visitWord(found, start, visit);
      start = -1;
      hasSpaceless = false;
    } else {
      if (start < 0) start = at;
      if (kind === 'spaceless') hasSpaceless = true;
      if (isLeading(text.charCodeAt(at)) && isTrailing(text.charCodeAt(at + 1))) at++;
    }
  }
}

type Kind = 'gap' | 'word' | 'spaceless';

/** What each UTF-16 unit is, learned as it is met; a supplementary character is looked up by its code point. */
const kinds: (Kind | undefined)[] = Array.from({ length: 0x10000 });
const supplementary = new Map<number, Kind>();

function kindAt(text: string, at: number): Kind {
  const unit = text.charCodeAt(at);
  const known = kinds[unit];
  if (known !== undefined) return known;
  if (!isLeading(unit)) {
    const kind = kindOf(String.fromCharCode(unit));
    kinds[unit] = kind;
    return kind;
  }
  const code = text.codePointAt(at) ?? unit;
  const kind = supplementary.get(code) ?? kindOf(String.fromCodePoint(code));
  if (supplementary.size < 10_000) supplementary.set(code, kind);
  return kind;
}

function kindOf(character: string): Kind {
  if (spaceless.test(character)) return 'spaceless';
  return wordCharacter.test(character) ? 'word' : 'gap';
}

/** Letters, marks, digits, and what joins them invisibly: the soft hyphen, ZWNJ, ZWJ. */
const wordCharacter = /[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]/u;

/** Scripts that write no spaces between words, or (Hangul) grow words by what others write as words apart. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u30fc\uff70\uff9e\uff9f]/u;
const decimal = /\p{Nd}/u;
const attached = /[\p{M}\uff9e\uff9f\u200c\u200d]/u;

/** Whether a word is of a script without spaces, so that nothing can be its unfinished beginning. */
export function isSpaceless(word: string): boolean {
  return spaceless.test(word);
}

/** Geresh and gershayim, often typed as quotation marks, stand inside Hebrew words: צה"ל. */
function isHebrewSign(text: string, at: number): boolean {
  if (!hebrewSign.test(text[at] ?? '') || !hebrewLetter.test(text[at + 1] ?? '')) return false;
  let before = at - 1;
  while (before > 0 && hebrewPoint.test(text[before] ?? '')) before--;
  return hebrewLetter.test(text[before] ?? '');
}

const hebrewSign = /["'\u05f3\u05f4]/;
const hebrewLetter = /[\u05d0-\u05f2]/;
const hebrewPoint = /[\u0591-\u05c7]/;

const isLeading = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isTrailing = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  forEachToken(text, (token) => tokens.push(token));
  return tokens;
}

function visitWord(found: string, start: number, visit: (token: Token) => void): void {
  const text = shortened(fold(found));
  if (text !== '') visit({ text, start, end: start + found.length, single: false });
}

function shortened(text: string): string {
  if (text.length <= longestWord) return text;
  const cut = text.slice(0, longestWord);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

type Character = { readonly text: string; readonly start: number; readonly end: number };

/** Words and characters may stand together: `Unicode標準`. */
function forEachRun(found: string, start: number, visit: (token: Token) => void): void {
  let plain = '';
  let run: Character[] = [];
  let at = start;
  const finish = () => {
    if (plain !== '') visitWord(plain, at - plain.length, visit);
    if (run.length > 0) visitRun(run, visit);
    plain = '';
    run = [];
  };
  for (const character of found) {
    const last = run.at(-1);
    if (last && attached.test(character)) {
      run[run.length - 1] = { text: last.text + character, start: last.start, end: at + character.length };
    } else if (spaceless.test(character) && !decimal.test(character)) {
      if (plain !== '') finish();
      run.push({ text: character, start: at, end: at + character.length });
    } else {
      if (run.length > 0) finish();
      plain += character;
    }
    at += character.length;
  }
  finish();
}

function visitRun(run: readonly Character[], visit: (token: Token) => void): void {
  const characters = run
    .map(({ text, start, end }) => ({ text: fold(text), start, end }))
    .filter(({ text }) => text !== '');
  const [only, ...others] = characters;
  if (only && others.length === 0) return visit({ ...only, single: false });
  characters.forEach((character, index) => {
    visit({ ...character, single: true });
    const next = characters[index + 1];
    if (next)
      visit({ text: character.text + next.text, start: character.start, end: next.end, single: false });
  });
}
