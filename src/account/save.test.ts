import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { createSite } from '../site/save.ts';
import { listUsers } from './read.ts';
import { createUser } from './save.ts';

const now = { now: '2026-03-01T08:00:00.000Z' };
const alice = {
  login: 'Alice',
  email: 'Alice@Blog.example',
  role: 'author',
  password: 'correct horse battery',
};

async function withSites(dialect: 'sqlite' | 'postgres', ...hosts: readonly string[]): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  for (const host of hosts) {
    const made = await world.db.write((tx) => createSite(tx, { host, title: host, locale: 'fr' }, now));
    assert.ok(made.ok);
  }
  return world;
}

for (const dialect of dialects) {
  describe(`A user (${dialect})`, () => {
    it('is made with a role on the only site, and listed with it', async () => {
      await using world = await withSites(dialect, 'blog.example');
      assert.deepEqual(await createUser(world, alice), { ok: true, id: 1 });
      assert.deepEqual(
        await createUser(world, { ...alice, login: 'o', email: 'o@blog.example', role: 'owner' }),
        {
          ok: true,
          id: 2,
        },
      );
      const [first, second] = await listUsers(world.db);
      assert.deepEqual(first, {
        id: 1,
        login: 'alice',
        email: 'alice@blog.example',
        name: 'Alice',
        locale: 'fr',
        owner: false,
        createdAt: now.now,
        roles: [{ host: 'blog.example', role: 'author' }],
      });
      assert.deepEqual([second?.owner, second?.roles], [true, []]);
    });

    it('is refused with the reason when login or address are taken, in whatever case', async () => {
      await using world = await withSites(dialect, 'blog.example');
      assert.ok((await createUser(world, alice)).ok);
      assert.deepEqual(await createUser(world, { ...alice, login: 'ALICE', email: 'other@blog.example' }), {
        ok: false,
        reason: 'login-taken',
        login: 'alice',
      });
      assert.deepEqual(await createUser(world, { ...alice, login: 'other', email: 'ALICE@blog.example' }), {
        ok: false,
        reason: 'email-taken',
        email: 'alice@blog.example',
      });
      assert.equal((await listUsers(world.db)).length, 1);
    });

    it('is one of those who ask for the same login at the same time', async () => {
      await using world = await withSites(dialect, 'blog.example');
      const another = world.another();
      const results = await Promise.all(
        [world, another, world, another].map((at, index) =>
          createUser(at, { ...alice, email: `alice${index}@blog.example` }),
        ),
      );
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results) if (!result.ok) assert.equal(result.reason, 'login-taken');
      assert.equal((await world.db.read.selectFrom('role').selectAll().execute()).length, 1);
    });
  });
}

describe('A user', () => {
  it('needs a site to have a role on: the only one, or the one that is named', async () => {
    await using none = await withSites('sqlite');
    assert.deepEqual(await createUser(none, alice), { ok: false, reason: 'no-site' });
    assert.ok((await createUser(none, { ...alice, role: 'owner' })).ok);
    await using two = await withSites('sqlite', 'blog.example', 'other.example:8080');
    assert.deepEqual(await createUser(two, alice), {
      ok: false,
      reason: 'which-site',
      sites: ['blog.example', 'other.example:8080'],
    });
    assert.deepEqual(await createUser(two, { ...alice, site: 'third.example' }), {
      ok: false,
      reason: 'unknown-site',
      site: 'third.example',
    });
    assert.ok((await createUser(two, { ...alice, site: 'Other.example:8080' })).ok);
    assert.deepEqual((await listUsers(two.db))[0]?.roles, [{ host: 'other.example:8080', role: 'author' }]);
  });

  it('is refused with a role, a profile or a password that cannot be', async () => {
    await using world = await withSites('sqlite', 'blog.example');
    assert.deepEqual(await createUser(world, { ...alice, role: 'king' }), {
      ok: false,
      reason: 'unknown-role',
      role: 'king',
    });
    assert.deepEqual(await createUser(world, { ...alice, login: 'a b', email: 'x' }), {
      ok: false,
      reason: 'bad-profile',
      problems: ['bad-login', 'bad-email'],
    });
    assert.deepEqual(await createUser(world, { ...alice, password: 'short' }), {
      ok: false,
      reason: 'weak-password',
      problem: 'too-short',
    });
    assert.deepEqual(await listUsers(world.db), []);
  });
});
