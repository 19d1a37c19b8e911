import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { openPostgres } from '../../../test/support/postgres.ts';
import {
  type Changed,
  type Database,
  type DatabaseAddress,
  databaseFault,
  migrate,
  migrationState,
  nextId,
  numbersIn,
  openDatabase,
  statement,
} from './index.ts';

const dialects = ['sqlite', 'postgres'] as const;

for (const dialect of dialects) {
  describe(`The database (${dialect})`, () => {
    it('migrates once, however many processes start together', async () => {
      await using place = await newPlace(dialect);
      const one = place.open();
      const two = place.open();
      const results = await Promise.all([migrate(one), migrate(two)]);
      const applied = results.map((result) => (result.ok ? result.applied.length : -1)).sort();
      assert.equal(applied[0], 0);
      assert.ok((applied[1] ?? 0) > 0);
      assert.deepEqual(await migrationState(one), { pending: [], unknown: [], changed: [] });
    });

    it('refuses a database that a newer program has migrated', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      await insertMigration(db, '9999_future');
      assert.deepEqual(await migrate(db), { ok: false, reason: 'newer-database', names: ['9999_future'] });
    });

    it('refuses a migration that is not the one the database was made with', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      await db.write((tx) =>
        tx.db
          .updateTable('migration' as never)
          .set({ sha256: 'other' } as never)
          .where('name' as never, '=', '0001_site' as never)
          .execute(),
      );
      assert.deepEqual(await migrate(db), { ok: false, reason: 'changed-migration', name: '0001_site' });
    });

    it('gives each ID once, to writers at the same time', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      const ids = await Promise.all(
        Array.from({ length: 20 }, () => db.write((tx) => nextId(tx, 1, 'post'))),
      );
      assert.deepEqual(
        ids.toSorted((a, b) => a - b),
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });

    it('leaves nothing of a transaction that fails, and tells nobody of it', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      const heard: Changed[] = [];
      db.changes.subscribe((changed) => heard.push(changed));
      const failing = db.write(async (tx) => {
        await nextId(tx, 1, 'post');
        tx.changed(1, 'post:1');
        throw new Error('no');
      });
      await assert.rejects(failing, /no/);
      assert.equal(await db.write((tx) => nextId(tx, 1, 'post')), 1);
      assert.deepEqual(heard, []);
    });

    it('tells this process at once what changed, and other processes soon', async () => {
      await using place = await newPlace(dialect);
      const here = place.open();
      await migrate(here);
      const there = place.open();
      await there.changes.watch();
      const heardHere: Changed[] = [];
      here.changes.subscribe((changed) => heardHere.push(changed));
      const heardThere = new Promise<Changed>((resolve) => there.changes.subscribe(resolve));
      await here.write(async (tx) => tx.changed(1, 'post:12', 'posts'));
      assert.deepEqual(heardHere, [new Set(['1/post:12', '1/posts'])]);
      const changed = await Promise.race([heardThere, later(5_000, 'nothing' as never)]);
      assert.deepEqual(changed, new Set(['1/post:12', '1/posts']));
    });

    it('compiles a statement once and runs it with any values', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      await db.write(async (tx) => {
        for (const kind of ['post', 'term', 'comment']) await nextId(tx, 7, kind);
      });
      const byKind = statement<{ kind: string; sites: string }>()((kysely, value, name) =>
        kysely
          .selectFrom('counter')
          .select(['kind', 'last'])
          .where('kind', '=', value('kind'))
          .where('site_id', 'in', numbersIn(value('sites'), name)),
      );
      for (const kind of ['post', 'comment', 'post']) {
        assert.deepEqual({ ...(await byKind.first(db, { kind, sites: '[6,7]' })) }, { kind, last: 1 });
      }
      assert.equal(await byKind.first(db, { kind: 'post', sites: '[8]' }), undefined);
    });

    it('says which refusal of the database an error is', async () => {
      await using place = await newPlace(dialect);
      const db = place.open();
      await migrate(db);
      const row = { key: 'a', value: '1' };
      await db.write((tx) => tx.db.insertInto('install').values(row).execute());
      const again = await db
        .write((tx) => tx.db.insertInto('install').values(row).execute())
        .catch((error: unknown) => error);
      assert.equal(databaseFault(again), 'unique');
      const orphan = { host: 'a.example', site_id: 99, scheme: 'https', is_primary: 1 as const };
      const lost = await db
        .write((tx) => tx.db.insertInto('site_host').values(orphan).execute())
        .catch((error: unknown) => error);
      assert.equal(databaseFault(lost), 'foreign-key');
      assert.equal(databaseFault(new Error('a bug')), undefined);
    });
  });
}

describe('SQLite', () => {
  it('has the settings that the product stands on', async () => {
    await using place = await newPlace('sqlite');
    const db = place.open();
    assert.ok(db.raw.dialect === 'sqlite');
    const { connection } = db.raw;
    const pragma = (name: string) => Object.values(connection.run(`PRAGMA ${name}`, []).rows[0] ?? {})[0];
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('synchronous'), 2, 'FULL');
    assert.equal(pragma('foreign_keys'), 1);
  });

  it('cannot write through the connection that reads', async () => {
    await using place = await newPlace('sqlite');
    const db = place.open();
    await migrate(db);
    await assert.rejects(
      db.read.insertInto('install').values({ key: 'a', value: 'b' }).execute(),
      /readonly/,
    );
  });

  it('is copied before a migration changes a database that holds something', async () => {
    await using place = await newPlace('sqlite');
    const db = place.open();
    await migrate(db);
    await db.write((tx) => tx.db.insertInto('install').values({ key: 'kept', value: 'yes' }).execute());
    assert.ok(db.raw.dialect === 'sqlite');
    db.raw.connection.database.exec(`DELETE FROM migration WHERE name = '0099_none'`);
    db.raw.connection.database.exec(
      `CREATE TABLE early (a); DELETE FROM migration WHERE name = (SELECT max(name) FROM migration)`,
    );
    await migrate(db).catch(() => {});
    const snapshots = readdirSync(join(place.folder, 'snapshots'));
    assert.equal(snapshots.length, 1);
    const copy = openDatabase({ path: join(place.folder, 'snapshots', snapshots[0] ?? '') });
    const row = await copy.read
      .selectFrom('install')
      .select('value')
      .where('key', '=', 'kept')
      .executeTakeFirst();
    await copy.close();
    assert.equal(row?.value, 'yes');
  });
});

async function newPlace(dialect: (typeof dialects)[number]) {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-database-'));
  const address: DatabaseAddress =
    dialect === 'sqlite'
      ? { path: join(folder, 'test.sqlite') }
      : { url: await (await openPostgres()).createDatabase() };
  const opened: Database[] = [];
  return {
    folder,
    open: () => {
      const db = openDatabase(address);
      opened.push(db);
      return db;
    },
    async [Symbol.asyncDispose]() {
      for (const db of opened) await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function insertMigration(db: Database, name: string): Promise<void> {
  const values = { name, sha256: 'x', applied_at: '2030-01-01T00:00:00.000Z' };
  await db.write((tx) =>
    tx.db
      .insertInto('migration' as never)
      .values(values as never)
      .execute(),
  );
}
