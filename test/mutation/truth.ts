/**
 * What a quotation deserves, decided without the engine: by letters alone. Everything that any tier allows to
 * differ is thrown away, and what is left is looked for between ends of words.
 */
export type Truth = {
  /** The source's words: where each begins and ends in its text. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
  /** Places of the letters of some words, when they begin and end where words of the source do. */
  readonly places: (quote: string) => readonly { readonly from: number; readonly to: number }[];
  /** Whether the words stand in the source to the letter, white space aside. */
  readonly literally: (quote: string) => boolean;
};

export function truthOf(text: string, lang: string): Truth {
  const words = [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)].flatMap(
    ({ segment, index, isWordLike }) => (isWordLike ? [{ start: index, end: index + segment.length }] : []),
  );
  const [letters, starts, ends] = lettersOf(text, words);
  const collapsed = spaced(text);
  return {
    words,
    places: (quote) => {
      const sought = bare(quote);
      const found: { from: number; to: number }[] = [];
      for (let at = letters.indexOf(sought); at >= 0 && sought !== ''; at = letters.indexOf(sought, at + 1))
        if (starts.has(at) && ends.has(at + sought.length)) found.push({ from: at, to: at + sought.length });
      return found;
    },
    literally: (quote) => {
      const sought = spaced(quote);
      for (let at = collapsed.indexOf(sought); at >= 0; at = collapsed.indexOf(sought, at + 1))
        if (!/^\p{M}/u.test(collapsed.slice(at + sought.length))) return true;
      return false;
    },
  };
}

function spaced(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[ \t\n\r]+/g, ' ')
    .trim();
}

function lettersOf(
  text: string,
  words: readonly { start: number; end: number }[],
): [string, ReadonlySet<number>, ReadonlySet<number>] {
  let letters = '';
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const { start, end } of words) {
    starts.add(letters.length);
    letters += bare(text.slice(start, end));
    ends.add(letters.length);
  }
  return [letters, starts, ends];
}

/** Letters, figures, and the marks that are no Arabic or Hebrew vowels. */
export function bare(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\ufb50-\ufdef\ufe70-\ufefc]/g, (form) => form.normalize('NFKC'))
    .replace(/[\u0591-\u05c7\u0610-\u061a\u064b-\u0652\u0670\u0640]/g, '')
    .replace(/[\p{Nd}]/gu, (digit) => figure(digit))
    .replace(/[یى]/g, 'ي')
    .replaceAll('ک', 'ك')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
    .replace(/\p{VS}/gu, '');
}

const noughts = [0x30, 0x660, 0x6f0, 0x966, 0xbe6, 0xe50, 0x17e0];

function figure(digit: string): string {
  const code = digit.codePointAt(0)!;
  const nought = noughts.find((first) => code >= first && code < first + 10);
  return nought === undefined ? digit : String(code - nought);
}
