import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Html } from '../html.ts';
import type { Log } from '../log.ts';
import { http } from '../node-http.ts';
import { namesSomebody } from './cookie.ts';
import { encodingFor } from './encoding.ts';
import { isHostHeader } from './host.ts';
import { keepable, splitBlocks } from './keepable.ts';
import { type Incoming, plainText, type Reply } from './message.ts';
import type { Encoding, PageCache, ReadyPage } from './page-cache.ts';

export type ServerOptions = {
  readonly respond: (request: Incoming) => Promise<Reply>;
  readonly pages: PageCache;
  /** What `respond` failed with, as an answer for people. */
  readonly failed: (error: unknown, request: Incoming) => Reply;
  readonly trustProxy: boolean;
  readonly log: Log;
  /** Longest that a connection may stand still in the middle of a request or an answer. Default two minutes. */
  readonly silenceMs?: number;
};

export type RunningServer = {
  readonly port: number;
  /** Takes no new requests, finishes those under way (at most `withinMs`), closes. */
  readonly drain: (withinMs: number) => Promise<void>;
};

/**
 * Serves on a port. Errors: `EADDRINUSE`, `EACCES` and other errors of `listen`, thrown.
 */
export async function listen(
  options: ServerOptions & { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = http.createServer(
    // A film of two gigabytes comes in half an hour; a connection that stands still is cut off long before.
    { keepAliveTimeout: 65_000, requestTimeout: 1_800_000, headersTimeout: 20_000 },
    (req, res) => {
      answer(options, req, res);
    },
  );
  // Whoever takes nothing of an answer for so long does not hold its file and its socket any longer.
  server.setTimeout(options.silenceMs ?? 120_000);
  server.on('clientError', (_error, socket: Socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, drain: (withinMs) => drain(server, withinMs) };
}

async function drain(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const late = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

function answer(options: ServerOptions, req: IncomingMessage, res: ServerResponse): void {
  const { method, url = '/' } = req;
  const asked = askedOf(req, options.trustProxy);
  const kept = (method === 'GET' || method === 'HEAD') && url.indexOf('?') === -1;
  const encoding = kept ? encodingFor(asked.encodings) : 'identity';
  const key = kept && asked.host !== undefined ? `${asked.scheme}://${asked.host}${url}` : undefined;
  // Only what is a host has pages, so that those are found before the host is looked at closely.
  const ready = key === undefined ? undefined : options.pages.find(key, encoding, asked);
  if (ready) return sendReady(req, res, ready, asked);
  miss(options, req, res, asked, key, encoding);
}

/** Apart from what finds pages, so that finding one makes no closure. */
function miss(
  options: ServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
  asked: Asked,
  key: string | undefined,
  encoding: Encoding,
): void {
  void settle(options, req, res, async (request) => {
    if (asked.host === undefined || (asked.host !== '' && !isHostHeader(asked.host)))
      return sendReply(options, req, res, noHost());
    if (key === undefined) return sendReply(options, req, res, await options.respond(request));
    return fillPage(options, request, key, encoding, req, res, asked);
  });
}

function noHost(): Reply {
  return plainText(400, 'This request names no host that could be one.', { connection: 'close' });
}

/** What a request is told apart by. */
type Asked = {
  readonly scheme: 'http' | 'https';
  /** In lower case; empty without one (HTTP/1.0); undefined when two are named. */
  readonly host: string | undefined;
  readonly encodings: string | undefined;
  /** `If-None-Match`. */
  readonly tags: string | undefined;
  /** `If-Modified-Since`. */
  readonly since: string | undefined;
  /** Whether a cookie says that it is somebody in particular. */
  readonly personal: boolean;
};

/** Read from the list of fields as it came: `req.headers` makes an object of all of them, for every request. */
function askedOf(req: IncomingMessage, trustProxy: boolean): Asked {
  const fields = req.rawHeaders;
  let host: string | undefined;
  let hosts = 0;
  let encodings: string | undefined;
  let tags: string | undefined;
  let since: string | undefined;
  let personal = false;
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? '';
    if (name.length === 4 && isNamed(name, 'host')) {
      hosts++;
      host = fields[i + 1];
    } else if (name.length === 15 && isNamed(name, 'accept-encoding'))
      encodings = also(encodings, fields[i + 1]);
    else if (name.length === 13 && isNamed(name, 'if-none-match')) tags = also(tags, fields[i + 1]);
    else if (name.length === 17 && isNamed(name, 'if-modified-since')) since = fields[i + 1];
    else if (name.length === 6 && isNamed(name, 'cookie')) personal ||= namesSomebody(fields[i + 1]);
  }
  // Node keeps the first of two hosts; another server on the way may have gone by the second.
  if (hosts > 1) return { scheme: 'http', host: undefined, encodings, tags, since, personal };
  if (trustProxy)
    return { scheme: schemeOf(req, true), host: hostOf(req, true), encodings, tags, since, personal };
  return { scheme: 'http', host: host?.toLowerCase() ?? '', encodings, tags, since, personal };
}

function isNamed(field: string, name: string): boolean {
  return field === name || field.toLowerCase() === name;
}

/** A field that comes twice is one list (RFC 9110, section 5.3). */
function also(before: string | undefined, value: string | undefined): string | undefined {
  return before === undefined ? value : `${before}, ${value}`;
}

async function settle(
  options: ServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
  work: (request: Incoming) => Promise<void>,
): Promise<void> {
  const request = incoming(req, options.trustProxy);
  try {
    await work(request);
  } catch (error) {
    if (res.headersSent || res.destroyed) {
      res.destroy();
      return;
    }
    await sendReply(options, req, res, options.failed(error, request)).catch(() => res.destroy());
  }
}

async function fillPage(
  options: ServerOptions,
  request: Incoming,
  key: string,
  encoding: Encoding,
  req: IncomingMessage,
  res: ServerResponse,
  asked: Asked,
): Promise<void> {
  const render = async () => {
    const reply = await options.respond(request);
    return (isUsualForm(request.path) && keepable(reply)) || { uncached: reply };
  };
  const result = await options.pages.fill<Reply>(key, encoding, render, asked);
  if ('uncached' in result) await sendReply(options, req, res, result.uncached);
  else sendReady(req, res, result, asked);
}

/**
 * Whether an address is written as it is in links, so that its page is worth keeping: one path has as many other
 * forms (`/%61bout/`) as somebody cares to ask for, and each would take the place of a page.
 */
function isUsualForm(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    const usual = encodeURI(decodeURIComponent(path).normalize('NFC'));
    return path === usual || path === usual.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  } catch {
    return false;
  }
}

function sendReady(req: IncomingMessage, res: ServerResponse, ready: ReadyPage, asked: Asked): void {
  if (isUnchanged(asked, ready)) {
    res.writeHead(304, ready.unchanged as string[]);
    res.end();
    return;
  }
  res.writeHead(ready.status, ready.headers as string[]);
  if (req.method === 'HEAD') res.end();
  else res.end(ready.body);
}

/** RFC 9110, section 13.2.2: a tag says more than a time, which counts only where no tag is given. */
function isUnchanged({ tags, since }: Asked, ready: ReadyPage): boolean {
  if (tags !== undefined) return matches(tags, ready.etag);
  return since !== undefined && ready.modified !== undefined && Date.parse(since) >= ready.modified;
}

/** RFC 9110, section 13.1.2: a list of tags or `*`, compared weakly. */
function matches(asked: string, etag: string): boolean {
  if (asked === etag || asked === '*') return true;
  return asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

async function sendReply(
  { pages }: ServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
  reply: Reply,
): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.headers))
    headers[name] = typeof value === 'string' ? value : [...value];
  if (reply.body instanceof Readable) {
    res.writeHead(reply.status, headers);
    if (req.method === 'HEAD') {
      reply.body.destroy();
      res.end();
      return;
    }
    // A reader who left before the answer was there: `pipeline` would leave the file open.
    if (res.destroyed) reply.body.destroy();
    else await pipeline(reply.body, res);
    return;
  }
  const body = await compressed(req, headers, await bytesOf(pages, reply.body));
  if (!(reply.status === 304 || reply.status === 204)) headers['content-length'] ??= String(body.length);
  res.writeHead(reply.status, headers);
  if (req.method === 'HEAD') res.end();
  else res.end(body);
}

