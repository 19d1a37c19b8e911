import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { parseCidr } from './address.ts';
import { acceptEncoding, bodyOf } from './body.ts';
import { exchange } from './exchange.ts';
import { FetchError, type FetchFailure, fromNetwork } from './failure.ts';
import { createTurnstile } from './limit.ts';
import { type BodyTap, type Observe, seenExchange } from './observe.ts';
import { findTarget, type Lookup, lookupBySystem, parseTarget } from './target.ts';

export type { FetchFailure } from './failure.ts';
export type { Lookup } from './target.ts';

/**
 * The one way in which the server reaches an address that somebody else chose.
 *
 * Answers any HTTP status as `ok: true`; `ok: false` means that nothing usable came. Never throws for what the
 * other side did.
 */
export type SafeFetch = (url: string, options: FetchOptions) => Promise<FetchAnswer | FetchFailure>;

export type FetchOptions = {
  /** The most bytes of body, on the wire and unpacked. */
  readonly maxBytes: number;
  /** For everything together: waiting for a turn, DNS, redirects, a slow body. Default 10,000. */
  readonly timeoutMs?: number;
  /** Default 5. */
  readonly maxRedirects?: number;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** The `Accept` header. */
  readonly accept?: string;
  /** Media types to take (`image/`, `application/json`: a prefix); another is refused before its body is read. */
  readonly types?: readonly string[];
  readonly body?: Uint8Array | string;
  /**
   * Takes the body of a 2xx answer piece by piece, for what should not stand in memory. The pieces end with an
   * error when the body is too large or too slow: let it pass, and undo what was written.
   */
  readonly into?: (pieces: AsyncIterable<Uint8Array>) => Promise<unknown>;
  /** Sees every hop as it stood on the wire. A body over `maxBytes` is then seen up to there, also where it says its size. */
  readonly observe?: Observe;
  readonly signal?: AbortSignal;
};

export type FetchAnswer = {
  readonly ok: true;
  readonly status: number;
  /** Lower-case names; a header that came more than once is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Unpacked. Empty with `into`, which took it, or to which it was not handed. */
  readonly body: Buffer;
};

export type FetchSettings = {
  /** Ranges that may be reached although they are inside (`VERBATIM_FETCH_ALLOW`). */
  readonly allow?: readonly string[];
  readonly userAgent?: string;
  /** Requests at a time to one host. Default 4. */
  readonly perHost?: number;
  readonly lookup?: Lookup;
};

/** Makes the fetch that everything shares. Throws `RangeError` when `allow` has something that is no range. */
export function createFetch({
  allow = [],
  userAgent = 'Verbatim',
  perHost = 4,
  lookup = lookupBySystem,
}: FetchSettings = {}): SafeFetch {
  const policy = { allow: allow.map(parseCidr), lookup };
  const turnstile = createTurnstile(perHost);

  return async (address, options) => {
    const deadline = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
    const state = { url: address };
    try {
      return await follow(address, options, signal, state);
    } catch (error) {
      if (error instanceof TakerError) throw error.cause;
      const failure = deadline.aborted
        ? new FetchError('timeout', `not done in ${options.timeoutMs ?? 10_000} ms`)
        : options.signal?.aborted
          ? new FetchError('cancelled', 'stopped by the caller')
          : fromNetwork(error);
      if (failure === undefined) throw error;
      return { ok: false, reason: failure.reason, url: state.url, detail: failure.message };
    }
  };

  /** Each step is checked from the beginning, as if it were the first. */
  async function follow(
    address: string,
    options: FetchOptions,
    signal: AbortSignal,
    state: { url: string },
  ): Promise<FetchAnswer> {
    let hop: Hop = { ...firstHop(options, userAgent), url: parseTarget(address) };
    for (let left = options.maxRedirects ?? 5; ; left--) {
      state.url = hop.url.href;
      const leave = await turnstile.enter(hop.url.hostname, signal);
      try {
        const target = await abortable(findTarget(hop.url, policy), signal);
        const wire = await exchange(target, hop, policy.allow, signal);
        const { answer } = wire;
        const tap = options.observe?.(seenExchange(hop.url, wire, new Date()));
        const location = redirectOf(answer);
        if (location === undefined)
          return await observed(tap, () => receive(answer, hop, options, signal, tap));
        if (tap !== undefined) await seeRest(answer, tap, signal);
        answer.destroy();
        if (left === 0) throw new FetchError('too-many-redirects', 'redirected too often');
        hop = nextHop(hop, answer.statusCode!, parseTarget(location, hop.url));
      } finally {
        leave();
      }
    }
  }
}

