import type { Corpus } from './corpus.ts';
import type { Cut } from './cut.ts';
import type { Random } from './random.ts';
import { bare } from './truth.ts';
import { changed } from './vary.ts';

/** A way to falsify a quotation; undefined where these words give no occasion. */
export type Alteration = {
  readonly name: string;
  readonly write: (cut: Cut, random: Random, corpus: Corpus) => string | undefined;
  /** It leaves a gap: whether it is true is for each piece to tell, in the order written. */
  readonly gaps?: boolean;
};

export const alterations: readonly Alteration[] = [
  {
    name: 'a word changed',
    write: ({ pieces, words }, random, { text }) =>
      withWord(pieces, words, random, () => foreignWord(text, random)),
  },
  { name: 'a letter changed', write: ({ text }, random, corpus) => letterChanged(text, random, corpus.text) },
  { name: 'a letter dropped', write: ({ text }, random) => edited(text, random, () => '') },
  {
    name: 'a letter doubled',
    write: ({ text }, random) => edited(text, random, (letter) => letter + letter),
  },
  { name: 'a mark changed', write: ({ text }, random, corpus) => markChanged(text, random, corpus.text) },
  { name: 'a word dropped', write: ({ pieces }, random) => without(pieces, inner(pieces, random)) },
  {
    name: 'a word doubled',
    write: ({ pieces, words }, random) => doubled(pieces, words, inner(pieces, random)),
  },
  { name: 'two words swapped', write: ({ pieces, words }, random) => swapped(pieces, words, random) },
  {
    name: 'a negation added',
    write: ({ pieces, lang }, random) => negated(pieces, lang, inner(pieces, random)),
  },
  { name: 'a negation dropped', write: ({ pieces, words, lang }) => unNegated(pieces, words, lang) },
  {
    name: 'a number changed',
    write: ({ text }, random) =>
      changed(
        text,
        text.replace(/\p{Nd}/u, (digit) => otherDigit(digit, random)),
      ),
  },
  {
    name: 'cut inside its first word',
    write: ({ text }) => changed(text, text.replace(/^\p{L}\p{M}*(?=\p{L}\p{M}*\p{L})/u, '')),
  },
  {
    name: 'cut inside its last word',
    write: ({ text }) => changed(text, text.replace(/(?<=\p{L}\p{M}*\p{L}\p{M}*)\p{L}\p{M}*$/u, '')),
  },
  {
    name: 'letters of another script',
    write: ({ text }) =>
      changed(
        text,
        text.replace(/[aeopcxаеорсхαο]/u, (letter) => lookalikes[letter]!),
      ),
  },
  {
    name: 'hyphens dropped',
    write: ({ text }) => changed(text, text.replace(/(?<=\p{L})[-\u2010](?=\p{L})/u, '')),
  },
  { name: 'two words joined', write: ({ text }, random) => joined(text, random) },
  {
    name: 'raised figures',
    write: ({ text }) =>
      changed(
        text,
        text.replace(/[123]/, (digit) => ({ 1: '¹', 2: '²', 3: '³' })[digit]!),
      ),
  },
  {
    name: 'a comma moved',
    write: ({ text }) => changed(text, text.replace(/([,،、]) ?(\S+) (\S)/u, ' $2$1 $3')),
  },
  {
    name: 'a word changed beside a marked gap',
    gaps: true,
    write: ({ pieces, words }, random, { text }) => besideGap(pieces, words, foreignWord(text, random)),
  },
  {
    name: 'a word changed in brackets’ company',
    write: ({ pieces, words }, random, { text }) =>
      withWord(pieces, words, random, () => `${foreignWord(text, random)} [sic]`),
  },
  { name: 'gaps in another order', gaps: true, write: ({ words, pieces }) => turned(words, pieces) },
  {
    name: 'a vowel mark given otherwise',
    write: ({ text }) =>
      changed(
        text,
        text.replace(/[\u064b-\u0650]/, (mark) => (mark === '\u0650' ? '\u064f' : '\u0650')),
      ),
  },
];

/** Not the first and not the last: without those a quotation is a shorter true one. */
function inner(pieces: readonly string[], random: Random): number {
  return 1 + random.integer(pieces.length - 2);
}

function foreignWord(text: string, random: Random): string {
  const from = random.integer(Math.max(1, text.length - 400));
  const words = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(text.slice(from, from + 400))];
  return random.pick(words.filter(({ isWordLike }) => isWordLike)).segment;
}

/** Puts another word in the place of one; as if nothing had been done where they are the same. */
function withWord(
  pieces: readonly string[],
  words: readonly string[],
  random: Random,
  by: () => string,
): string | undefined {
  const at = inner(pieces, random);
  const word = by();
  if (bare(word) === bare(words[at]!)) return undefined;
  return pieces
    .map((piece, index) => (index === at ? piece.slice(0, piece.length - words[at]!.length) + word : piece))
    .join('');
}

/** Somewhere inside a word. */
function edited(text: string, random: Random, by: (letter: string) => string): string | undefined {
  const letters = [...text.matchAll(/(?<=\p{L}\p{M}*)\p{L}(?=\p{L})/gu)];
  if (letters.length === 0) return undefined;
  const { 0: letter, index } = random.pick(letters);
  return changed(text, text.slice(0, index) + by(letter) + text.slice(index + letter.length));
}

