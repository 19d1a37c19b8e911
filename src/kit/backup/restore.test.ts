import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { allRows, fillEveryTable } from '../../../test/support/fill.ts';
import { dialects, openTestWorld, type TestWorld } from '../../../test/support/world.ts';
import { migrate, migrationState } from '../database/index.ts';
import type { World } from '../world.ts';
import { leftOut } from './catalogue.ts';
import { backup, restore } from './index.ts';

const files: Record<string, Buffer> = {
  '2016/05/photo.jpg': Buffer.from('a photograph'),
  'empty.bin': Buffer.alloc(0),
  'large.bin': Buffer.alloc(700_001, 'large'),
};

const fileOf = (world: TestWorld) => join(dirname(world.config.data), 'site.backup');

/** A world with rows in every table and files in its storage, and its backup. */
async function backedUp(world: TestWorld): Promise<{ file: string; tables: readonly string[] }> {
  const tables = await fillEveryTable(world, ['migration']);
  for (const [key, bytes] of Object.entries(files)) await world.storage.put(key, bytes);
  const file = fileOf(world);
  assert.ok((await backup(world, file)).ok);
  return { file, tables: tables.filter((name) => !leftOut.has(name)) };
}

async function filesOf({ storage }: World): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for await (const { key } of storage.list()) {
    const blob = await storage.get(key);
    found[key] = Buffer.concat((await blob?.stream.toArray()) ?? []);
  }
  return found;
}

async function isUntouched(world: World, tables: readonly string[]): Promise<boolean> {
  const rows = Object.values(await allRows(world, tables)).flat();
  return rows.length === 0 && Object.keys(await filesOf(world)).length === 0;
}

