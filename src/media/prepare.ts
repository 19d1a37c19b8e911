import type { Storage } from '../kit/storage/index.ts';
import { cleanMp4 } from './clean/mp4.ts';
import { cleanMp4Stream } from './clean/mp4-stream.ts';
import { cleanImage, type ImageRefused } from './image.ts';
import { type Kind, kindOf, recognise } from './kind.ts';
import { blobKey } from './media.ts';
import { cleanSvg } from './svg.ts';

/** A file that was checked and cleaned, and whose bytes are kept. */
export type PreparedFile = {
  readonly ok: true;
  readonly name: string;
  readonly kind: Kind;
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
};

export type UploadRefused =
  | ImageRefused
  | { readonly ok: false; readonly reason: 'empty' }
  /** `mime` of what it is, where that is known: `image/heic`, `text/html`. */
  | { readonly ok: false; readonly reason: 'kind-refused'; readonly mime: string | undefined }
  | { readonly ok: false; readonly reason: 'too-large'; readonly limit: number }
  | { readonly ok: false; readonly reason: 'bad-svg'; readonly detail: string };

/** Bytes. What is held in memory while it is cleaned, and what is kept at all. */
export const sizeLimits = { image: 50 * 2 ** 20, inMemory: 50 * 2 ** 20, any: 2 * 2 ** 30 };

export type FileToPrepare = { readonly name: string; readonly body: Uint8Array | AsyncIterable<Uint8Array> };

/**
 * Decides by the content what a file is, takes out of it what must not be published, and puts it into the store.
 * A long film or recording passes through without being held. Errors of the body's source and of the store throw.
 */
export async function prepareFile(
  storage: Storage,
  siteId: number,
  { name, body }: FileToPrepare,
): Promise<PreparedFile | UploadRefused> {
  const { head, rest } = await beginning(body, sizeLimits.inMemory);
  if (head.length === 0) return { ok: false, reason: 'empty' };
  const found = await recognise(head, name);
  if (!found.ok && found.mime !== 'image/tiff')
    return { ok: false, reason: 'kind-refused', mime: found.mime };
  const mime = found.ok ? found.kind.mime : 'image/tiff';
  if (rest !== undefined)
    return found.ok ? keepLong(storage, siteId, name, found.kind, head, rest) : tooLargeImage;
  const cleaned = await clean(head, mime);
  if (!cleaned.ok) return cleaned;
  const { key: _, ...kept } = await storage.put((sha256) => blobKey(siteId, sha256), cleaned.file);
  return {
    ok: true,
    name,
    kind: kindOf(cleaned.mime)!,
    ...kept,
    width: cleaned.width,
    height: cleaned.height,
  };
}

const tooLargeImage: UploadRefused = { ok: false, reason: 'too-large', limit: sizeLimits.image };

type Cleaned = {
  readonly ok: true;
  readonly file: Buffer;
  readonly mime: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
};

async function clean(file: Buffer, mime: string): Promise<Cleaned | UploadRefused> {
  const plain = { ok: true, mime, width: undefined, height: undefined } as const;
  switch (mime) {
    case 'image/svg+xml':
      return cleanedSvg(file, mime);
    case 'video/mp4':
    case 'video/quicktime':
    case 'audio/mp4':
      return { ...plain, file: cleanMp4(file) };
    default:
      return mime.startsWith('image/') ? cleanImage(file, mime) : { ...plain, file };
  }
}

function cleanedSvg(file: Buffer, mime: string): Cleaned | UploadRefused {
  const result = cleanSvg(file.toString('utf8'));
  if (!result.ok) return { ok: false, reason: 'bad-svg', detail: result.detail };
  return { ok: true, file: Buffer.from(result.svg), mime, width: result.width, height: result.height };
}

async function keepLong(
  storage: Storage,
  siteId: number,
  name: string,
  kind: Kind,
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
): Promise<PreparedFile | UploadRefused> {
  if (kind.family === 'image' || kind.mime.startsWith('text/')) return tooLargeImage;
  const pieces = capped(joined(head, rest), sizeLimits.any);
  const isMp4 = ['video/mp4', 'video/quicktime', 'audio/mp4'].includes(kind.mime);
  try {
    const cleaned = isMp4 ? cleanMp4Stream(pieces) : pieces;
    const { key: _, ...kept } = await storage.put((sha256) => blobKey(siteId, sha256), cleaned);
    return { ok: true, name, kind, ...kept, width: undefined, height: undefined };
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, reason: 'too-large', limit: sizeLimits.any };
    if (error instanceof RangeError) return { ok: false, reason: 'unreadable', detail: error.message };
    throw error;
  }
}

/** The body up to a limit; `rest` only when there is more. */
async function beginning(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ head: Buffer; rest: AsyncIterable<Uint8Array> | undefined }> {
  if (body instanceof Uint8Array && body.length <= limit) return { head: Buffer.from(body), rest: undefined };
  const pieces = (body instanceof Uint8Array ? [body] : body) as AsyncIterable<Uint8Array> | Uint8Array[];
  const iterator = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces.values();
  const held: Uint8Array[] = [];
  for (let bytes = 0; bytes <= limit; ) {
    const { done, value } = await iterator.next();
    if (done) return { head: Buffer.concat(held), rest: undefined };
    held.push(value);
    bytes += value.length;
  }
  return { head: Buffer.concat(held), rest: remaining(iterator) };
}

/** Ends the source too when whoever reads it stops early. */
async function* remaining(
  iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

class TooLarge extends Error {}

async function* capped(pieces: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limit) throw new TooLarge();
    yield piece;
  }
}
