import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';
import { logChanged } from './notice.ts';
import { hashesOf } from './read.ts';
import { rootOf, tileWidth, treeRoot } from './tree.ts';

/** Writes down the roots of tiles that became full, and answers with the root of the whole. */
export async function growTree(tx: Transaction, size: number, to: number): Promise<Buffer> {
  const hashes = hashesOf(tx);
  let [from, end] = [size, to];
  for (let level = 1; ; level++) {
    [from, end] = [Math.floor(from / tileWidth), Math.floor(end / tileWidth)];
    if (from === end) return treeRoot(hashes, to);
    for (let n = from; n < end; n++) {
      const hash = rootOf(await hashes(level - 1, n * tileWidth, (n + 1) * tileWidth));
      await tx.db
        .insertInto('log_node')
        .values({ level, n, hash: hash.toString('hex') })
        .execute();
    }
  }
}

/** Writes down a signed tree. The database refuses a second one of its size. */
export async function signTree(tx: Transaction, size: number, root: Buffer, note: string): Promise<void> {
  const at = tx.clock.now().toISOString();
  await tx.db
    .insertInto('log_checkpoint')
    .values({ size, root: root.toString('hex'), note, at })
    .execute();
  await logChanged(tx);
}

/** One writer of the tree at a time; in SQLite there is one writer of anything. */
export async function lockLog(tx: Transaction): Promise<void> {
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(tx.db);
}

const lockKey = 7_302_660;
