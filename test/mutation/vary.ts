import type { Verdict } from '../../src/quotation/check/index.ts';
import type { Cut } from './cut.ts';
import type { Random } from './random.ts';

/** A way to write a true quotation; undefined where these words give no occasion. */
export type Variation = {
  readonly name: string;
  readonly deserves: Verdict;
  readonly write: (cut: Cut, random: Random) => string | undefined;
};

export const variations: readonly Variation[] = [
  { name: 'left alone', deserves: 'exact', write: ({ text }) => text },
  { name: 'other white space', deserves: 'exact', write: ({ text }) => text.replaceAll(' ', '  \n') },
  { name: 'decomposed', deserves: 'exact', write: ({ text }) => text.normalize('NFD') },
  {
    name: 'no-break spaces',
    deserves: 'typographic',
    write: ({ text }) => changed(text, text.replaceAll(' ', '\u00a0')),
  },
  {
    name: 'other dashes',
    deserves: 'typographic',
    write: ({ text }, random) =>
      changed(
        text,
        text.replaceAll(/[-\u2010-\u2015]/g, () => random.pick(['-', '‐', '–', '—', '--'])),
      ),
  },
  {
    name: 'other quotation marks',
    deserves: 'typographic',
    write: ({ text }, random) =>
      changed(
        text,
        text
          .replaceAll(/["“”„«»]/g, () => random.pick(['"', '“', '”', '„', '«', '»']))
          .replaceAll(/['‘’]/g, (mark) => (mark === "'" ? '’' : "'")),
      ),
  },
  {
    name: 'soft hyphens',
    deserves: 'typographic',
    write: ({ text }) => changed(text, text.replaceAll(/(\p{L}{3})(?=\p{L}{3})/gu, '$1\u00ad')),
  },
  {
    name: 'bidi controls',
    deserves: 'typographic',
    write: ({ text }) => changed(text, `\u2067${text.replaceAll(' ', ' \u200f')}\u2069`),
  },
  {
    name: 'broken at a line end',
    deserves: 'typographic',
    write: ({ text }) =>
      changed(text, text.replace(/(\p{Script=Latin}{4})(?=\p{Script=Latin}{4})/u, '$1-\n')),
  },
  {
    name: 'in quotation marks',
    deserves: 'typographic',
    write: ({ text }, random) =>
      /["“”„«»‘’']/.test(text) ? undefined : random.pick([`“${text}”`, `«${text}»`, `"${text}"`]),
  },
  { name: 'a gap', deserves: 'edited', write: ({ words, pieces }, random) => gap(words, pieces, random) },
  {
    name: 'two gaps',
    deserves: 'edited',
    write: ({ words, pieces }, random) => twoGaps(words, pieces, random),
  },
  {
    name: 'an insertion',
    deserves: 'edited',
    write: ({ pieces }, random) =>
      inserted(pieces, random.pick(['[sic]', '[12]', '[added]', '[Quxqux]']), random),
  },
  { name: 'a capital in brackets', deserves: 'edited', write: ({ text }) => capital(text) },
  { name: 'small letters', deserves: 'orthographic', write: ({ text }) => changed(text, text.toLowerCase()) },
  { name: 'capitals', deserves: 'orthographic', write: ({ text }) => changed(text, text.toUpperCase()) },
  {
    name: 'without vowel marks',
    deserves: 'orthographic',
    write: ({ text, lang }) =>
      lang === 'yi' ? undefined : changed(text, text.replaceAll(/[\u064b-\u0652\u0670]/g, '')),
  },
  {
    name: 'with a vowel mark',
    deserves: 'orthographic',
    write: ({ text }) =>
      changed(text, text.replace(/([بتثجحخدذرزسشصضطظعغفقكلم])(?=[\u0621-\u063a])/u, '$1\u064e')),
  },
  {
    name: 'stretched',
    deserves: 'orthographic',
    write: ({ text }) =>
      changed(text, text.replace(/([بتثجحخسشصضطظعغفقكلم])(?=[\u0621-\u063a])/u, '$1\u0640\u0640')),
  },
  {
    name: 'other yeh and kaf',
    deserves: 'orthographic',
    write: ({ text }) =>
      changed(
        text,
        text.replaceAll(/[يیكک]/g, (letter) => ({ ي: 'ی', ی: 'ي', ك: 'ک', ک: 'ك' })[letter]!),
      ),
  },
  {
    name: 'without joiners',
    deserves: 'orthographic',
    write: ({ text }) => changed(text, text.replaceAll(/(?<=[\u0620-\u06d3])\u200c(?=[\u0620-\u06d3])/g, '')),
  },
  {
    name: 'presentation forms',
    deserves: 'orthographic',
    write: ({ text }) =>
      changed(
        text,
        text.replaceAll(/[بتث]/g, (letter) => ({ ب: '\ufe92', ت: '\ufe98', ث: '\ufe9c' })[letter]!),
      ),
  },
  {
    name: 'other digits',
    deserves: 'orthographic',
    write: ({ text }) =>
      changed(
        text,
        text.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
      ),
  },
  {
    name: 'capitals and an insertion',
    deserves: 'orthographic',
    write: ({ pieces, text }, random) =>
      text === text.toUpperCase()
        ? undefined
        : inserted(
            pieces.map((piece) => piece.toUpperCase()),
            '[sic]',
            random,
          ),
  },
];

/** Undefined where nothing was. */
export function changed(from: string, to: string): string | undefined {
  return from === to ? undefined : to;
}

const ellipses = ['[…]', '[...]', '(…)', '(...)', '<…>', '…', '...', ' [ … ] ', '. . .'];

/** `pieces` are the words with what stands before each; the first has nothing before it. */
function gap(words: readonly string[], pieces: readonly string[], random: Random): string | undefined {
  if (words.length < 8) return undefined;
  const from = 3 + random.integer(words.length - 6);
  const to = Math.min(words.length - 2, from + 1 + random.integer(4));
  return `${pieces.slice(0, from).join('')} ${random.pick(ellipses)} ${words[to]}${pieces.slice(to + 1).join('')}`;
}

function twoGaps(words: readonly string[], pieces: readonly string[], random: Random): string | undefined {
  if (words.length < 14) return undefined;
  const [mark, other] = [random.pick(ellipses), random.pick(ellipses)];
  return `${pieces.slice(0, 4).join('')} ${mark} ${words[6]}${pieces.slice(7, 10).join('')} ${other} ${words[11]}${pieces.slice(12).join('')}`;
}

function inserted(pieces: readonly string[], what: string, random: Random): string | undefined {
  const spaced = pieces.flatMap((piece, at) => (at > 0 && piece.startsWith(' ') ? [at] : []));
  if (spaced.length === 0) return undefined;
  const at = random.pick(spaced);
  return `${pieces.slice(0, at).join('')} ${what}${pieces.slice(at).join('')}`;
}

function capital(text: string): string | undefined {
  const first = text[0]!;
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other === first || other.length > 1 || !/^\p{L}[\p{Ll}]/u.test(text)
    ? undefined
    : `[${other}]${text.slice(1)}`;
}
