import { tileWidth } from './tree.ts';

/** One file of the log (c2sp.org/tlog-tiles): hashes of a level, or the entries themselves. */
export type Tile = {
  readonly level: number | 'entries';
  readonly n: number;
  /** 256 for a full tile. */
  readonly width: number;
};

/** `0/x001/x234/067.p/8`: what stands after `tile/`. */
export function tilePath({ level, n, width }: Tile): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Reads such a path; undefined for any other spelling, so that each tile has one address. */
export function parseTilePath(path: string): Tile | undefined {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!found) return undefined;
  const [, level = '', name = '', width] = found;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    n: Number(name.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  return tilePath(tile) === path && tile.width > 0 && tile.width <= tileWidth ? tile : undefined;
}

/** Every tile of a tree of that size, entries first, each level from left to right. */
export function* tilesOf(size: number): Generator<Tile> {
  yield* levelOf('entries', size);
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    yield* levelOf(level, count);
  }
}

function* levelOf(level: Tile['level'], count: number): Generator<Tile> {
  for (let from = 0; from < count; from += tileWidth)
    yield { level, n: from / tileWidth, width: Math.min(tileWidth, count - from) };
}

/** Entries in a row, each with its length before it, as 16 bits. */
export function bundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** Undefined when the bytes are no bundle. */
export function unbundle(bytes: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
