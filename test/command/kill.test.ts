import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { features } from '../../src/features.ts';
import { openInstall } from '../../src/install.ts';
import type { DialectName } from '../../src/kit/database/index.ts';
import { doctor } from '../../src/kit/doctor/index.ts';
import { silentLog } from '../../src/kit/log.ts';
import { createWorker } from '../../src/kit/queue/index.ts';
import type { World } from '../../src/kit/world.ts';
import { dialects, productOf } from '../support/blog.ts';
import { freePort } from '../support/port.ts';
import { openPostgres } from '../support/postgres.ts';
import { root } from '../support/source.ts';

/** How often each server is killed: `VERBATIM_KILLS=200 node scripts/check.mjs kill` does it as often as it takes. */
const kills = Number(process.env.VERBATIM_KILLS ?? 4);

describe('A server that is killed in the midst of writes', () => {
  const started: ChildProcess[] = [];
  after(() => {
    for (const child of started) child.kill('SIGKILL');
  });

  for (const dialect of dialects) {
    const timeout = 60_000 + kills * 15_000;
    it(`loses none that it acknowledged and leaves none by halves (${dialect}, ${kills} times)`, {
      timeout,
    }, async () => {
      const place = await newPlace(dialect);
      const acknowledged: Acknowledged = { posts: new Map(), comments: new Map() };
      for (let time = 0; time < kills; time++) {
        const port = await freePort();
        const server = place.serve(port);
        started.push(server);
        await reachable(port, server);
        const writers = Array.from({ length: 4 }, (_, writer) =>
          write(place, port, `${time}-${writer}`, acknowledged),
        );
        // From when it has answered once: a server that was just started takes its time over the first.
        const before = acknowledged.posts.size;
        for (let tries = 0; tries < 800 && acknowledged.posts.size === before; tries++) await later(5);
        await later(randomInt(0, 600));
        server.kill('SIGKILL');
        await Promise.all(writers);
      }
      assert.ok(acknowledged.posts.size >= kills, `only ${acknowledged.posts.size} posts were written`);
      assert.ok(
        acknowledged.comments.size > kills,
        `only ${acknowledged.comments.size} replies were written`,
      );
      await examine(place, acknowledged);
      await place.remove();
    });
  }
});

/** What the server said that it had saved: texts by ID. */
type Acknowledged = { readonly posts: Map<number, string>; readonly comments: Map<number, string> };

type Place = Awaited<ReturnType<typeof newPlace>>;

async function newPlace(dialect: DialectName) {
  const data = mkdtempSync(join(tmpdir(), 'verbatim-kill-'));
  const databaseUrl = dialect === 'postgres' ? await (await openPostgres()).createDatabase() : undefined;
  const env = { ...process.env, ...(databaseUrl && { VERBATIM_DATABASE_URL: databaseUrl }) };
  const program = join(root, 'bin/verbatim');
  const command = (words: readonly string[], input = '') =>
    execFileSync(program, [...words, '--data', data], { env, input, encoding: 'utf8' });
  command(['migrate']);
  command(['site', 'create', '--host', 'blog.example', '--title', 'Kept whole']);
  const password = 'a lantern in the harbour';
  command(
    [
      'user',
      'create',
      '--login',
      'ada',
      '--email',
      'ada@blog.example',
      '--role',
      'owner',
      '--password-stdin',
    ],
    password,
  );
  const { token } = JSON.parse(command(['token', 'create', '--user', 'ada', '--name', 'tests', '--json']));
  return {
    config: {
      data,
      host: '127.0.0.1',
      port: 0,
      trustProxy: false,
      cacheMb: 16,
      fetchAllow: [],
      ...(databaseUrl && { databaseUrl }),
    },
    authorization: `Basic ${Buffer.from(`ada:${token}`).toString('base64')}`,
    serve: (port: number) =>
      spawn(program, ['serve', '--port', String(port), '--data', data], { env, stdio: 'ignore' }),
    remove: async () => rmSync(data, { recursive: true, force: true }),
  };
}

