import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createFetch, type FetchAnswer, type FetchFailure, type Lookup, type SafeFetch } from './fetch.ts';

type Inside = {
  readonly urls: readonly string[];
  readonly names: Readonly<Record<string, readonly string[]>>;
};
const fixture = new URL('../../../test/fixtures/fetch/inside.json', import.meta.url);
const inside = JSON.parse(readFileSync(fixture, 'utf8')) as Inside;

const loopback = { allow: ['127.0.0.1/32'] };
const limits = { maxBytes: 10_000, timeoutMs: 5_000 };

function answered(answer: FetchAnswer | FetchFailure): FetchAnswer {
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer;
}

function refused(answer: FetchAnswer | FetchFailure): string {
  assert.ok(!answer.ok, 'it was answered');
  return answer.reason;
}

/** A web of one server on loopback: every handler is a path, every name leads to it. */
function openWeb(routes: Readonly<Record<string, RequestListener>>) {
  const seen: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request);
    const route = routes[new URL(request.url!, 'http://any').pathname];
    if (route) route(request, response);
    else response.writeHead(404).end();
  });
  return {
    seen,
    open: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
    url: (path: string, host = '127.0.0.1') =>
      `http://${host}:${(server.address() as AddressInfo).port}${path}`,
  };
}

const namesLead =
  (names: Readonly<Record<string, readonly string[]>>): Lookup =>
  async (hostname) => {
    const found = names[hostname];
    if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return found;
  };

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await sleep(10);
  assert.ok(done(), 'it never happened');
}

describe('what a fetch refuses', () => {
  it('No form of an inside address is fetched', async () => {
    const fetch = createFetch({ lookup: namesLead(inside.names) });
    assert.ok(inside.urls.length > 50);
    for (const url of inside.urls) {
      const reason = refused(await fetch(url, limits));
      const expected = [
        'address-refused',
        'bad-url',
        'scheme-refused',
        'credentials-refused',
        'port-refused',
        'dns',
      ];
      assert.ok(expected.includes(reason), `${url}: ${reason}`);
    }
  });

  it('A refused address is never connected to', async () => {
    const web = openWeb({ '/': (_, response) => response.end('secret') });
    await web.open();
    const fetch = createFetch({
      lookup: namesLead({ 'evil.test': ['127.0.0.1'], 'mixed.test': ['8.8.8.8', '127.0.0.1'] }),
    });
    for (const host of ['127.0.0.1', 'evil.test', 'mixed.test', 'localhost']) {
      assert.ok(!(await fetch(web.url('/', host), limits)).ok, host);
    }
    assert.equal(web.seen.length, 0);
    web.close();
  });

  it('Names and passwords in an address, and ports of other services, are refused', async () => {
    const fetch = createFetch({ lookup: namesLead({ 'public.test': ['8.8.8.8'] }) });
    assert.equal(refused(await fetch('http://a:b@public.test/', limits)), 'credentials-refused');
    for (const port of [22, 25, 110, 3306, 5432, 6379, 6667, 11211]) {
      assert.equal(refused(await fetch(`http://public.test:${port}/`, limits)), 'port-refused', String(port));
    }
  });

  it('A name that does not exist says so', async () => {
    const fetch = createFetch({ lookup: namesLead({}) });
    assert.equal(refused(await fetch('https://nowhere.test/', limits)), 'dns');
    const empty = createFetch({ lookup: async () => [] });
    assert.equal(refused(await empty('https://nowhere.test/', limits)), 'dns');
  });

  it('A range that cannot be read stops the start', () => {
    assert.throws(() => createFetch({ allow: ['10.0.0.0/8', 'lan'] }), RangeError);
  });
});

