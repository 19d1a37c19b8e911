import assert from 'node:assert/strict';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { ask } from '../../../test/support/queue.ts';
import { dialects, openTestWorld, type TestWorld } from '../../../test/support/world.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../database/index.ts';
import type { Feature } from '../feature.ts';
import { createWorker, emit } from '../queue/index.ts';
import type { World } from '../world.ts';
import { ill, well } from './check.ts';
import { checkNames, type Diagnosis, diagnosisJson, diagnosisText, doctor } from './index.ts';
import { examineClock, examineNode, examineSettings, spaceFinding } from './surroundings.ts';

const clockwork: Feature = {
  name: 'clockwork',
  schedules: [{ name: 'strike', everySeconds: 3600, run: async () => {} }],
};

/** Has the doctor look at a world as another process would. */
function examine(
  world: TestWorld,
  features: readonly Feature[] = [],
  config: Config = world.config,
): Promise<Diagnosis> {
  const open = async () => ({ ...world, db: openDatabase(world.address, world.clock) });
  return doctor(config, { open, features, clock: world.clock });
}

/** The names of what is wrong, and the words of the first. */
function faults({ checks }: Diagnosis): { names: string[]; problem: string; mend: string } {
  const wrong = checks.filter(({ ok }) => !ok);
  assert.ok(wrong.every(({ problem, mend }) => problem && mend));
  return {
    names: wrong.map(({ name }) => name),
    problem: wrong[0]?.problem ?? '',
    mend: wrong[0]?.mend ?? '',
  };
}

for (const dialect of dialects) {
  describe(`The doctor, of an install on ${dialect}`, () => {
    it('finds nothing wrong with a sound one', async () => {
      await using world = await openTestWorld(dialect);
      // PostgreSQL has a clock of its own.
      world.clock.set(new Date().toISOString());
      if (dialect === 'sqlite')
        await writeFile(join(world.config.data, 'secret'), `${'0f'.repeat(32)}\n`, { mode: 0o600 });
      const diagnosis = await examine(world, [clockwork]);
      // The server of the tests trades its safety for speed, and the doctor sees it.
      const expected = dialect === 'sqlite' ? [] : ['database-settings'];
      assert.deepEqual(faults(diagnosis).names, expected);
      assert.deepEqual(
        diagnosis.checks.map(({ name }) => name),
        checkNames([clockwork]),
      );
    });

    it('sees migrations that are to come, unknown, or changed', async () => {
      await using world = await openTestWorld(dialect);
      const mark = (name: string, sha256: string) => ({ name, sha256, applied_at: '' });
      const migrations = (
        change: (db: Parameters<Parameters<World['db']['write']>[0]>[0]['db']) => Promise<unknown>,
      ) => world.db.write((tx) => change(tx.db));
      await migrations((db) =>
        db
          .updateTable('migration' as 'install')
          .set(mark('0001_site', 'x') as never)
          .where('name' as 'key', '=', '0001_site')
          .execute(),
      );
      assert.match(faults(await examine(world)).problem, /0001_site is not the one/);
      await migrations((db) =>
        db
          .deleteFrom('migration' as 'install')
          .where('name' as 'key', '=', '0001_site')
          .execute(),
      );
      assert.match(faults(await examine(world)).mend, /verbatim migrate/);
      await migrations((db) =>
        db
          .insertInto('migration' as 'install')
          .values(mark('9999_future', 'x') as never)
          .execute(),
      );
      assert.match(faults(await examine(world)).problem, /newer version/);
    });

    it('sees a queue that does not move', async () => {
      await using world = await openTestWorld(dialect);
      await createWorker(world, [clockwork]).runUntilIdle();
      await world.db.write((tx) => emit(tx, { kind: 'said' }));
      await ask(world, { kind: 'schedule.strike' });
      assert.deepEqual(
        faults(await examine(world, [clockwork])).names.filter((name) => !name.startsWith('database')),
        [],
      );
      world.clock.advance(3600 + 16 * 60);
      const { names, mend } = faults({
        ok: false,
        checks: (await examine(world, [clockwork])).checks.filter(({ name }) => !name.startsWith('database')),
      });
      assert.deepEqual(names, ['outbox', 'jobs', 'schedules']);
      assert.match(mend, /--role worker/);
    });

    it('sees jobs that nobody does, and those that were given up', async () => {
      await using world = await openTestWorld(dialect);
      await ask(world, { kind: 'of.tomorrow' });
      const failing: Feature = {
        name: 'f',
        jobs: { fail: async () => ({ ok: false, reason: 'no such picture', retry: false }) },
      };
      await ask(world, { kind: 'fail' });
      await createWorker(world, [failing]).runUntilIdle();
      world.clock.advance(3600);
      const { checks } = await examine(world, [failing]);
      assert.match(checks.find(({ name }) => name === 'jobs')?.problem ?? '', /of\.tomorrow/);
      assert.match(
        checks.find(({ name }) => name === 'dead-letters')?.problem ?? '',
        /1 × fail.*no such picture/,
      );
    });

    it('asks the features, and lets them mend what they can when told to', async () => {
      await using world = await openTestWorld(dialect);
      let broken = true;
      const feature: Feature = {
        name: 'shelf',
        checks: [
          {
            name: 'shelf',
            examine: async () => (broken ? ill('The shelf is crooked.', 'Straighten it.') : well()),
            repair: async () => {
              broken = false;
              return 'Straightened.';
            },
          },
        ],
      };
      const open = async () => ({ ...world, db: openDatabase(world.address, world.clock) });
      const shelf = async (repair: boolean) =>
        (await doctor(world.config, { open, features: [feature], clock: world.clock, repair })).checks.at(-1);
      assert.deepEqual(await shelf(false), {
        name: 'shelf',
        ok: false,
        problem: 'The shelf is crooked.',
        mend: 'Straighten it.',
      });
      assert.deepEqual(await shelf(true), { name: 'shelf', ok: true, repaired: 'Straightened.' });
    });
  });
}

