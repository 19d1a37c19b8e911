import { glob, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Journeys wait for a browser at every step: they take much longer than their length says. */
const journeyWeight = 12;

/**
 * Lists every test file, or those whose path contains one of the words, relative to the root.
 *
 * @param {string} root
 * @param {string[]} words
 */
export async function findTestFiles(root, words) {
  /** @type {string[]} */
  const files = [];
  for await (const path of glob('{src,test,themes,demo,scripts,bench,editor}/**/*.test.ts', { cwd: root })) {
    if (words.length === 0 || words.some((word) => path.includes(word))) files.push(path);
  }
  return files.sort();
}

/**
 * Deals the files out to a few heaps of about the same weight and writes a module for each that loads its
 * files one after the other: `node --test` gives each module a process, and counts all of them together.
 * A file that cannot be loaded is a failed test of its own, and keeps no other from running.
 *
 * @param {string} root
 * @param {string[]} files
 * @param {number} most
 * @returns {Promise<{ paths: string[], remove: () => Promise<void> }>} the modules, the heaviest first
 */
export async function writeShards(root, files, most) {
  const folder = join(root, 'node_modules/.cache/verbatim-tests', String(process.pid));
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove();
  await mkdir(folder, { recursive: true });
  const weighed = await Promise.all(
    files.map(async (path) => ({ path, weight: await weightOf(root, path) })),
  );
  /** @type {string[]} */
  const paths = [];
  for (const [index, heap] of deal(weighed, Math.min(most, files.length)).entries()) {
    const shard = join(folder, `tests-${index + 1}.mjs`);
    await writeFile(shard, moduleOf(root, heap));
    paths.push(shard);
  }
  return { paths, remove };
}

/**
 * @param {string} root
 * @param {string[]} heap
 */
function moduleOf(root, heap) {
  const addresses = heap.map((path) => [path, pathToFileURL(join(root, path)).href]);
  return `import test from 'node:test';
for (const [path, address] of ${JSON.stringify(addresses, null, 2)}) {
  try {
    await import(address);
  } catch (error) {
    test(path + ' can be loaded', () => Promise.reject(error));
  }
}
`;
}

/**
 * @param {string} root
 * @param {string} path
 */
async function weightOf(root, path) {
  const { size } = await stat(join(root, path));
  return path.startsWith('test/journeys/') ? size * journeyWeight : size;
}

/**
 * The heaviest file first, each to the heap that is lightest by then.
 *
 * @param {readonly { path: string, weight: number }[]} files
 * @param {number} count
 * @returns {string[][]} the paths of each heap, in order of path; the heaviest heap first
 */
export function deal(files, count) {
  const heaps = Array.from({ length: count }, () => ({ weight: 0, paths: /** @type {string[]} */ ([]) }));
  for (const { path, weight } of files.toSorted(
    (a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1),
  )) {
    const lightest = heaps.reduce((least, heap) => (heap.weight < least.weight ? heap : least));
    lightest.weight += weight;
    lightest.paths.push(path);
  }
  return heaps.toSorted((a, b) => b.weight - a.weight).map((heap) => heap.paths.toSorted());
}