async function reachable(port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (server.exitCode !== null) throw new Error('The server ended by itself.');
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await later(25);
  }
  throw new Error(`nothing answers on ${port}`);
}

/** Writes posts, changes them and answers them, until the server is gone; notes what was acknowledged. */
async function write(place: Place, port: number, name: string, acknowledged: Acknowledged): Promise<void> {
  for (let number = 0; ; number++) {
    const text = `The text ${name}-${number}`;
    const post = await send(place, port, 'posts', {
      title: text,
      content: `<p>${text}</p>`,
      status: 'publish',
    });
    if (post === undefined) return;
    acknowledged.posts.set(post, text);
    const comment = await send(place, port, 'comments', { post, content: `A reply to ${text}` });
    if (comment === undefined) return;
    acknowledged.comments.set(comment, `A reply to ${text}`);
    const changed = await send(place, port, `posts/${post}`, { content: `<p>${text}, changed</p>` });
    if (changed === undefined) return;
    acknowledged.posts.set(post, `${text}, changed`);
  }
}

/** The ID of what was saved; nothing when the server went away before it said so. */
async function send(place: Place, port: number, path: string, fields: object): Promise<number | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/wp-json/wp/v2/${path}`, {
      method: 'POST',
      headers: { authorization: place.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    const saved = (await answer.json()) as { readonly id?: number };
    assert.ok(answer.status === 200 || answer.status === 201, `${answer.status} ${JSON.stringify(saved)}`);
    return saved.id;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return undefined;
  }
}

async function examine(place: Place, { posts, comments }: Acknowledged): Promise<void> {
  const world = await openInstall(place.config, { log: silentLog });
  try {
    await createWorker(world, productOf(world).features).runUntilIdle();
    await examinePosts(world, posts);
    await examineComments(world, comments);
  } finally {
    await world.db.close();
  }
  const open = () => openInstall(place.config, { log: silentLog, migrate: false });
  const { checks } = await doctor(place.config, { open, features: features() });
  const ill = checks.filter(({ ok, name }) => !ok && !ofThisTrial.includes(name));
  assert.deepEqual(ill, [], 'the doctor finds nothing wrong');
}

/** What the doctor would rather have otherwise where a blog is served for good. */
const ofThisTrial = ['database-settings', 'site-hosts', 'backup'];

/** A change that was sent and not acknowledged may be there or not: then it is there whole. */
async function examinePosts({ db }: World, posts: Acknowledged['posts']): Promise<void> {
  const rows = await db.read
    .selectFrom('post')
    .leftJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .leftJoin('post_html', (join) =>
      join.onRef('post_html.site_id', '=', 'post.site_id').onRef('post_html.post_id', '=', 'post.id'),
    )
    .select(['post.id', 'post.title', 'post.path', 'post_document.text', 'post_html.html'])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const [id, text] of posts) {
    const row = byId.get(id);
    assert.ok(row, `post ${id} was acknowledged and is not there`);
    assert.ok(row.text?.startsWith(text), `post ${id} has “${row.text}”, “${text}” was acknowledged`);
  }
  for (const { id, title, path, text, html } of rows) {
    assert.ok(path !== null, `post ${id} has no address`);
    assert.ok(text === title || text === `${title}, changed`, `post ${id} is neither as before nor as after`);
    assert.equal(html?.includes(`>${text}</p>`), true, `what readers get of post ${id} is what was written`);
  }
}

async function examineComments({ db }: World, comments: Acknowledged['comments']): Promise<void> {
  const rows = await db.read.selectFrom('comment').select(['id', 'post_id', 'text', 'status']).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const [id, text] of comments) assert.equal(byId.get(id)?.text, text, `reply ${id}`);
  const counts = Map.groupBy(rows, ({ post_id }) => post_id);
  const posts = await db.read.selectFrom('post').select(['id', 'comment_count']).execute();
  for (const { id, comment_count } of posts) {
    const live = (counts.get(id) ?? []).filter(({ status }) => status === 'live').length;
    assert.equal(comment_count, live, `post ${id} counts its replies`);
  }
}
