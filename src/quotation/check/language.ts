/**
 * Which letters may be folded: what the writers of one language exchange, another language tells apart. Where a
 * language is named it decides; else the letters that only it has.
 */
export type Folds = {
  /** ي ی ى are one letter; not in Pashto and Uyghur. */
  readonly yeh: boolean;
  /** ё is е; not in Belarusian, Tajik, Mongolian … */
  readonly yo: boolean;
  /** I is the capital of ı, İ that of i. */
  readonly turkic: boolean;
  /** Points are vowel marks that may be left out; not in Yiddish, where they make letters. */
  readonly points: boolean;
};

export function foldsOf(languages: readonly (string | undefined)[], seen: readonly Seen[]): Folds {
  const named = languages.flatMap((tag) => (tag ? [primary(tag)] : []));
  const any = (set: ReadonlySet<string>) => named.some((language) => set.has(language));
  const has = (what: keyof Seen) => seen.some((letters) => letters[what]);
  return {
    yeh: !any(ownYeh) && (any(commonYeh) || !has('yeh')),
    yo: !any(ownYo) && (any(commonYo) || !has('yo')),
    turkic: any(turkic) || (named.length === 0 && has('turkic')),
    points: !any(yiddish) && !has('yiddish'),
  };
}

/** Letters of a text that only some languages have. */
export type Seen = {
  readonly yeh: boolean;
  readonly yo: boolean;
  readonly turkic: boolean;
  readonly yiddish: boolean;
};

export function lettersSeen(text: string): Seen {
  const start = text.slice(0, sample);
  return {
    yeh: letters.yeh.test(start),
    yo: many(start, letters.cyrillic, letters.yo),
    turkic: many(start, letters.latin, letters.turkic),
    yiddish: letters.yiddish.test(start),
  };
}

/** `pt-BR` is `pt`; the three letters that some corpora use are the two that the web uses. */
export function primary(tag: string): string {
  const language = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return threeLetters[language] ?? language;
}

const threeLetters: Readonly<Record<string, string>> = {
  amh: 'am',
  ara: 'ar',
  arb: 'ar',
  cmn: 'zh',
  deu: 'de',
  ger: 'de',
  ell: 'el',
  eng: 'en',
  fas: 'fa',
  pes: 'fa',
  prs: 'fa',
  fra: 'fr',
  fre: 'fr',
  heb: 'he',
  iw: 'he',
  hin: 'hi',
  jpn: 'ja',
  kat: 'ka',
  khm: 'km',
  kor: 'ko',
  pol: 'pl',
  por: 'pt',
  pus: 'ps',
  pbt: 'ps',
  rus: 'ru',
  spa: 'es',
  tam: 'ta',
  tha: 'th',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
  vie: 'vi',
  ydd: 'yi',
  yid: 'yi',
  ji: 'yi',
  zho: 'zh',
  bel: 'be',
  uig: 'ug',
  ita: 'it',
  nld: 'nl',
};

const sample = 20_000;
const ownYeh = new Set(['ps', 'ug', 'kk', 'ky']);
const commonYeh = new Set(['ar', 'fa']);
const ownYo = new Set([
  'be',
  'tg',
  'mn',
  'rue',
  'kk',
  'ky',
  'tt',
  'ba',
  'cv',
  'uz',
  'kv',
  'udm',
  'os',
  'sah',
]);
const commonYo = new Set(['ru']);
const turkic = new Set(['tr', 'az', 'gag', 'crh', 'tt', 'ba']);
const yiddish = new Set(['yi']);

const letters = {
  yeh: /[ټډړږښڼۍځڅېۈ]/,
  cyrillic: /\p{sc=Cyrillic}/gu,
  yo: /[іўїєґҷҳқӣӯғөүһәңҗӗӑӳҫ]/giu,
  latin: /\p{sc=Latin}/gu,
  turkic: /[ıİğĞ]/g,
  yiddish: /[\u05f0-\u05f2]|\u05d9\u05b7\u05d9/,
};

/** More than one letter in a hundred: a name of another language is no other language. */
function many(text: string, all: RegExp, own: RegExp): boolean {
  const found = text.match(own)?.length ?? 0;
  return found > 0 && found * 100 > (text.match(all)?.length ?? 0);
}
