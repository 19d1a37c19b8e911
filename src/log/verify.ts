import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { parseVerifier } from './note.ts';
import { Broken, type LogProblem } from './problem.ts';
import { checkProof } from './proof-check.ts';
import type { LogSource } from './source.ts';
import { type Tile, tilePath, tilesOf, unbundle } from './tile.ts';
import { type Hashes, leafHash, rootOf, tileWidth, treeRoot } from './tree.ts';
import { type ReadFile, type Trust, trustSigner } from './trust.ts';

export type VerifyOptions = {
  /** A verifier key that the caller knows from elsewhere. */
  readonly key?: string | undefined;
  /** A checkpoint that the caller kept: the log must begin with that tree. */
  readonly earlier?: string | undefined;
  /** A proof, as it is served (JSON), and what it must be of. */
  readonly proof?: string | undefined;
  readonly subject?: string | undefined;
  readonly progress?: (done: number, total: number) => void;
};

export type Verified =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly key: string;
      readonly keyFrom: Trust['from'];
      /** The events of the proof, as JSON. */
      readonly events: readonly string[];
    }
  | { readonly ok: false; readonly found: LogProblem };

/**
 * Looks at a whole log from outside: the signature, every tile, every entry against its hash, the root, and that it
 * begins with the tree of an earlier checkpoint. Throws `SourceError` when the log cannot be read.
 */
export async function verifyLog(source: LogSource, options: VerifyOptions = {}): Promise<Verified> {
  try {
    return await verifyWhole(source, options);
  } catch (error) {
    if (error instanceof Broken) return { ok: false, found: error.found };
    throw error;
  }
}

async function verifyWhole(source: LogSource, options: VerifyOptions): Promise<Verified> {
  const read: ReadFile = async (path) => {
    const bytes = await source(path);
    if (bytes === undefined) throw new Broken(path, 'it is not there');
    return bytes;
  };
  const checkpoint = checkpointIn((await read('checkpoint')).toString(), 'checkpoint');
  const earlier =
    options.earlier === undefined ? undefined : checkpointIn(options.earlier, 'the earlier checkpoint');
  const key = options.key === undefined ? undefined : parseVerifier(options.key);
  if (options.key !== undefined && !key) throw new Broken('the key that was given', 'it is no verifier key');
  const { signer, known, from } = await trustSigner(read, checkpoint, { key, earlier });
  const proof = options.proof === undefined ? undefined : checkProof(options.proof, known, options.subject);

  const trees = [
    { ...checkpoint, where: 'checkpoint' },
    ...(earlier ? [{ ...earlier, where: 'the earlier checkpoint' }] : []),
    ...(proof ? [{ ...proof.checkpoint, where: 'the checkpoint of the proof' }] : []),
  ];
  for (const { size, where } of trees) {
    if (size > checkpoint.size)
      throw new Broken('checkpoint', `the log has ${checkpoint.size} entries; ${where} has ${size}`);
  }
  const sizes = trees.map(({ size }) => size);
  const hashes = await readTree(read, checkpoint.size, sizes, options.progress);
  for (const { size, root, where } of trees) {
    const found = await treeRoot(hashes, size);
    if (!found.equals(root))
      throw new Broken(where, rootProblem(size, root, found, size === checkpoint.size));
  }
  return { ok: true, checkpoint, key: signer.text, keyFrom: from, events: proof?.events ?? [] };
}

function rootProblem(size: number, said: Buffer, found: Buffer, isWhole: boolean): string {
  const roots = `its root is ${said.toString('base64')}; that of the tiles is ${found.toString('base64')}`;
  return isWhole ? roots : `the log does not begin with this tree of ${size} entries: ${roots}`;
}

/**
 * Reads every tile, and looks that each hash is that of what stands below it. Answers with what was worked out
 * from the entries: all hashes of higher levels, and of single entries those that the ends of these trees need.
 */
async function readTree(
  read: ReadFile,
  size: number,
  ends: readonly number[],
  progress: VerifyOptions['progress'],
): Promise<Hashes> {
  const levels: Map<number, Buffer>[] = [];
  const level = (at: number) => {
    levels[at] ??= new Map();
    return levels[at];
  };
  const kept = new Set(ends.map((end) => Math.floor(end / tileWidth)));
  for (const tile of tilesOf(size)) {
    if (tile.level === 0) continue; // Compared with the entries.
    const at = tile.level === 'entries' ? 0 : tile.level;
    const first = tile.n * tileWidth;
    const hashes =
      tile.level === 'entries'
        ? (await readEntries(read, tile)).map(leafHash)
        : spanOf(level(at), first, first + tile.width);
    await compareTile(read, { ...tile, level: at }, hashes);
    if (tile.width === tileWidth) level(at + 1).set(tile.n, rootOf(hashes));
    if (at === 0 && kept.has(tile.n)) for (const [i, hash] of hashes.entries()) level(0).set(first + i, hash);
    if (at === 0) progress?.(first + tile.width, size);
  }
  return async (at, from, to) => spanOf(level(at), from, to);
}

function spanOf(hashes: ReadonlyMap<number, Buffer>, from: number, to: number): Buffer[] {
  return Array.from({ length: to - from }, (_, index) => {
    const hash = hashes.get(from + index);
    if (!hash) throw new Error(`the hash ${from + index} was not kept`);
    return hash;
  });
}

async function readEntries(read: ReadFile, tile: Tile): Promise<Buffer[]> {
  const path = `tile/${tilePath(tile)}`;
  const entries = unbundle(await read(path));
  if (!entries) throw new Broken(path, 'it is no bundle of entries');
  if (entries.length !== tile.width)
    throw new Broken(path, `it has ${entries.length} entries; there must be ${tile.width}`);
  return entries;
}

async function compareTile(read: ReadFile, tile: Tile, hashes: readonly Buffer[]): Promise<void> {
  const path = `tile/${tilePath(tile)}`;
  const bytes = await read(path);
  if (bytes.length !== hashes.length * 32)
    throw new Broken(path, `it has ${bytes.length} bytes; there must be ${hashes.length * 32}`);
  const wrong = hashes.findIndex((hash, at) => !hash.equals(bytes.subarray(at * 32, at * 32 + 32)));
  if (wrong < 0) return;
  const index = tile.n * tileWidth + wrong;
  const what =
    tile.level === 0
      ? `entry ${index}`
      : `tile/${tilePath({ level: Number(tile.level) - 1, n: index, width: tileWidth })}`;
  throw new Broken(path, `its hash ${wrong} is not that of ${what}`);
}

function checkpointIn(note: string, where: string): Checkpoint {
  const checkpoint = parseCheckpoint(note);
  if (!checkpoint) throw new Broken(where, 'it is no checkpoint');
  return checkpoint;
}
