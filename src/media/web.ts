import type { Incoming, Reply } from '../kit/http/index.ts';
import { redirect } from '../kit/http/index.ts';
import type { World } from '../kit/world.ts';
import { blobKey, familyOf, hrefOf, type Media, type Variant } from './media.ts';
import { normalPath, originalsOf, sizeIn, variants as variantsRoot } from './path.ts';
import { rangeAsked } from './range.ts';
import { mediaById, mediaByPath } from './read.ts';

/** The file at an address of a site, or `undefined` when none stands there. Answers GET and HEAD. */
export async function serveMedia(
  world: World,
  siteId: number,
  request: Incoming,
): Promise<Reply | undefined> {
  const path = decodedPath(request.path);
  if (path === undefined) return undefined;
  if (path.startsWith(variantsRoot)) return serveVariant(world, siteId, path, request);
  const media = await mediaByPath(world.db, siteId, path);
  if (media === undefined) return leadToOriginal(world, siteId, path);
  if (media.status !== 'ready') return notYet(media);
  return serve(world, siteId, request, {
    ...media,
    sha256: media.sha256!,
    caching: 'public, max-age=86400, stale-while-revalidate=604800',
  });
}

/** A variant's address holds the hash of its content: it may be kept for good. */
async function serveVariant(
  world: World,
  siteId: number,
  path: string,
  request: Incoming,
): Promise<Reply | undefined> {
  const id = Number(/^(\d{1,15})\//.exec(path.slice(variantsRoot.length))?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) return undefined;
  const media = await mediaById(world.db, siteId, id);
  const variant = media?.variants.find((made) => made.path === path);
  if (media === undefined || variant === undefined) return undefined;
  const served = { ...variant, changedAt: media.changedAt, caching: 'public, max-age=31536000, immutable' };
  return serve(world, siteId, request, served);
}

type Served = Pick<Variant, 'path' | 'mime' | 'bytes' | 'sha256'> & {
  readonly changedAt: string;
  readonly caching: string;
};

async function serve(
  world: World,
  siteId: number,
  request: Incoming,
  file: Served,
): Promise<Reply | undefined> {
  const headers = headersOf(file);
  if (isUnchanged(request, file)) return { status: 304, headers, body: undefined };
  const range =
    request.method === 'GET' && rangeHolds(request, file)
      ? rangeAsked(request.header('range'), file.bytes)
      : undefined;
  if (range === 'unsatisfiable') {
    const none = {
      'content-range': `bytes */${file.bytes}`,
      'cache-control': 'no-store',
      'content-length': '0',
    };
    return { status: 416, headers: none, body: undefined };
  }
  const length = range ? range.end - range.start + 1 : file.bytes;
  const sized = {
    ...headers,
    'content-type': typeOf(file.mime),
    'content-length': String(length),
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${file.bytes}` }),
  };
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || length === 0) return { status, headers: sized, body: undefined };
  const blob = await world.storage.get(blobKey(siteId, file.sha256), range);
  if (blob === undefined) {
    world.log.error('media.lost', { siteId, path: file.path });
    return undefined;
  }
  return { status, headers: sized, body: blob.stream };
}

function headersOf(file: Served): Record<string, string> {
  return {
    etag: etagOf(file),
    'last-modified': new Date(file.changedAt).toUTCString(),
    'cache-control': file.caching,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-disposition': dispositionOf(file),
    'cross-origin-resource-policy': 'cross-origin',
    ...policyOf(file),
  };
}

/**
 * Opened by itself, a drawing or a text is a page of this site: it may do nothing at all. The viewers that browsers
 * have for PDF do not run under such a policy.
 */
function policyOf({ mime }: Served): Record<string, string> {
  if (mime === 'application/pdf') return { 'content-security-policy': "frame-ancestors 'self'" };
  const isPage = mime === 'image/svg+xml' || mime.startsWith('text/');
  return isPage
    ? { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox" }
    : {};
}

/** What browsers show stays in them; the rest is saved (RFC 6266, RFC 8187). */
function dispositionOf(file: Served): string {
  const family = familyOf(file);
  const shown = family !== 'document' || file.mime === 'application/pdf' || file.mime.startsWith('text/');
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const extended = plain === name ? '' : `; filename*=UTF-8''${encoded}`;
  return `${shown ? 'inline' : 'attachment'}; filename="${plain}"${extended}`;
}

function typeOf(mime: string): string {
  return mime.startsWith('text/') || mime === 'image/svg+xml' ? `${mime}; charset=utf-8` : mime;
}

function etagOf({ sha256 }: Served): string {
  return `"${sha256.slice(0, 32)}"`;
}

/** RFC 9110, 13.1.2 and 13.1.3: the entity tag decides where there is one. */
function isUnchanged(request: Incoming, file: Served): boolean {
  const tags = request.header('if-none-match');
  if (tags !== undefined) {
    const ours = etagOf(file);
    return tags.split(',').some((tag) => ['*', ours].includes(tag.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(request.header('if-modified-since') ?? '');
  return Math.floor(Date.parse(file.changedAt) / 1000) * 1000 <= since;
}

/** RFC 9110, 13.1.5: a part only of the file that the client has the other parts of. */
function rangeHolds(request: Incoming, file: Served): boolean {
  const condition = request.header('if-range');
  if (condition === undefined) return true;
  return condition === etagOf(file) || condition === new Date(file.changedAt).toUTCString();
}

/** Old posts and other sites link WordPress's sizes: they lead to the nearest one that there is. */
async function leadToOriginal(world: World, siteId: number, path: string): Promise<Reply | undefined> {
  for (const candidate of originalsOf(path)) {
    const media = await mediaByPath(world.db, siteId, candidate);
    if (media) return leadTo(nearest(media, sizeIn(path)));
  }
  return undefined;
}

/** The sizes may be made anew: for a day, not for good. */
function leadTo(file: { readonly path: string }): Reply {
  const { headers, ...reply } = redirect(hrefOf(file), 302);
  return { ...reply, headers: { ...headers, 'cache-control': 'public, max-age=86400' } };
}

function nearest(media: Media, width: number | undefined): { readonly path: string } {
  const wide = media.variants.filter(
    (variant) => variant.mime === 'image/webp' && variant.width >= (width ?? Number.POSITIVE_INFINITY),
  );
  return wide.sort((a, b) => a.width - b.width)[0] ?? media;
}

/** It is known where the file is, and the reader is not sent there unasked. */
function notYet(media: Media): Reply | undefined {
  if (media.status === 'failed') return undefined;
  return { status: 503, headers: { 'retry-after': '60', 'cache-control': 'no-store' }, body: undefined };
}

function decodedPath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.startsWith(variantsRoot) ? decoded : normalPath(decoded);
  } catch {
    return undefined;
  }
}
