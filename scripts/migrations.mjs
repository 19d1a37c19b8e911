// Takes down the checksums of new migrations: `npm run migrations`. A migration that went out has run on
// databases that nobody here will see again: from then on it is never changed, another one is added.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../migrations/', import.meta.url);
const list = new URL('checksums', folder);
const known = new Map(existsSync(list) ? lines(readFileSync(list, 'utf8')) : []);
let added = 0;

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()) {
  const sum = createHash('sha256')
    .update(readFileSync(new URL(file, folder)))
    .digest('hex');
  if (known.has(file) && known.get(file) !== sum) {
    console.error(`migrations/${file} is not what it was. Take the change back, and add another migration.`);
    process.exit(1);
  }
  if (!known.has(file)) added++;
  known.set(file, sum);
}
writeFileSync(list, [...known].map(([file, sum]) => `${sum}  ${file}\n`).join(''));
console.log(`${added} migrations added to migrations/checksums.`);

/**
 * The form of `sha256sum`.
 *
 * @param {string} text
 * @returns {[file: string, sum: string][]}
 */
function lines(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(66), line.slice(0, 64)]);
}
