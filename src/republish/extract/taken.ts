import { forEachToken } from '../../kit/words/tokens.ts';
import type { Extraction } from './extraction.ts';

/** Words in a row by which two texts are compared. */
const stretch = 3;
/** Passages of what is left out that are shown, and how much of each. */
const shown = 60;
const longest = 600;

/**
 * How much of a page's text a body has, and what it leaves out. `page` has a line for each block. A reader's view
 * drops text where it takes it for furniture: nothing of a source is to go missing unseen.
 */
export function takenOf(page: string, body: string): Pick<Extraction, 'share' | 'leftOut' | 'leftOutCount'> {
  const known = new Set<string>();
  // Short lines are compared whole; else where a line ends does not matter, as in code.
  for (const line of linesOf(body)) for (const each of stretchesOf(wordsOf(line))) known.add(each);
  for (const each of stretchesOf(wordsOf(body))) known.add(each);
  const leftOut: string[] = [];
  let all = 0;
  let taken = 0;
  for (const line of linesOf(page)) {
    const words = wordsOf(line);
    const stretches = stretchesOf(words);
    const found = stretches.filter((each) => known.has(each)).length;
    all += words.length;
    taken += stretches.length === 0 ? 0 : words.length * (found / stretches.length);
    if (words.length >= stretch && found < stretches.length / 2) leftOut.push(line);
  }
  return {
    share: all === 0 ? 1 : Math.round((taken / all) * 1_000) / 1_000,
    leftOut: leftOut
      .slice(0, shown)
      .map((line) => (line.length > longest ? `${line.slice(0, longest)}…` : line)),
    leftOutCount: leftOut.length,
  };
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  forEachToken(line, ({ text, single }) => {
    if (!single) words.push(text.toLowerCase());
  });
  return words;
}

/** A line of fewer words is one stretch. */
function stretchesOf(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  if (words.length <= stretch) return [words.join(' ')];
  return words.slice(stretch - 1).map((_, index) => words.slice(index, index + stretch).join(' '));
}
