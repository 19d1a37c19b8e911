import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { incoming } from '../../test/support/incoming.ts';
import { dialects, keptLog, openTestWorld } from '../../test/support/world.ts';
import { authOptions, baseUrlFor, secondFactorPlugin } from './auth.ts';
import { authConnection } from './connection.ts';
import { createUser } from './save.ts';
import { signIn } from './session.ts';

const password = 'correct horse battery';

describe('What better-auth is given', () => {
  it('is every table and column that it asks for, made by our own migration', async () => {
    await using world = await openTestWorld('sqlite');
    assert.ok('path' in world.address);
    const database = new DatabaseSync(world.address.path);
    const { toBeCreated, toBeAdded } = await getMigrations({
      ...authOptions(world, 'http://127.0.0.1:4000'),
      plugins: [await secondFactorPlugin()],
      database,
    });
    database.close();
    assert.deepEqual(toBeCreated, []);
    assert.deepEqual(toBeAdded, []);
  });

  it('is the install’s address, and the request’s own on this machine', async () => {
    await using world = await openTestWorld();
    const install = { ...world, config: { ...world.config, url: 'https://verbatim.example' } };
    const of = (host: string, scheme: 'http' | 'https') =>
      baseUrlFor(install, incoming('/', { host, scheme }));
    assert.equal(of('blog.example', 'https'), 'https://verbatim.example');
    assert.equal(of('127.0.0.1:4000', 'http'), 'http://127.0.0.1:4000');
    assert.equal(
      baseUrlFor(world, incoming('/', { host: 'blog.example', scheme: 'https' })),
      'https://blog.example',
    );
  });

  it('sends nothing anywhere, and links no account because of an address alone', async () => {
    await using world = await openTestWorld();
    const options = authOptions(world, 'http://127.0.0.1:4000');
    assert.equal(options.telemetry.enabled, false);
    assert.equal(options.account.accountLinking.disableImplicitLinking, true);
    assert.ok(!options.secret.includes(world.secret.toString('hex')));
  });

  for (const dialect of dialects) {
    it(`is one connection more for nobody: reads and writes go through the install’s own (${dialect})`, async () => {
      await using world = await openTestWorld(dialect);
      const db = authConnection(world.db);
      const values = { identifier: 'a', value: 'b', expires_at: 'c', created_at: 'd', updated_at: 'e' };
      const inserted = await db
        .insertInto('verification')
        .values(values)
        .returningAll()
        .executeTakeFirstOrThrow();
      assert.deepEqual({ ...inserted }, { id: 1, ...values });
      const read = await db.selectFrom('verification').selectAll().execute();
      assert.equal(read.length, 1);
      await assert.rejects(
        db.transaction().execute(async () => {}),
        /not to use transactions/,
      );
    });

    it(`is the error itself when the database is gone (${dialect})`, async () => {
      const log = keptLog();
      const world = await openTestWorld(dialect, { log });
      assert.ok(
        (await createUser(world, { login: 'alice', email: 'a@blog.example', role: 'owner', password })).ok,
      );
      assert.ok((await signIn(world, incoming('/'), { name: 'alice', password })).ok);
      await world.close();
      await assert.rejects(signIn(world, incoming('/'), { name: 'alice', password }));
      assert.ok(!JSON.stringify(log.lines).includes(password));
    });
  }
});
