import type { Route, RouteContext } from '../../kit/feature.ts';
import { idIn } from '../../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../../kit/http/index.ts';
import type { World } from '../../kit/world.ts';
import { rangeAsked } from '../../media/range.ts';
import { archiveKey, type ByteSpan, type Capture } from '../capture.ts';
import { readCapture } from '../read.ts';
import { maySee } from './place.ts';

/** The archive of a copy: as one file (WACZ), or its records alone (WARC). For programs of other sites too. */
export const downloadRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/-/captures/:id/capture.wacz',
    handle: (...asked) => download('wacz', ...asked),
  },
  {
    method: 'GET',
    pattern: '/-/captures/:id/capture.warc.gz',
    handle: (...asked) => download('warc.gz', ...asked),
  },
];

type Kind = 'wacz' | 'warc.gz';

async function download(
  kind: Kind,
  world: World,
  request: Incoming,
  { params, siteId }: RouteContext,
): Promise<Reply> {
  const id = idIn(params.id);
  const capture = await readCapture(world.db, siteId, id);
  if (capture?.status !== 'done' || capture.waczSha256 === null || capture.waczBytes === null)
    return plainText(404, 'There is no such archive.', open);
  if (capture.visibility === 'removed') return plainText(410, 'This copy was taken down.', open);
  if (!(await maySee(world, request, siteId, capture)))
    return plainText(403, 'This copy is kept private.', { ...open, 'cache-control': 'private, no-store' });
  const span = kind === 'wacz' ? { offset: 0, length: capture.waczBytes } : capture.facts.warc;
  return span
    ? send(world, request, siteId, capture, kind, span)
    : plainText(404, 'There is no such archive.', open);
}

/** What programs that replay archives need to read, on whatever site they run. */
const open = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Accept-Ranges, Content-Disposition, Content-Encoding, Content-Length, Content-Range, ETag, Repr-Digest',
  'cross-origin-resource-policy': 'cross-origin',
};

async function send(
  world: World,
  request: Incoming,
  siteId: number,
  capture: Capture,
  kind: Kind,
  span: ByteSpan,
): Promise<Reply> {
  const sha256 = kind === 'wacz' ? capture.waczSha256 : capture.warcSha256;
  const headers = headersOf(capture, kind, sha256);
  const condition = request.header('if-none-match');
  if (condition?.includes(headers.etag ?? '""')) return { status: 304, headers, body: undefined };
  const ifRange = request.header('if-range');
  const part =
    request.method === 'GET' && (ifRange === undefined || ifRange === headers.etag)
      ? rangeAsked(request.header('range'), span.length)
      : undefined;
  if (part === 'unsatisfiable')
    return { status: 416, headers: { ...open, 'content-range': `bytes */${span.length}` }, body: undefined };
  const { start, end } = part ?? { start: 0, end: span.length - 1 };
  const sized = {
    ...headers,
    'content-length': String(end - start + 1),
    ...(part && { 'content-range': `bytes ${start}-${end}/${span.length}` }),
  };
  const status = part ? 206 : 200;
  if (request.method === 'HEAD') return { status, headers: sized, body: undefined };
  const blob = await world.storage.get(archiveKey(siteId, capture.waczSha256 ?? ''), {
    start: span.offset + start,
    end: span.offset + end,
  });
  if (!blob) {
    world.log.error('capture.lost', { siteId, capture: capture.id });
    return plainText(404, 'The bytes of this archive are lost.', open);
  }
  return { status, headers: sized, body: blob.stream };
}

function headersOf(capture: Capture, kind: Kind, sha256: string | null): Record<string, string> {
  return {
    ...open,
    'content-type': kind === 'wacz' ? 'application/wacz' : 'application/warc',
    'content-disposition': `attachment; filename="${fileName(capture, kind)}"`,
    'accept-ranges': 'bytes',
    'x-robots-tag': 'noindex',
    // It may be taken down: who kept it asks again.
    'cache-control': capture.visibility === 'public' ? 'no-cache' : 'private, no-store',
    ...(sha256 !== null && {
      etag: `"${sha256}"`,
      // RFC 9530, 3
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    }),
  };
}

/** `news.example-20260521T120000Z-34.wacz` */
function fileName({ id, address, capturedAt, createdAt }: Capture, kind: Kind): string {
  const host = URL.canParse(address) ? new URL(address).hostname.replaceAll(/[^a-z0-9.-]/gi, '') : '';
  const at = (capturedAt ?? createdAt).replace(/\.\d+/, '').replaceAll(/[:-]/g, '');
  return `${host || 'capture'}-${at}-${id}.${kind}`;
}
