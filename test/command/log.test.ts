import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { logVersions } from '../log/log-blog.ts';
import { fileOf } from '../log/served.ts';
import { commandRunner } from '../support/command.ts';
import { openServer } from '../support/server.ts';

/** A site with a log of 300 entries behind a port, a folder, and the command. */
async function openLogged(context: TestContext) {
  const server = await openServer();
  const { blog } = server;
  await logVersions(blog.world, 1, 300);
  await blog.work();
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-log-'));
  context.after(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  const run = commandRunner({ VERBATIM_DATA: blog.world.config.data });
  return {
    blog,
    base: `http://127.0.0.1:${server.port}`,
    at: (name: string) => join(folder, name),
    verbatim: (...argv: string[]) => run(argv),
  };
}

describe('`verbatim log verify`', () => {
  it('says that a log is in order, for people and for programs', async (context) => {
    const { base, verbatim } = await openLogged(context);
    for (const address of [base, `${base}/`, `${base}/-/log/`]) {
      const told = await verbatim('log', 'verify', address);
      assert.equal(told.status, 0, told.err);
      assert.match(told.out, /is in order: 300 entries, root [A-Za-z0-9+/]{43}=/);
      assert.match(told.out, /what the log itself says/);
    }
    const { status, out } = await verbatim('log', 'verify', base, '--json');
    assert.equal(status, 0);
    const { ok, origin, size, keyFrom } = JSON.parse(out);
    assert.deepEqual(
      { ok, origin, size, keyFrom },
      { ok: true, origin: 'blog.example/-/log', size: 300, keyFrom: 'log' },
    );
  });

  it('keeps the checkpoint, and finds out that a past was rewritten', async (context) => {
    const { blog, base, at, verbatim } = await openLogged(context);
    const kept = at('kept');
    const verify = () => verbatim('log', 'verify', base, '--checkpoint', kept);
    assert.equal((await verify()).status, 0);
    assert.equal(readFileSync(kept, 'utf8'), String(await fileOf(blog, 'checkpoint')));
    await logVersions(blog.world, 300, 302);
    await blog.work();
    assert.match((await verify()).out, /The log begins with that tree/);
    assert.match(readFileSync(kept, 'utf8'), /^blog.example\/-\/log\n302\n/);
    const before = readFileSync(kept, 'utf8');
    await blog.world.db.write((tx) => tx.db.deleteFrom('log_checkpoint').where('size', '=', 302).execute());
    const shorter = await verify();
    assert.equal(shorter.status, 1);
    assert.match(shorter.err, /checkpoint: the log has 300 entries; the earlier checkpoint has 302/);
    assert.equal(readFileSync(kept, 'utf8'), before, 'what was kept is not lost');
  });

  it('names what is wrong, and fails', async (context) => {
    const { blog, base, verbatim } = await openLogged(context);
    await blog.world.db.write((tx) =>
      tx.db
        .updateTable('log_event')
        .set({ entry: '00'.repeat(32) })
        .where('leaf', '=', 257)
        .execute(),
    );
    const told = await verbatim('log', 'verify', base);
    assert.equal(told.status, 1);
    assert.match(told.err, /is not in order\. checkpoint: its root is/);
    const { status, out } = await verbatim('log', 'verify', base, '--json');
    assert.equal(status, 1);
    assert.equal(JSON.parse(out).found.where, 'checkpoint');
  });

  it('makes a mirror, which is a log itself', async (context) => {
    const { blog, base, at, verbatim } = await openLogged(context);
    const mirror = at('mirror');
    assert.equal((await verbatim('log', 'verify', base, '--mirror', mirror)).status, 0);
    assert.equal((await verbatim('log', 'verify', '--dir', mirror)).status, 0);
    await logVersions(blog.world, 300, 310);
    await blog.work();
    assert.equal((await verbatim('log', 'verify', base, '--mirror', mirror)).status, 0);
    assert.match((await verbatim('log', 'verify', '--dir', mirror)).out, /310 entries/);
    const tile = join(mirror, 'tile/0/000');
    const bytes = readFileSync(tile);
    writeFileSync(tile, bytes.with(40, (bytes[40] ?? 0) ^ 1));
    const broken = await verbatim('log', 'verify', '--dir', mirror);
    assert.equal(broken.status, 1);
    assert.match(broken.err, /tile\/0\/000: its hash 1 is not that of entry 1/);
  });

  it('leaves a mirror as it was when the log is not in order', async (context) => {
    const { blog, base, at, verbatim } = await openLogged(context);
    const mirror = at('mirror');
    await verbatim('log', 'verify', base, '--mirror', mirror);
    await blog.world.db.write((tx) =>
      tx.db
        .updateTable('log_event')
        .set({ entry: '00'.repeat(32) })
        .where('leaf', '=', 3)
        .execute(),
    );
    assert.equal((await verbatim('log', 'verify', base, '--mirror', mirror)).status, 1);
    assert.equal((await verbatim('log', 'verify', '--dir', mirror)).status, 0);
  });

  it('checks a proof, and of what it is', async (context) => {
    const { blog, base, at, verbatim } = await openLogged(context);
    const proof = at('proof.json');
    writeFileSync(proof, (await fileOf(blog, 'proof/1/post:12/7')) ?? '');
    const right = await verbatim('log', 'verify', base, '--proof', proof, '--subject', 'post:12/7', '--json');
    assert.equal(right.status, 0, right.err);
    assert.equal(JSON.parse(right.out).events[0].subject, 'post:12/7');
    const wrong = await verbatim('log', 'verify', base, '--proof', proof, '--subject', 'post:12/8');
    assert.equal(wrong.status, 1);
    assert.match(wrong.err, /the proof of entry 6: it is of post:12\/7, not of post:12\/8/);
    const onSite = (subject: string) =>
      verbatim('log', 'verify', base, '--proof', proof, '--subject', subject);
    assert.equal((await onSite('1/post:12/7')).status, 0);
    assert.match((await onSite('2/post:12/7')).err, /it is of 1\/post:12\/7, not of 2\/post:12\/7/);
  });

  it('says how it is called, and what cannot be read', async (context) => {
    const { base, at, verbatim } = await openLogged(context);
    for (const words of [[], [base, '--dir', at('x')], ['blog.example'], [base, '--no-such']])
      assert.equal((await verbatim('log', 'verify', ...words)).status, 2, words.join(' '));
    for (const words of [
      ['--dir', at('nothing')],
      ['http://127.0.0.1:1'],
      [base, '--proof', at('none')],
      [base, '--key', 'no key'],
    ]) {
      const { status, err } = await verbatim('log', 'verify', ...words);
      assert.equal(status, 1, words.join(' '));
      assert.doesNotMatch(err, / at .*\.ts/);
    }
    assert.ok(!existsSync(at('kept')));
  });
});

describe('The commands for who keeps a log', () => {
  it('rotate its key, destroy an opening, and go on from a copy', async (context) => {
    const { blog, base, at, verbatim } = await openLogged(context);
    const kept = at('kept');
    await verbatim('log', 'verify', base, '--checkpoint', kept);
    const { key } = JSON.parse((await verbatim('log', 'rotate', '--json')).out);
    assert.match(String(await fileOf(blog, 'key')), new RegExp(`^${key.replaceAll('+', '\\+')}\n`));
    const redacted = await verbatim('log', 'redact', 'post:12/7', '--json');
    assert.deepEqual(JSON.parse(redacted.out), { subject: 'post:12/7', entries: 1 });
    const proof = JSON.parse(String(await fileOf(blog, 'proof/1/post:12/7')));
    assert.deepEqual(
      proof.events.map(({ salt }: { salt: string | null }) => salt === null),
      [true, false],
    );
    assert.equal((await verbatim('log', 'redact', 'post:12/7')).status, 1, 'nothing is left to destroy');
    const verified = await verbatim('log', 'verify', base, '--checkpoint', kept, '--mirror', at('mirror'));
    assert.equal(verified.status, 0, verified.err);
    assert.match(verified.out, /302 entries/);
    const same = await verbatim('log', 'resume', '--dir', at('mirror'));
    assert.match(same.out, /has everything/);
    assert.equal((await verbatim('log', 'resume', '--dir', at('nothing'))).status, 1);
  });
});
