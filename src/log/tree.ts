import { createHash } from 'node:crypto';

/** How many hashes a full tile is wide (c2sp.org/tlog-tiles). */
export const tileWidth = 256;

/**
 * Gives the hashes `from` to `to` (exclusive) of a level of tiles: those of level 0 are of single entries, each of
 * level 1 is the root of 256 entries, each of level 2 of 256 of those. Every span that is asked for is complete.
 */
export type Hashes = (level: number, from: number, to: number) => Promise<readonly Buffer[]>;

/** Hash of an entry (RFC 6962 §2.1). */
export function leafHash(entry: Buffer): Buffer {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

/** Root over hashes that each stand for as many entries; never none (RFC 6962 §2.1). */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  const [first = emptyRoot] = hashes;
  if (hashes.length <= 1) return first;
  const k = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}

/** Root of the tree over the first `size` entries. */
export async function treeRoot(hashes: Hashes, size: number): Promise<Buffer> {
  return size === 0 ? emptyRoot : spanRoot(hashes, 0, size);
}

/** What shows that an entry is in the tree of that size: siblings, from the leaf's up (RFC 6962 §2.1.1). */
export async function inclusionProof(hashes: Hashes, leaf: number, size: number): Promise<Buffer[]> {
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    const goesLeft = leaf < middle;
    path.unshift(await (goesLeft ? spanRoot(hashes, middle, to) : spanRoot(hashes, from, middle)));
    if (goesLeft) to = middle;
    else from = middle;
  }
  return path;
}

/** What shows that the tree of `size` begins with the one of `old` entries, `0 < old <= size` (RFC 6962 §2.1.2). */
export async function consistencyProof(hashes: Hashes, old: number, size: number): Promise<Buffer[]> {
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  while (to !== old) {
    const middle = from + splitOf(to - from);
    const goesLeft = old <= middle;
    path.unshift(await (goesLeft ? spanRoot(hashes, middle, to) : spanRoot(hashes, from, middle)));
    if (goesLeft) to = middle;
    else from = middle;
  }
  // Whoever checks knows the root of the old tree; its last part must be said where it is not the whole.
  if (from > 0) path.unshift(await spanRoot(hashes, from, to));
  return path;
}

/** The root that a proof of inclusion leads to (RFC 9162 §2.1.3.2); undefined when its length does not fit. */
export function rootByInclusion(
  entry: Buffer,
  leaf: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (!(leaf >= 0 && leaf < size)) return undefined;
  let [at, last, hash] = [leaf, size - 1, leafHash(entry)];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : undefined;
}

/** The span is asked for as hashes of the highest level whose tiles it begins and ends with, or is split in two. */
async function spanRoot(hashes: Hashes, from: number, to: number): Promise<Buffer> {
  for (let level = Math.floor(Math.log2(to - from) / 8); level >= 0; level--) {
    const unit = tileWidth ** level;
    if (from % unit === 0 && to % unit === 0 && to - from <= unit * tileWidth)
      return rootOf(await hashes(level, from / unit, to / unit));
  }
  const middle = from + splitOf(to - from);
  return nodeHash(await spanRoot(hashes, from, middle), await spanRoot(hashes, middle, to));
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

const half = (count: number) => Math.floor(count / 2);
const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);
const emptyRoot = createHash('sha256').digest();
