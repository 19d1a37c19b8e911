import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { http } from '../node-http.ts';
import { type Credentials, emptyHash, sign } from './signature.ts';
import { StorageError } from './storage.ts';

export type S3Address = {
  readonly endpoint: URL;
  readonly bucket: string;
  /** Stands before every key: empty, or ending in a slash. */
  readonly prefix: string;
  readonly region: string;
  /** `https://endpoint/bucket/key`, or `https://bucket.endpoint/key`. */
  readonly style: 'path' | 'host';
  readonly credentials: Credentials;
};

export type S3Request = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Key with its prefix; empty for the bucket itself. */
  readonly name: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: { readonly sha256: string; readonly bytes: number; readonly open: () => Readable };
};

const attempts = 3;
const idleMs = 30_000;

/** Sends signed requests over kept connections. All of them are idempotent, so a lost one is sent again. */
export function createS3Client(address: S3Address, now: () => Date) {
  const secure = address.endpoint.protocol === 'https:';
  const agent = new (secure ? HttpsAgent : http.Agent)({ keepAlive: true, maxSockets: 32 });

  async function send(request: S3Request): Promise<IncomingMessage> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await once(request);
        if (!isPassing(answer) || attempt === attempts) return answer;
        answer.destroy();
      } catch (error) {
        if (attempt === attempts) throw unreachable(address.endpoint, error);
      }
      await sleep(100 * 4 ** (attempt - 1));
    }
  }

  function once({ method, name, query = {}, headers = {}, content }: S3Request): Promise<IncomingMessage> {
    const url = addressOf(address, name, query);
    const bodyHash = content?.sha256 ?? emptyHash;
    const length: Record<string, string> = content ? { 'content-length': String(content.bytes) } : {};
    const unsigned = { method, url, headers: { ...headers, ...length }, bodyHash };
    const signed = sign(unsigned, address.credentials, address.region, now());
    return new Promise((resolve, reject) => {
      const sent = (secure ? requestHttps : http.request)(url, { method, headers: signed, agent }, resolve);
      sent.setTimeout(idleMs, () =>
        sent.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      );
      sent.on('error', reject);
      if (content === undefined) sent.end();
      else
        content
          .open()
          .on('error', (error) => sent.destroy(error))
          .pipe(sent);
    });
  }

  return { send, close: () => agent.destroy() };
}

function addressOf(
  { endpoint, bucket, style }: S3Address,
  name: string,
  query: Readonly<Record<string, string>>,
): URL {
  const url = new URL(endpoint);
  if (style === 'host') url.hostname = `${bucket}.${url.hostname}`;
  const base = url.pathname.replace(/\/$/, '');
  url.pathname = style === 'host' ? `${base}/${name}` : `${base}/${bucket}${name === '' ? '' : `/${name}`}`;
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url;
}

/** Slow down, and faults of the server that pass. */
function isPassing({ statusCode = 0 }: IncomingMessage): boolean {
  return (
    statusCode === 429 || statusCode === 500 || statusCode === 502 || statusCode === 503 || statusCode === 504
  );
}

function unreachable(endpoint: URL, cause: unknown): StorageError {
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return new StorageError('unreachable', `The media store at ${endpoint.host} cannot be reached${code}.`, {
    cause,
  });
}