async function bytesOf(pages: PageCache, body: Exclude<Reply['body'], Readable>): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(body instanceof Html ? await pages.withBlocks(splitBlocks(body.toString())) : body);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const worthwhile = 1_000;

/** Texts of some length are compressed on their way, unless somebody did it already. */
async function compressed(
  req: IncomingMessage,
  headers: Record<string, string | string[]>,
  body: Buffer,
): Promise<Buffer> {
  const type = String(headers['content-type'] ?? '');
  const isText = /^(text\/|application\/(json|[a-z.+-]*\+(json|xml)|xml|javascript))/.test(type);
  if (!isText || headers['content-encoding'] !== undefined || headers['content-length'] !== undefined)
    return body;
  headers.vary ??= 'accept-encoding';
  const encoding = encodingFor(req.headers['accept-encoding']);
  if (encoding === 'identity' || body.length < worthwhile) return body;
  headers['content-encoding'] = encoding;
  return encoding === 'br'
    ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    : zip(body, { level: 5 });
}

function incoming(req: IncomingMessage, trustProxy: boolean): Incoming {
  const url = req.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: req.method ?? 'GET',
    scheme: schemeOf(req, trustProxy),
    host: hostOf(req, trustProxy),
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    header: (name) => {
      const value = req.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: (limit) => readBody(req, limit),
    stream: () => req,
    remoteAddress: remoteAddress(req, trustProxy),
  };
}

function schemeOf(req: IncomingMessage, trustProxy: boolean): 'http' | 'https' {
  if (!trustProxy) return 'http';
  return first(req.headers['x-forwarded-proto']) === 'https' ? 'https' : 'http';
}

/** In lower case. Of several that proxies wrote down the last is our own proxy's, as with addresses. */
function hostOf(req: IncomingMessage, trustProxy: boolean): string {
  return ((trustProxy && last(req.headers['x-forwarded-host'])) || req.headers.host || '').toLowerCase();
}

/** The last address of `X-Forwarded-For` is the one that our proxy saw; those before it anybody can write. */
function remoteAddress(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? req.headers['x-forwarded-for'] : undefined;
  if (forwarded !== undefined) return last(forwarded) ?? '';
  return req.socket.remoteAddress ?? '';
}

function first(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.split(',')[0]?.trim();
}

function last(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value.at(-1) : value;
  return text?.split(',').at(-1)?.trim();
}

async function readBody(req: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  if (Number(req.headers['content-length'] ?? 0) > limit) return 'too-large';
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += (chunk as Buffer).length;
    if (length > limit) return 'too-large';
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
