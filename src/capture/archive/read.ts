import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import type { Storage } from '../../kit/storage/index.ts';
import { archiveKey, type ByteSpan, type Capture } from '../capture.ts';
import type { IndexEntry } from './warc.ts';

/** One line of a capture's index, as much as is needed to find a record. */
export type IndexLine = Pick<IndexEntry, 'url' | 'status' | 'offset' | 'length'>;

/** What an archive holds for an address. */
export type ArchivedAnswer = {
  readonly status: number;
  /** Lower-case names; the first of each. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Buffer;
};

/** No record is unpacked to more than this. */
const mostBytes = 64 * 2 ** 20;

/** The index of a capture's archive; `undefined` when the archive is lost. */
export async function readIndex(
  storage: Storage,
  siteId: number,
  { waczSha256, facts }: Capture,
): Promise<readonly IndexLine[] | undefined> {
  if (waczSha256 === null || facts.index === undefined) return undefined;
  const bytes = await readSpan(storage, archiveKey(siteId, waczSha256), facts.index);
  return bytes?.toString('utf8').split('\n').filter(Boolean).map(lineOf);
}

function lineOf(line: string): IndexLine {
  const told = JSON.parse(line.slice(line.indexOf('{'))) as Record<keyof IndexLine, string>;
  const { url, status, offset, length } = told;
  return { url, status: Number(status), offset: Number(offset), length: Number(length) };
}

/** The answer that a line of the index leads to; `undefined` when it is lost or cannot be read. */
export async function readAnswer(
  storage: Storage,
  siteId: number,
  { waczSha256, facts }: Capture,
  { offset, length, status }: IndexLine,
): Promise<ArchivedAnswer | undefined> {
  if (waczSha256 === null || facts.warc === undefined) return undefined;
  const span = { offset: facts.warc.offset + offset, length };
  const packed = await readSpan(storage, archiveKey(siteId, waczSha256), span);
  const record = packed && (await unpack('gzip', packed));
  if (record === undefined) return undefined;
  const [head, block] = parted(record);
  const content = block.subarray(0, Number(headersIn(head).get('content-length') ?? 0));
  if (!/^WARC-Type: response\r?$/im.test(head))
    return {
      status,
      headers: new Map([['content-type', headersIn(head).get('content-type') ?? '']]),
      bytes: content,
    };
  const [httpHead, body] = parted(content);
  const headers = headersIn(httpHead);
  const bytes = await unpacked(body, headers.get('content-encoding') ?? '');
  return bytes && { status, headers, bytes };
}

async function readSpan(
  storage: Storage,
  key: string,
  { offset, length }: ByteSpan,
): Promise<Buffer | undefined> {
  if (length === 0) return Buffer.alloc(0);
  const blob = await storage.get(key, { start: offset, end: offset + length - 1 });
  return blob && Buffer.concat(await blob.stream.toArray());
}

function parted(bytes: Buffer): [head: string, rest: Buffer] {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return [bytes.toString('latin1'), Buffer.alloc(0)];
  return [bytes.subarray(0, end).toString('latin1'), bytes.subarray(end + 4)];
}

function headersIn(head: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

async function unpacked(body: Buffer, encodings: string): Promise<Buffer | undefined> {
  let bytes: Buffer | undefined = body;
  for (const encoding of encodings.toLowerCase().split(',').reverse()) {
    if (bytes !== undefined && bytes.length > 0) bytes = await unpack(encoding.trim(), bytes);
  }
  return bytes;
}

const unpackers: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, { maxOutputLength: mostBytes }),
  'x-gzip': (bytes) => promisify(gunzip)(bytes, { maxOutputLength: mostBytes }),
  deflate: (bytes) => promisify(inflate)(bytes, { maxOutputLength: mostBytes }),
  br: (bytes) => promisify(brotliDecompress)(bytes, { maxOutputLength: mostBytes }),
  zstd: (bytes) => promisify(zstdDecompress)(bytes, { maxOutputLength: mostBytes }),
};

async function unpack(encoding: string, bytes: Buffer): Promise<Buffer | undefined> {
  if (encoding === '' || encoding === 'identity') return bytes;
  try {
    return await unpackers[encoding]?.(bytes);
  } catch {
    return undefined;
  }
}
