import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { files, read } from '../support/source.ts';

describe('The migrations', () => {
  const all = files('migrations/*.sql').map((path) => path.slice('migrations/'.length));

  it('are what they were when they were taken down: a new one is added, an old one is never changed', () => {
    assert.ok(all.length > 0);
    const taken = read('migrations/checksums').split('\n').filter(Boolean);
    const present = all.map(
      (file) =>
        `${createHash('sha256')
          .update(read(`migrations/${file}`))
          .digest('hex')}  ${file}`,
    );
    assert.deepEqual(present, taken, 'run `npm run migrations` after adding one');
  });

  it('are numbered without a gap, and those that differ between databases come in pairs', () => {
    const numbers = [...new Set(all.map((file) => Number(file.slice(0, 4))))];
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    );
    for (const file of all) {
      const [, name, dialect] = /^(\d{4}_[a-z0-9_]+)(?:\.(sqlite|postgres))?\.sql$/.exec(file) ?? [];
      assert.ok(name, `${file} is not named NNNN_name.sql or NNNN_name.sqlite.sql`);
      const others = all.filter((other) => other.startsWith(file.slice(0, 5)));
      assert.equal(others.length, dialect ? 2 : 1, others.join(' '));
    }
  });
});
