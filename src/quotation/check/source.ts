import type { Region } from './check.ts';
import { type Folds, foldsOf } from './language.ts';
import type { Stream } from './stream.ts';
import { type Streams, streamsOf } from './tiers.ts';

/** A source's text, ready to be asked about any number of quotations. What is folded is remembered. */
export type Source = {
  readonly text: string;
  readonly regions: readonly Region[];
  readonly lang: string | undefined;
  readonly memory: Map<string, Stream>;
  /** Other things made of the text once, by name. */
  readonly kept: Map<string, unknown>;
};

export function prepareSource(given: {
  readonly text: string;
  readonly regions?: readonly Region[];
  readonly lang?: string;
}): Source {
  return {
    text: given.text,
    regions: given.regions ?? [],
    lang: given.lang,
    memory: new Map(),
    kept: new Map(),
  };
}

export function foldsFor(source: Source, quote: { readonly text: string; readonly lang?: string }): Folds {
  return foldsOf([source.lang, quote.lang], [source.text, quote.text]);
}

export function sourceStreams(source: Source, folds: Folds): Streams {
  return streamsOf(source.text, folds, source.memory);
}

/** What is made of a source once: at the first call, by `make`. */
export function keep<T>(source: Source, name: string, make: () => T): T {
  if (!source.kept.has(name)) source.kept.set(name, make());
  return source.kept.get(name) as T;
}
