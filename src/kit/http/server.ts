import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Html } from '../html.ts';
import type { Log } from '../log.ts';
import { encodingFor } from './encoding.ts';
import { keepable, splitBlocks } from './keepable.ts';
import type { Incoming, Reply } from './message.ts';
import type { Encoding, PageCache, ReadyPage } from './page-cache.ts';

export type ServerOptions = {
  readonly respond: (request: Incoming) => Promise<Reply>;
  readonly pages: PageCache;
  /** What `respond` failed with, as an answer for people. */
  readonly failed: (error: unknown, request: Incoming) => Reply;
  readonly trustProxy: boolean;
  readonly log: Log;
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
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 60_000, headersTimeout: 20_000 },
    (req, res) => {
      answer(options, req, res);
    },
  );
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
  const { method, url = '/', headers } = req;
  const reading = method === 'GET' || method === 'HEAD';
  if (reading && url.indexOf('?') === -1) {
    const encoding = encodingFor(headers['accept-encoding']);
    const key = `${schemeOf(req, options.trustProxy)}://${hostOf(req, options.trustProxy)}${url}`;
    const ready = options.pages.find(key, encoding);
    if (ready) return sendReady(req, res, ready);
    void settle(options, req, res, (request) => fillPage(options, request, key, encoding, req, res));
    return;
  }
  void settle(options, req, res, async (request) =>
    sendReply(options, req, res, await options.respond(request)),
  );
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
): Promise<void> {
  const result = await options.pages.fill<Reply>(key, encoding, async () => {
    const reply = await options.respond(request);
    return keepable(reply) ?? { uncached: reply };
  });
  if ('uncached' in result) await sendReply(options, req, res, result.uncached);
  else sendReady(req, res, result);
}

function sendReady(req: IncomingMessage, res: ServerResponse, ready: ReadyPage): void {
  const asked = req.headers['if-none-match'];
  if (asked !== undefined && matches(asked, ready.etag)) {
    res.writeHead(304, withoutBody(ready.headers));
    res.end();
    return;
  }
  res.writeHead(ready.status, ready.headers as string[]);
  if (req.method === 'HEAD') res.end();
  else res.end(ready.body);
}

/** RFC 9110, section 13.1.2: a list of tags or `*`, compared weakly. */
function matches(asked: string, etag: string): boolean {
  if (asked === etag || asked === '*') return true;
  return asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** RFC 9110, section 15.4.5: a 304 has the validators and the cache's headers, no length and no encoding. */
function withoutBody(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (!['content-length', 'content-encoding', 'content-type'].includes(name))
      kept.push(name, headers[i + 1] ?? '');
  }
  return kept;
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
    await pipeline(reply.body, res);
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
    host: hostOf(req, trustProxy).toLowerCase(),
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    header: (name) => {
      const value = req.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: (limit) => readBody(req, limit),
    remoteAddress: remoteAddress(req, trustProxy),
  };
}

function schemeOf(req: IncomingMessage, trustProxy: boolean): 'http' | 'https' {
  if (!trustProxy) return 'http';
  return first(req.headers['x-forwarded-proto']) === 'https' ? 'https' : 'http';
}

function hostOf(req: IncomingMessage, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = first(req.headers['x-forwarded-host']);
    if (forwarded) return forwarded;
  }
  return req.headers.host ?? '';
}

/** The last address of `X-Forwarded-For` is the one that our proxy saw; those before it anybody can write. */
function remoteAddress(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? req.headers['x-forwarded-for'] : undefined;
  if (typeof forwarded === 'string') return forwarded.split(',').at(-1)?.trim() ?? '';
  return req.socket.remoteAddress ?? '';
}

function first(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.split(',')[0]?.trim();
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
