import type { Database } from '../kit/database/index.ts';

/** One reading of a site: where from, and the names of all that was read, for the page cache. */
export type Reader = {
  readonly db: Database;
  readonly siteId: number;
  readonly reads: Set<string>;
};

export function createReader(db: Database, siteId: number): Reader {
  return { db, siteId, reads: new Set() };
}

/** Remembers names that were read: `post:12`, `term:5/posts`. */
export function note(reader: Reader, ...names: readonly string[]): void {
  for (const name of names) reader.reads.add(`${reader.siteId}/${name}`);
}
