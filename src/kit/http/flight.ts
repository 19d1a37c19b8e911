import type { Changed } from '../database/index.ts';

/** Something being made, and what changed since that began. */
export class Flight<R> {
  readonly result: Promise<R>;
  readonly #changed = new Set<string>();
  #everything = false;

  constructor(result: Promise<R>) {
    this.result = result;
  }

  get soiled(): boolean {
    return this.#everything || this.#changed.size > 0;
  }

  soil(changed: Changed): void {
    if (changed === 'everything') this.#everything = true;
    else for (const name of changed) this.#changed.add(name);
  }

  isClean(reads: ReadonlySet<string>): boolean {
    if (this.#everything) return false;
    for (const name of this.#changed) {
      if (reads.has(name) || (name.endsWith('/*') && startsAny(reads, name.slice(0, -1)))) return false;
    }
    return true;
  }
}

function startsAny(names: ReadonlySet<string>, prefix: string): boolean {
  for (const name of names) if (name.startsWith(prefix)) return true;
  return false;
}
