import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import tar from 'tar-stream';
import { fillEveryTable } from '../../../test/support/fill.ts';
import { dialects, openTestWorld, type TestWorld } from '../../../test/support/world.ts';
import { readCatalogue } from './catalogue.ts';
import { backup, restore } from './index.ts';

/** Where a world's backups go: beside its data, gone with it. */
const beside = (world: TestWorld, name = 'site.backup') => join(dirname(world.config.data), name);

for (const dialect of dialects) {
  describe(`A backup on ${dialect}`, () => {
    it('holds the database as it was at one moment, while it is written to', async () => {
      await using world = await openTestWorld(dialect);
      await fillEveryTable(world, ['migration']);
      await world.db.write(async ({ db }) => {
        for (let n = 0; n < 40; n += 1) {
          const rows = Array.from({ length: 100 }, (_, at) => ({
            site_id: 1,
            kind: `k${n}`,
            legacy_id: at,
            id: at,
          }));
          await db.insertInto('legacy_id').values(rows).execute();
        }
      });
      let running = true;
      let writes = 0;
      const writing = (async () => {
        while (running) {
          writes += 1;
          await world.db.write(async ({ db }) => {
            await db.updateTable('counter').set({ last: writes }).where('site_id', '=', 1).execute();
            await db.updateTable('tally').set({ count: writes }).where('site_id', '=', 1).execute();
          });
          await new Promise(setImmediate);
        }
      })();
      const file = beside(world);
      const result = await backup(world, file);
      running = false;
      await writing;
      assert.ok(result.ok);
      assert.ok(writes > 2, 'nothing was written meanwhile');
      await using copy = await openTestWorld('sqlite', { migrated: false });
      assert.ok((await restore(copy, file)).ok);
      const { last } = await copy.db.read
        .selectFrom('counter')
        .select('last')
        .where('site_id', '=', 1)
        .executeTakeFirstOrThrow();
      const { count } = await copy.db.read
        .selectFrom('tally')
        .select('count')
        .where('site_id', '=', 1)
        .executeTakeFirstOrThrow();
      assert.equal(last, count);
      assert.equal((await copy.db.read.selectFrom('legacy_id').select('id').execute()).length, 4003);
    });

    it('holds every table of the migrations, but for what is better not kept', async () => {
      await using world = await openTestWorld(dialect);
      const all = (await world.db.read.introspection.getTables()).map(({ name }) => name);
      const kept = [...(await readCatalogue(world.db)).keys()];
      const left = all.filter((name) => !kept.includes(name) && !/^search(_|$)/.test(name));
      assert.deepEqual(left.sort(), [
        'change',
        'invitation',
        'letter_request',
        'migration',
        'rate_limit',
        'session',
        'ticket',
        'verification',
      ]);
      assert.ok(kept.includes('post') && kept.includes('account'));
    });
  });
}

describe('A backup', () => {
  it('is a tar file that any program reads, for its owner alone', async () => {
    await using world = await openTestWorld();
    const key = `ab/${'long'.repeat(45)}/${'name'.repeat(20)}.jpg`;
    await world.storage.put(key, Buffer.from('picture'));
    await world.storage.put('empty.txt', Buffer.alloc(0));
    await fillEveryTable(world, ['migration']);
    const file = beside(world);
    const result = await backup(world, file);
    assert.ok(result.ok);
    assert.equal(result.files, 2);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const contents = new Map<string, string>();
    const extract = tar.extract();
    createReadStream(file).pipe(extract);
    for await (const entry of extract) {
      contents.set(entry.header.name, await text(entry));
    }
    const names = [...contents.keys()];
    assert.equal(names[0], 'verbatim-backup.json');
    assert.deepEqual(names.slice(-2), ['manifest.json', 'manifest.sha256']);
    assert.equal(contents.get(`files/${key}`), 'picture');
    assert.equal(contents.get('files/empty.txt'), '');
    assert.ok(names.includes('tables/post/000001.jsonl.gz'));
    assert.ok(!names.some((name) => name.includes('session') || name.includes('secret')));
  });

  it('tells how far it is', async () => {
    await using world = await openTestWorld();
    await world.storage.put('a.txt', Buffer.from('text'));
    await fillEveryTable(world, ['migration']);
    const phases = new Set<string>();
    const file = beside(world);
    assert.ok((await backup(world, file, { progress: ({ phase }) => phases.add(phase) })).ok);
    assert.deepEqual([...phases], ['tables', 'files']);
  });

  it('replaces an older backup, and nothing else', async () => {
    await using world = await openTestWorld();
    const file = beside(world);
    assert.ok((await backup(world, file)).ok);
    await world.storage.put('new.txt', Buffer.from('new'));
    const second = await backup(world, file);
    assert.ok(second.ok && second.files === 1);
    const other = beside(world, 'novel.txt');
    await writeFile(other, 'Call me Ishmael.');
    const refused = await backup(world, other);
    assert.ok(!refused.ok && refused.reason === 'occupied');
    assert.equal(await readFile(other, 'utf8'), 'Call me Ishmael.');
    await mkdir(beside(world, 'folder'));
    assert.equal((await backup(world, beside(world, 'folder'))).ok, false);
  });

  it('leaves nothing when it is stopped, or cannot be written', async () => {
    await using world = await openTestWorld();
    await fillEveryTable(world, ['migration']);
    const before = await readdir(dirname(beside(world)));
    const stop = new AbortController();
    const stopped = await backup(world, beside(world), { signal: stop.signal, progress: () => stop.abort() });
    assert.ok(!stopped.ok && stopped.reason === 'stopped');
    const nowhere = await backup(world, beside(world, 'no/such/folder/x'));
    assert.ok(!nowhere.ok && nowhere.reason === 'cannot-write');
    assert.deepEqual(await readdir(dirname(beside(world))), before);
    // The connection that read is free again: an older file is replaced by a whole one.
    assert.ok((await backup(world, beside(world))).ok);
  });

  it('leaves nothing when the disk is full, and keeps the older one', async () => {
    await using world = await openTestWorld();
    const file = beside(world);
    assert.ok((await backup(world, file)).ok);
    const older = await readFile(file);
    await world.storage.put('large.bin', Buffer.alloc(3_000_000, 'x'));
    const program = `
      import { openDatabase } from ${JSON.stringify(new URL('../database/index.ts', import.meta.url).href)};
      import { openStorage } from ${JSON.stringify(new URL('../storage/index.ts', import.meta.url).href)};
      import { backup } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      const db = openDatabase(${JSON.stringify(world.address)});
      const storage = openStorage({ folder: ${JSON.stringify(join(world.config.data, 'media'))} });
      console.log(JSON.stringify(await backup({ db, storage, clock: { now: () => new Date() } }, ${JSON.stringify(file)})));
      await db.close();
    `;
    // No file may grow beyond 2000 blocks of 512 bytes: for the program that writes, the disk is full.
    const { stdout } = await promisify(execFile)(
      '/bin/sh',
      ['-c', 'ulimit -f 2000; exec "$0" --input-type=module -e "$1"', process.execPath, program],
      { env: { ...process.env, NODE_COMPILE_CACHE: '' } },
    );
    assert.equal(JSON.parse(stdout).reason, 'disk-full');
    assert.deepEqual(await readFile(file), older);
    assert.deepEqual(
      (await readdir(dirname(file))).filter((name) => name.endsWith('.part')),
      [],
    );
  });
});
