import assert from 'node:assert/strict';
import type { Feature } from '../../src/kit/feature.ts';
import type { Reply } from '../../src/kit/http/message.ts';
import { createRouter } from '../../src/kit/http/router.ts';
import type { World } from '../../src/kit/world.ts';
import { type IncomingFacts, incoming } from './incoming.ts';

/** A browser, as far as forms need one: it keeps cookies, and sends fields urlencoded. */
export type Browsing = {
  readonly get: (path: string, facts?: IncomingFacts) => Promise<Reply>;
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    facts?: IncomingFacts,
  ) => Promise<Reply>;
};

/** Visits the routes of one feature, without a server; they are told that they are on site 1. */
export function browse(world: World, feature: Feature, facts: IncomingFacts = {}): Browsing {
  const router = createRouter(feature.routes ?? []);
  const jar = new Map<string, string>();
  const send = async (method: string, path: string, more: IncomingFacts): Promise<Reply> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie !== '' && { cookie }), ...facts.headers, ...more.headers };
    const request = incoming(path, { ...facts, ...more, method, headers });
    const match = router.match(method, request.path);
    assert.ok(typeof match === 'object', `${method} ${path}`);
    const siteId = match.route.anyHost ? 0 : 1;
    const reply = await match.route.handle(world, request, { params: match.params, siteId });
    for (const line of [reply.headers['set-cookie'] ?? []].flat()) keep(jar, line);
    return reply;
  };
  return {
    get: (path, more = {}) => send('GET', path, more),
    post: (path, fields, more = {}) =>
      send('POST', path, {
        body: new URLSearchParams(fields).toString(),
        ...more,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
      }),
  };
}

/** The value of a hidden field of a page. */
export function hiddenIn(reply: Reply, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(String(reply.body))?.[1] ?? '';
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (attributes.includes('Max-Age=0')) jar.delete(name);
  else jar.set(name, value);
}
