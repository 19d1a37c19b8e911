// Everything that has to hold before a change goes in: `npm test`, here and in CI alike.
//
//     node scripts/check.mjs                types, lint, unused code, then every test
//     node scripts/check.mjs search feed    only the tests whose path contains one of the words
//
// The static checks run beside each other. The tests run whether or not those pass, so that one run tells
// everything; the last lines are the test runner's, and after them, only when something failed, what it was.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules/.bin');
const pinnedNode = existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath;
const environment = { ...process.env, PATH: bin + delimiter + process.env.PATH };

// By way of npm this is the pinned Node already; called directly, it may be the machine's own.
if (Number(process.versions.node.split('.')[0]) < 24)
  process.exit(await run(pinnedNode, process.argv.slice(1)));

// Only now: it needs what the machine's own Node may not have.
const { findTestFiles, writeShards } = await import('./shards.mjs');

const started = Date.now();
const words = process.argv.slice(2);
/** @type {string[]} */
const failed = [];
if (words.length === 0) failed.push(...(await staticChecks()));
if (!(await tests(words))) failed.push('tests');
if (failed.length > 0) {
  console.error(`\n✖ Failed after ${seconds(started)}: ${failed.join(', ')}. What each found stands above.`);
  process.exit(1);
}

/** @returns {Promise<string[]>} names of the checks that failed */
async function staticChecks() {
  /** @type {[name: string, program: string, args: string[]][]} */
  const checks = [
    ['types', 'tsc', ['--pretty', 'false']],
    ['types of islands', 'tsc', ['-p', 'editor', '--pretty', 'false']],
    ['lint', 'biome', ['check', '--error-on-warnings', '.']],
    ['unused code', 'knip', []],
  ];
  /** @type {string[]} */
  const failures = [];
  const runs = checks.map(async ([name, program, args]) => {
    const since = Date.now();
    const result = await capture(join(bin, program), args);
    if (result.status !== 0) failures.push(name);
    console.log(`${result.status === 0 ? '✔' : '✖'} ${name} (${seconds(since)})`);
    if (result.status !== 0) console.log(result.output);
  });
  await Promise.all(runs);
  return failures;
}

/**
 * Runs the test files in a few processes, many files in each, for a process of its own costs a file far more
 * than most files take. All of them share one PostgreSQL.
 *
 * @param {string[]} words
 */
async function tests(words) {
  const files = await findTestFiles(root, words);
  if (files.length === 0) {
    console.error(`✖ No test file's path contains ${words.join(' or ')}.`);
    return false;
  }
  const atOnce = availableParallelism();
  const shards = await writeShards(root, files, atOnce * 4);
  console.log(`${files.length} test files in ${shards.paths.length} processes, ${atOnce} at a time`);
  const { openPostgres, sharedServer } = await import('../test/support/postgres.ts');
  const { findChromium } = await import('../test/support/chromium.ts');
  // Unpacked before anybody needs it, by one process: what is wrong with it, the journeys say themselves.
  await findChromium().catch(() => undefined);
  const postgres = await openPostgres();
  try {
    const flags = ['--test', `--test-concurrency=${atOnce}`, '--test-reporter=spec', '--test-timeout=240000'];
    // Each process would take the types out of a thousand modules again.
    const env = { [sharedServer]: postgres.url, NODE_COMPILE_CACHE: join(root, '.cache/compile') };
    return (await run(pinnedNode, [...flags, ...shards.paths], env)) === 0;
  } finally {
    await Promise.all([postgres.stop(), shards.remove()]);
  }
}

/**
 * Runs a program to its end, its output as ours; Ctrl-C reaches it too, and its end is waited for.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [extra] environment
 * @returns {Promise<number>} its exit status
 */
function run(program, args, extra = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...environment, ...extra } });
    const wait = () => {};
    process.on('SIGINT', wait);
    child.once('error', reject);
    child.once('exit', (status) => {
      process.off('SIGINT', wait);
      resolve(status ?? 1);
    });
  });
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function capture(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output: output.trimEnd() }));
  });
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
