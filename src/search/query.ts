import { fold } from '../kit/words/fold.ts';
import { forEachToken, isSpaceless } from '../kit/words/tokens.ts';

/** Words one after another; one word alone is the shortest phrase. */
export type Phrase = {
  readonly words: readonly string[] /** The last word may go on. */;
  readonly prefix: boolean;
};

/** One word or quoted phrase of a question, in all its spellings: any of them will do. */
export type Clause = {
  readonly spellings: readonly Phrase[];
  /** The whole word, when the end was left open without being asked for: found first. */
  readonly exact?: Phrase;
};

/** A question as it is looked for: every clause of `all`, and no phrase of `none`. */
export type Query = { readonly all: readonly Clause[]; readonly none: readonly Phrase[] };

/** Characters of a question that are read, and clauses that are looked for; the rest is left out. */
const longest = 300;
const mostClauses = 8;
const shortestOpen = 2;

/**
 * Reads what somebody typed: words, `"phrases"` in any quotation marks, beginnings (`word*`), exclusions
 * (`-word`). The last word may be unfinished. Whatever the text, there is a query; it may have nothing in it.
 */
export function parseQuery(text: string): Query {
  const all: Clause[] = [];
  const none: Phrase[] = [];
  const parts = persianJoints(partsOf(text.slice(0, longest).toWellFormed()));
  parts.forEach((part, index) => {
    const phrase = phraseOf(part);
    if (!phrase) return;
    if (part.excluded) none.push(phrase);
    else all.push(clauseOf(part, phrase, index === parts.length - 1));
  });
  return { all: all.slice(0, mostClauses), none: none.slice(0, mostClauses) };
}

type Part = {
  readonly text: string;
  readonly quoted: boolean;
  readonly excluded: boolean;
  readonly open: boolean;
};

const quote = '"“”„‟«»＂「」『』';
/** Gershayim are typed as quotation marks: in צה"ל there is no phrase. */
const insideHebrew = '(?<=[\\u05d0-\\u05ea])"(?=[\\u05d0-\\u05ea])';
const part = new RegExp(
  `(?<minus>(?<![^\\s${quote}])[-−–])?(?:(?!${insideHebrew})[${quote}](?<phrase>(?:${insideHebrew}|[^${quote}])*)[${quote}]?|(?<word>(?:${insideHebrew}|[^\\s${quote}])+))`,
  'gu',
);

function partsOf(text: string): readonly Part[] {
  return [...text.matchAll(part)].map(({ groups = {} }) => {
    const { minus, phrase, word = '' } = groups;
    return {
      text: phrase ?? word,
      quoted: phrase !== undefined,
      excluded: minus !== undefined,
      open: phrase === undefined && word.endsWith('*'),
    };
  });
}

/** Persian prefixes and endings that are often typed with a space stand with their word: می خواهم is می‌خواهم. */
function persianJoints(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const loose = last && !last.quoted && !part.quoted && !part.excluded && !last.excluded;
    if (loose && (persianPrefix.test(fold(last.text)) || persianEnding.test(fold(part.text)))) {
      joined[joined.length - 1] = { ...part, text: `${last.text}\u200c${part.text}` };
    } else joined.push(part);
  }
  return joined;
}

const persianPrefix = /^ن?مي$/;
const persianEnding = /^(ها|هاي|هايي|هايم|هايش|تر|ترين)$/;

function phraseOf(part: Part): Phrase | undefined {
  const tokens = wordsOf(part.text);
  const last = tokens.at(-1);
  if (!last) return undefined;
  const prefix = part.open && !last.spaceless && [...last.text].length >= shortestOpen;
  return { words: tokens.map(({ text }) => text), prefix };
}

type Word = { readonly text: string; readonly spaceless: boolean };

/** What a part looks for: pairs stand for the characters in them. */
function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  forEachToken(text, ({ text: word, single }) => {
    if (!single) words.push({ text: word, spaceless: isSpaceless(word) });
  });
  return words;
}

function clauseOf(part: Part, phrase: Phrase, isLast: boolean): Clause {
  if (part.quoted) return { spellings: [phrase] };
  const last = wordsOf(part.text).at(-1);
  const open = isLast && !phrase.prefix && last?.spaceless === false && [...last.text].length >= shortestOpen;
  const spellings = spellingsOf(part.text, { ...phrase, prefix: phrase.prefix || open });
  return open ? { spellings, exact: phrase } : { spellings };
}

/**
 * Other ways to write an unquoted word. Hamza's seat differs from country to country (مسؤول, مسئول), a Persian
 * joint is typed as a joiner or as a space (می‌خواهم, می خواهم), and Arabic writes "the", "and", "by" and "to" as
 * one word with what follows.
 */
function spellingsOf(text: string, phrase: Phrase): readonly Phrase[] {
  const [word, ...others] = phrase.words;
  if (word === undefined || others.length > 0 || !arabicWord.test(word)) return [phrase];
  const spellings = [phrase];
  const seats = text.replaceAll(/[ؤئ]/gu, (seat) => (seat === 'ؤ' ? 'ئ' : 'ؤ'));
  if (seats !== text) spellings.push({ ...phrase, words: wordsOf(seats).map((one) => one.text) });
  const apart = wordsOf(text.replaceAll('\u200c', ' ')).map((one) => one.text);
  if (apart.length > 1) spellings.push({ ...phrase, words: apart });
  if (word.length >= 3)
    for (const prefix of proclitics) spellings.push({ ...phrase, words: [prefix + word] });
  return spellings;
}

const arabicWord = /^[\u0620-\u06ff]+$/u;
const proclitics = ['ال', 'و', 'وال', 'ب', 'بال', 'ل', 'لل', 'ف', 'فال', 'ك', 'كال'];
