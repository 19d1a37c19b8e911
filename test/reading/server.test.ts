import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openServer } from '../support/server.ts';

describe('Over HTTP', () => {
  it('a page comes in the best encoding that was asked for, with a tag; unchanged, it is a 304', async () => {
    await using server = await openServer();
    const { ask, pen } = server;
    await pen.post({ title: 'One', publishedAt: '2026-05-20T08:00:00.000Z' });
    const path = '/2026/05/20/one/';
    const plain = await ask(path);
    const brotli = await ask(path, { 'accept-encoding': 'gzip, deflate, br' });
    const zipped = await ask(path, { 'accept-encoding': 'gzip, br;q=0' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.equal(brotliDecompressSync(brotli.body).toString(), plain.body.toString());
    assert.equal(gunzipSync(zipped.body).toString(), plain.body.toString());
    assert.equal(plain.headers.vary, 'accept-encoding');
    assert.match(String(plain.headers['cache-control']), /public/);
    assert.match(String(plain.headers['surrogate-key']), /1\/post:1( |$)/);
    const again = await ask(path, { 'if-none-match': String(plain.headers.etag) });
    assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, plain.headers.etag]);
    const head = await ask(path, {}, 'HEAD');
    assert.deepEqual(
      [head.status, head.body.length, head.headers['content-length']],
      [200, 0, plain.headers['content-length']],
    );
    await pen.change(1, { title: 'Two' });
    const changed = await ask(path, { 'if-none-match': String(plain.headers.etag) });
    assert.equal(changed.status, 200);
    assert.match(changed.body.toString(), /Two/);
  });

  it('a feed that did not change since a time is a 304 too', async () => {
    await using server = await openServer();
    await server.pen.post({ title: 'One', publishedAt: '2026-05-20T08:00:00.000Z' });
    const feed = await server.ask('/feed/');
    const modified = String(feed.headers['last-modified']);
    assert.equal((await server.ask('/feed/', { 'if-modified-since': modified })).status, 304);
    const earlier = new Date(Date.parse(modified) - 1000).toUTCString();
    assert.equal((await server.ask('/feed/', { 'if-modified-since': earlier })).status, 200);
    const other = await server.ask('/feed/', { 'if-modified-since': modified, 'if-none-match': '"another"' });
    assert.equal(other.status, 200, 'a tag counts more than a time');
  });

  it('every answer carries the headers of security, and a policy without inline script', async () => {
    await using server = await openServer();
    for (const path of ['/', '/nothing/', '/healthz', '/?s=x', '/-/nothing']) {
      const { headers } = await server.ask(path);
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/, path);
      assert.doesNotMatch(policy, /unsafe/, path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
    }
  });

  it('a host that is nobody’s is told so, and this machine’s own reaches the only site', async () => {
    await using server = await openServer();
    const unknown = await server.ask('/', { host: 'other.example' });
    assert.equal(unknown.status, 421);
    assert.match(unknown.body.toString(), /No site of this install is called other.example/);
    const here = await server.ask('/', { host: `127.0.0.1:${server.port}` });
    assert.equal(here.status, 200);
    assert.match(
      here.body.toString(),
      new RegExp(`href="http://127.0.0.1:${server.port}/feed/"`),
      'links keep the host that the request came by',
    );
    for (const path of ['/healthz', '/readyz', '/metrics'])
      assert.equal((await server.ask(path, { host: 'other.example' })).status, 200, path);
  });

  it('kept pages go on when the database is gone; everything else says so, and when to try again', async () => {
    await using server = await openServer();
    const { ask, pen, blog } = server;
    await pen.post({ title: 'Kept', publishedAt: '2026-05-20T08:00:00.000Z' });
    await pen.post({ title: 'Other', publishedAt: '2026-05-20T09:00:00.000Z' });
    await ask('/2026/05/20/kept/');
    blog.breakDatabase();
    assert.equal((await ask('/2026/05/20/kept/')).status, 200);
    for (const path of ['/2026/05/20/other/', '/readyz', '/?s=word']) {
      const answer = await ask(path);
      assert.equal(answer.status, 503, path);
      assert.equal(answer.headers['retry-after'], '5', path);
    }
    assert.equal((await ask('/healthz')).status, 200, 'the program itself runs');
  });

  it('requests under way are finished before the server stops', async () => {
    await using server = await openServer();
    let finish = () => {};
    server.delay(
      new Promise((resolve) => {
        finish = () => resolve();
      }),
    );
    const slow = server.ask('/nothing/');
    await later(50);
    const stopped = server.drain();
    await later(50);
    await assert.rejects(server.ask('/'), /ECONNREFUSED/, 'no new ones are taken');
    finish();
    assert.equal((await slow).status, 404);
    await stopped;
  });

  it('nonsense is answered, and harms nothing', async () => {
    await using server = await openServer();
    for (const path of [
      '/%',
      '/%00',
      '/..%2f..%2fetc/passwd',
      '//',
      '/?p=0',
      '/?p=99999999999999999999',
      '/page/0/',
      `/${'a'.repeat(5_000)}/`,
      '/?s=%',
      '/?paged=-1&s=a',
      '/\\',
      '/%E2%80%AE/',
    ]) {
      const { status } = await server.ask(path);
      assert.ok([200, 301, 404].includes(status), `${path.slice(0, 40)} answers ${status}`);
    }
    assert.equal((await server.ask('/')).status, 200);
  });
});
