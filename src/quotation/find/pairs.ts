import type { Span } from './passage.ts';

/** Words between two quotation marks, without them. */
export type Pair = Span & {
  /** With the marks. */
  readonly outer: Span;
  /** 0 for words that stand in no other marks. */
  readonly depth: number;
  /** In which of the blocks it begins, and in which it ends. */
  readonly blocks: readonly [first: number, last: number];
};

type Text = Span & { readonly text: string };

type Open = {
  readonly closers: string;
  readonly start: number;
  readonly mark: string;
  readonly block: number;
};

/** What closes what was opened with a mark. German „…“ and »…«, Swedish ”…” and a right-to-left ”…“ are among them. */
const closersOf: Readonly<Record<string, string>> = {
  '“': '”"',
  '„': '“”',
  '‟': '”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '”': '”“',
  '"': '"',
  '‘': '’',
  '‚': '‘’',
  "'": "'",
  '「': '」',
  '『': '』',
};

/** A quotation that goes on over several paragraphs opens each of them anew; more than these are none. */
const mostParagraphs = 40;

/** A text with more is made to keep whoever reads it busy. */
const mostPairs = 20_000;

/** Nobody quotes somebody who quotes somebody further than this. */
const deepest = 6;

/**
 * Words between quotation marks of any language in blocks of text that follow each other: within a block, or over
 * several of which each opens with the mark of the first. Marks that never close quote nothing.
 */
export function pairsIn(blocks: readonly Text[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let open: Open[] = [];
  let paragraphs = 0;
  blocks.forEach((block, index) => {
    const goesOn = open[0] !== undefined && block.text.trimStart().startsWith(open[0].mark);
    paragraphs = goesOn ? paragraphs + 1 : 0;
    if (!goesOn || paragraphs > mostParagraphs) open = [];
    const from = goesOn ? block.text.indexOf(open[0]?.mark ?? '') + 1 : 0;
    read(block, { from, index }, open, pairs);
    const next = blocks[index + 1];
    const [first] = open;
    open = first && next?.text.trimStart().startsWith(first.mark) ? [first] : [];
  });
  return pairs.sort((a, b) => a.start - b.start || b.end - a.end);
}

function read(
  { text, start }: Text,
  { from, index }: { readonly from: number; readonly index: number },
  open: Open[],
  pairs: Pair[],
): void {
  for (let at = from; at < text.length && pairs.length < mostPairs; at++) {
    const mark = text[at]!;
    if (closersOf[mark] === undefined && !isCloser(mark)) continue;
    const closes = open.findLastIndex(({ closers }) => closers.includes(mark));
    if (closes >= 0 && mayClose(text, at)) {
      const { start: opened, block } = open[closes]!;
      open.length = closes;
      const inner = trimmed(text, start, opened, start + at);
      pairs.push({
        ...inner,
        outer: { start: opened, end: start + at + 1 },
        depth: closes,
        blocks: [block, index],
      });
    } else if (closersOf[mark] !== undefined && open.length < deepest && mayOpen(text, at)) {
      open.push({ mark, closers: closersOf[mark], start: start + at, block: index });
    }
  }
}

function isCloser(mark: string): boolean {
  return '”“’»«›‹」』'.includes(mark);
}

const letter = /[\p{L}\p{M}\p{N}]/u;
const sideless = '「『」』';

/** A mark opens before a word, where no word has just ended. French sets a space behind its «. */
function mayOpen(text: string, at: number): boolean {
  const [before, mark, after] = [text[at - 1] ?? ' ', text[at]!, text[at + 1] ?? ' '];
  if (sideless.includes(mark)) return true;
  if (letter.test(before) || before === '=') return false;
  if (mark === '«' || mark === '“' || mark === '„') return true;
  if (mark === "'" || mark === '‘') return letter.test(after) && hasEnd(text, at);
  return !/\s/u.test(after) && !/[.,;:!?)\]]/.test(after);
}

/** A mark closes behind a word or its full stop, where no word goes on: else it is an apostrophe. */
function mayClose(text: string, at: number): boolean {
  const [before, mark, after] = [text[at - 1] ?? ' ', text[at]!, text[at + 1] ?? ' '];
  if (sideless.includes(mark) || mark === '»' || mark === '”') return true;
  if (letter.test(after)) return false;
  return mark === '«' || mark === '“' ? true : !/\s/u.test(before);
}

/** A single mark is an apostrophe until another one stands at the end of a word. */
function hasEnd(text: string, at: number): boolean {
  return /[\p{L}\p{M}\p{N}.,!?…]['’](?![\p{L}\p{M}\p{N}])/u.test(text.slice(at + 1, at + 1000));
}

function trimmed(text: string, start: number, opened: number, closed: number): Span {
  let [from, to] = [opened + 1, closed];
  const white = (at: number) => at >= start && /[\s\u200e\u200f]/u.test(text[at - start] ?? '');
  while (from < to && white(from)) from++;
  while (to > from && white(to - 1)) to--;
  return { start: from, end: to };
}
