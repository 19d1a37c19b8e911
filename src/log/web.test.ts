import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logVersions, sha256 } from '../../test/log/log-blog.ts';
import { fileOf } from '../../test/log/served.ts';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { incoming } from '../../test/support/incoming.ts';
import { appendEvent } from './append.ts';
import { logChecks } from './check.ts';
import { rotateKey } from './key.ts';
import { writeNotice } from './notice.ts';
import { redactSubject } from './redact.ts';

for (const dialect of dialects) {
  describe(`The log as it is served, on ${dialect}`, () => {
    it('has the types and the lifetimes that C2SP gives its files', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      await logVersions(blog.world, 1, 300);
      await blog.work();
      const head = async (path: string) => {
        const { status, headers } = await blog.get(`/-/log/${path}`);
        return `${status} ${headers['content-type']} ${headers['cache-control']}`;
      };
      const bytes = 'application/octet-stream';
      const long = 'public, max-age=31536000, immutable';
      assert.equal(await head('checkpoint'), '200 text/plain; charset=utf-8 no-cache');
      assert.equal(await head('key'), '200 text/plain; charset=utf-8 no-cache');
      assert.equal(await head('tile/0/000'), `200 ${bytes} ${long}`);
      assert.equal(await head('tile/entries/000'), `200 ${bytes} ${long}`);
      assert.equal(await head('tile/entries/001.p/44'), `200 ${bytes} public, max-age=3600`);
      assert.equal((await fileOf(blog, 'tile/1/000.p/1'))?.length, 32);
      for (const path of [
        'tile/0/001',
        'tile/0/001.p/45',
        'tile/1/000',
        'tile/2/000.p/1',
        'tile/0/0',
        'tile/99/000',
        'checkpoints/7',
        'leaf/300',
        'leaf/-1',
        'proof/1/post:13/1',
        'proof/x/post:12/1',
        'consistency/0/300',
        'consistency/10/301',
        'keys/none',
        'timestamp/1',
      ])
        assert.equal((await blog.get(`/-/log/${path}`)).status, 404, path);
    });

    it('is the same on any host that leads to the install', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      await logVersions(blog.world, 1, 3);
      await blog.work();
      for (const host of ['blog.example', '127.0.0.1:4000', 'else.example']) {
        const reply = await blog.app.respond(incoming('/-/log/checkpoint', { host }));
        assert.equal(reply.status, 200, host);
      }
    });

    it('keeps a partial tile where the tree has grown past it', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      await logVersions(blog.world, 1, 100);
      await blog.work();
      const then = await fileOf(blog, 'tile/0/000.p/100');
      await logVersions(blog.world, 100, 300);
      await blog.work();
      assert.deepEqual(await fileOf(blog, 'tile/0/000.p/100'), then);
    });

    it('shows no opening of what was redacted, stays whole, and says that it was done', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      await logVersions(blog.world, 1, 9);
      await blog.work();
      const entriesBefore = await fileOf(blog, 'tile/entries/000.p/9');
      const redacted = await blog.world.db.write((tx) =>
        redactSubject(tx, { siteId: 1, subject: 'post:12/4' }),
      );
      assert.equal(redacted, 1);
      await blog.work();
      assert.deepEqual(await fileOf(blog, 'tile/entries/000.p/9'), entriesBefore);
      const proof = String(await fileOf(blog, 'proof/1/post:12/4'));
      assert.doesNotMatch(proof, new RegExp(sha256('version 4')));
      assert.match(proof, /"salt": null/);
      assert.match(proof, /\\"kind\\":\\"redact\\"/);
      const rows = await blog.world.db.read
        .selectFrom('log_event')
        .selectAll()
        .where('leaf', '=', 3)
        .execute();
      assert.deepEqual(
        rows.map(({ salt, event }) => ({ salt, event })),
        [{ salt: null, event: null }],
      );
    });

    it('has a page that is made anew when the log grows', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      assert.match(await blog.visit('/-/log/'), /Nothing has been written down yet/);
      await logVersions(blog.world, 1, 3);
      await blog.work();
      const page = await blog.visit('/-/log/');
      assert.match(page, /As long as nobody else keeps copies of the checkpoint/);
      assert.match(
        page,
        /verbatim log verify https:\/\/blog.example --checkpoint blog.example-log.checkpoint/,
      );
      assert.match(page, /href="\/-\/log\/proof\/1\/post:12\/2"/);
      await blog.world.db.write((tx) => rotateKey(tx, blog.world));
      await blog.world.db.write((tx) =>
        writeNotice(tx, { kind: 'forked', detail: { size: 1234, root: '00' } }),
      );
      await blog.work();
      const later = await blog.visit('/-/log/');
      assert.match(later, /named by the key before it/);
      assert.match(later, /Another history of this log was signed \(its entries: 1,234\)/);
    });

    it('is looked over by the doctor', async (context) => {
      const blog = await openBlog({ dialect });
      context.after(() => blog.close());
      const { world } = blog;
      const found = async (name: string) => {
        const finding = await logChecks.find((check) => check.name === name)?.examine(world);
        return finding?.ok ? 'well' : finding?.problem;
      };
      for (const { name } of logChecks) assert.equal(await found(name), 'well', name);
      await logVersions(world, 1, 300);
      blog.clock.advance('1 hour');
      assert.match((await found('log-published')) ?? '', /still waits/);
      await blog.work();
      for (const { name } of logChecks) assert.equal(await found(name), 'well', name);
      await world.db.write((tx) =>
        tx.db
          .updateTable('log_event')
          .set({ entry: '00'.repeat(32) })
          .where('leaf', '=', 5)
          .execute(),
      );
      assert.match((await found('log-whole')) ?? '', /Entries 0 to 255 of the log are not what they were/);
      await world.db.write((tx) => writeNotice(tx, { kind: 'restored', detail: { size: 300 } }));
      assert.match((await found('log-history')) ?? '', /restored with 300 entries/);
      await world.db.write((tx) => writeNotice(tx, { kind: 'forked', detail: { size: 400 } }));
      assert.match((await found('log-history')) ?? '', /forked/);
      await world.db.write((tx) =>
        tx.db
          .updateTable('log_key')
          .set({ sealed: '00'.repeat(64) })
          .execute(),
      );
      assert.match((await found('log-key')) ?? '', /secret of the install is not the one/);
    });
  });
}

describe('An event of the log', () => {
  it('holds digests and small facts, in one order of words', async (context) => {
    const blog = await openBlog();
    context.after(() => blog.close());
    await blog.world.db.write((tx) =>
      appendEvent(tx, {
        kind: 'verdict',
        siteId: 1,
        subject: 'quotation:5',
        digest: sha256('check'),
        facts: { verdict: 'exact', normaliser: '1', capture: 34 },
      }),
    );
    await blog.work();
    const [{ event }] = JSON.parse(String(await fileOf(blog, 'proof/1/quotation:5'))).events;
    assert.equal(
      event,
      `{"v":1,"at":"2026-05-21T12:00:00.000Z","kind":"verdict","site":1,"subject":"quotation:5","digest":"${sha256('check')}","facts":{"capture":34,"normaliser":"1","verdict":"exact"}}`,
    );
  });
});
