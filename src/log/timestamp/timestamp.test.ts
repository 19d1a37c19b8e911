import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { hasOpenssl, openAuthority } from '../../../test/log/authority.ts';
import { logVersions, sha256 } from '../../../test/log/log-blog.ts';
import { fileOf } from '../../../test/log/served.ts';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { timestampCommand, timestampHref, timestampsOf } from './read.ts';
import { requestTimestamp } from './request.ts';
import { nonceFrom, readTimestamp, timestampRequest } from './token.ts';

const subject = 'capture:34';
const digest = sha256('an archive');

if (!hasOpenssl) {
  it('Timestamps were not tried: there is no openssl on this machine to play the authority', () => {});
} else {
  for (const dialect of dialects) describe(`Timestamps on ${dialect}`, () => stories(dialect));
}

async function openStamped(context: TestContext, dialect: (typeof dialects)[number], authorities = 1) {
  const all = await Promise.all(Array.from({ length: authorities }, openAuthority));
  const [authority] = all;
  assert.ok(authority);
  const timestampAuthorities = all.map(({ url }) => url);
  const blog = await openBlog({
    dialect,
    config: { timestampAuthorities, fetchAllow: ['127.0.0.0/8'] },
  });
  const request = () => blog.world.db.write((tx) => requestTimestamp(tx, { siteId: 1, subject, digest }));
  const stamps = () => timestampsOf(blog.world.db, subject, 1);
  context.after(async () => {
    await blog.close();
    for (const one of all) await one.close();
  });
  return { blog, authority, all, request, stamps };
}

/** Runs the very command that readers are shown, in a folder that holds the file and the certificate. */
async function runShown(
  blog: Blog,
  stamp: { id: number; digest: string },
  certificate: string,
): Promise<string> {
  const folder = blog.world.config.data;
  const file = await fileOf(blog, timestampHref(stamp).slice('/-/log/'.length));
  writeFileSync(join(folder, `timestamp-${stamp.id}.tsr`), file ?? '');
  execFileSync('cp', [certificate, join(folder, 'authority.pem')]);
  const [command = '', ...words] = timestampCommand(stamp).split(' ');
  const { stdout, stderr } = spawnSync(command, words, { cwd: folder, encoding: 'utf8' });
  return stdout + stderr;
}

