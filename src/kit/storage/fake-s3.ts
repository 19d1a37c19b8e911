import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from './signature.ts';

/** A small S3 on loopback for tests: one bucket, `media`, pages of three, signatures and hashes checked. */
export type FakeS3 = {
  readonly url: string;
  readonly blobs: Map<string, Buffer>;
  readonly failNext: (times: number, status: number) => void;
  readonly close: () => Promise<void>;
};

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };

export async function openFakeS3(): Promise<FakeS3> {
  const blobs = new Map<string, Buffer>();
  let failures = { times: 0, status: 0 };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (failures.times-- > 0) return fail(response, failures.status, 'SlowDown');
    const problem = checkSignature(request, body);
    if (problem !== undefined) return fail(response, 403, problem);
    const url = new URL(request.url!, 'http://any');
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== 'media') return fail(response, 404, 'NoSuchBucket');
    const key = rest.join('/');
    if (key === '') list(blobs, url, response);
    else answer(blobs, key, request, body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `s3://key:secret@media?endpoint=http://127.0.0.1:${port}`,
    blobs,
    failNext: (times, status) => {
      failures = { times, status };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  blobs: Map<string, Buffer>,
  key: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
) {
  if (request.method === 'PUT') {
    blobs.set(key, body);
    return response.end();
  }
  if (request.method === 'DELETE') {
    blobs.delete(key);
    return response.writeHead(204).end();
  }
  const blob = blobs.get(key);
  if (blob === undefined) return fail(response, 404, 'NoSuchKey');
  response.setHeader('last-modified', new Date(0).toUTCString());
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const part = range ? blob.subarray(Number(range[1]), Number(range[2]) + 1) : blob;
  if (range) response.setHeader('content-range', `bytes ${range[1]}-${range[2]}/${blob.length}`);
  response.writeHead(range ? 206 : 200, { 'content-length': part.length });
  return response.end(request.method === 'HEAD' ? undefined : part);
}

function list(blobs: Map<string, Buffer>, url: URL, response: ServerResponse) {
  const prefix = url.searchParams.get('prefix') ?? '';
  const from = url.searchParams.get('continuation-token') ?? '';
  const found = [...blobs].filter(([key]) => key.startsWith(prefix) && key > from).sort();
  const page = found.slice(0, 3);
  const contents = page.map(
    ([key, { length }]) => `<Contents><Key>${key}</Key><Size>${length}</Size></Contents>`,
  );
  const next = found.length > 3 ? `<NextContinuationToken>${page[2]![0]}</NextContinuationToken>` : '';
  response.end(`<?xml version="1.0"?><ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
}

function checkSignature(request: IncomingMessage, body: Buffer): string | undefined {
  const given = request.headers.authorization ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? [];
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const date = String(headers['x-amz-date']).replace(
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/,
    '$1-$2-$3T$4:$5:$6.000Z',
  );
  const hash = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== hash) return 'XAmzContentSHA256Mismatch';
  const url = new URL(request.url!, `http://${request.headers.host}`);
  const expected = sign(
    { method: request.method!, url, headers, bodyHash: hash },
    credentials,
    'us-east-1',
    new Date(date),
  );
  return expected.authorization === given ? undefined : 'SignatureDoesNotMatch';
}

function fail(response: ServerResponse, status: number, code: string) {
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
}
