import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkLog } from '../../test/log/checker.ts';
import { logVersions } from '../../test/log/log-blog.ts';
import { fileOf, reader, type Served } from '../../test/log/served.ts';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { backup, restore } from '../kit/backup/index.ts';
import type { World } from '../kit/world.ts';
import { readNotices } from './notice.ts';
import { publishLog } from './publish.ts';
import { noteRestored, resumeFrom } from './resume.ts';

const { signal } = new AbortController();
const publish = (world: World) => publishLog(world, { signal });
const noteOf = async (world: World) => String(await fileOf({ world }, 'checkpoint'));
const keysOf = async (world: World) =>
  String(await fileOf({ world }, 'key'))
    .trim()
    .split('\n');

/** Both the whole log, and that it begins with these trees. */
async function check(world: World, earlier: readonly string[] = []) {
  return checkLog((path) => fileOf({ world }, path), await keysOf(world), earlier);
}

/** What somebody else has of the log. */
async function mirrorOf(world: World): Promise<Served> {
  const files: Served = new Map();
  const keep = async (path: string) => {
    const bytes = await fileOf({ world }, path);
    if (bytes) files.set(path, bytes);
    return bytes;
  };
  await checkLog(keep, await keysOf(world));
  return files;
}

const noticesOf = async ({ db }: World) =>
  (await readNotices(db)).map(({ kind, size }) => `${kind} at ${size}`);

/** Events in the tree: 1 to 300 of `post:12`; a backup of then, and what was published until its loss. */
async function openBackedUp(dialect: (typeof dialects)[number]) {
  const world = await openTestWorld(dialect);
  await logVersions(world, 1, 301);
  await publish(world);
  await logVersions(world, 301, 303);
  const file = join(world.config.data, 'then.backup');
  assert.ok((await backup(world, file)).ok);
  await logVersions(world, 303, 600);
  await publish(world);
  return { world, file, note: await noteOf(world), mirror: await mirrorOf(world) };
}

/** The backup in a new install; `store` is the one that survived, where it did. */
async function restored(
  dialect: (typeof dialects)[number],
  file: string,
  { store, secret }: { readonly store?: World['storage']; readonly secret?: Buffer } = {},
): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  assert.ok((await restore(world, file)).ok);
  await noteRestored(world);
  return { ...world, ...(store && { storage: store }), ...(secret && { secret }) };
}

for (const dialect of dialects) {
  describe(`A log that was put back to an earlier day, on ${dialect}`, () => {
    it('goes on from the copy in the store by itself, before anything is signed', async () => {
      const { world, file, note } = await openBackedUp(dialect);
      const back = await restored(dialect, file, { store: world.storage });
      assert.equal((await check(back)).size, 301);
      await logVersions(back, 900, 910);
      await publish(back);
      assert.equal((await check(back, [note])).size, 610);
      assert.deepEqual(await noticesOf(back), ['restored at 301', 'resumed at 600']);
      await world.close();
      await back.close();
    });

    it('keeps what it knows of events that waited when the backup was made', async () => {
      const { world, file, mirror } = await openBackedUp(dialect);
      const back = await restored(dialect, file);
      assert.deepEqual(await resumeFrom(back, reader(mirror)), { ok: true, from: 301, size: 600 });
      const proof = await fileOf({ world: back }, 'proof/1/post:12/302');
      const [event] = JSON.parse(String(proof)).events;
      assert.equal(event.leaf, 302);
      assert.match(event.event, /post:12\/302/);
      assert.equal(await fileOf({ world: back }, 'proof/1/post:12/303'), undefined);
      assert.match(
        String(await fileOf({ world: back }, 'leaf/303')),
        /^c2sp.org\/tlog-proof@v1\nindex 303\n/,
      );
      await world.close();
      await back.close();
    });

    it('says that it forked, when it was signed anew before the longer copy was found', async () => {
      const { world, file, note, mirror } = await openBackedUp(dialect);
      const back = await restored(dialect, file);
      await logVersions(back, 900, 910);
      await publish(back);
      await assert.rejects(check(back, [note]), /shorter|rewritten/);
      const resumed = await resumeFrom(back, reader(mirror));
      assert.ok(!resumed.ok && resumed.reason === 'forked');
      await resumeFrom(back, reader(mirror));
      assert.deepEqual(await noticesOf(back), ['restored at 301', 'forked at 313']);
      await world.close();
      await back.close();
    });

    it('takes nothing from a copy that is incomplete, of another log, or was tampered with', async () => {
      const { world, file, mirror } = await openBackedUp(dialect);
      const back = await restored(dialect, file);
      const before = await noteOf(back);
      const cases: [string, Served][] = [
        ['nothing-there', new Map()],
        ['incomplete', new Map(mirror).set('tile/entries/002.p/88', Buffer.alloc(0))],
        [
          'forked',
          new Map(mirror).set(
            'tile/entries/001',
            Buffer.concat(Array(256).fill(mirror.get('tile/entries/001')?.subarray(0, 34))),
          ),
        ],
        ['nothing-there', new Map(mirror).set('checkpoint', Buffer.from('no checkpoint\n'))],
      ];
      for (const [reason, files] of cases) {
        const resumed = await resumeFrom(back, reader(files));
        assert.equal(!resumed.ok && resumed.reason, reason);
      }
      await using stranger = await openTestWorld(dialect);
      await logVersions(stranger, 1, 700);
      await publish(stranger);
      const other = await resumeFrom(back, (path) => fileOf({ world: stranger }, path));
      assert.equal(!other.ok && other.reason, 'unknown-key');
      assert.equal(await noteOf(back), before);
      await world.close();
      await back.close();
    });

    it('has a new key that nobody vouches for, and says so, when the secret was lost', async () => {
      const { world, file } = await openBackedUp(dialect);
      const back = await restored(dialect, file, { secret: Buffer.alloc(32, 8) });
      await publish(back);
      const [newer, older] = await keysOf(back);
      assert.notEqual(newer, older);
      assert.deepEqual(await keysOf(world), [older]);
      assert.equal((await check(back)).size, 304);
      assert.deepEqual(await noticesOf(back), ['restored at 301', 'key-lost at 301']);
      assert.equal(await fileOf({ world: back }, `keys/${newer?.split('+')[1]}`), undefined);
      await world.close();
      await back.close();
    });
  });
}
