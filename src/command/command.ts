import type { Readable } from 'node:stream';

/** Where a command reads and writes: the process's own, or a test's. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether somebody watches: then progress is a bar, else a line every few seconds. */
  readonly isTerminal: boolean;
};

export type Option = {
  readonly type: 'string' | 'boolean';
  readonly help: string;
  readonly placeholder?: string;
};

/** A command's words, as they came. */
export type Words = {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
};

export type Command = {
  /** `serve`, or with its action: `site create`. */
  readonly name: string;
  readonly summary: string;
  /** What stands after the name: `FILE`, `DIR`; in brackets what may be left out, last. */
  readonly positionals: readonly string[];
  /** Takes more words than are named. */
  readonly more?: boolean;
  readonly options: Readonly<Record<string, Option>>;
  /** Exit status: 0 done, 1 it failed. */
  readonly run: (words: Words, terminal: Terminal) => Promise<number>;
};

/** Options that every command takes. */
export const common: Readonly<Record<string, Option>> = {
  data: { type: 'string', placeholder: 'DIR', help: 'the data folder (VERBATIM_DATA; ./data)' },
  json: { type: 'boolean', help: 'one JSON document on stdout, and nothing else there' },
  help: { type: 'boolean', help: 'what the command takes' },
};

/** The call's words are off: exit status 2. */
export class UsageError extends Error {}

/** It failed for a reason that somebody can mend: what happened, and what to do. Exit status 1. */
export class CommandError extends Error {}

export function text(words: Words, name: string): string | undefined {
  const value = words.options[name];
  return typeof value === 'string' ? value : undefined;
}

export function flag(words: Words, name: string): boolean {
  return words.options[name] === true;
}

export function required(words: Words, name: string): string {
  const value = text(words, name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is needed.`);
  return value;
}