function letterChanged(text: string, random: Random, from: string): string | undefined {
  const letters = [...from.slice(0, 3_000).matchAll(/\p{L}/gu)].map(([letter]) => letter);
  return edited(text, random, () => random.pick(letters));
}

function markChanged(text: string, random: Random, from: string): string | undefined {
  const marks = [...text.matchAll(/\p{M}/gu)];
  if (marks.length === 0) return undefined;
  const { 0: mark, index } = random.pick(marks);
  const others = [...from.matchAll(/\p{M}/gu)].map(([other]) => other).filter((other) => other !== mark);
  return others.length === 0
    ? undefined
    : text.slice(0, index) + random.pick(others) + text.slice(index + mark.length);
}

function without(pieces: readonly string[], at: number): string {
  return pieces.filter((_, index) => index !== at).join('');
}

function doubled(pieces: readonly string[], words: readonly string[], at: number): string {
  const space = pieces.some((piece) => piece.startsWith(' ')) ? ' ' : '';
  return pieces.map((piece, index) => (index === at ? `${piece}${space}${words[at]}` : piece)).join('');
}

function swapped(pieces: readonly string[], words: readonly string[], random: Random): string | undefined {
  if (pieces.length < 4) return undefined;
  const at = 1 + random.integer(pieces.length - 3);
  if (bare(words[at]!) === bare(words[at + 1]!)) return undefined;
  const put = (index: number, word: string) =>
    pieces[index]!.slice(0, pieces[index]!.length - words[index]!.length) + word;
  return pieces
    .map((piece, index) =>
      index === at ? put(at, words[at + 1]!) : index === at + 1 ? put(at + 1, words[at]!) : piece,
    )
    .join('');
}

/** Words that negate, the everyday one first. */
export const negations: Readonly<Record<string, readonly string[]>> = {
  am: ['አይደለም'],
  ar: ['لا', 'لم', 'لن', 'ليس', 'دون', 'غير'],
  el: ['δεν', 'κανείς', 'χωρίς', 'μη', 'ούτε'],
  en: ['not', 'no', 'never', 'nor', 'without'],
  fa: ['نه', 'نمی', 'نباید', 'هیچ', 'بدون'],
  hi: ['नहीं', 'न', 'बिना'],
  ja: ['ない', '不'],
  ka: ['არ', 'არავინ', 'ვერ'],
  km: ['មិន', 'គ្មាន'],
  ko: ['안', '아니'],
  pl: ['nie', 'bez', 'nikt', 'ani'],
  ta: ['இல்லை'],
  th: ['ไม่', 'ปราศจาก'],
  vi: ['không', 'chẳng'],
  yi: ['נישט', 'ניט', 'קיין'],
  zh: ['不', '无'],
};

export function negationsOf(lang: string): readonly string[] {
  return negations[lang.split('-')[0]!] ?? negations.en!;
}

function negated(pieces: readonly string[], lang: string, at: number): string {
  const space = pieces.some((piece) => piece.startsWith(' ')) ? ' ' : '';
  return `${pieces.slice(0, at).join('')}${space}${negationsOf(lang)[0]}${pieces.slice(at).join('')}`;
}

function unNegated(pieces: readonly string[], words: readonly string[], lang: string): string | undefined {
  const at = words.findIndex(
    (word, index) => index > 0 && index < words.length - 1 && negationsOf(lang).includes(word.toLowerCase()),
  );
  return at < 0 ? undefined : without(pieces, at);
}

function otherDigit(digit: string, random: Random): string {
  const code = digit.codePointAt(0)!;
  const value = [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0x17e0]
    .map((nought) => code - nought)
    .find((each) => each >= 0 && each < 10);
  return value === undefined
    ? digit
    : String.fromCodePoint(code - value + ((value + 1 + random.integer(8)) % 10));
}

const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['a', 'а'],
    ['e', 'е'],
    ['o', 'о'],
    ['p', 'р'],
    ['c', 'с'],
    ['x', 'х'],
    ['α', 'a'],
    ['ο', 'o'],
  ].flatMap(([left, right]) => [
    [left, right],
    [right, left],
  ]),
);

function joined(text: string, random: Random): string | undefined {
  const spaces = [...text.matchAll(/(?<=[\p{L}\p{M}]) (?=\p{L})/gu)];
  if (spaces.length === 0) return undefined;
  const { index } = random.pick(spaces);
  return text.slice(0, index) + text.slice(index + 1);
}

function besideGap(pieces: readonly string[], words: readonly string[], word: string): string | undefined {
  if (words.length < 9 || bare(word) === bare(words[1]!)) return undefined;
  const first = words[0]! + pieces[1]!.slice(0, pieces[1]!.length - words[1]!.length) + word + pieces[2]!;
  return `${first} […] ${words[5]}${pieces.slice(6).join('')}`;
}

function turned(words: readonly string[], pieces: readonly string[]): string | undefined {
  if (words.length < 12) return undefined;
  const half = words.length >> 1;
  return `${words[half + 1]}${pieces.slice(half + 2).join('')} […] ${pieces.slice(0, half).join('')}`;
}
