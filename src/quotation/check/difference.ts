import { diffArrays } from 'diff';
import type { Difference } from './check.ts';
import { vowelMark, vowelsAgree } from './script.ts';
import type { Token } from './words.ts';

/** Texts that differ in more places than this are shown beside each other. */
const most = 2_000;

/** The words that differ, in reading order, as they stand in either text. Words that only spelling or type tells apart are the same. */
export function differenceOf(quote: readonly Token[], source: readonly Token[]): Difference[] {
  const changes = diffArrays([...source], [...quote], { comparator: same, maxEditLength: most });
  if (changes === undefined) return [{ op: 'replace', quote: textOf(quote), source: textOf(source) }];
  const difference: Difference[] = [];
  let [ours, theirs] = [0, 0];
  for (const { added, removed, count } of changes) {
    const mine = removed ? [] : quote.slice(ours, ours + count);
    const other = added ? [] : source.slice(theirs, theirs + count);
    ours += mine.length;
    theirs += other.length;
    join(difference, {
      op: added ? 'insert' : removed ? 'delete' : 'same',
      quote: textOf(mine),
      source: textOf(other),
    });
  }
  return difference;
}

/** What was taken out and put in at one place is replaced. */
function join(difference: Difference[], next: Difference): void {
  const last = difference.at(-1);
  const replaces =
    (last?.op === 'delete' && next.op === 'insert') || (last?.op === 'insert' && next.op === 'delete');
  if (last === undefined || !replaces) difference.push(next);
  else
    difference[difference.length - 1] = {
      op: 'replace',
      quote: last.quote + next.quote,
      source: last.source + next.source,
    };
}

function same(theirs: Token, ours: Token): boolean {
  if (theirs.key !== ours.key) return false;
  return !vowelMark.test(ours.raw) || !vowelMark.test(theirs.raw) || lettersAgree(ours.raw, theirs.raw);
}

/** Letter by letter, each with its marks. */
function lettersAgree(ours: string, theirs: string): boolean {
  const [mine, other] = [lettersOf(ours), lettersOf(theirs)];
  return mine.length !== other.length || mine.every((letter, at) => vowelsAgree(letter, other[at]!));
}

function lettersOf(raw: string): string[] {
  return raw.replace(/[\u0640\u200c\u200d]/g, '').match(/\P{M}\p{M}*/gu) ?? [];
}

/** The text of tokens in a row, with what stands between them. */
function textOf(tokens: readonly Token[]): string {
  let text = '';
  let end = tokens[0]?.start ?? 0;
  for (const { start, raw, end: next } of tokens) {
    text += (start > end ? ' ' : '') + raw;
    end = next;
  }
  return text;
}
