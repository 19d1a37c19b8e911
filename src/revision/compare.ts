import { diffArrays } from 'diff';
import { plainText } from '../document/index.ts';
import type { Stretch } from '../kit/words/difference.ts';
import type { PostWrite } from '../post/post.ts';

/** A paragraph (heading, list item…) as it became; long unchanged passages are left out. */
export type ComparedBlock =
  | { readonly kind: 'block'; readonly stretches: readonly Stretch[] }
  /** So many blocks that are in both. */
  | { readonly kind: 'skipped'; readonly blocks: number };

export type Comparison = {
  readonly title: readonly Stretch[];
  readonly excerpt: readonly Stretch[];
  readonly blocks: readonly ComparedBlock[];
};

type Compared = Pick<PostWrite, 'title' | 'document' | 'excerpt'>;

/**
 * What became of title, excerpt and text between two states of a post, in words. What takes longer than `longest`
 * milliseconds is compared more coarsely.
 */
export function compareTexts(
  before: Compared,
  after: Compared,
  lang?: string,
  longest = longestTaken,
): Comparison {
  const words = wordsWithin(lang, longest);
  return {
    title: words(before.title, after.title),
    excerpt: words(before.excerpt ?? '', after.excerpt ?? ''),
    blocks: withoutDistant(compareBlocks(blocksOf(before), blocksOf(after), words, longest)),
  };
}

/** The same between two texts that are no posts, paragraph by paragraph. */
export function compareParagraphs(
  before: readonly string[],
  after: readonly string[],
  lang?: string,
  longest = longestTaken,
): readonly ComparedBlock[] {
  return withoutDistant(compareBlocks(before, after, wordsWithin(lang, longest), longest));
}

function wordsWithin(lang: string | undefined, longest: number): Words {
  const segmenter = new Intl.Segmenter(lang, { granularity: 'word' });
  const until = performance.now() + longest;
  return (a, b) => wordsBetween(a, b, segmenter, until - performance.now());
}

type Words = (before: string, after: string) => readonly Stretch[];

function blocksOf({ document }: Compared): readonly string[] {
  return plainText(document)
    .text.split(/\n+/)
    .filter((block) => block.trim() !== '');
}

/** Blocks that were put in the place of others are compared with them, one by one. */
function compareBlocks(
  before: readonly string[],
  after: readonly string[],
  words: Words,
  longest: number,
): readonly Extract<ComparedBlock, { kind: 'block' }>[] {
  const found: Extract<ComparedBlock, { kind: 'block' }>[] = [];
  let gone: readonly string[] = [];
  const put = (text: string, kind: Stretch['kind']) =>
    found.push({ kind: 'block', stretches: [{ kind, text }] });
  const changes = diffArrays([...before], [...after], { timeout: longest }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  for (const { value, added, removed } of changes) {
    if (removed) {
      gone = value;
      continue;
    }
    if (added) {
      const pairs = Math.min(gone.length, value.length);
      for (let at = 0; at < pairs; at++)
        found.push({ kind: 'block', stretches: words(gone[at] ?? '', value[at] ?? '') });
      for (const text of gone.slice(pairs)) put(text, 'gone');
      for (const text of value.slice(pairs)) put(text, 'new');
    } else {
      for (const text of gone) put(text, 'gone');
      for (const text of value) put(text, 'same');
    }
    gone = [];
  }
  for (const text of gone) put(text, 'gone');
  return found;
}

/** Longer than this, two texts are not compared by words: they are shown whole, one after the other. */
const longestCompared = 50_000;

/** Milliseconds for all words of two texts together: nobody else is answered meanwhile. */
const longestTaken = 1_000;

function wordsBetween(
  before: string,
  after: string,
  segmenter: Intl.Segmenter,
  left: number,
): readonly Stretch[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const whole: readonly Stretch[] = [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ];
  const changes =
    before.length + after.length > longestCompared || left <= 0
      ? undefined
      : diffArrays(pieces(before, segmenter), pieces(after, segmenter), { timeout: Math.min(500, left) });
  const stretches: readonly Stretch[] =
    changes?.map(({ value, added, removed }) => ({
      kind: added ? 'new' : removed ? 'gone' : 'same',
      text: value.join(''),
    })) ?? whole;
  return stretches.filter(({ text }) => text !== '');
}

/** Words, spaces and marks, as the language of the text has them. */
function pieces(text: string, segmenter: Intl.Segmenter): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many unchanged blocks stand around a change. */
const around = 1;

function withoutDistant(
  blocks: readonly Extract<ComparedBlock, { kind: 'block' }>[],
): readonly ComparedBlock[] {
  const near = new Set<number>();
  blocks.forEach(({ stretches }, index) => {
    if (stretches.every(({ kind }) => kind === 'same')) return;
    for (let at = index - around; at <= index + around; at++) near.add(at);
  });
  const shown: ComparedBlock[] = [];
  let skipped = 0;
  blocks.forEach((block, index) => {
    if (!near.has(index)) skipped++;
    if (!near.has(index)) return;
    if (skipped > 0) shown.push({ kind: 'skipped', blocks: skipped });
    skipped = 0;
    shown.push(block);
  });
  return skipped > 0 ? [...shown, { kind: 'skipped', blocks: skipped }] : shown;
}
