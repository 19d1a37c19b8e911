import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FakeS3, openFakeS3 } from './fake-s3.ts';
import { openFolder } from './folder.ts';
import { openStorage, parseS3Url } from './open.ts';
import type { Storage } from './storage.ts';

async function read(
  storage: Storage,
  key: string,
  range?: { start: number; end: number },
): Promise<Buffer | undefined> {
  const blob = await storage.get(key, range);
  return blob && Buffer.concat(await blob.stream.toArray());
}

async function keys(storage: Storage, prefix?: string): Promise<string[]> {
  const found = await Array.fromAsync(storage.list(prefix));
  return found.map(({ key }) => key).sort();
}

const root = mkdtempSync(join(tmpdir(), 'verbatim-storage-'));
after(() => rmSync(root, { recursive: true, force: true }));

let s3: FakeS3;
before(async () => {
  s3 = await openFakeS3();
});
after(() => s3.close());

const stores: Record<string, () => Storage> = {
  folder: () => openStorage({ folder: join(root, 'plain') }),
  bucket: () => openStorage({ url: s3.url, folder: root }),
};

for (const [name, open] of Object.entries(stores)) {
  describe(`storage in a ${name}`, () => {
    it('Gives back what was put, whole and in part', async () => {
      const storage = open();
      const body = randomBytes(300_000);
      const sha256 = createHash('sha256').update(body).digest('hex');
      const stored = await storage.put('a/b-1.bin', body);
      assert.deepEqual(stored, { key: 'a/b-1.bin', bytes: 300_000, sha256 });
      assert.deepEqual(await read(storage, 'a/b-1.bin'), body);
      assert.deepEqual(await read(storage, 'a/b-1.bin', { start: 10, end: 19 }), body.subarray(10, 20));
      const part = await storage.get('a/b-1.bin', { start: 299_999, end: 299_999 });
      assert.equal(part?.bytes, 300_000, 'the size is that of the whole blob');
      part?.stream.destroy();
      assert.equal((await storage.stat('a/b-1.bin'))?.bytes, 300_000);
      await storage.close();
    });

    it('Names a blob by its content, read as a stream', async () => {
      const storage = open();
      async function* pieces() {
        yield Buffer.from('hello ');
        yield Buffer.from('world');
      }
      const sha256 = createHash('sha256').update('hello world').digest('hex');
      const stored = await storage.put((hash) => `content/${hash.slice(0, 2)}/${hash}`, pieces());
      assert.equal(stored.key, `content/${sha256.slice(0, 2)}/${sha256}`);
      assert.equal(String(await read(storage, stored.key)), 'hello world');
      await storage.close();
    });

    it('Replaces, empties, lists and deletes', async () => {
      const storage = open();
      await storage.put('list/one', Buffer.from('1'));
      await storage.put('list/one', Buffer.from('22'));
      await storage.put('list/sub/two', Buffer.alloc(0));
      await storage.put('listed', Buffer.from('x'));
      assert.equal(String(await read(storage, 'list/one')), '22');
      assert.equal((await read(storage, 'list/sub/two'))?.length, 0);
      assert.deepEqual(await keys(storage, 'list/'), ['list/one', 'list/sub/two']);
      assert.deepEqual(await keys(storage, 'list'), ['list/one', 'list/sub/two', 'listed']);
      await storage.delete('list/one');
      await storage.delete('list/one');
      assert.deepEqual(await keys(storage, 'list/'), ['list/sub/two']);
      await storage.close();
    });

    it('What is missing is undefined', async () => {
      const storage = open();
      assert.equal(await storage.get('none/at/all'), undefined);
      assert.equal(await storage.stat('none'), undefined);
      await storage.close();
    });

    it('A body that breaks off leaves nothing, and its own error passes through', async () => {
      const storage = open();
      const mine = Object.assign(new Error('the sender went away'), { code: 'EACCES' });
      async function* broken() {
        yield Buffer.from('half');
        throw mine;
      }
      await assert.rejects(storage.put('broken/off', broken()), (error) => error === mine);
      assert.equal(await storage.stat('broken/off'), undefined);
      assert.deepEqual(await keys(storage, 'broken/'), []);
      await storage.close();
    });

    it('A key that could leave the store is a bug', async () => {
      const storage = open();
      for (const key of [
        '',
        '/etc',
        '../x',
        'a/../b',
        'a//b',
        '.hidden',
        'a/.git',
        'a b',
        'ä',
        'a\0',
        'x'.repeat(600),
      ]) {
        await assert.rejects(storage.put(key, Buffer.from('x')), RangeError, key);
        await assert.rejects(async () => storage.get(key), RangeError, key);
      }
      await storage.close();
    });

    it('Checks itself', async () => {
      const storage = open();
      await storage.check();
      assert.deepEqual(await keys(storage, 'check/'), []);
      await storage.close();
    });
  });
}

