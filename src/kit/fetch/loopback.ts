import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchAnswer, FetchFailure, Lookup } from './fetch.ts';

/** Lets a fetch reach the webs of tests, and nothing else that is inside. */
export const loopback = { allow: ['127.0.0.1/32'] };
export const limits = { maxBytes: 10_000, timeoutMs: 5_000 };

export function answered(answer: FetchAnswer | FetchFailure): FetchAnswer {
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer;
}

export function refused(answer: FetchAnswer | FetchFailure): string {
  assert.ok(!answer.ok, 'it was answered');
  return answer.reason;
}

/** A web of one server on loopback: every handler is a path, every name leads to it. */
export function openWeb(routes: Readonly<Record<string, RequestListener>>) {
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

/** A resolver that knows these names and no other. */
export const namesLead =
  (names: Readonly<Record<string, readonly string[]>>): Lookup =>
  async (hostname) => {
    const found = names[hostname];
    if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return found;
  };
