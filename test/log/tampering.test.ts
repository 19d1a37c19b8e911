import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signCheckpoint } from '../../src/log/checkpoint.ts';
import { growTree } from '../../src/log/grow.ts';
import { rotateKey, signerFor } from '../../src/log/key.ts';
import { verifyLog } from '../../src/log/verify.ts';
import { type Blog, openBlog } from '../support/blog.ts';
import { checkConsistency, checkLog, checkProof, checkProofFile, openCheckpoint } from './checker.ts';
import { logVersions } from './log-blog.ts';
import { fileOf, reader, type Served } from './served.ts';

const subject = 'post:12/7';

/** A log of 601 entries (with that of its key), a checkpoint of it at 301, and proofs. */
async function openLog() {
  const blog = await openBlog();
  await logVersions(blog.world, 1, 301);
  await blog.work();
  const earlier = String(await fileOf(blog, 'checkpoint'));
  await logVersions(blog.world, 301, 601);
  await blog.work();
  const key = String(await fileOf(blog, 'key')).trim();
  const files = await served(blog, [key]);
  const proof = String(await fileOf(blog, `proof/1/${subject}`));
  return { blog, earlier, key, files, proof };
}

/** Everything that the second checker asks for, and the key. */
async function served(blog: Blog, keys: readonly string[]): Promise<Served> {
  const files: Served = new Map();
  const note = async (path: string) => {
    const bytes = await fileOf(blog, path);
    if (bytes) files.set(path, bytes);
    return bytes;
  };
  await note('key');
  await checkLog(note, keys);
  return files;
}

type Log = Awaited<ReturnType<typeof openLog>>;

/** What both checkers say of files: the name of the file or entry that the first found, and that both refused. */
async function foundBy(log: Log, files: Served, { earlier = '' } = {}): Promise<string> {
  const { key } = log;
  const own = await verifyLog(reader(files), { key, earlier: earlier || undefined });
  assert.ok(!own.ok, 'the program found nothing');
  await assert.rejects(
    checkLog(reader(files), [key], earlier ? [earlier] : []),
    'the second checker found nothing',
  );
  return `${own.found.where}: ${own.found.problem}`;
}

function changed(files: Served, path: string, change: (bytes: Buffer) => Buffer): Served {
  const bytes = files.get(path);
  assert.ok(bytes, `${path} was not served`);
  return new Map(files).set(path, change(Buffer.from(bytes)));
}

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

const text = (change: (text: string) => string) => (bytes: Buffer) => Buffer.from(change(bytes.toString()));

