import { forEachToken } from '../kit/words/tokens.ts';

/** What of a post is found. A post with a password is found by its title alone: its text is then empty. */
export type SearchText = { readonly title: string; readonly text: string };

/** Where a word counts: anywhere, in the title, said often in the text, said very often. */
export type Mark = 'anywhere' | 'title' | 'often' | 'very-often';

/**
 * A word as it stands in the index: behind a character that says whose site it is and where the word counts.
 * So each site's words are lists of their own, whatever else shares the table, and the few posts that have a
 * word in the title, or use it often, are found without looking at the many that have it at all.
 */
export function marked(siteId: number, mark: Mark, word: string): string {
  return String.fromCodePoint(firstMark + ((siteId * marks.length + marks.indexOf(mark)) % markCount)) + word;
}

/** Supplementary characters; far more than sites. Two sites of one character are told apart by their rows. */
const firstMark = 0x10000;
const markCount = 0x100000;
const marks: readonly Mark[] = ['anywhere', 'title', 'often', 'very-often'];

/** Stands between title and text, so that no phrase reaches over; no question holds it. */
const boundary = '0';

/**
 * The words of a post in the order in which the index has them: title words marked as such, the title again and
 * the text as words anywhere, then each word once that is said often, or very often, and each character of
 * scripts without spaces.
 */
export function entryOf(siteId: number, { title, text }: SearchText): readonly string[] {
  const counts = new Map<string, number>();
  const singles = new Set<string>();
  const read = (part: string, mark: Mark) => {
    const words: string[] = [];
    forEachToken(part, (token) => {
      if (token.single) singles.add(token.text);
      else words.push(token.text);
      if (mark === 'anywhere') counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
    });
    return words;
  };
  const titleWords = read(title, 'title');
  const titleSingles = [...singles];
  const textWords = read(text, 'anywhere');
  const length = textWords.length;
  const frequent = [...counts].filter(([, count]) => count >= 2);
  const place = (mark: Mark) => (one: string) => marked(siteId, mark, one);
  return [
    ...titleWords.map(place('title')),
    boundary,
    ...titleSingles.filter((single) => !titleWords.includes(single)).map(place('title')),
    boundary,
    ...titleWords.map(place('anywhere')),
    boundary,
    ...textWords.map(place('anywhere')),
    boundary,
    ...[...singles].map(place('anywhere')),
    ...frequent
      .filter(([, count]) => weight(count, length) >= often)
      .map(([one]) => marked(siteId, 'often', one)),
    ...frequent
      .filter(([, count]) => weight(count, length) >= veryOften)
      .map(([one]) => marked(siteId, 'very-often', one)),
  ];
}

const often = 1.3;
const veryOften = 1.7;
const usualLength = 400;

/** How much a post is about a word: Okapi BM25's saturation (k1 = 1.2, b = 0.75) for a text of this many words. */
function weight(count: number, length: number): number {
  return (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / usualLength));
}