/** Tells the tap how the body ended, whatever became of it. */
async function observed<T>(tap: BodyTap | undefined, work: () => Promise<T>): Promise<T> {
  let done: T;
  try {
    done = await work();
  } catch (error) {
    await tap?.end(fromNetwork(error)?.reason ?? 'timeout');
    throw error;
  }
  await tap?.end(undefined);
  return done;
}

/** The body of a redirect is a line or two that nobody reads; what observes it sees these. */
const redirectBytes = 64 * 1024;

async function seeRest(answer: IncomingMessage, tap: BodyTap, signal: AbortSignal): Promise<void> {
  const read = async () => {
    for await (const _ of untilAborted(bodyOf(answer, redirectBytes, tap), signal));
  };
  await observed(tap, read).catch((error) => {
    if (fromNetwork(error) === undefined || signal.aborted) throw error;
  });
}

type Hop = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
};

/** Set here and nowhere else, whatever the caller hands over. */
const ours = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'upgrade',
  'te',
];

function firstHop(options: FetchOptions, userAgent: string): Omit<Hop, 'url'> {
  const headers: Record<string, string> = { 'user-agent': userAgent, accept: options.accept ?? '*/*' };
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value;
  for (const name of ours) delete headers[name];
  headers['accept-encoding'] = acceptEncoding;
  const body = typeof options.body === 'string' ? Buffer.from(options.body) : options.body;
  return { method: options.method ?? 'GET', headers, body };
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

/** Fetch Standard, "HTTP-redirect fetch": what a redirect does to the method, the body and the headers. */
function nextHop(hop: Hop, status: number, url: URL): Hop {
  const becomesGet =
    (status === 303 && hop.method !== 'HEAD') ||
    ((status === 301 || status === 302) && hop.method === 'POST');
  const dropped = [
    ...(becomesGet ? ['content-type', 'content-encoding', 'content-language'] : []),
    ...(url.origin === hop.url.origin ? [] : ['authorization', 'cookie', 'proxy-authorization']),
  ];
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !dropped.includes(name)));
  return becomesGet ? { url, method: 'GET', headers, body: undefined } : { ...hop, url, headers };
}

async function receive(
  answer: IncomingMessage,
  hop: Hop,
  { maxBytes, types, into }: FetchOptions,
  signal: AbortSignal,
  tap?: BodyTap,
): Promise<FetchAnswer> {
  const status = answer.statusCode!;
  const success = status >= 200 && status < 300;
  try {
    if (success && types !== undefined) refuseType(answer, types);
    const pieces = () => untilAborted(hop.method === 'HEAD' ? answer : bodyOf(answer, maxBytes, tap), signal);
    const taken =
      into === undefined ? await all(pieces()) : success ? await hand(pieces(), into) : Buffer.alloc(0);
    return { ok: true, status, headers: plainHeaders(answer), url: hop.url.href, body: taken };
  } finally {
    answer.destroy();
  }
}

function refuseType(answer: IncomingMessage, types: readonly string[]): void {
  const type = (answer.headers['content-type'] ?? '').toLowerCase();
  if (!types.some((prefix) => type.startsWith(prefix)))
    throw new FetchError('wrong-type', type.slice(0, 100));
}

async function* untilAborted(body: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => body.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const piece of body) yield piece as Buffer;
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}

/** A full disk on the taker's side must not look like a lost connection: such an error passes through as it is. */
async function hand(pieces: AsyncIterable<Buffer>, into: NonNullable<FetchOptions['into']>): Promise<Buffer> {
  let ofTheBody: unknown;
  async function* watched(): AsyncGenerator<Buffer> {
    try {
      yield* pieces;
    } catch (error) {
      ofTheBody = error;
      throw error;
    }
  }
  try {
    await into(watched());
  } catch (error) {
    throw ofTheBody ?? new TakerError(error);
  }
  return Buffer.alloc(0);
}

class TakerError {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const list: Buffer[] = [];
  for await (const piece of pieces) list.push(piece);
  return Buffer.concat(list);
}

function plainHeaders(answer: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(answer.headersDistinct))
    headers[name] = values?.join(', ') ?? '';
  return headers;
}

/** The system's resolver cannot be stopped; what it says after the deadline is not listened to. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