describe('storage in a folder that cannot be used', () => {
  it('A folder in whose place stands a file is broken', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, 'x');
    const storage = openFolder(file);
    await assert.rejects(storage.put('k', Buffer.from('x')), { name: 'StorageError', reason: 'broken' });
    await assert.rejects(storage.check(), { name: 'StorageError', reason: 'broken' });
  });

  it('A folder without rights is denied, and says what to mend', async () => {
    const folder = mkdtempSync(join(root, 'locked-'));
    const refused = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' });
    const storage = openFolder(folder, { spool: () => Promise.reject(refused) });
    await assert.rejects(storage.put('k', Buffer.from('x')), { reason: 'denied', message: /owner and mode/ });
  });

  it('A folder whose mode keeps us out is denied in the same way', async (t) => {
    if (process.getuid?.() === 0)
      return t.diagnostic('root may read and write anywhere: not shown on this machine');
    const folder = mkdtempSync(join(root, 'mode-'));
    chmodSync(folder, 0o000);
    const storage = openFolder(folder);
    await assert.rejects(storage.put('k', Buffer.from('x')), { reason: 'denied' });
    await assert.rejects(storage.get('k'), { reason: 'denied' });
    chmodSync(folder, 0o700);
  });

  it('A full disk says so, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(root, 'full-'));
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const storage = openFolder(folder, { spool: () => Promise.reject(full) });
    await assert.rejects(storage.put('k', Buffer.from('x')), { reason: 'full', message: /No space is left/ });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('Left-overs of writes that were cut off are swept after an hour', async () => {
    const folder = mkdtempSync(join(root, 'sweep-'));
    const storage = openFolder(folder);
    await storage.put('kept', Buffer.from('x'));
    for (const name of ['old', 'new']) writeFileSync(join(folder, '.spool', name), 'half');
    const now = new Date('2026-11-22T12:00:00.000Z');
    utimesSync(join(folder, '.spool', 'old'), now, new Date(now.getTime() - 3_700_000));
    utimesSync(join(folder, '.spool', 'new'), now, now);
    assert.equal(await storage.sweep(now), 1);
    assert.deepEqual(readdirSync(join(folder, '.spool')), ['new']);
    assert.deepEqual(await keys(storage), ['kept']);
  });
});

describe('storage in a bucket', () => {
  it('Keeps to its prefix', async () => {
    const storage = openStorage({ url: s3.url.replace('?', '/sites/one?'), folder: root });
    await storage.put('p/x', Buffer.from('x'));
    assert.ok(s3.blobs.has('sites/one/p/x'));
    assert.deepEqual(await keys(storage), ['p/x']);
    await storage.close();
  });

  it('Lists more than one page', async () => {
    const storage = openStorage({ url: s3.url.replace('?', '/many?'), folder: root });
    for (let i = 0; i < 7; i++) await storage.put(`k${i}`, Buffer.from('x'));
    assert.equal((await keys(storage)).length, 7, 'the fake gives three to a page');
    await storage.close();
  });

  it('Tries again when the server is busy, and not for ever', async () => {
    const storage = stores.bucket!();
    s3.failNext(2, 503);
    await storage.put('retried', Buffer.from('x'));
    assert.equal(String(await read(storage, 'retried')), 'x');
    s3.failNext(3, 503);
    await assert.rejects(storage.put('given-up', Buffer.from('x')), {
      name: 'StorageError',
      reason: 'broken',
    });
    await storage.close();
  });

  it('A wrong key is denied', async () => {
    const storage = openStorage({ url: s3.url.replace('secret', 'other'), folder: root });
    await assert.rejects(storage.put('k', Buffer.from('x')), {
      reason: 'denied',
      message: /SignatureDoesNotMatch/,
    });
    await assert.rejects(storage.check(), { reason: 'denied' });
    await storage.close();
  });

  it('A bucket that does not exist is broken, not empty', async () => {
    const storage = openStorage({ url: s3.url.replace('@media', '@nothing'), folder: root });
    await assert.rejects(storage.get('k'), { reason: 'broken', message: /does not exist/ });
    await storage.close();
  });

  it('A server that is not there is unreachable', async () => {
    const gone = await openFakeS3();
    await gone.close();
    const storage = openStorage({ url: gone.url, folder: root });
    await assert.rejects(storage.stat('k'), { reason: 'unreachable' });
    await storage.close();
  });

  it('An address that cannot be read says why, and repeats no secret', () => {
    const bad = [
      's3://',
      'https://bucket/',
      's3://k:hidden@bucket',
      's3://k:hidden@bucket?endpoint=ftp://x',
      's3://bucket?endpoint=https://x',
      's3://k:hidden@B_?endpoint=https://x',
      's3://k:hidden@bucket?endpoint=https://x&style=odd',
    ];
    for (const url of bad) {
      assert.throws(
        () => parseS3Url(url),
        (error: Error) => error.name === 'StorageError' && !error.message.includes('hidden'),
        url,
      );
    }
  });

  it('The address of a bucket has defaults', () => {
    const address = parseS3Url('s3://k:s%2Fs@pictures/blog?endpoint=https://s3.test');
    assert.deepEqual(
      { ...address, endpoint: address.endpoint.href },
      {
        endpoint: 'https://s3.test/',
        bucket: 'pictures',
        prefix: 'blog/',
        region: 'us-east-1',
        style: 'path',
        credentials: { accessKeyId: 'k', secretAccessKey: 's/s' },
      },
    );
  });
});
