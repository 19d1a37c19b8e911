import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { createFetch, type Lookup } from './fetch.ts';
import { answered, limits, loopback, namesLead, openWeb, refused } from './loopback.ts';

type Inside = {
  readonly urls: readonly string[];
  readonly names: Readonly<Record<string, readonly string[]>>;
};
const fixture = new URL('../../../test/fixtures/fetch/inside.json', import.meta.url);
const inside = JSON.parse(readFileSync(fixture, 'utf8')) as Inside;

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
