import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSecret } from './secret.ts';

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'verbatim-secret-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

describe('The secret of an install', () => {
  it('is made once and kept for its owner alone', () => {
    using home = folder();
    const data = join(home.path, 'data');
    const first = loadSecret({ data });
    const second = loadSecret({ data });
    assert.ok(first.ok && second.ok);
    assert.equal(first.secret.length, 32);
    assert.deepEqual(first.secret, second.secret);
    assert.equal(statSync(join(data, 'secret')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(data), ['secret']);
  });

  it('is the setting where there is one, and then no file is made', () => {
    using home = folder();
    const read = loadSecret({ data: home.path, secret: 'x'.repeat(40) });
    assert.ok(read.ok);
    assert.equal(read.secret.toString(), 'x'.repeat(40));
    assert.deepEqual(readdirSync(home.path), []);
  });

  it('differs between installs', () => {
    using one = folder();
    using other = folder();
    const [a, b] = [loadSecret({ data: one.path }), loadSecret({ data: other.path })];
    assert.ok(a.ok && b.ok);
    assert.notDeepEqual(a.secret, b.secret);
  });

  it('is never made anew over a file that cannot be understood: every session would be lost', () => {
    using home = folder();
    writeFileSync(join(home.path, 'secret'), 'cut off');
    const read = loadSecret({ data: home.path });
    assert.ok(!read.ok);
    assert.match(read.problem, /hexadecimal/);
    assert.equal(readFileSync(join(home.path, 'secret'), 'utf8'), 'cut off');
  });

  it('says so when it cannot be read', () => {
    using home = folder();
    mkdirSync(join(home.path, 'secret'));
    const read = loadSecret({ data: home.path });
    assert.ok(!read.ok);
    assert.equal(read.reason, 'secret-unreadable');
  });
});