for (const from of dialects) {
  for (const to of dialects) {
    it(`A site is the same after backup and restore, from ${from} to ${to}`, async () => {
      await using source = await openTestWorld(from);
      const { file, tables } = await backedUp(source);
      await using target = await openTestWorld(to);
      const restored = await restore(target, file);
      assert.ok(restored.ok);
      assert.equal(restored.rows, 3 * tables.length);
      const expected = await allRows(source, tables);
      assert.ok(Object.values(expected).every((rows) => rows.length === 3));
      assert.deepEqual(await allRows(target, tables), expected);
      assert.deepEqual(await filesOf(target), files);
    });
  }

  describe(`A restore on ${from}`, () => {
    it('leaves a database that counts on, and checks its keys', async () => {
      await using source = await openTestWorld(from);
      const { file } = await backedUp(source);
      await using target = await openTestWorld(from);
      assert.ok((await restore(target, file)).ok);
      const { id } = await target.db.write(({ db }) =>
        db
          .insertInto('outbox')
          .values({ kind: 'k', payload: '1', created_at: '' })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      assert.equal(id, 4);
      const orphan = { site_id: 99, kind: 'k', legacy_id: 1, id: 1 };
      await assert.rejects(target.db.write(({ db }) => db.insertInto('legacy_id').values(orphan).execute()));
    });

    it('refuses an install that is not empty, and leaves it as it is', async () => {
      await using source = await openTestWorld(from);
      const { file, tables } = await backedUp(source);
      const before = await allRows(source, tables);
      const refused = await restore(source, file);
      assert.ok(!refused.ok && refused.reason === 'not-empty');
      assert.match(refused.problem, /post/);
      assert.deepEqual(await allRows(source, tables), before);

      await using target = await openTestWorld(from);
      await target.storage.put('mine.txt', Buffer.from('mine'));
      const again = await restore(target, file);
      assert.ok(!again.ok && again.reason === 'not-empty');
      assert.match(again.problem, /mine\.txt/);
    });

    it('makes the tables where there are none, an older backup its own and then the newer ones', async () => {
      await using source = await openTestWorld(from, { migrated: false });
      assert.ok((await migrate(source.db, { upTo: '0001_site' })).ok);
      const { file, tables } = await backedUp(source);
      assert.ok(!tables.includes('account'));

      await using ahead = await openTestWorld(from);
      const refused = await restore(ahead, file);
      assert.ok(!refused.ok && refused.reason === 'tables-differ');

      await using target = await openTestWorld(from, { migrated: false });
      assert.ok((await restore(target, file)).ok);
      assert.deepEqual(await migrationState(target.db), { pending: [], unknown: [], changed: [] });
      assertHolds(await allRows(target, tables), await allRows(source, tables));
    });

    it('that is stopped leaves nothing, and can be started again', async () => {
      await using source = await openTestWorld(from);
      const { file, tables } = await backedUp(source);
      await using target = await openTestWorld(from);
      for (const phase of ['files', 'tables']) {
        const stop = new AbortController();
        const progress = (step: { phase: string }) => {
          if (step.phase === phase) stop.abort();
        };
        const stopped = await restore(target, file, { signal: stop.signal, progress });
        assert.ok(!stopped.ok && stopped.reason === 'stopped');
        assert.ok(await isUntouched(target, tables));
      }
      // One that was killed leaves files behind.
      await target.storage.put('large.bin', files['large.bin'] ?? Buffer.alloc(0));
      assert.ok((await restore(target, file)).ok);
    });
  });
}

describe('A restore', () => {
  it('refuses what is no backup, or cannot be read', async () => {
    await using world = await openTestWorld();
    const file = fileOf(world);
    const reasonFor = async (bytes: Buffer) => {
      await writeFile(file, bytes);
      const result = await restore(world, file);
      return result.ok || result.reason;
    };
    assert.equal(await reasonFor(Buffer.alloc(0)), 'not-a-backup');
    assert.equal(await reasonFor(Buffer.from('Call me Ishmael.')), 'not-a-backup');
    assert.equal(await reasonFor(Buffer.alloc(10_000)), 'not-a-backup');
    const missing = await restore(world, join(dirname(file), 'missing'));
    assert.ok(!missing.ok && missing.reason === 'cannot-read');
    const folder = await restore(world, dirname(file));
    assert.ok(!folder.ok && folder.reason === 'cannot-read');
  });

  it('refuses a backup of a newer version', async () => {
    await using source = await openTestWorld();
    const migration = { name: '9999_future', sha256: '', applied_at: '' };
    await source.db.write(({ db }) =>
      db
        .insertInto('migration' as 'install')
        .values(migration as never)
        .execute(),
    );
    const file = fileOf(source);
    assert.ok((await backup(source, file)).ok);
    await using target = await openTestWorld();
    const refused = await restore(target, file);
    assert.ok(!refused.ok && refused.reason === 'newer-backup');
    assert.match(refused.problem, /9999_future/);
  });

  it('changes nothing for a file that was cut off, wherever', async () => {
    await using source = await openTestWorld();
    const { file, tables } = await backedUp(source);
    const whole = await readFile(file);
    await using target = await openTestWorld();
    const cut = fileOf(target);
    const places = Array.from({ length: 40 }, (_, n) => Math.floor((whole.length * n) / 40));
    for (const length of [...places, ...places.map((place) => place - (place % 512)), whole.length - 2049]) {
      await writeFile(cut, whole.subarray(0, length));
      const result = await restore(target, cut);
      assert.ok(!result.ok, `cut off after ${length} bytes of ${whole.length}`);
      assert.match(result.reason, length < 1024 ? /not-a-backup|cut-off/ : /^cut-off$/);
    }
    assert.ok(await isUntouched(target, tables));
  });

  it('changes nothing for a file that was altered, wherever', async () => {
    await using source = await openTestWorld();
    const { file, tables } = await backedUp(source);
    const whole = await readFile(file);
    await using target = await openTestWorld();
    const altered = fileOf(target);
    for (let n = 0; n < 60; n += 1) {
      const place = Math.floor((whole.length * n) / 60);
      // A byte between two entries means nothing to anybody.
      if (whole[place] === 0) continue;
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      await writeFile(altered, bytes);
      const result = await restore(target, altered);
      assert.ok(!result.ok, `byte ${place} of ${whole.length}`);
    }
    assert.ok(await isUntouched(target, tables));
  });

  it('makes anew what no backup holds', async () => {
    await using source = await openTestWorld();
    const { file } = await backedUp(source);
    await using target = await openTestWorld();
    let posts = 0;
    const rebuild = async ({ db }: Pick<World, 'db'>) => {
      posts = (await db.read.selectFrom('post').select('id').execute()).length;
    };
    assert.ok((await restore(target, file, { rebuild })).ok);
    assert.equal(posts, 3);
  });
});

/** Newer migrations add columns and rows: every older row is there, with all that it held. */
function assertHolds(
  rows: Readonly<Record<string, readonly string[]>>,
  older: Readonly<Record<string, readonly string[]>>,
): void {
  const columnsOf = (row: string) => JSON.parse(row) as [name: string, value: unknown][];
  for (const [table, expected] of Object.entries(older)) {
    const names = new Set(columnsOf(expected[0] ?? '[]').map(([name]) => name));
    const held = (rows[table] ?? []).map((row) =>
      JSON.stringify(columnsOf(row).filter(([name]) => names.has(name))),
    );
    for (const row of expected) assert.ok(held.includes(row), `${table} lost ${row}`);
  }
}
