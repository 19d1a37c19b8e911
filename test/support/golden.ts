import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source.ts';

/**
 * Holds a text that other programs read against the one that was taken down, at a path below `test/golden`.
 * With `UPDATE_GOLDEN=1` it is taken down anew; the difference is then part of the review.
 */
export function assertGolden(path: string, text: string): void {
  const file = join(root, 'test/golden', path);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  const message = `${path} is not what it was; if it should not be, run the test once with UPDATE_GOLDEN=1`;
  assert.equal(text, readFileSync(file, 'utf8'), message);
}
