import type { Region } from './check.ts';
import type { Stream } from './stream.ts';
import { type WordIndex, wordIndexOf } from './words.ts';

/** A source's text, ready to be asked about any number of quotations. What is folded is remembered. */
export type Source = {
  readonly text: string;
  readonly regions: readonly Region[];
  readonly lang: string | undefined;
  /** Why nothing can be found missing in it, where whoever read it knows. */
  readonly unreadable: string | undefined;
  readonly memory: Map<string, Stream>;
  /** Other things made of the text once, by name. */
  readonly kept: Map<string, unknown>;
  /** The words of its streams. */
  readonly words: WeakMap<Stream, WordIndex>;
};

export function prepareSource(given: {
  readonly text: string;
  readonly regions?: readonly Region[];
  readonly lang?: string;
  readonly unreadable?: string;
}): Source {
  return {
    text: given.text,
    regions: given.regions ?? [],
    lang: given.lang,
    unreadable: given.unreadable,
    memory: new Map(),
    kept: new Map(),
    words: new WeakMap(),
  };
}

/** What is made of a source once: at the first call, by `make`. */
export function keep<T>(source: Source, key: string, make: () => T): T {
  if (!source.kept.has(key)) source.kept.set(key, make());
  return source.kept.get(key) as T;
}

/** The words of one of the source's streams, by number. */
export function wordsIn(source: Source, stream: Stream): WordIndex {
  const known = source.words.get(stream);
  if (known !== undefined) return known;
  const index = wordIndexOf(stream.text);
  source.words.set(stream, index);
  return index;
}
