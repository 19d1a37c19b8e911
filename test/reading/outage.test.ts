import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { setupLink } from '../../src/account/setup.ts';
import { openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

describe('When the database is lost and comes back', () => {
  it('PostgreSQL’s connections are made again, and what was missed meanwhile is trusted no more', async () => {
    const blog = await openBlog({ dialect: 'postgres' });
    try {
      const pen = penOf(blog);
      const id = await pen.post({ title: 'Before', publishedAt: '2026-05-20T08:00:00.000Z' });
      await blog.world.db.changes.watch();
      assert.match(await blog.visit('/2026/05/20/before/'), /Before/);
      assert.ok(blog.world.db.raw.dialect === 'postgres');
      await endConnections(blog.world.db.raw.url);
      // Another process writes while this one hears nothing.
      await sendQuery(blog.world.db.raw.url, `update post set title = 'After' where id = ${id}`);
      await eventually(async () => assert.match(await blog.visit('/2026/05/20/before/'), /After/));
      await pen.change(id, { title: 'Later' });
      await eventually(async () => assert.match(await blog.visit('/2026/05/20/before/'), /Later/));
    } finally {
      await blog.close();
    }
  });
});

describe('When the disk is full', () => {
  it('a write says so and when to try again, nothing is half done, and reading goes on', async () => {
    const blog = await openBlog({ empty: true });
    try {
      const link = new URL((await setupLink(blog.world, 'http://127.0.0.1:4000')) ?? '');
      const { raw } = blog.world.db;
      assert.ok(raw.dialect === 'sqlite');
      const pages = Number(raw.connection.run('PRAGMA page_count', []).rows[0]?.page_count);
      raw.connection.run(`PRAGMA max_page_count = ${pages}`, []);
      fill(raw.connection.database);
      const writing = blog.world.db.write(async (tx) => {
        await tx.db.insertInto('install').values({ key: 'first', value: 'small' }).execute();
        await tx.db
          .insertInto('install')
          .values({ key: 'second', value: 'x'.repeat(5_000_000) })
          .execute();
      });
      const error = await writing.catch((thrown: unknown) => thrown);
      const request = { path: '/' } as never;
      const reply = blog.app.failed(error, request);
      assert.equal(reply.status, 503);
      assert.equal(reply.headers['retry-after'], '60');
      assert.match(String(reply.body), /disk of this server is full/);
      const rows = await blog.world.db.read
        .selectFrom('install')
        .select('key')
        .where('key', 'in', ['first', 'second'])
        .execute();
      assert.deepEqual(rows, [], 'nothing of the transaction is there');
      assert.equal((await blog.get(link.pathname + link.search)).status, 200, 'reading goes on');
      raw.connection.run('PRAGMA max_page_count = 1000000', []);
      await blog.world.db.write((tx) =>
        tx.db.insertInto('install').values({ key: 'first', value: 'now' }).execute(),
      );
    } finally {
      await blog.close();
    }
  });
});

/** Takes what room the file has left within its pages. */
function fill(database: { exec(sql: string): void }): void {
  try {
    for (;;)
      database.exec(`INSERT INTO install (key, value) VALUES ('filler-' || random(), hex(randomblob(2000)))`);
  } catch {
    // Full, as it should be.
  }
}

async function endConnections(url: string): Promise<void> {
  await sendQuery(
    url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

async function sendQuery(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await check();
    } catch (error) {
      if (tries >= 100) throw error;
      await later(100);
    }
  }
}
