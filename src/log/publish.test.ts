import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { checkLog } from '../../test/log/checker.ts';
import { logVersions } from '../../test/log/log-blog.ts';
import { fileOf } from '../../test/log/served.ts';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { openTestWorld, type TestWorld } from '../../test/support/world.ts';
import type { World } from '../kit/world.ts';
import { appendEvent } from './append.ts';
import { publishLog } from './publish.ts';
import { newestCheckpoint } from './read.ts';

const { signal } = new AbortController();

/** What a reader who believes the log's key finds, with the second checker. */
async function check(blog: Blog, earlier: readonly string[] = []) {
  const key = String(await fileOf(blog, 'key')).trim();
  return checkLog((path) => fileOf(blog, path), [key], earlier);
}

/** Every leaf of the tree has its place, without a gap. */
async function leavesOf({ db }: Pick<World, 'db'>): Promise<readonly (number | null)[]> {
  const rows = await db.read.selectFrom('log_event').select('leaf').orderBy('leaf').execute();
  return rows.map(({ leaf }) => leaf);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

for (const dialect of dialects) {
  describe(`The public log on ${dialect}`, () => {
    it('takes what was written down into the tree as soon as a worker comes by', async () => {
      const blog = await openBlog({ dialect });
      assert.equal((await blog.get('/-/log/checkpoint')).status, 404);
      await logVersions(blog.world, 1, 4);
      assert.equal((await blog.get('/-/log/proof/1/post:12/2')).status, 202);
      assert.deepEqual((await blog.work()).failures, []);
      assert.equal((await blog.get('/-/log/proof/1/post:12/2')).status, 200);
      assert.equal((await check(blog)).size, 4);
      await blog.close();
    });

    it('keeps nothing of a transaction that is rolled back', async () => {
      const blog = await openBlog({ dialect });
      const event = { kind: 'publish', siteId: 1, subject: 'post:1/1', digest: '00'.repeat(32) } as const;
      const broken = blog.world.db.write(async (tx) => {
        await appendEvent(tx, event);
        throw new Error('no');
      });
      await assert.rejects(broken, /no/);
      await blog.work();
      assert.deepEqual(await leavesOf(blog.world), []);
      await blog.close();
    });

    it('grows from tree to tree, each of which begins with those before it', async () => {
      const blog = await openBlog({ dialect });
      const notes: string[] = [];
      for (const [from, to] of [
        [0, 1],
        [1, 2],
        [2, 255],
        [255, 256],
        [256, 300],
        [300, 800],
      ] as const) {
        await logVersions(blog.world, from, to);
        await blog.work();
        notes.push(String(await fileOf(blog, 'checkpoint')));
      }
      assert.equal((await check(blog, notes)).size, 801);
      await blog.close();
    });

    it('has the events of fifty transactions at once, taken in by two processes, each once', async () => {
      await using world = await openTestWorld(dialect);
      const other = world.another();
      await logVersions(world, 1000, 1001);
      await publishLog(world, { signal });
      let writing = true;
      const publishing = [world, other].map(async (one) => {
        while (writing) await publishLog(one, { signal });
      });
      const writes = upTo(50).map(async (n) => {
        await pause(n * 5);
        await logVersions(n % 2 === 0 ? world : other, n * 4, n * 4 + 4);
      });
      await Promise.all(writes);
      writing = false;
      await Promise.all(publishing);
      await publishLog(world, { signal });
      assert.deepEqual(await leavesOf(world), upTo(202));
      const signed = await world.db.read.selectFrom('log_checkpoint').select('size').execute();
      assert.ok(signed.length > 1);
      assert.equal((await newestCheckpoint(other.db))?.size, 202);
    });

    it('goes on where it was when a process is killed while it publishes', async () => {
      await using world = await openTestWorld(dialect);
      const seen: string[] = [];
      for (let round = 0; round < 4; round++) {
        await logVersions(world, round * 800, round * 800 + 800);
        const child = spawn(process.execPath, ['--input-type=module', '-e', publisher(world)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = once(child, 'exit');
        await once(child.stdout, 'data');
        await pause(round * 25);
        child.kill('SIGKILL');
        await ended;
        const checkpoint = await newestCheckpoint(world.db);
        if (checkpoint) seen.push(checkpoint.note);
      }
      await publishLog(world, { signal });
      assert.deepEqual(await leavesOf(world), upTo(3201));
      const key = await world.db.read.selectFrom('log_key').select('verifier').executeTakeFirstOrThrow();
      assert.equal((await checkLog((path) => fileOf({ world }, path), [key.verifier], seen)).size, 3201);
    });
  });
}

/** A process that publishes what waits in the same install. */
function publisher({ address, config, secret }: TestWorld): string {
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  return `
    import { openDatabase } from ${from('../kit/database/index.ts')};
    import { openStorage } from ${from('../kit/storage/index.ts')};
    import { publishLog } from ${from('./publish.ts')};
    const db = openDatabase(${JSON.stringify(address)});
    const storage = openStorage({ folder: ${JSON.stringify(`${config.data}/media`)} });
    const config = ${JSON.stringify(config)};
    console.log('begun');
    const { signal } = new AbortController();
    await publishLog({ db, storage, config, secret: Buffer.from('${secret.toString('hex')}', 'hex') }, { signal });
    await db.close();
  `;
}
