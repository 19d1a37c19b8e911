import type { World } from '../kit/world.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { newestCheckpoint, readEntries } from './read.ts';
import { storageSource } from './source.ts';
import { bundle, tilePath, tilesOf } from './tile.ts';
import { tileWidth } from './tree.ts';

/** Where the copy lies in the store: entries and checkpoint, under the names by which they are published. */
const prefix = 'log';

/** The copy in the store, as a place to read a log from. */
export const copyOf = ({ storage }: Pick<World, 'storage'>) => storageSource(storage, prefix);

/**
 * Keeps what was published outside the database as well: if that is put back to an earlier day, its log is known to
 * have been longer, and goes on from there. The checkpoint comes last, so that its entries are there.
 */
export async function keepCopy({ db, storage }: Pick<World, 'db' | 'storage'>): Promise<void> {
  const checkpoint = await newestCheckpoint(db);
  const kept = await keptCheckpoint({ storage });
  if (!checkpoint || checkpoint.note === kept?.note) return;
  const from = Math.floor((kept?.size ?? 0) / tileWidth);
  for (const tile of tilesOf(checkpoint.size)) {
    if (tile.level !== 'entries') break;
    if (tile.n < from) continue;
    const first = tile.n * tileWidth;
    const bytes = bundle(await readEntries(db, first, first + tile.width));
    await storage.put(`${prefix}/tile/${tilePath(tile)}`, bytes);
  }
  await storage.put(`${prefix}/checkpoint`, Buffer.from(checkpoint.note));
  const left = lastBundle(kept?.size ?? 0);
  if (left !== undefined && left !== lastBundle(checkpoint.size))
    await storage.delete(`${prefix}/tile/${left}`);
}

/** Gives the copy up, where it is of another log than this one: the next is made from the beginning. */
export async function dropCopy({ storage }: Pick<World, 'storage'>): Promise<void> {
  await storage.delete(`${prefix}/checkpoint`);
}

async function keptCheckpoint(world: Pick<World, 'storage'>): Promise<Checkpoint | undefined> {
  const note = await copyOf(world)('checkpoint');
  return note && parseCheckpoint(note.toString());
}

/** Path of the bundle that is not full; undefined where all are. */
function lastBundle(size: number): string | undefined {
  const width = size % tileWidth;
  return width === 0 ? undefined : tilePath({ level: 'entries', n: Math.floor(size / tileWidth), width });
}
