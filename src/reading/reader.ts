import type { Database } from '../kit/database/index.ts';
import type { Memo } from '../kit/memo.ts';

/** One reading of a site: where from, and the names of all that was read, for the page cache. */
export type Reader = {
  readonly db: Database;
  readonly siteId: number;
  readonly reads: Set<string>;
  /** What readings have in common. */
  readonly memo: Memo;
};

export function createReader(db: Database, siteId: number, memo: Memo): Reader {
  return { db, siteId, reads: new Set(), memo };
}

/** Remembers names that were read: `post:12`, `term:5/posts`. */
export function note(reader: Reader, ...names: readonly string[]): void {
  for (const name of names) reader.reads.add(`${reader.siteId}/${name}`);
}

/** What is kept under a key, or read now and kept; whoever gets it has read what it was made from. */
export async function remembered<T>(
  reader: Reader,
  key: string,
  read: (own: Reader) => Promise<T>,
): Promise<T> {
  const { value, reads } = await reader.memo.get(`${reader.siteId} ${key}`, async () => {
    const own = createReader(reader.db, reader.siteId, reader.memo);
    return { value: await read(own), reads: own.reads };
  });
  for (const name of reads) reader.reads.add(name);
  return value;
}

/** Rows of a kind (`author`, `term`) by their IDs, kept each by itself; `read` is asked for those that are not. */
export async function rememberedRows<Row extends { readonly id: number }>(
  reader: Reader,
  kind: string,
  ids: Iterable<number>,
  read: (ids: readonly number[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<number, Row>> {
  const nameOf = (id: number) => `${reader.siteId}/${kind}:${id}`;
  const known = await reader.memo.many(`${reader.siteId} ${kind}`, ids, async (missing) => {
    const rows = await read(missing);
    return new Map(rows.map((row) => [row.id, { value: row, reads: new Set([nameOf(row.id)]) }]));
  });
  const rows = new Map<number, Row>();
  for (const [id, { value }] of known) {
    reader.reads.add(nameOf(id));
    rows.set(id, value);
  }
  return rows;
}
