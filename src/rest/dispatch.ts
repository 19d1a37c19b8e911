import { createHash } from 'node:crypto';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { Visit } from '../reading/visit.ts';
import type { Call } from './call.ts';
import { embedsOf, withEmbedded } from './embed.ts';
import { fieldsOf, isWanted, onlyFields } from './fields.ts';
import { type Given, nested, readFields } from './given.ts';
import { identify } from './identify.ts';
import { type Answer, type Outcome, refusalBody, refuse } from './outcome.ts';
import { type Endpoint, type FoundRoute, type Method, type RestRoute, routeFinder } from './route.ts';
import { describe, methodsOf, takesBody } from './schema.ts';

const noRoute = refuse(404, 'rest_no_route', 'No route was found matching the URL and request method.');

type Dispatch = (world: World, visit: Visit, request: Incoming, path: string) => Promise<Reply>;

/** Takes requests of the API to their routes, and makes replies of what these come to. */
export function createDispatch(routes: readonly RestRoute[]): Dispatch {
  const find = routeFinder(routes);
  return async (world, visit, request, path) => {
    const found = find(path);
    const asked = { world, visit, request, path, find, found, method: methodOf(request) };
    return reply(asked, await outcomeOf(asked));
  };
}

type Asked = {
  readonly world: World;
  readonly visit: Visit;
  readonly request: Incoming;
  readonly path: string;
  readonly method: string;
  readonly found: FoundRoute | undefined;
  readonly find: (path: string) => FoundRoute | undefined;
};

/** Proxies that know GET and POST alone have the method in a header or in the query. */
function methodOf(request: Incoming): string {
  if (request.method === 'HEAD') return 'GET';
  if (request.method !== 'POST') return request.method;
  const other = request.query.get('_method') ?? request.header('x-http-method-override');
  return other === undefined || other === null ? 'POST' : other.toUpperCase();
}

async function outcomeOf(asked: Asked): Promise<Outcome> {
  const { world, visit, request, path, method, found } = asked;
  if (method === 'OPTIONS') return options(found);
  const endpoint = found?.route.endpoints.find(({ methods }) => methods.includes(method as Method));
  if (!found || !endpoint) return noRoute;
  const identified = await identify(world, request);
  if (!identified.ok) return identified;
  const query = nested(request.query);
  const body = await bodyOf(request, endpoint, method);
  if (!body.ok) return body;
  const { account, actor } = identified;
  const call: Call = {
    world,
    request,
    visit,
    site: visit.site,
    origin: visit.origin,
    path,
    method,
    query: request.query,
    params: found.params,
    sent: new Set([...Object.keys(query), ...Object.keys(body.fields)]),
    account,
    actor,
    now: world.clock.now().toISOString(),
  };
  const outcome = await endpoint.run(call, { ...query, ...body.fields, ...found.params });
  return outcome.ok ? shaped(asked, call, outcome) : outcome;
}

async function bodyOf(request: Incoming, endpoint: Endpoint, method: string) {
  const none = { ok: true, fields: {} as Given } as const;
  if (method === 'GET' || request.method === 'GET' || request.method === 'HEAD') return none;
  if (endpoint.body === 'file') return none;
  return takesBody(endpoint) || method === 'DELETE' ? readFields(request) : none;
}

/** Fields and what is brought along, as the query asks for them. */
async function shaped(asked: Asked, call: Call, outcome: Answer): Promise<Answer> {
  const fields = fieldsOf(nested(asked.request.query)._fields);
  const embeds = embedsOf(asked.request.query);
  const wanted = embeds !== undefined && (isWanted(fields, '_embedded') || isWanted(fields, '_links'));
  const data = wanted
    ? await withEmbedded(outcome.data, embeds, (url) => askWithin(asked, call, url))
    : outcome.data;
  return { ...outcome, data: onlyFields(data, fields) };
}

/** Asks for another address of the API, as who asked for this one. */
async function askWithin({ find }: Asked, call: Call, url: string): Promise<unknown> {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/wp-json/, '');
  const found = find(path);
  const endpoint = found?.route.endpoints.find(({ methods }) => methods.includes('GET'));
  if (!found || !endpoint) return refusalBody(noRoute);
  const query = new URLSearchParams(searchParams);
  query.set('context', 'embed');
  const inner: Call = {
    ...call,
    path,
    method: 'GET',
    query,
    params: found.params,
    sent: new Set(query.keys()),
  };
  const outcome = await endpoint.run(inner, { ...nested(query), ...found.params });
  return outcome.ok ? outcome.data : refusalBody(outcome);
}

function options(found: FoundRoute | undefined): Outcome {
  if (!found) return noRoute;
  const { route } = found;
  return {
    ok: true,
    status: 200,
    headers: { allow: methodsOf(route).join(', ') },
    data: { ...describe(route), ...(route.schema && { schema: route.schema }) },
  };
}

function reply({ request, found, visit, method }: Asked, outcome: Outcome): Reply {
  const body = outcome.ok ? outcome.data : refusalBody(outcome);
  const own: Record<string, string> = outcome.ok ? { ...outcome.headers } : {};
  if (!outcome.ok && outcome.more?.retry_after !== undefined)
    own['retry-after'] = String(outcome.more.retry_after);
  if (found) own.allow ??= methodsOf(found.route).join(', ');
  const index = `<${visit.origin}/wp-json/>; rel="https://api.w.org/"`;
  const headers = {
    ...common,
    ...own,
    link: own.link === undefined ? index : `${index}, ${own.link}`,
    'cache-control': isAnonymous(request) ? 'no-cache' : 'private, no-store',
  };
  if (request.query.has('_envelope')) {
    const enveloped = { body, status: outcome.status, headers: titled(own) };
    return json(request, { status: 200, headers, text: JSON.stringify(enveloped), method });
  }
  const text = body === undefined ? '' : JSON.stringify(body);
  return json(request, { status: outcome.status, headers, text, method });
}

const common = {
  'content-type': 'application/json; charset=UTF-8',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  vary: 'accept-encoding, authorization, cookie, x-wp-nonce',
  // Without credentials: a script of another place gets what any visitor gets, or what its own password opens.
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'OPTIONS, GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type, If-Match, X-HTTP-Method-Override',
  'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link, Location, Allow, Retry-After',
};

function isAnonymous(request: Incoming): boolean {
  return request.header('authorization') === undefined && request.header('cookie') === undefined;
}

/** In an envelope, names of headers stand as WordPress writes them. */
function titled(headers: Readonly<Record<string, string>>): object {
  const known: Readonly<Record<string, string>> = {
    'x-wp-total': 'X-WP-Total',
    'x-wp-totalpages': 'X-WP-TotalPages',
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      known[name] ?? name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
      value,
    ]),
  );
}

type Sent = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly method: string;
};

/** An answer that the client has already is not sent again. */
function json(request: Incoming, { status, headers, text, method }: Sent): Reply {
  if (method !== 'GET' || status !== 200) return { status, headers, body: text };
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const known =
    request
      .header('if-none-match')
      ?.split(',')
      .map((tag) => tag.trim()) ?? [];
  if (known.includes(etag)) return { status: 304, headers: { ...headers, etag }, body: undefined };
  return { status, headers: { ...headers, etag }, body: text };
}
