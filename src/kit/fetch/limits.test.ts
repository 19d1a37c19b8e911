import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createFetch, type SafeFetch } from './fetch.ts';
import { answered, limits, loopback, openWeb, refused } from './loopback.ts';

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await sleep(10);
  assert.ok(done(), 'it never happened');
}

describe('limits of a fetch', () => {
  const bomb = Buffer.alloc(20_000_000);
  const packed = { gzip: gzipSync(bomb), br: brotliCompressSync(bomb), deflate: deflateSync(bomb) };
  let closed = 0;
  const web = openWeb({
    '/large': (_, response) => response.end(Buffer.alloc(10_001)),
    '/fits': (_, response) => response.end(Buffer.alloc(10_000)),
    '/endless': (_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(4_000)), 5);
      response.on('close', () => {
        closed++;
        clearInterval(timer);
      });
    },
    '/slow': (_, response) => {
      response.write('a');
      const timer = setInterval(() => response.write('a'), 50);
      response.on('close', () => clearInterval(timer));
    },
    '/silent': () => undefined,
    '/cut': (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('short');
      setTimeout(() => response.destroy(), 20);
    },
    '/broken': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
    '/odd': (_, response) => response.writeHead(200, { 'content-encoding': 'rot13' }).end('uryyb'),
    '/nested': (_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' })
        .end(gzipSync(gzipSync(gzipSync('x')))),
    '/twice': (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync('twice'))),
    '/empty': (_, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end(),
    '/garbage': (request) => request.socket.end('nothing like HTTP\r\n\r\n'),
    '/headers': (_, response) => response.writeHead(200, { 'x-a': 'a'.repeat(50_000) }).end(),
    '/error': (_, response) => response.writeHead(503, { 'retry-after': '9' }).end('later'),
    '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    ...Object.fromEntries(
      Object.entries(packed).map(([encoding, body]) => [
        `/bomb-${encoding}`,
        ((_, response) =>
          response.writeHead(200, { 'content-encoding': encoding }).end(body)) as RequestListener,
      ]),
    ),
    ...Object.fromEntries(
      (['gzip', 'br', 'deflate'] as const).map((encoding) => [
        `/${encoding}`,
        ((_, response) => {
          const pack = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync }[encoding];
          response.writeHead(200, { 'content-encoding': encoding }).end(pack('hello'));
        }) as RequestListener,
      ]),
    ),
  });
  const fetch = createFetch(loopback);
  before(web.open);
  after(web.close);

  it('A body over the limit is refused, declared or not, and the connection is closed', async () => {
    assert.equal(refused(await fetch(web.url('/large'), limits)), 'too-large');
    assert.equal(answered(await fetch(web.url('/fits'), limits)).body.length, 10_000);
    assert.equal(refused(await fetch(web.url('/endless'), limits)), 'too-large');
    await until(() => closed === 1);
  });

  it('A bomb is not unpacked', async () => {
    for (const [encoding, body] of Object.entries(packed)) {
      const memory = process.memoryUsage().arrayBuffers;
      const room = { ...limits, maxBytes: Math.max(30_000, body.length) };
      assert.equal(refused(await fetch(web.url(`/bomb-${encoding}`), room)), 'too-large', encoding);
      assert.ok(process.memoryUsage().arrayBuffers - memory < 10_000_000, encoding);
    }
  });

  it('Packed answers are unpacked', async () => {
    for (const path of ['/gzip', '/br', '/deflate']) {
      assert.equal(answered(await fetch(web.url(path), limits)).body.toString(), 'hello', path);
    }
    assert.equal(answered(await fetch(web.url('/twice'), limits)).body.toString(), 'twice');
    assert.equal(answered(await fetch(web.url('/empty'), limits)).body.length, 0);
  });

  it('Broken packing, a cut body and broken HTTP are bad answers', async () => {
    for (const path of ['/broken', '/odd', '/nested', '/garbage', '/headers']) {
      assert.equal(refused(await fetch(web.url(path), limits)), 'bad-answer', path);
    }
    assert.equal(refused(await fetch(web.url('/cut'), limits)), 'connection');
  });

  it('The time limit holds for silence, for a slow body and for a slow resolver', async () => {
    const hasty = { ...limits, timeoutMs: 150 };
    const started = Date.now();
    assert.equal(refused(await fetch(web.url('/silent'), hasty)), 'timeout');
    assert.equal(refused(await fetch(web.url('/slow'), hasty)), 'timeout');
    const lost = createFetch({ lookup: () => new Promise(() => undefined) });
    assert.equal(refused(await lost('http://slow.test/', hasty)), 'timeout');
    assert.ok(Date.now() - started < 3_000);
  });

  it('A port nobody listens at is a failed connection', async () => {
    const gone = openWeb({});
    await gone.open();
    const url = gone.url('/');
    gone.close();
    assert.equal(refused(await fetch(url, limits)), 'connection');
  });

  it('Plain text behind https is a TLS failure', async () => {
    const url = web.url('/fits').replace('http:', 'https:');
    assert.equal(refused(await fetch(url, limits)), 'tls');
  });

  it('Any status is an answer', async () => {
    const answer = answered(await fetch(web.url('/error'), limits));
    assert.deepEqual(
      [answer.status, answer.headers['retry-after'], answer.body.toString()],
      [503, '9', 'later'],
    );
    const head = answered(await fetch(web.url('/large'), { ...limits, method: 'HEAD' }));
    assert.deepEqual([head.status, head.body.length], [200, 0]);
  });

  it('A type that was not asked for is refused', async () => {
    assert.equal(refused(await fetch(web.url('/page'), { ...limits, types: ['image/'] })), 'wrong-type');
    assert.ok((await fetch(web.url('/page'), { ...limits, types: ['text/html'] })).ok);
  });

  it('The caller can stop it', async () => {
    const stop = new AbortController();
    const answer = fetch(web.url('/silent'), { ...limits, signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    assert.equal(refused(await answer), 'cancelled');
  });

  it('A body can be taken piece by piece', async () => {
    let bytes = 0;
    const into = async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) bytes += piece.length;
    };
    assert.equal(answered(await fetch(web.url('/fits'), { ...limits, into })).body.length, 0);
    assert.equal(bytes, 10_000);
    assert.equal(refused(await fetch(web.url('/endless'), { ...limits, into })), 'too-large');
    const error = answered(await fetch(web.url('/error'), { ...limits, into }));
    assert.deepEqual(
      [error.status, error.body.length, bytes],
      [503, 0, bytes],
      'a refusal is not handed over',
    );
  });

  it('A failure of the taker is thrown, not called a failure of the web', async () => {
    const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    const into = () => Promise.reject(full);
    await assert.rejects(fetch(web.url('/fits'), { ...limits, into }), full);
  });

  it('The request says who asks, and headers of the connection cannot be overwritten', async () => {
    web.seen.length = 0;
    const named = createFetch({ ...loopback, userAgent: 'Verbatim/1 (+https://blog.test/)' });
    await named(web.url('/fits'), {
      ...limits,
      accept: 'text/html',
      headers: { Host: 'evil.test', Connection: 'x' },
    });
    const { host, accept, 'user-agent': agent } = web.seen[0]!.headers;
    assert.deepEqual(
      [`http://${host}/`, accept, agent],
      [web.url('/'), 'text/html', 'Verbatim/1 (+https://blog.test/)'],
    );
  });
});

