/**
 * One spelling for every way of writing a word, so that a text is found however it and the question are typed.
 * Both databases index and look for these forms only; neither normalises anything itself.
 *
 * - Case and Latin, Greek and Cyrillic diacritics go; ß is ss, æ is ae, every Turkish i is i, ё is е. й, ў and ї
 *   are letters of their own and stay.
 * - Arabic: vowel marks and tatweel go; alef in all its forms is one letter; hamza leaves its seat; ta marbuta
 *   is ha, alef maqsura is ya; the Persian and Urdu yeh, kaf and heh are the Arabic ones.
 * - Hebrew: points go; final forms are plain ones; geresh and gershayim inside a word go.
 * - Digits of every script are 0–9. Joiners (ZWNJ, ZWJ, soft hyphen) go, so a Persian word is one word.
 * - Compatibility forms (full width, ligatures, presentation forms) are what they stand for: Unicode's NFKC.
 *
 * `fold` expects a word; it is idempotent.
 */
export function fold(word: string): string {
  if (ascii.test(word)) return word.toLowerCase();
  let out = '';
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const form = code < alone.length ? alone[code] : undefined;
    const letter = form ?? (foldsAlone(code) ? learn(code) : undefined);
    if (letter === undefined) return foldCharacters(word);
    out += letter;
  }
  return out;
}

const ascii = /^[0-9A-Za-z]*$/;

/** Forms of characters below U+0700 that do not depend on their neighbours: nearly all that is written with them. */
const alone: (string | undefined)[] = Array.from({ length: 0x700 });

/** Combining marks that Cyrillic shares with others make a letter of its own, or none, by what they stand on. */
function foldsAlone(code: number): boolean {
  return code < 0x700 && !(code >= 0x300 && code < 0x370);
}

function learn(code: number): string {
  const form = foldCharacters(String.fromCharCode(code));
  alone[code] = form;
  return form;
}

function foldCharacters(word: string): string {
  // Lower case twice: compatibility forms may decompose into capitals (℡).
  const plain = word.toLowerCase().normalize('NFKD').toLowerCase();
  let out = '';
  let base = '';
  for (const character of plain) {
    if (mark.test(character)) {
      if (keepsMark(base, character)) out += character;
    } else {
      const kept = letterOrDigit.test(character);
      base = kept ? (letters[character] ?? digitOf(character) ?? character) : '';
      out += base;
    }
  }
  return out.normalize('NFC');
}

const mark = /\p{M}/u;
const letterOrDigit = /[\p{L}\p{N}]/u;
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const cyrillic = /\p{Script=Cyrillic}/u;
/** Scripts whose marks only help to read or to stress: a word is the same word without them. */
const pointed =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Common}\p{Script=Han}\p{Script=Hangul}]/u;

function keepsMark(base: string, combining: string): boolean {
  if (base === '' || ignorable.test(combining)) return false;
  if (cyrillic.test(base)) return (letterMarks[base] ?? '') === combining;
  if (kana.test(base)) return combining === '\u3099' || combining === '\u309a';
  return !pointed.test(base);
}

/** Marks without which a Cyrillic letter is another one: й, ў, ї. */
const letterMarks: Readonly<Record<string, string>> = { и: '\u0306', у: '\u0306', і: '\u0308' };

/** Zeros stand at U+…0 or U+…6 in every block of decimal digits. */
function digitOf(character: string): string | undefined {
  if (!decimal.test(character)) return undefined;
  const code = character.codePointAt(0) ?? 0;
  const row = code & ~0xf;
  const zero = decimal.test(String.fromCodePoint(row)) ? row : row + 6;
  return String(code - zero);
}

const decimal = /\p{Nd}/u;

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
  // Arabic: the forms that do not decompose into a letter and a mark.
  ٱ: 'ا',
  ٲ: 'ا',
  ٳ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ة: 'ه',
  ۃ: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ک: 'ك',
  ڪ: 'ك',
  ـ: '',
  // Hebrew: final forms, and the sign of an abbreviation or a number.
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
};
