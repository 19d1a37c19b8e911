import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkConsistency, rootOfLeaves } from '../../test/log/checker.ts';
import { bundle, parseTilePath, tilePath, tilesOf, unbundle } from './tile.ts';
import {
  consistencyProof,
  type Hashes,
  inclusionProof,
  leafHash,
  rootByInclusion,
  rootOf,
  tileWidth,
  treeRoot,
} from './tree.ts';

/** The tree that Certificate Transparency is tried with: its entries, and the roots of its beginnings. */
const known: readonly (readonly [entry: string, root: string])[] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];

const entryAt = (index: number) => Buffer.from(`entry ${index}`);

/** Tiles of a tree whose entries are all there. */
function hashesOver(count: number): Hashes {
  const levels = [Array.from({ length: count }, (_, index) => leafHash(entryAt(index)))];
  for (let below = levels[0] ?? []; below.length >= tileWidth; below = levels.at(-1) ?? [])
    levels.push(
      Array.from({ length: Math.floor(below.length / tileWidth) }, (_, n) =>
        rootOf(below.slice(n * tileWidth, (n + 1) * tileWidth)),
      ),
    );
  return async (level, from, to) => {
    const found = levels[level]?.slice(from, to) ?? [];
    assert.equal(found.length, to - from, `level ${level} has no hashes ${from} to ${to}`);
    return found;
  };
}

describe('The Merkle tree', () => {
  it('has the roots of RFC 6962', async () => {
    const leaves: Buffer[] = [];
    for (const [entry, root] of known) {
      leaves.push(leafHash(Buffer.from(entry, 'hex')));
      assert.equal(rootOf(leaves).toString('hex'), root);
      assert.equal(rootOfLeaves(leaves), root);
    }
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal((await treeRoot(hashesOver(0), 0)).toString('hex'), empty);
  });

  it('has the same root by its tiles as by its leaves, whatever its size', async () => {
    const hashes = hashesOver(66_000);
    const leaves = await hashes(0, 0, 66_000);
    for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 66_000])
      assert.equal(
        (await treeRoot(hashes, size)).toString('hex'),
        rootOfLeaves(leaves.slice(0, size)),
        `${size}`,
      );
  });

  it('proves each entry of each tree, and no other', async () => {
    const hashes = hashesOver(130);
    for (let size = 1; size <= 130; size += size < 20 ? 1 : 11) {
      const root = await treeRoot(hashes, size);
      for (let leaf = 0; leaf < size; leaf++) {
        const path = await inclusionProof(hashes, leaf, size);
        assert.ok(rootByInclusion(entryAt(leaf), leaf, size, path)?.equals(root), `${leaf} of ${size}`);
        assert.ok(!rootByInclusion(entryAt(leaf + 1), leaf, size, path)?.equals(root));
        assert.equal(rootByInclusion(entryAt(leaf), leaf, size, [...path, root]), undefined);
        if (size > 1) assert.equal(rootByInclusion(entryAt(leaf), leaf, size, path.slice(1)), undefined);
      }
      assert.equal(rootByInclusion(entryAt(size), size, size, []), undefined);
    }
  });

  it('proves that each tree begins with each that was before', async () => {
    const hashes = hashesOver(300);
    const trees = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const root = (await treeRoot(hashes, index + 1)).toString('hex');
        return { origin: '', size: index + 1, root };
      }),
    );
    for (const tree of trees.filter(({ size }) => size < 20 || [255, 256, 257, 300].includes(size))) {
      for (const old of trees.slice(0, tree.size).filter(({ size }) => size < 20 || size % 16 < 2)) {
        const path = await consistencyProof(hashes, old.size, tree.size);
        checkConsistency(
          old,
          tree,
          path.map((hash) => hash.toString('base64')),
        );
      }
    }
  });
});

describe('A tile', () => {
  it('has the address that C2SP gives it, and no other', () => {
    const tile = { level: 0, n: 1_234_067, width: 256 };
    assert.equal(tilePath(tile), '0/x001/x234/067');
    assert.deepEqual(parseTilePath('0/x001/x234/067'), tile);
    assert.deepEqual(parseTilePath('entries/000.p/7'), { level: 'entries', n: 0, width: 7 });
    for (const wrong of [
      '',
      '0',
      '0/',
      '0/0',
      '0/1234',
      '00/000',
      '-1/000',
      '0/x000/000',
      '0/001/002',
      '0/x001/x002',
      '0/000.p/0',
      '0/000.p/256',
      '0/000.p/07',
      '0/000.p/',
      '0/../000',
      'data/000',
      '0/x001/x234/067/',
    ])
      assert.equal(parseTilePath(wrong), undefined, wrong);
  });

  it('is one of those that the specification counts in a tree of 70,000', () => {
    const count = (level: number | 'entries', isFull: boolean) =>
      [...tilesOf(70_000)].filter((tile) => tile.level === level && (tile.width === tileWidth) === isFull);
    for (const level of ['entries', 0] as const) {
      assert.equal(count(level, true).length, 273);
      assert.deepEqual(count(level, false), [{ level, n: 273, width: 112 }]);
    }
    assert.equal(count(1, true).length, 1);
    assert.deepEqual(count(1, false), [{ level: 1, n: 1, width: 17 }]);
    assert.deepEqual(count(2, false), [{ level: 2, n: 0, width: 1 }]);
    assert.deepEqual([...tilesOf(256)].slice(1), [
      { level: 0, n: 0, width: 256 },
      { level: 1, n: 0, width: 1 },
    ]);
    assert.deepEqual([...tilesOf(0)], []);
  });

  it('of entries is read as it was written, and not when it is cut off', () => {
    const entries = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(65_535, 1)];
    const bytes = bundle(entries);
    assert.deepEqual(unbundle(bytes), entries);
    assert.equal(unbundle(bytes.subarray(0, -1)), undefined);
    assert.equal(unbundle(bytes.subarray(0, 6)), undefined);
  });
});