describe('redirects', () => {
  const web = openWeb({
    '/inside': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    '/name': (_, response) => response.writeHead(302, { location: 'http://inside.test/' }).end(),
    '/file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    '/user': (_, response) => response.writeHead(302, { location: 'http://u:p@127.0.0.1/' }).end(),
    '/bad': (_, response) => response.writeHead(302, { location: 'http://[' }).end(),
    '/loop': (_, response) => response.writeHead(301, { location: '/loop' }).end(),
    '/there': (_, response) => response.writeHead(307, { location: 'end?a=1#part' }).end('not this'),
    '/see': (_, response) => response.writeHead(303, { location: '/end' }).end(),
    '/other': (request, response) =>
      response.writeHead(308, { location: `http://other.test:${request.socket.localPort}/end` }).end(),
    '/end': (request, response) => {
      let sent = '';
      request.on('data', (piece) => {
        sent += piece;
      });
      request.on('end', () =>
        response.end(JSON.stringify({ method: request.method, sent, headers: request.headers })),
      );
    },
  });
  const names = namesLead({ 'inside.test': ['10.0.0.1'], 'other.test': ['127.0.0.1'] });
  const fetch = createFetch({ ...loopback, lookup: names });
  before(web.open);
  after(web.close);

  it('Each step is checked as the first was', async () => {
    assert.equal(refused(await fetch(web.url('/inside'), limits)), 'address-refused');
    assert.equal(refused(await fetch(web.url('/name'), limits)), 'address-refused');
    assert.equal(refused(await fetch(web.url('/file'), limits)), 'scheme-refused');
    assert.equal(refused(await fetch(web.url('/user'), limits)), 'credentials-refused');
    assert.equal(refused(await fetch(web.url('/bad'), limits)), 'bad-url');
  });

  it('A loop ends at the limit', async () => {
    web.seen.length = 0;
    assert.equal(
      refused(await fetch(web.url('/loop'), { ...limits, maxRedirects: 3 })),
      'too-many-redirects',
    );
    assert.equal(web.seen.length, 4);
    assert.equal(
      refused(await fetch(web.url('/loop'), { ...limits, maxRedirects: 0 })),
      'too-many-redirects',
    );
  });

  it('The answer says where it came from', async () => {
    const answer = answered(await fetch(web.url('/there'), limits));
    assert.equal(answer.url, web.url('/end?a=1'));
    assert.equal(JSON.parse(answer.body.toString()).method, 'GET');
  });

  it('307 and 308 repeat the body, 303 turns it into a plain GET', async () => {
    const post = { ...limits, method: 'POST', body: 'hello', headers: { 'content-type': 'text/x' } } as const;
    const repeated = JSON.parse(answered(await fetch(web.url('/there'), post)).body.toString());
    assert.deepEqual(
      [repeated.method, repeated.sent, repeated.headers['content-type']],
      ['POST', 'hello', 'text/x'],
    );
    const plain = JSON.parse(answered(await fetch(web.url('/see'), post)).body.toString());
    assert.deepEqual([plain.method, plain.sent, plain.headers['content-type']], ['GET', '', undefined]);
  });

  it('Credentials stay with the origin they were meant for', async () => {
    const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Own': '1' };
    const same = JSON.parse(answered(await fetch(web.url('/there'), { ...limits, headers })).body.toString());
    assert.equal(same.headers.authorization, 'Bearer x');
    const other = JSON.parse(
      answered(await fetch(web.url('/other'), { ...limits, headers })).body.toString(),
    );
    assert.deepEqual(
      [other.headers.authorization, other.headers.cookie, other.headers['x-own']],
      [undefined, undefined, '1'],
    );
    assert.match(other.headers.host, /^other\.test:/);
  });
});

describe('DNS rebinding', () => {
  it('The name is looked up once, and the connection goes where the check looked', async () => {
    const web = openWeb({ '/': (_, response) => response.end('hello') });
    await web.open();
    let asked = 0;
    const lookup: Lookup = async () => (asked++ === 0 ? ['127.0.0.1'] : ['169.254.169.254']);
    const fetch = createFetch({ ...loopback, lookup });
    assert.equal(answered(await fetch(web.url('/', 'rebind.test'), limits)).body.toString(), 'hello');
    assert.equal(asked, 1);
    web.close();
  });

  it('A name that changes between two redirects is caught at the second', async () => {
    const web = openWeb({ '/': (_, response) => response.writeHead(302, { location: '/again' }).end() });
    await web.open();
    let asked = 0;
    const lookup: Lookup = async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']);
    const fetch = createFetch({ ...loopback, lookup });
    assert.equal(refused(await fetch(web.url('/', 'rebind.test'), limits)), 'address-refused');
    assert.equal(web.seen.length, 1);
    web.close();
  });
});

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