describe('The doctor', () => {
  it('says so when there is no install', async () => {
    await using world = await openTestWorld();
    const at = (data: string) =>
      doctor({ ...world.config, data }, { open: () => assert.fail('opened'), features: [] });
    const missing = faults(await at(join(world.config.data, 'nowhere')));
    assert.match(missing.problem, /does not exist/);
    const empty = join(world.config.data, 'empty');
    await mkdir(empty);
    assert.match(faults(await at(empty)).problem, /no database/);
    const file = join(world.config.data, 'file');
    await writeFile(file, '');
    assert.match(faults(await at(file)).problem, /is a file/);
  });

  it('says why the database cannot be opened', async () => {
    await using world = await openTestWorld();
    const data = join(world.config.data, 'other');
    await mkdir(data);
    await writeFile(join(data, 'verbatim.sqlite'), 'This is no database, but a sentence.'.repeat(100));
    const open = async () => ({ ...world, db: openDatabase({ path: join(data, 'verbatim.sqlite') }) });
    const file = faults(await doctor({ ...world.config, data }, { open, features: [] }));
    assert.deepEqual(file.names, ['database']);
    assert.match(file.problem, /not a database/);

    const databaseUrl = 'postgres://verbatim@127.0.0.1:1/none';
    const away = async () => ({ ...world, db: openDatabase({ url: databaseUrl }) });
    const server = faults(await doctor({ ...world.config, databaseUrl }, { open: away, features: [] }));
    assert.deepEqual(server.names, ['database']);
    assert.match(server.problem, /ECONNREFUSED/);
    assert.match(server.mend, /VERBATIM_DATABASE_URL/);
  });

  it('sees a damaged database file', async () => {
    await using world = await openTestWorld();
    const { raw } = world.db;
    assert.ok(raw.dialect === 'sqlite');
    raw.connection.database.enableDefensive(false);
    raw.connection.run('PRAGMA writable_schema = on', []);
    raw.connection.run("update sqlite_master set rootpage = 3 where name = 'tally'", []);
    assert.ok(faults(await examine(world)).names.includes('database-integrity'));
  });

  it('sees rows that refer to nothing', async () => {
    await using world = await openTestWorld();
    const { raw } = world.db;
    assert.ok(raw.dialect === 'sqlite');
    raw.connection.run('PRAGMA foreign_keys = off', []);
    raw.connection.run("insert into legacy_id values (7, 'post', 1, 1)", []);
    const { names, problem } = faults(await examine(world));
    assert.deepEqual(names, ['foreign-keys']);
    assert.match(problem, /legacy_id → site/);
  });

  it('sees settings of SQLite that are not safe', async () => {
    await using world = await openTestWorld();
    const db = openDatabase(world.address, world.clock);
    assert.ok(db.raw.dialect === 'sqlite');
    db.raw.connection.run('PRAGMA synchronous = off', []);
    const { names, problem } = faults(
      await doctor(world.config, { open: async () => ({ ...world, db }), features: [], clock: world.clock }),
    );
    assert.deepEqual(names, ['database-settings']);
    assert.match(problem, /synchronous = 0/);
  });

  it('sees a clock that was set back, or never set', async () => {
    await using world = await openTestWorld();
    const change = { origin: 'x', names: '[]', at: '2027-01-01T00:00:00.000Z' };
    await world.db.write((tx) => tx.db.insertInto('change').values(change).execute());
    assert.deepEqual(faults(await examine(world)).names, ['database-clock']);
    assert.equal(examineClock({ now: () => new Date(0) }).ok, false);
  });

  it('sees a secret that others can read, or that is none', async () => {
    await using world = await openTestWorld();
    const secret = join(world.config.data, 'secret');
    await writeFile(secret, `${'0f'.repeat(32)}\n`, { mode: 0o644 });
    await chmod(secret, 0o644);
    assert.match(faults(await examine(world)).mend, /chmod 600/);
    await rm(secret);
    await writeFile(secret, 'password', { mode: 0o600 });
    assert.match(faults(await examine(world)).problem, /hexadecimal/);
  });

  it('sees a media store that cannot be used', async () => {
    await using world = await openTestWorld();
    await rm(join(world.config.data, 'media'), { recursive: true, force: true });
    await writeFile(join(world.config.data, 'media'), 'a file where a folder should be');
    const { names, mend } = faults(await examine(world));
    assert.deepEqual(names, ['storage']);
    assert.match(mend, /media/);
  });

  it('sees settings that do not fit each other', async () => {
    await using world = await openTestWorld();
    const with_ = (settings: Partial<Config>) => examineSettings({ ...world.config, ...settings });
    assert.equal(with_({}).ok, true);
    assert.equal(with_({ url: 'https://blog.example', trustProxy: true }).ok, true);
    assert.equal(with_({ url: 'https://blog.example' }).ok, false);
    assert.equal(with_({ url: 'http://localhost:4000', host: '0.0.0.0' }).ok, false);
    assert.equal(examineNode('20.20.2').ok, false);
    assert.equal(spaceFinding('/data', 1024 * 1024, 10_000).ok, false);
    assert.equal(spaceFinding('/data', 1024 ** 3, 5).ok, false);
    assert.equal(spaceFinding(dirname(world.config.data), 1024 ** 3, undefined).ok, true);
  });

  it('goes on when one check fails itself', async () => {
    await using world = await openTestWorld();
    const feature: Feature = {
      name: 'f',
      checks: [
        { name: 'thrower', examine: () => Promise.reject(new Error('out of breath')) },
        { name: 'last', examine: async () => well() },
      ],
    };
    const diagnosis = await examine(world, [feature]);
    assert.match(faults(diagnosis).problem, /out of breath/);
    assert.equal(diagnosis.checks.at(-1)?.ok, true);
  });

  it('speaks to people and to programs', () => {
    const diagnosis: Diagnosis = {
      ok: false,
      checks: [
        { name: 'node', ok: true, detail: '26.10.0' },
        { name: 'secret', ok: false, problem: 'Others can read it.', mend: 'chmod 600 secret' },
      ],
    };
    assert.equal(
      diagnosisText(diagnosis),
      '✔ node    26.10.0\n✖ secret\n    Others can read it.\n    → chmod 600 secret\n\n1 of 2 checks found something wrong.\n',
    );
    assert.deepEqual(JSON.parse(diagnosisJson(diagnosis)), diagnosis);
    assert.match(diagnosisText({ ok: true, checks: [{ name: 'node', ok: true }] }), /Nothing is wrong\.\n$/);
  });
});
