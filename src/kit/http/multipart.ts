import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy';
import { BodyError, type Spooled, spool } from '../storage/spool.ts';
import type { Incoming } from './message.ts';

/** A file that came with a form. It lies on the disk until the form is discarded. */
export type UploadedFile = {
  /** Of the form's field. */
  readonly field: string;
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly bytes: number;
  /** It was longer than a file may be; what is there of it is no use. */
  readonly tooLarge: boolean;
  readonly open: () => Readable;
};

export type MultipartLimits = {
  /** Where files lie until they are used. */
  readonly folder: string;
  /** Of one file, in bytes. */
  readonly fileBytes: number;
  /** Of the whole form, in bytes. */
  readonly bytes: number;
  readonly files: number;
};

export type MultipartRead =
  | {
      readonly ok: true;
      readonly fields: URLSearchParams;
      readonly files: readonly UploadedFile[];
      /** Takes the files from the disk. */
      readonly discard: () => Promise<void>;
    }
  | { readonly ok: false; readonly reason: 'not-a-form' | 'too-large' | 'too-many' };

const mostFields = 500;
const longestField = 1024 * 1024;
/** Of all fields together: files go to the disk, fields stand in memory. */
const longestFields = 4 * longestField;
const longestName = 200;

/**
 * Reads a form with files (RFC 7578) as it comes: files go to the disk, never into memory whole. What is refused
 * leaves nothing there. Errors of the disk throw.
 */
export async function readMultipart(request: Incoming, limits: MultipartLimits): Promise<MultipartRead> {
  const type = request.header('content-type') ?? '';
  if (!isMultipart(request)) return { ok: false, reason: 'not-a-form' };
  if (Number(request.header('content-length') ?? 0) > limits.bytes) return { ok: false, reason: 'too-large' };
  const body = await bodyOf(request, limits.bytes);
  if (body === 'too-large') return { ok: false, reason: 'too-large' };
  const parser = await parserFor(type, limits);
  return parser ? take(body, parser, limits) : { ok: false, reason: 'not-a-form' };
}

export function isMultipart(request: Incoming): boolean {
  return /^multipart\/form-data\s*;/i.test(request.header('content-type') ?? '');
}

async function bodyOf(request: Incoming, limit: number): Promise<Readable | 'too-large'> {
  if (request.stream) return request.stream();
  const held = await request.body(limit);
  return held === 'too-large' ? held : Readable.from([held]);
}

/** Undefined when the header names no boundary. */
async function parserFor(type: string, limits: MultipartLimits): Promise<BusboyInstance | undefined> {
  const { Busboy } = await import('@fastify/busboy');
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: {
        fieldNameSize: longestName,
        fieldSize: longestField,
        fields: mostFields,
        fileSize: limits.fileBytes,
        files: limits.files,
        headerPairs: 20,
      },
    });
  } catch {
    return undefined;
  }
}

type Kept = { readonly file: UploadedFile; readonly spooled: Spooled };

async function take(
  body: Readable,
  parser: BusboyInstance,
  { folder, bytes }: MultipartLimits,
): Promise<MultipartRead> {
  const fields = new URLSearchParams();
  const keeping: Promise<Kept>[] = [];
  const streams: BusboyFileStream[] = [];
  let refused: 'too-large' | 'too-many' | undefined;
  let held = 0;
  parser.on('field', (name, value, nameCut, valueCut) => {
    held += value.length;
    if (nameCut || valueCut || held > longestFields) refused = 'too-large';
    else fields.append(name.replaceAll('\0', ''), value.replaceAll('\0', ''));
  });
  parser.on('file', (field, stream, name) => {
    // Whoever reads it hears of a failure; without a listener too it would end the program.
    stream.on('error', () => undefined);
    const kept = keep(folder, field, stream, name);
    // Looked at when all is read; until then a failure is nobody's.
    kept.catch(() => stream.resume());
    keeping.push(kept);
    streams.push(stream);
  });
  for (const event of ['filesLimit', 'fieldsLimit'] as const)
    parser.on(event, () => {
      refused = 'too-many';
    });
  const read = await pipeline(body, (pieces: AsyncIterable<Buffer>) => capped(pieces, bytes), parser).then(
    () => 'whole' as const,
    (error: unknown) => (error instanceof TooLarge ? ('too-large' as const) : ('not-a-form' as const)),
  );
  // A file that was cut off has no end of its own.
  if (read !== 'whole') for (const stream of streams) stream.destroy(new Error('cut off'));
  const settled = await Promise.allSettled(keeping);
  const kept = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const discard = async () => {
    for (const { spooled } of kept) await spooled.discard();
  };
  const failed = settled.find((each) => each.status === 'rejected' && !(each.reason instanceof BodyError));
  const reason = read === 'whole' ? refused : read;
  if (reason === undefined && !failed)
    return { ok: true, fields, files: kept.map(({ file }) => file).filter(isGiven), discard };
  await discard();
  if (failed?.status === 'rejected') throw failed.reason;
  return { ok: false, reason: reason ?? 'not-a-form' };
}

async function keep(folder: string, field: string, stream: BusboyFileStream, name: string): Promise<Kept> {
  const spooled = await spool(folder, stream);
  const file: UploadedFile = {
    field,
    name: (name ?? '').normalize('NFC').replaceAll(/\p{C}/gu, '').slice(-longestName),
    bytes: spooled.bytes,
    tooLarge: stream.truncated,
    open: () => createReadStream(spooled.path),
  };
  return { file, spooled };
}

/** A field for files in which none was chosen sends one without name and content. */
function isGiven({ name, bytes }: UploadedFile): boolean {
  return name !== '' || bytes > 0;
}

class TooLarge extends Error {}

async function* capped(pieces: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limit) throw new TooLarge();
    yield piece;
  }
}