function stories(dialect: (typeof dialects)[number]): void {
  it('are had of an authority, and checked by the command that is shown', async (context) => {
    const { blog, authority, request, stamps } = await openStamped(context, dialect);
    await request();
    assert.deepEqual(await stamps(), []);
    assert.deepEqual((await blog.work()).failures, []);
    const [stamp, ...others] = await stamps();
    assert.ok(stamp && others.length === 0);
    assert.equal(stamp.state, 'had');
    assert.ok(Math.abs(Date.parse(stamp.stampedAt ?? '') - Date.now()) < 60_000);
    assert.match(await runShown(blog, stamp, authority.certificate), /Verification: OK/);
    assert.match(
      await runShown(blog, { ...stamp, digest: sha256('another archive') }, authority.certificate),
      /Verification: FAILED/,
    );
    await request();
    await blog.work();
    assert.equal(authority.asked(), 1, 'what was had is not asked for again');
  });

  it('that failed say why, and are asked for again later, longer apart each time', async (context) => {
    const { blog, authority, request, stamps } = await openStamped(context, dialect);
    authority.respondWith = () => undefined;
    await request();
    assert.deepEqual((await blog.work()).failures, []);
    const [failed] = await stamps();
    assert.equal(failed?.state, 'failed');
    assert.equal(failed.failure, 'it answered 503');
    assert.equal(failed.nextAt, '2026-05-21T12:01:00.000Z');
    blog.clock.advance('1 minute');
    await blog.work();
    assert.equal((await stamps())[0]?.nextAt, '2026-05-21T12:04:00.000Z');
    authority.respondWith = undefined;
    blog.clock.advance('3 minutes');
    await blog.work();
    const [had] = await stamps();
    assert.equal(had?.state, 'had');
    assert.equal(had.attempts, 3);
  });

  it('are given up in the end', async (context) => {
    const { blog, authority, request, stamps } = await openStamped(context, dialect);
    authority.respondWith = () => undefined;
    await request();
    for (let day = 0; day < 25; day++) {
      await blog.work();
      blog.clock.advance('1 day');
    }
    assert.equal((await stamps())[0]?.state, 'given-up');
    assert.equal(authority.asked(), 20);
  });

  it('are asked of every authority, and one that fails holds up none', async (context) => {
    const { blog, authority, request, stamps } = await openStamped(context, dialect, 2);
    authority.respondWith = () => undefined;
    await request();
    await blog.work();
    assert.deepEqual(
      (await stamps()).map(({ state }) => state),
      ['failed', 'had'],
    );
  });

  it('of the newest checkpoint are had once a day', async (context) => {
    const { blog, authority } = await openStamped(context, dialect);
    await logVersions(blog.world, 1, 3);
    await blog.work();
    blog.clock.advance('1 day');
    await blog.work();
    const note = await fileOf(blog, 'checkpoint');
    const [stamp] = await timestampsOf(blog.world.db, 'checkpoint:3');
    assert.equal(stamp?.state, 'had');
    assert.equal(
      stamp.digest,
      createHash('sha256')
        .update(note ?? '')
        .digest('hex'),
    );
    assert.match(await runShown(blog, stamp, authority.certificate), /Verification: OK/);
    blog.clock.advance('1 day');
    await blog.work();
    assert.equal(authority.asked(), 1);
  });

  it('are refused when they are of something else, answer another question, or are none', async (context) => {
    const { blog, authority, request, stamps } = await openStamped(context, dialect);
    const answers: Record<string, (reply: Buffer) => Buffer> = {
      'its timestamp is of something else': (reply) => {
        const at = reply.indexOf(Buffer.from(digest, 'hex'));
        return Buffer.concat([
          reply.subarray(0, at),
          Buffer.alloc(1, reply[at]! ^ 1),
          reply.subarray(at + 1),
        ]);
      },
      'what it answered is no timestamp': (reply) => reply.subarray(0, 100),
      'it refused: status 2': () => Buffer.from('30053003020102', 'hex'),
    };
    await request();
    for (const [failure, change] of Object.entries(answers)) {
      authority.respondWith = change;
      await blog.work();
      assert.equal((await stamps())[0]?.failure, failure);
      blog.clock.advance('1 day');
    }
    let first: Buffer | undefined;
    authority.respondWith = (reply) => {
      first ??= reply;
      return Buffer.from('30053003020100', 'hex');
    };
    await blog.work();
    assert.equal((await stamps())[0]?.failure, 'its answer has no timestamp');
    blog.clock.advance('1 day');
    authority.respondWith = () => first;
    await blog.work();
    assert.equal((await stamps())[0]?.failure, 'its timestamp answers another question');
    assert.equal((await stamps())[0]?.state, 'failed');
  });
}

describe('A question to a timestamp authority', () => {
  it('is read by openssl, where there is one, and asks for the certificates', (context) => {
    const nonce = nonceFrom(Buffer.alloc(8, 0xff));
    const request = timestampRequest(digest, nonce);
    assert.ok(request.includes(Buffer.from(digest, 'hex')) && request.includes(nonce));
    if (!hasOpenssl) return context.diagnostic('there is no openssl on this machine to read it');
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-tsq-'));
    context.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'query.tsq'), request);
    const told = spawnSync('openssl', ['ts', '-query', '-in', 'query.tsq', '-text'], { cwd: folder });
    assert.match(
      String(told.stdout),
      /Hash Algorithm: sha256[\s\S]*Nonce: 0x7FFFFFFFFFFFFFFF\nCertificate required: yes/,
    );
  });

  it('takes no answer that is not one, whatever its bytes', () => {
    const nonce = nonceFrom(Buffer.alloc(8));
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('30'),
      Buffer.alloc(5000, 0x30),
      Buffer.from('3080'.repeat(2000), 'hex'),
    ])
      assert.equal(readTimestamp(bytes, digest, nonce).ok, false);
  });
});
