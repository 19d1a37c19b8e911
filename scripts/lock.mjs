// Completes `package-lock.json` after `npm install` changed it: `npm run lock`.
//
// A package with a program for each platform lists them all as optional dependencies. npm writes into the lock
// file only those that its registry could show it at that moment; one published an hour later, or missing from
// a mirror, is left out, and from then on `npm ci` refuses the whole file as out of step. The entries named
// here have no hash to be checked against; they are fetched only on the platform that they are for.

import { readFileSync, writeFileSync } from 'node:fs';
import { unlockedPackages } from './installed.mjs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const unlocked = unlockedPackages(lock);

for (const { name, version, dev } of unlocked) {
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    ...(dev ? { dev } : {}),
    optional: true,
  };
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
if (unlocked.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${unlocked.length} packages for other platforms added to package-lock.json.`);

/**
 * Reads the platform from the name: `cli-linux-x64-musl`, `binding-win32-arm64-msvc`.
 *
 * @param {string} name
 */
function platformOf(name) {
  const parts = /-(android|darwin|freebsd|linux|openharmony|sunos|win32)-([a-z]+\d*x?\d*)(?:-(\w+))?$/.exec(
    name,
  );
  if (parts === null) throw new Error(`The name of ${name} does not say which platform it is for.`);
  const [, os, cpu, abi = ''] = parts;
  const libc = os !== 'linux' || abi === '' ? {} : { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
  return { cpu: [cpu], os: [os], ...libc };
}
