import type { Check, Difference } from './check.ts';
import type { Lexicon } from './negation.ts';
import type { Statements } from './statement.ts';
import type { Span } from './stream.ts';
import { plainWords } from './words.ts';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Longer than any two sentences. */
const wide = 4_000;

/** What a gap leaves out: more than two sentences, or a word that turns what is said. */
export function gapWarnings(omitted: string, lexicon: Lexicon): string[] {
  const warnings = plainWords(omitted).some(lexicon.isNegation) ? ['negation-in-gap'] : [];
  return isWide(omitted) ? [...warnings, 'wide-gap'] : warnings;
}

function isWide(omitted: string): boolean {
  if (omitted.length > wide) return true;
  const said = [...sentences.segment(omitted)].filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment));
  return said.length > 2;
}

/** What a writer put in between brackets. */
export function insertionWarnings(inserted: string, lexicon: Lexicon): string[] {
  return plainWords(inserted).some(lexicon.isNegation) ? ['negation-inserted'] : [];
}

/** Whether a negation stands just outside the quoted words, in their sentence. */
export function outsideWarnings(source: string, first: Span, last: Span, lexicon: Lexicon): string[] {
  const before = plainWords(afterStop(source.slice(Math.max(0, first.start - 60), first.start))).slice(-2);
  const after = plainWords(beforeStop(source.slice(last.end, last.end + 40))).slice(0, 1);
  return [...before, ...after].some(lexicon.isNegation) ? ['negation-outside'] : [];
}

const stop = /[.:;!?…。：；！？؛؟۔।\n]/;

function afterStop(text: string): string {
  return text.split(stop).at(-1)!;
}

function beforeStop(text: string): string {
  return text.split(stop)[0]!;
}

/** Words of somebody else, or that readers of the page do not see. */
export function placeWarnings(
  source: string,
  spans: readonly Span[],
  statements: Statements,
): Pick<Check, 'warnings' | 'enclosing'> {
  const around = spans.flatMap((span) => statements.around(span));
  const warnings: string[] = [];
  if (around.some(({ kind }) => kind === 'comment')) warnings.push('in-comment');
  if (around.some(({ kind }) => kind === 'hidden')) warnings.push('hidden');
  const quoted = around.findLast(({ kind }) => kind === 'quoted') ?? quotedIn(source, spans[0]);
  if (quoted === undefined) return { warnings };
  const { start, end } = quoted;
  const by = 'by' in quoted ? { by: quoted.by as string } : {};
  return { warnings: [...warnings, 'quoted-speaker'], enclosing: { start, end, ...by } };
}

/** Further than this no quotation begins. */
const reach = 3_000;
const opening: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“',
  '«': '»',
  '‹': '›',
  '「': '」',
  '『': '』',
  '"': '"',
  '‘': '’',
};

/** The quotation marks in the source's own text between which a place lies, in its paragraph. */
function quotedIn(source: string, span: Span | undefined): Span | undefined {
  if (span === undefined) return undefined;
  const begin = Math.max(source.lastIndexOf('\n', span.start - 1) + 1, span.start - reach);
  const open: { mark: string; at: number }[] = [];
  for (let at = begin; at < span.start; at++) {
    const unit = source[at]!;
    if (open.at(-1)?.mark === unit && !isApostrophe(source, at)) open.pop();
    else if (unit in opening && !isApostrophe(source, at)) open.push({ mark: opening[unit]!, at });
  }
  for (const { mark, at } of open) {
    const close = closing(source, mark, span.end);
    if (close !== undefined) return { start: at, end: close + 1 };
  }
  return undefined;
}

function isApostrophe(source: string, at: number): boolean {
  if (source[at] === '’') return /\p{L}/u.test(source[at + 1] ?? '');
  return source[at] === '‘' && /\p{L}/u.test(source[at - 1] ?? '');
}

function closing(source: string, mark: string, from: number): number | undefined {
  const line = source.indexOf('\n', from);
  const end = Math.min(line < 0 ? source.length : line, from + reach);
  for (let at = from; at < end; at++) if (source[at] === mark && !isApostrophe(source, at)) return at;
  return undefined;
}

/** What kinds of words differ: those that a reader should look at first. */
export function changeWarnings(diff: readonly Difference[], lexicon: Lexicon): string[] {
  const changed = diff.filter(({ op }) => op !== 'same').flatMap(({ quote, source }) => [quote, source]);
  const words = changed.flatMap(plainWords);
  const named = (name: string, is: (word: string) => boolean) => (words.some(is) ? [name] : []);
  return [
    ...named('negation-changed', lexicon.isNegation),
    ...(changed.some((text) => /\p{N}/u.test(text)) || words.some((word) => numbers.has(word.toLowerCase()))
      ? ['number-changed']
      : []),
    ...named('name-changed', (word) => /^\p{Lu}\p{Ll}/u.test(word)),
    ...named('modal-changed', lexicon.isModal),
  ];
}

const numbers = new Set(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half'.split(
    ' ',
  ),
);
