import type { Folded } from './literal.ts';
import type { Mark } from './marks.ts';
import { type Edit, edit, type Stream } from './stream.ts';

/**
 * One way to read a quotation's marks: each ellipsis a gap or the speaker's own, each bracket an insertion, a
 * changed capital, or the source's own. What is left are the words that must stand in the source.
 */
export type Reading = {
  readonly quote: Folded;
  /** The pieces between gaps, in units of the stream. */
  readonly runs: readonly { readonly from: number; readonly to: number }[];
  /** What each mark was taken for. */
  readonly taken: readonly Taken[];
};

export type Taken = {
  readonly mark: Mark;
  readonly as: 'gap' | 'inserted' | 'words' | 'capital' | 'literal';
};

/** Between the pieces; no folded text has one. */
const gap = '\n';
/** More ways to read one quotation are not tried. */
const most = 64;

/** The ways to read the marks that the source makes possible, those that change least first. */
export function readingsOf(quote: Folded, marks: readonly Mark[], source: string): Reading[] {
  const own = marks.map((mark, at) =>
    mark.kind === 'gap' && isOwnEllipsis(quote, marks, at, source) ? 'literal' : 'gap',
  );
  const choices = marks.map((mark) => choicesOf(quote, mark, source));
  const readings: Reading[] = [];
  for (const ellipses of own.includes('literal') ? [own, own.map(() => 'gap' as const)] : [own]) {
    for (const taken of combinations(
      choices.map((some, i) => (marks[i]!.kind === 'gap' ? [ellipses[i]!] : some)),
    ))
      readings.push(
        reading(
          quote,
          marks.map((mark, i) => ({ mark, as: taken[i]! })),
        ),
      );
  }
  return readings;
}

/** Whether the source has this ellipsis too, between the same letters; as many as stand before the next mark. */
function isOwnEllipsis({ stream }: Folded, marks: readonly Mark[], at: number, source: string): boolean {
  const { from, to } = marks[at]!;
  const start = Math.max(0, from - 8, marks[at - 1]?.to ?? 0);
  const end = Math.min(to + 8, marks[at + 1]?.from ?? stream.text.length);
  return source.includes(stream.text.slice(start, end).trim());
}

function choicesOf({ stream }: Folded, { kind, from, to, content }: Mark, source: string): Taken['as'][] {
  const literal = source.includes(stream.text.slice(from, to)) ? (['literal'] as const) : [];
  if (kind === 'gap' || kind === 'sic' || content === '') return [...literal, 'inserted'];
  const words = source.includes(content) ? (['words'] as const) : [];
  const other = otherCase(content);
  const capital = other !== undefined && source.includes(other) ? (['capital'] as const) : [];
  return [...literal, ...words, ...capital, 'inserted'];
}

/** The words with their first letter in the other case. */
function otherCase(content: string): string | undefined {
  const [first = ''] = content;
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other === first || other.length !== first.length ? undefined : other + content.slice(first.length);
}

function combinations(choices: readonly (readonly Taken['as'][])[]): Taken['as'][][] {
  let all: Taken['as'][][] = [[]];
  for (const some of choices) {
    const room = all.length * some.length <= most;
    all = all.flatMap((before) => (room ? some : some.slice(-1)).map((as) => [...before, as]));
  }
  return all;
}

function reading(quote: Folded, taken: readonly Taken[]): Reading {
  const text = quote.stream.text;
  const edits: Edit[] = [];
  for (const { mark, as } of taken) {
    const { from, to, content } = mark;
    if (as === 'gap') edits.push({ index: from, length: to - from, by: gap });
    if (as === 'inserted') edits.push(removal(text, from, to));
    if (as === 'words' || as === 'capital') {
      const begin = text.indexOf(content, from);
      edits.push({ index: from, length: begin - from, by: '' });
      if (as === 'capital') edits.push({ index: begin, length: content.length, by: otherCase(content)! });
      edits.push({ index: begin + content.length, length: to - begin - content.length, by: '' });
    }
  }
  const stream = edit(quote.stream, edits);
  return { quote: { ...quote, stream }, runs: runsOf(stream), taken };
}

/** Takes an insertion out with one of the spaces about it: after a sign that swallows spaces, the one behind it. */
function removal(text: string, from: number, to: number): Edit {
  const before = text[from - 1] === ' ' && (to === text.length || /[\s.,;:!?"…)\n-]/.test(text[to]!));
  const behind = !before && text[to] === ' ' && (from === 0 || /[-"…\n]/.test(text[from - 1]!));
  const start = before ? from - 1 : from;
  return { index: start, length: (behind ? to + 1 : to) - start, by: '' };
}

function runsOf({ text }: Stream): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const { 0: run, index } of text.matchAll(/[^\n]+/g)) {
    const from = index + run.length - run.trimStart().length;
    const to = index + run.trimEnd().length;
    if (to > from) runs.push({ from, to });
  }
  return runs;
}
