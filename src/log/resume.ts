import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { type Checkpoint, parseCheckpoint, signerOf } from './checkpoint.ts';
import { copyOf, dropCopy } from './copy.ts';
import { growTree, lockLog, signTree } from './grow.ts';
import { readKeys } from './key.ts';
import { writeNotice } from './notice.ts';
import { hashesOf, newestCheckpoint } from './read.ts';
import type { LogSource } from './source.ts';
import { tilePath, tilesOf, unbundle } from './tile.ts';
import { tileWidth, treeRoot } from './tree.ts';

/** What came of looking at another copy of the log. */
export type Resumed =
  | { readonly ok: true; readonly from: number; readonly size: number }
  | {
      readonly ok: false;
      /** No checkpoint there; signed by none of this log's keys; another history; entries that it signed are gone. */
      readonly reason: 'nothing-there' | 'unknown-key' | 'forked' | 'incomplete';
      readonly size: number;
    };

/**
 * Looks at a copy of this log, and goes on from there when it is longer: entries are hashes, and need nothing but
 * themselves to stand in the tree again. Its checkpoint is taken as it was signed; nothing is signed here. Where the
 * two differ, that is written down for readers to see.
 */
export async function resumeFrom(world: Pick<World, 'db'>, source: LogSource): Promise<Resumed> {
  const note = await source('checkpoint');
  const theirs = note && parseCheckpoint(note.toString());
  if (!theirs) return { ok: false, reason: 'nothing-there', size: 0 };
  const keys = await readKeys(world.db);
  const { size } = theirs;
  const verifiers = keys.map(({ verifier }) => verifier);
  if (!signerOf(theirs, verifiers)) return forked(world, theirs, 'unknown-key');
  const ours = (await newestCheckpoint(world.db))?.size ?? 0;
  if (size <= ours) {
    const root = await treeRoot(hashesOf(world.db), size);
    return root.equals(theirs.root) ? { ok: true, from: ours, size: ours } : forked(world, theirs, 'forked');
  }
  const entries = await entriesFrom(source, ours, size);
  if (!entries) return forked(world, theirs, 'incomplete');
  const resumed = await world.db.write((tx) => goOn(tx, theirs, ours, entries)).catch(unlessAnother);
  return resumed ?? forked(world, theirs, 'forked');
}

/** The same with the copy in the store, which is given up when it is of another log. */
export async function resumeFromCopy(world: Pick<World, 'db' | 'storage'>): Promise<void> {
  const resumed = await resumeFrom(world, copyOf(world));
  if (!resumed.ok && resumed.reason !== 'nothing-there') await dropCopy(world);
}

/** Says openly that this log was put back to an earlier day: what was published since may be missing. */
export async function noteRestored(world: Pick<World, 'db'>): Promise<void> {
  await world.db.write(async (tx) => {
    const newest = await newestCheckpoint(tx);
    if (newest) await writeNotice(tx, { kind: 'restored', detail: { size: newest.size } });
  });
}

/** The entries that the copy has more. */
async function entriesFrom(source: LogSource, from: number, size: number): Promise<Buffer[] | undefined> {
  const entries: Buffer[] = [];
  for (const tile of tilesOf(size)) {
    if (tile.level !== 'entries') break;
    if ((tile.n + 1) * tileWidth <= from) continue;
    const bytes = await source(`tile/${tilePath(tile)}`);
    const found = bytes && unbundle(bytes);
    if (found?.length !== tile.width) return undefined;
    entries.push(...found.slice(Math.max(0, from - tile.n * tileWidth)));
  }
  return entries;
}

class AnotherTree extends Error {}

function unlessAnother(error: unknown): undefined {
  if (!(error instanceof AnotherTree)) throw error;
}

/** An event that waits here, and had its place there, gets that; what is not known here stands without its opening. */
async function goOn(
  tx: Transaction,
  theirs: Checkpoint,
  from: number,
  entries: readonly Buffer[],
): Promise<Resumed> {
  await lockLog(tx);
  if (((await newestCheckpoint(tx))?.size ?? 0) !== from)
    throw new Error('the log grew meanwhile: look at the copy again');
  const at = tx.clock.now().toISOString();
  for (const [index, bytes] of entries.entries()) {
    const leaf = from + index;
    const entry = bytes.toString('hex');
    const { numUpdatedRows } = await tx.db
      .updateTable('log_event')
      .set({ leaf })
      .where('leaf', 'is', null)
      .where('entry', '=', entry)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      await tx.db.insertInto('log_event').values({ leaf, site_id: 0, entry, at }).execute();
  }
  const root = await growTree(tx, from, theirs.size);
  if (!root.equals(theirs.root)) throw new AnotherTree();
  await signTree(tx, theirs.size, root, theirs.note);
  await writeNotice(tx, { kind: 'resumed', detail: { from, size: theirs.size } });
  return { ok: true, from, size: theirs.size };
}

/** Says openly that somebody was shown another tree than this one. */
async function forked(
  { db }: Pick<World, 'db'>,
  { size, root }: Checkpoint,
  reason: Extract<Resumed, { ok: false }>['reason'],
): Promise<Resumed> {
  const detail = { reason, size, root: root.toString('hex') };
  await db.write((tx) => writeNotice(tx, { kind: 'forked', detail }));
  return { ok: false, reason, size };
}
