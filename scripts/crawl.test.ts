import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { crawl } from './crawl.mjs';

const site: Readonly<Record<string, string>> = {
  '/': '<a href="/b?x=1&amp;y=2">b</a> <a href="https://elsewhere.example/">elsewhere</a> <img src="missing.png">',
  '/b?x=1&y=2': '<a href="/#top">home</a> <a href="mailto:a@example.org">mail</a>',
};

describe('The crawl of a site', () => {
  it('fetches each page once, stays on its host, and tells of links that lead nowhere', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const page = site[request.url ?? ''];
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { pages, broken } = await crawl(url, { most: 100 });
    server.close();
    assert.deepEqual([...pages.keys()], [url, `${url}b?x=1&y=2`]);
    assert.deepEqual(broken, [{ from: url, to: `${url}missing.png`, status: 404 }]);
    assert.deepEqual(asked.sort(), ['/', '/b?x=1&y=2', '/missing.png']);
  });
});
