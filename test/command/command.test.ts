import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { root } from '../support/source.ts';

describe('The command `bin/verbatim`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-command-'));
  after(() => rmSync(folder, { recursive: true }));

  it('runs the program from any folder, through symbolic links, with words as they were given', () => {
    const clone = makeClone('a folder', { pinned: true });
    mkdirSync(join(folder, 'links'));
    symlinkSync('../a folder/bin/verbatim', join(folder, 'links/relative'));
    symlinkSync(join(folder, 'links/relative'), join(folder, 'links/absolute'));
    for (const path of [join(clone, 'bin/verbatim'), 'links/relative', 'links/absolute']) {
      const { stdout } = spawnSync(
        join(folder, path.replace(`${folder}/`, '')),
        ['import', 'two words', '$HOME'],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
      assert.deepEqual(JSON.parse(stdout), {
        at: join(clone, 'src/cli.ts'),
        words: ['import', 'two words', '$HOME'],
      });
    }
  });

  it('is one process, so that a signal reaches the program itself', async () => {
    const clone = makeClone('signals', { pinned: true });
    writeFileSync(join(clone, 'src/cli.ts'), 'console.log(process.pid);\nsetInterval(() => {}, 1000);\n');
    const child = spawn(join(clone, 'bin/verbatim'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    assert.equal(Number(line), child.pid);
    child.kill('SIGTERM');
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGTERM');
  });

  it('passes the exit status on', () => {
    const clone = makeClone('status', { pinned: true });
    writeFileSync(join(clone, 'src/cli.ts'), 'process.exit(2);\n');
    assert.equal(spawnSync(join(clone, 'bin/verbatim')).status, 2);
  });

  it('takes the system’s Node when the installation brought none', () => {
    const clone = makeClone('system', { pinned: false });
    const { stdout } = spawnSync(join(clone, 'bin/verbatim'), ['serve'], {
      encoding: 'utf8',
      env: pathWith(process.execPath),
    });
    assert.deepEqual(JSON.parse(stdout).words, ['serve']);
  });

  it('says what to do when nothing is installed, when there is no Node, and when it is too old', () => {
    const bare = makeClone('bare', {});
    assertRefused(bare, process.env, /npm ci --omit=dev/);
    const clone = makeClone('none', { pinned: false });
    assertRefused(clone, pathWith(undefined), /Install Node 24/);
    const old = join(folder, 'old-node');
    writeFileSync(old, '#!/bin/sh\n[ "$1" = --version ] && echo v20.0.0\nexit 1\n');
    chmodSync(old, 0o755);
    assertRefused(clone, pathWith(old), /Node 24 or later is needed.*v20\.0\.0/);
  });

  /** A folder with the command and a program that tells how it was called. */
  function makeClone(name: string, { pinned }: { pinned?: boolean }): string {
    const clone = join(folder, name);
    for (const path of ['bin', 'src']) mkdirSync(join(clone, path), { recursive: true });
    copyFileSync(join(root, 'bin/verbatim'), join(clone, 'bin/verbatim'));
    const program = 'console.log(JSON.stringify({ at: process.argv[1], words: process.argv.slice(2) }));\n';
    writeFileSync(join(clone, 'src/cli.ts'), program);
    if (pinned !== undefined) mkdirSync(join(clone, 'node_modules/.bin'), { recursive: true });
    if (pinned) symlinkSync(process.execPath, join(clone, 'node_modules/.bin/node'));
    return clone;
  }

  /** A PATH with the tools that the script uses, and this program as `node`. */
  function pathWith(node: string | undefined): Record<string, string> {
    const tools = mkdtempSync(join(folder, 'tools-'));
    for (const tool of ['sh', 'dirname', 'readlink', 'pwd', 'env']) {
      const path = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
      if (path.startsWith('/')) symlinkSync(path, join(tools, tool));
    }
    if (node !== undefined) symlinkSync(node, join(tools, 'node'));
    return { PATH: tools };
  }
});

function assertRefused(clone: string, env: NodeJS.ProcessEnv, message: RegExp): void {
  const run = spawnSync(join(clone, 'bin/verbatim'), ['serve'], {
    encoding: 'utf8',
    env,
    cwd: dirname(clone),
  });
  assert.equal(run.status, 1);
  assert.equal(run.stdout, '');
  assert.match(run.stderr, message);
}
