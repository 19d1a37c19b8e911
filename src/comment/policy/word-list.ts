import { forEachToken } from '../../kit/words/tokens.ts';
import type { World } from '../../kit/world.ts';

/** A site's list of words, made ready to be looked for. */
type WordList = {
  /** Those that begin with a whole word, by that word: they are looked for only where the text has it. */
  readonly byFirst: ReadonlyMap<string, readonly Listed[]>;
  /** Those whose first word is only a part of one. */
  readonly open: readonly Listed[];
};

type Listed = {
  /** As it stands in the list, and where. */
  readonly word: string;
  readonly at: number;
  /** What is looked for, a space where a word ends. */
  readonly wanted: string;
};

/**
 * The first of a site's words that stands in a text (`spelled`). They are compared in one spelling, whatever the
 * script, and as whole words; `*` at an end stands for any letters. Several words are a phrase.
 */
export function firstIn(
  world: World,
  siteId: number,
  { kind, words, sent }: { readonly kind: Kind; readonly words: readonly string[]; readonly sent: string },
): string | undefined {
  if (words.length === 0) return undefined;
  const { byFirst, open } = readyList(world, `${siteId} ${kind}`, words);
  let first: Listed | undefined;
  const consider = (listed: Listed) => {
    if ((first === undefined || listed.at < first.at) && sent.includes(listed.wanted)) first = listed;
  };
  for (const word of new Set(sent.split(' '))) byFirst.get(word)?.forEach(consider);
  open.forEach(consider);
  return first?.word;
}

type Kind = 'spam' | 'held';

/** Words in their one spelling, a space before and after each. */
export function spelled(text: string): string {
  const found: string[] = [];
  forEachToken(text, ({ text: word, single }) => {
    if (!single) found.push(word);
  });
  return ` ${found.join(' ')} `;
}

/** The lists as they were when they were last asked for: to spell thousands of words takes longer than all else. */
const ready = new WeakMap<World, Map<string, { words: readonly string[]; list: WordList }>>();

function readyList(world: World, key: string, words: readonly string[]): WordList {
  const mine = ready.get(world) ?? new Map();
  ready.set(world, mine);
  const kept = mine.get(key);
  if (kept?.words.length === words.length && words.every((word, at) => word === kept.words[at]))
    return kept.list;
  const list = toList(words);
  mine.set(key, { words, list });
  return list;
}

function toList(words: readonly string[]): WordList {
  const byFirst = new Map<string, Listed[]>();
  const open: Listed[] = [];
  for (const [at, word] of words.entries()) {
    const [, before, core = '', after] = /^(\*?)(.*?)(\*?)$/s.exec(word.trim()) ?? [];
    const wanted = spelled(core).trim();
    if (wanted === '') continue;
    const listed = { word, at, wanted: `${before ? '' : ' '}${wanted}${after ? '' : ' '}` };
    const [first = '', ...others] = wanted.split(' ');
    if (before || (after && others.length === 0)) open.push(listed);
    else if (!byFirst.get(first)?.push(listed)) byFirst.set(first, [listed]);
  }
  return { byFirst, open };
}
