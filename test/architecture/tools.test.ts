import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { describe, it } from 'node:test';
import { files, read, root } from '../support/source.ts';

/** A tool that has stopped looking passes everything: what is relied on is shown to fire. */
describe('The lint', () => {
  for (const [rule, sources] of [
    [
      'noImportCycles',
      {
        'a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
    ],
    [
      'noFloatingPromises',
      { 'a.ts': 'async function a(): Promise<void> {}\nexport function b(): void {\n  a();\n}\n' },
    ],
    ['noExplicitAny', { 'a.ts': 'export const a = (b: any) => b;\n' }],
    [
      'useImportType',
      { 'a.ts': "import { B } from './b.ts';\nexport type A = B;\n", 'b.ts': 'export type B = 1;\n' },
    ],
    ['noUnusedVariables', { 'a.ts': 'const a = 1;\n' }],
  ] as const) {
    it(`finds ${rule}`, () => {
      assert.match(lint(sources), new RegExp(rule));
    });
  }

  it('has nothing to say about what is well', () => {
    assert.match(lint({ 'a.ts': 'export const a = 1;\n' }), /No fixes applied/);
  });
});

describe('The types', () => {
  it('are checked in every file', () => {
    const run = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--listFilesOnly'], {
      cwd: root,
      encoding: 'utf8',
    });
    const checked = new Set(run.stdout.split('\n').map((path) => path.replaceAll(sep, '/')));
    const all = files('{src,themes,test,bench,scripts,demo}/**/*.{ts,mjs}');
    assert.ok(all.length > 100);
    assert.deepEqual(
      all.filter((path) => ![...checked].some((each) => each.endsWith(path))),
      [],
    );
  });
});

function lint(sources: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-lint-'));
  const { vcs: _vcs, $schema: _schema, ...settings } = JSON.parse(read('biome.json'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(settings));
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const run = spawnSync(join(root, 'node_modules/.bin/biome'), ['lint', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return run.stdout + run.stderr;
}
