import type { Region } from './check.ts';
import type { Stream } from './stream.ts';

/** A source's text, ready to be asked about any number of quotations. What is folded is remembered. */
export type Source = {
  readonly text: string;
  readonly regions: readonly Region[];
  readonly lang: string | undefined;
  /** Why nothing can be found missing in it, where whoever read it knows. */
  readonly unreadable: string | undefined;
  readonly memory: Map<string, Stream>;
  /** Other things made of the text once, by what they are called or were made from. */
  readonly kept: Map<unknown, unknown>;
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
  };
}

/** What is made of a source once: at the first call, by `make`. */
export function keep<T>(source: Source, key: unknown, make: () => T): T {
  if (!source.kept.has(key)) source.kept.set(key, make());
  return source.kept.get(key) as T;
}
