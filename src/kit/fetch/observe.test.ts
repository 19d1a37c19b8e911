import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createFetch } from './fetch.ts';
import { answered, limits, loopback, openWeb, refused } from './loopback.ts';
import type { Observe, SeenExchange } from './observe.ts';

type Seen = { readonly seen: SeenExchange; body: string; bytes: number; end?: string };

function observer() {
  const all: Seen[] = [];
  const observe: Observe = (seen) => {
    const one: Seen = { seen, body: '', bytes: 0 };
    all.push(one);
    return {
      write: (piece) => {
        one.body += Buffer.from(piece).toString('latin1');
        one.bytes += piece.length;
      },
      end: (cutOff) => {
        one.end = cutOff ?? 'whole';
      },
    };
  };
  return { all, observe };
}

describe('what a fetch lets be seen', () => {
  const packed = gzipSync('the words');
  const web = openWeb({
    '/from': (_, response) => response.writeHead(301, { location: '/to' }).end('moved'),
    '/to': (_, response) =>
      response.writeHead(200, ['Content-Encoding', 'gzip', 'X-Twice', 'a', 'X-Twice', 'b']).end(packed),
    '/big': (_, response) => response.writeHead(200, { 'content-length': '50000' }).end('x'.repeat(50_000)),
    '/echo': (request, response) => request.pipe(response),
    '/cut': (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    },
  });
  const fetch = createFetch(loopback);
  before(web.open);
  after(web.close);

  it('Is every hop as it stood on the wire, with its body before it was unpacked', async () => {
    const { all, observe } = observer();
    const answer = answered(await fetch(web.url('/from'), { ...limits, observe, headers: { 'X-Own': 'é' } }));
    assert.equal(answer.body.toString(), 'the words');
    const [from, to] = all;
    assert.deepEqual(
      [from?.seen.url, from?.seen.status, from?.body, from?.end],
      [web.url('/from'), 301, 'moved', 'whole'],
    );
    assert.equal(from?.seen.remoteAddress, '127.0.0.1');
    assert.match(
      from?.seen.requestHead ?? '',
      /^GET \/from HTTP\/1\.1\r\n[\s\S]*x-own: é\r\n[\s\S]*Host: 127\.0\.0\.1:\d+\r\n[\s\S]*\r\n$/i,
    );
    assert.match(
      to?.seen.responseHead ?? '',
      /^HTTP\/1\.1 200 OK\r\nContent-Encoding: gzip\r\nX-Twice: a\r\nX-Twice: b\r\n/,
    );
    assert.equal(to?.body, packed.toString('latin1'));
    assert.deepEqual([to?.seen.certificates, to?.seen.tls], [[], undefined]);
  });

  it('Of a body that is too large or cut off is what came, and why there is no more', async () => {
    const { all, observe } = observer();
    assert.equal(refused(await fetch(web.url('/big'), { ...limits, observe })), 'too-large');
    assert.deepEqual([all[0]?.bytes, all[0]?.end], [limits.maxBytes, 'too-large']);
    assert.ok(!(await fetch(web.url('/cut'), { ...limits, observe })).ok);
    assert.deepEqual([all[1]?.body, all[1]?.end !== 'whole'], ['half', true]);
  });

  it('Of a request that sends something is that, too', async () => {
    const { all, observe } = observer();
    await fetch(web.url('/echo'), { ...limits, observe, method: 'POST', body: 'sent' });
    assert.deepEqual(
      [all[0]?.seen.method, String(Buffer.from(all[0]?.seen.requestBody ?? [])), all[0]?.body],
      ['POST', 'sent', 'sent'],
    );
  });
});