describe('A log that was tampered with', () => {
  let log: Log;
  before(async () => {
    log = await openLog();
  });
  after(() => log.blog.close());

  it('is found out because it differs from one that is in order', async () => {
    const { files, key, earlier, proof } = log;
    const own = await verifyLog(reader(files), { key, earlier, proof, subject });
    assert.ok(own.ok, JSON.stringify(own));
    assert.equal(own.checkpoint.size, 601);
    assert.equal(own.keyFrom, 'caller');
    const tree = await checkLog(reader(files), [key], [earlier]);
    assert.equal(tree.root, own.checkpoint.root.toString('hex'));
    assert.deepEqual(own.events, checkProof(proof, [key], subject));
  });

  it('shows a bit that was changed in any file', async () => {
    for (const path of log.files.keys()) {
      if (path === 'key') continue;
      const length = log.files.get(path)?.length ?? 0;
      for (const at of [0, Math.floor(length / 2), length - 2]) {
        const said = await foundBy(log, changed(log.files, path, flip(at)));
        if (path.startsWith('tile/')) assert.match(said, /^tile\//);
      }
    }
  });

  it('names the tile and the entry that are wrong', async () => {
    const { files } = log;
    assert.equal(
      await foundBy(log, changed(files, 'tile/0/001', flip(3 * 32))),
      'tile/0/001: its hash 3 is not that of entry 259',
    );
    assert.equal(
      await foundBy(log, changed(files, 'tile/1/000.p/2', flip(40))),
      'tile/1/000.p/2: its hash 1 is not that of tile/0/001',
    );
    assert.equal(
      await foundBy(log, changed(files, 'tile/entries/000', flip(2 + 34 * 5 + 1))),
      'tile/0/000: its hash 5 is not that of entry 5',
    );
  });

  it('shows that leaves were swapped, with and without their hashes', async () => {
    const swap = (width: number) => (bytes: Buffer) =>
      Buffer.concat([bytes.subarray(width, 2 * width), bytes.subarray(0, width), bytes.subarray(2 * width)]);
    const entries = changed(log.files, 'tile/entries/002.p/89', swap(34));
    assert.match(await foundBy(log, entries), /^tile\/0\/002\.p\/89: its hash 0/);
    assert.match(await foundBy(log, changed(entries, 'tile/0/002.p/89', swap(32))), /^checkpoint: its root/);
  });

  it('shows that a tile or a bundle is missing or cut off', async () => {
    for (const path of log.files.keys()) {
      if (path === 'key') continue;
      const files = new Map(log.files);
      files.delete(path);
      assert.equal(await foundBy(log, files), `${path}: it is not there`);
      await foundBy(
        log,
        changed(log.files, path, (bytes) => bytes.subarray(0, -1)),
      );
    }
  });

  it('shows a signature that is wrong, missing, of another key or another name', async () => {
    const { files } = log;
    const signature = (change: (line: string) => string) =>
      changed(
        files,
        'checkpoint',
        text((note) => note.replace(/— .*\n/, change)),
      );
    await foundBy(
      log,
      signature((line) => line.replace(/.{6}\n$/, 'AAAA==\n')),
    );
    await foundBy(
      log,
      signature(() => ''),
    );
    await foundBy(
      log,
      signature((line) => line.replace('blog.example', 'blog.invalid')),
    );
    const other = await openLog();
    await foundBy(log, new Map(files).set('checkpoint', other.files.get('checkpoint') ?? Buffer.alloc(0)));
    assert.match(await foundBy(log, other.files), /^keys\/[0-9a-f]{8}: it is not there/);
    await other.blog.close();
  });

  it('shows another origin, size or root in the checkpoint', async () => {
    const lines = (change: (lines: string[]) => void) =>
      changed(
        log.files,
        'checkpoint',
        text((note) => {
          const all = note.split('\n');
          change(all);
          return all.join('\n');
        }),
      );
    await foundBy(
      log,
      lines((all) => all.splice(0, 1, 'other.example/-/log')),
    );
    await foundBy(
      log,
      lines((all) => all.splice(1, 1, '600')),
    );
    await foundBy(
      log,
      lines((all) => all.splice(2, 1, Buffer.alloc(32).toString('base64'))),
    );
  });

  it('shows that an old checkpoint is served again to whoever kept a newer one', async () => {
    const { blog, earlier, files } = log;
    const newer = String(files.get('checkpoint'));
    const recorded: Served = new Map(files).set('checkpoint', Buffer.from(earlier));
    for (const path of ['tile/entries/001.p/45', 'tile/0/001.p/45', 'tile/1/000.p/1'])
      recorded.set(path, (await fileOf(blog, path)) ?? Buffer.alloc(0));
    await checkLog(reader(recorded), [log.key]);
    assert.equal(
      await foundBy(log, recorded, { earlier: newer }),
      'checkpoint: the log has 301 entries; the earlier checkpoint has 601',
    );
  });
});

describe('A past that was rewritten and signed anew by the operator', () => {
  it('is found out by whoever kept a checkpoint, and by nobody else', async () => {
    const log = await openLog();
    const { blog, earlier, key } = log;
    await blog.world.db.write(async (tx) => {
      await tx.db
        .updateTable('log_event')
        .set({ entry: '00'.repeat(32) })
        .where('leaf', '=', 20)
        .execute();
      await tx.db.deleteFrom('log_node').execute();
      await tx.db.deleteFrom('log_checkpoint').execute();
      const root = await growTree(tx, 0, 601);
      const note = signCheckpoint(601, root, await signerFor(tx, blog.world));
      await tx.db
        .insertInto('log_checkpoint')
        .values({ size: 601, root: root.toString('hex'), note, at: '' })
        .execute();
    });
    const files = await served(blog, [key]);
    assert.ok((await verifyLog(reader(files), { key })).ok);
    const said = await foundBy(log, files, { earlier });
    assert.match(said, /^the earlier checkpoint: the log does not begin with this tree of 301 entries/);
    assert.match(
      await foundBy(log, files, { earlier: String(log.files.get('checkpoint')) }),
      /^the earlier checkpoint: its root/,
    );
    const path = await consistency(blog, 301, 601);
    const [old, tree] = [
      openCheckpoint(earlier, [key]),
      openCheckpoint(String(files.get('checkpoint')), [key]),
    ];
    assert.throws(() => checkConsistency(old, tree, path), /old root/);
    await blog.close();
  });
});

async function consistency(blog: Blog, old: number, size: number): Promise<readonly string[]> {
  return JSON.parse(String(await fileOf(blog, `consistency/${old}/${size}`))).path;
}

describe('A proof', () => {
  let log: Log;
  before(async () => {
    log = await openLog();
  });
  after(() => log.blog.close());

  it('of any two sizes shows that one begins with the other, and no other path does', async () => {
    const { blog, key, earlier, files } = log;
    const [old, tree] = [
      openCheckpoint(earlier, [key]),
      openCheckpoint(String(files.get('checkpoint')), [key]),
    ];
    const path = await consistency(blog, 301, 601);
    checkConsistency(old, tree, path);
    for (const at of path.keys()) {
      const wrong = path.with(at, Buffer.alloc(32).toString('base64'));
      assert.throws(() => checkConsistency(old, tree, wrong));
    }
    assert.throws(() => checkConsistency(old, tree, path.slice(1)));
    assert.throws(() => checkConsistency(old, tree, [...path, path[0] ?? '']));
  });

  it('is read as C2SP writes it, with what opens the entry', async () => {
    const { blog, key, proof } = log;
    const [{ leaf, entry, salt, event }] = JSON.parse(proof).events;
    const file = String(await fileOf(blog, `leaf/${leaf}`));
    const extra = checkProofFile(file, [key], Buffer.from(entry, 'hex'));
    assert.deepEqual(JSON.parse(extra), { salt, event });
    assert.throws(() => checkProofFile(file, [key], Buffer.alloc(32)));
    assert.throws(() =>
      checkProofFile(file.replace(`index ${leaf}`, `index ${leaf + 1}`), [key], Buffer.from(entry, 'hex')),
    );
  });

  const tamperings: Record<
    string,
    (
      event: Record<string, unknown> & {
        path: string[];
        event: string;
        salt: string;
        leaf: number;
        entry: string;
      },
    ) => void
  > = {
    'another salt': (event) =>
      Object.assign(event, { salt: `${event.salt.slice(0, -1)}${event.salt.endsWith('0') ? 1 : 0}` }),
    'an entry that is closed, and so could be of anything': (event) =>
      Object.assign(event, { salt: null, event: null }),
    'a salt that is missing its end': (event) => Object.assign(event, { salt: event.salt.slice(2) }),
    'an event about another subject': (event) =>
      Object.assign(event, { event: event.event.replace('post:12/7', 'post:12/8') }),
    'another digest': (event) =>
      Object.assign(event, { event: event.event.replace(/"digest":"./, '"digest":"g') }),
    'another entry': (event) => Object.assign(event, { entry: '00'.repeat(32) }),
    'another place': (event) => Object.assign(event, { leaf: event.leaf + 1 }),
    'a place outside the tree': (event) => Object.assign(event, { leaf: 601 }),
    'a path that is too short': (event) => Object.assign(event, { path: event.path.slice(1) }),
    'a path that is too long': (event) => Object.assign(event, { path: [...event.path, event.path[0]] }),
    'another hash on the path': (event) =>
      Object.assign(event, { path: event.path.with(2, Buffer.alloc(32, 1).toString('base64')) }),
    'siblings in another order': (event) => Object.assign(event, { path: event.path.toReversed() }),
  };
  for (const [name, tamper] of Object.entries(tamperings)) {
    it(`with ${name} is refused by both checkers`, async () => {
      const proof = JSON.parse(log.proof);
      tamper(proof.events[0]);
      await refused(log, JSON.stringify(proof), subject);
    });
  }

  it('of something else, or under a checkpoint of somebody else, is refused by both checkers', async () => {
    await refused(log, log.proof, 'post:12/8');
    const other = await openLog();
    await refused(log, other.proof, subject);
    const proof = JSON.parse(log.proof);
    await refused(log, JSON.stringify({ ...proof, checkpoint: log.earlier }), subject);
    await other.blog.close();
  });
});

async function refused({ files, key }: Log, proof: string, of: string): Promise<void> {
  const own = await verifyLog(reader(files), { key, proof, subject: of });
  assert.ok(!own.ok, 'the program found nothing');
  assert.match(own.found.where, /proof/);
  assert.throws(() => checkProof(proof, [key], of), 'the second checker found nothing');
}

describe('A key that was changed', () => {
  it('is named by the one before, and known by that to whoever kept an older checkpoint', async () => {
    const log = await openLog();
    const { blog, earlier, key } = log;
    await blog.world.db.write((tx) => rotateKey(tx, blog.world));
    await blog.work();
    const source = (path: string) => fileOf(blog, path);
    const [newer = '', older] = String(await source('key'))
      .trim()
      .split('\n');
    assert.equal(older, key);
    for (const options of [{ key }, { key: newer }, { earlier }])
      assert.ok((await verifyLog(source, options)).ok, JSON.stringify(options));
    assert.equal((await checkLog(source, [newer])).size, 602);
    const id = newer.split('+')[1];
    const without = async (path: string) => (path === `keys/${id}` ? undefined : source(path));
    const unnamed = await verifyLog(without, { key });
    assert.ok(!unnamed.ok && unnamed.found.where === `keys/${id}`);
    const forged = async (path: string) =>
      path === `keys/${id}` ? Buffer.from(String(await source(path)).replace('next', 'last')) : source(path);
    assert.ok(!(await verifyLog(forged, { earlier })).ok);
    await blog.close();
  });
});
