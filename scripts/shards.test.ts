import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deal, findTestFiles, writeShards } from './shards.mjs';

const root = join(import.meta.dirname, '..');

describe('The tests, dealt out to processes', () => {
  it('are each dealt once, in heaps of about the same weight', () => {
    const files = [90, 50, 40, 30, 20, 10].map((weight) => ({ path: `${weight}.test.ts`, weight }));
    const heaps = deal(files, 2);
    assert.deepEqual(heaps.flat().sort(), files.map((file) => file.path).sort());
    assert.deepEqual(
      heaps.map((heap) => heap.reduce((sum, path) => sum + Number.parseInt(path, 10), 0)),
      [120, 120],
    );
  });

  it('are found wherever they stand, or by a word of their path', async () => {
    const all = await findTestFiles(root, []);
    for (const path of ['scripts/shards.test.ts', 'test/support/browser.test.ts'])
      assert.ok(all.includes(path));
    assert.deepEqual(await findTestFiles(root, ['shards']), ['scripts/shards.test.ts']);
  });

  it('all run, and are counted, when one of them cannot be loaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verbatim-shards-'));
    await writeFile(join(folder, 'a.test.ts'), "import './nothing.ts';\n");
    await writeFile(join(folder, 'b.test.ts'), "import test from 'node:test';\ntest('b', () => {});\n");
    const shards = await writeShards(folder, ['a.test.ts', 'b.test.ts'], 1);
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...shards.paths], {
      encoding: 'utf8',
      env,
    });
    await shards.remove();
    await rm(folder, { recursive: true });
    assert.match(run.stdout, /✖ a\.test\.ts can be loaded/);
    assert.match(run.stdout, /ℹ tests 2\n[\s\S]*ℹ pass 1\nℹ fail 1/);
    assert.equal(run.status, 1);
  });
});
