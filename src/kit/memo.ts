import type { Changed } from './database/index.ts';

/** A value and the names of what was read for it. */
export type Known<T> = { readonly value: T; readonly reads: ReadonlySet<string> };

/**
 * Small things that every page needs (the site, its menu), kept until something that they were made from
 * changes. What was made while something changed is not kept.
 */
export class Memo {
  readonly #known = new Map<string, Known<unknown>>();
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
    if (made !== undefined && generation === this.#generation) {
      if (this.#known.size >= this.#limit) this.#known.clear();
      this.#known.set(key, made);
    }
    return made;
  }

  drop(changed: Changed): void {
    this.#generation++;
    if (changed === 'everything') return this.#known.clear();
    for (const [key, { reads }] of this.#known) {
      if (touches(reads, changed)) this.#known.delete(key);
    }
  }
}

/** Whether a change touches any of the names; `<site>/*` touches all of a site. */
function touches(reads: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
  for (const name of reads) {
    if (changed.has(name) || changed.has(`${name.slice(0, name.indexOf('/'))}/*`)) return true;
  }
  return false;
}