describe('many fetches of one host', () => {
  it('No more than the limit run at a time, and all are answered', async () => {
    let now = 0;
    let most = 0;
    const web = openWeb({
      '/': (_, response) => {
        most = Math.max(most, ++now);
        setTimeout(() => {
          now--;
          response.end('x');
        }, 10);
      },
    });
    await web.open();
    const fetch: SafeFetch = createFetch({ ...loopback, perHost: 2 });
    const answers = await Promise.all(Array.from({ length: 9 }, () => fetch(web.url('/'), limits)));
    assert.ok(answers.every((answer) => answer.ok));
    assert.equal(most, 2);
    web.close();
  });

  it('Waiting for a turn counts toward the time limit, and the turn is given back', async () => {
    const web = openWeb({ '/silent': () => undefined, '/': (_, response) => response.end('x') });
    await web.open();
    const fetch = createFetch({ ...loopback, perHost: 1 });
    const [first, second] = await Promise.all([
      fetch(web.url('/silent'), { ...limits, timeoutMs: 200 }),
      fetch(web.url('/'), { ...limits, timeoutMs: 50 }),
    ]);
    assert.deepEqual([refused(first), refused(second)], ['timeout', 'timeout']);
    assert.ok((await fetch(web.url('/'), limits)).ok);
    web.close();
  });
});
