import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { freePort } from '../support/port.ts';
import { root } from '../support/source.ts';

describe('verbatim serve', () => {
  it('makes everything on a first start, prints the address and the set-up link, and stops when told', async () => {
    await using place = newPlace();
    const port = await freePort();
    const server = place.start('serve', '--port', String(port));
    const said = await server.says(/Set it up, once: (http:\S+)/);
    assert.match(server.out(), new RegExp(`http://127.0.0.1:${port}`));
    const home = await fetch(`http://127.0.0.1:${port}/`);
    assert.equal(home.status, 200);
    assert.match(await home.text(), /set-up link/);
    assert.equal((await fetch(said[1] ?? '')).status, 200, 'the link opens');
    server.process.kill('SIGTERM');
    assert.equal(await server.ended, 0);
    for (const line of server.err().trim().split('\n'))
      assert.ok(JSON.parse(line).event, 'the log is JSON lines');
  });

  it('serves what another process writes, at once', async () => {
    await using place = newPlace();
    const port = await freePort();
    const server = place.start('serve', '--port', String(port));
    await server.says(/Verbatim serves/);
    const site = place.start('site', 'create', '--host', `127.0.0.1:${port}`, '--title', 'Made elsewhere');
    assert.equal(await site.ended, 0, site.err());
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /Made elsewhere/);
  });

  it('says so when its port is in use, and ends with 1', async () => {
    await using place = newPlace();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    assert.ok(typeof address === 'object' && address !== null);
    const server = place.start('serve', '--port', String(address.port));
    assert.equal(await server.ended, 1);
    assert.match(server.err(), new RegExp(`port ${address.port} of 127.0.0.1 is in use by another program`));
    other.close();
  });

  it('runs several processes behind one port, and stops them all', async () => {
    await using place = newPlace();
    const port = await freePort();
    const server = place.start('serve', '--port', String(port), '--workers', '2');
    await server.says(/Verbatim serves/);
    await reachable(port);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } }),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    server.process.kill('SIGTERM');
    assert.equal(await server.ended, 0);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  });

  it('works without serving pages when that is its role', async () => {
    await using place = newPlace();
    const port = await freePort();
    const worker = place.start('serve', '--role', 'worker', '--port', String(port));
    await worker.says(/works on what is waiting/);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
    worker.process.kill('SIGTERM');
    assert.equal(await worker.ended, 0);
  });
});

function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-serve-'));
  const started: ChildProcess[] = [];
  return {
    start: (...argv: string[]) => {
      const child = spawn(join(root, 'bin/verbatim'), [...argv, '--data', folder], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.push(child);
      return follow(child);
    },
    async [Symbol.asyncDispose]() {
      for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
      await Promise.all(
        started.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))),
      );
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcess) {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (let tries = 0; tries < 600; tries++) {
      const found = what.exec(out);
      if (found) return found;
      if (child.exitCode !== null) break;
      await later(50);
    }
    throw new Error(`it never said ${what}; it said: ${out}${err}`);
  };
  return { process: child, out: () => out, err: () => err, ended, says };
}

async function reachable(port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await later(50);
  }
  throw new Error(`nothing answers on ${port}`);
}
