import type { Changed } from './database/index.ts';

/** A value and the names of what was read for it. */
export type Known<T> = { readonly value: T; readonly reads: ReadonlySet<string> };

/**
 * Small things that many pages need (the site, its menu, authors, terms), kept until something that they were
 * made from changes. What was made while something changed is not kept.
 */
export class Memo {
  readonly #known = new Map<string, Known<unknown>>();
  readonly #readers = new Map<string, Set<string>>();
  readonly #limit: number;
  #generation = 0;

  constructor(limit = 5_000) {
    this.#limit = limit;
  }

  /** What is kept, or made now. Nothing made is nothing kept. */
  async get<Made extends Known<unknown> | undefined>(key: string, make: () => Promise<Made>): Promise<Made> {
    const known = this.#known.get(key);
    if (known) return known as Made;
    const generation = this.#generation;
    const made = await make();
    if (made !== undefined && generation === this.#generation) this.#keep(key, made);
    return made;
  }

  /** Several of a kind by their IDs: those that are not kept are made in one go. What is not made is left out. */
  async many<T>(
    kind: string,
    ids: Iterable<number>,
    make: (missing: readonly number[]) => Promise<ReadonlyMap<number, Known<T>>>,
  ): Promise<ReadonlyMap<number, Known<T>>> {
    const found = new Map<number, Known<T>>();
    const missing: number[] = [];
    for (const id of ids) {
      const known = this.#known.get(`${kind} ${id}`);
      if (known) found.set(id, known as Known<T>);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const generation = this.#generation;
    for (const [id, made] of await make(missing)) {
      found.set(id, made);
      if (generation === this.#generation) this.#keep(`${kind} ${id}`, made);
    }
    return found;
  }

  drop(changed: Changed): void {
    this.#generation++;
    if (changed === 'everything') return this.#clear();
    for (const name of changed) {
      if (name.endsWith('/*')) this.#dropSite(name.slice(0, -1));
      else for (const key of this.#readers.get(name) ?? []) this.#forget(key);
    }
  }

  #keep(key: string, made: Known<unknown>): void {
    if (this.#known.size >= this.#limit) this.#clear();
    this.#known.set(key, made);
    for (const name of made.reads) {
      const readers = this.#readers.get(name);
      if (readers) readers.add(key);
      else this.#readers.set(name, new Set([key]));
    }
  }

  #forget(key: string): void {
    const reads = this.#known.get(key)?.reads ?? [];
    this.#known.delete(key);
    for (const name of reads) {
      const readers = this.#readers.get(name);
      readers?.delete(key);
      if (readers?.size === 0) this.#readers.delete(name);
    }
  }

  #dropSite(prefix: string): void {
    for (const [name, keys] of [...this.#readers]) {
      if (name.startsWith(prefix)) for (const key of keys) this.#forget(key);
    }
  }

  #clear(): void {
    this.#known.clear();
    this.#readers.clear();
  }
}
