import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';

/** A record of a WARC file as this reader sees it. */
export type ReadRecord = {
  readonly version: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly block: Buffer;
  /** Where its gzip member lies in the file. */
  readonly offset: number;
  readonly length: number;
};

/**
 * Reads a WARC/1.1 file whose records are gzip members of their own, by the text of the standard (ISO 28500:2017) and
 * of RFC 1952 alone: it shares no code with what writes them. Throws at the first thing that is off.
 */
export function readWarc(file: Buffer): readonly ReadRecord[] {
  const records: ReadRecord[] = [];
  for (let offset = 0; offset < file.length; ) {
    const { content, length } = member(file.subarray(offset));
    records.push({ ...record(content), offset, length });
    offset += length;
  }
  return records;
}

/** RFC 1952, 2.3: a head of ten bytes (no names here), deflated content, checksum and length. */
function member(bytes: Buffer): { readonly content: Buffer; readonly length: number } {
  if (bytes.readUInt32BE(0) !== 0x1f8b0800) throw new Error('no gzip member begins here');
  const { buffer, engine } = inflateRawSync(bytes.subarray(10), { info: true }) as unknown as Inflated;
  const end = 10 + engine.bytesWritten;
  if (bytes.readUInt32LE(end) !== crc32(buffer)) throw new Error('the checksum of a member is off');
  if (bytes.readUInt32LE(end + 4) !== buffer.length) throw new Error('the length of a member is off');
  return { content: buffer, length: end + 8 };
}

type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function record(content: Buffer): Omit<ReadRecord, 'offset' | 'length'> {
  const end = content.indexOf('\r\n\r\n');
  const [version = '', ...lines] = content.subarray(0, end).toString('utf8').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const length = Number(headers.get('content-length'));
  const block = content.subarray(end + 4, end + 4 + length);
  const tail = content.subarray(end + 4 + length).toString('latin1');
  if (block.length !== length || tail !== '\r\n\r\n') throw new Error('the block is not as long as it says');
  return { version, headers, block };
}

/** Computes every digest of a record anew. Answers which are wrong or missing. */
export function wrongDigests({ headers, block }: ReadRecord): readonly string[] {
  const wrong: string[] = [];
  const type = headers.get('warc-type');
  const check = (name: string, bytes: Buffer) => {
    const expected = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (headers.get(name) !== expected) wrong.push(`${type} ${name}: ${headers.get(name)}`);
  };
  if (type === 'warcinfo') return [];
  check('warc-block-digest', block);
  check('warc-payload-digest', type === 'response' || type === 'request' ? payloadOf(block) : block);
  return wrong;
}

export function payloadOf(block: Buffer): Buffer {
  return block.subarray(block.indexOf('\r\n\r\n') + 4);
}

/** The files of a ZIP whose files are stored, by its central directory (APPNOTE 4.3). Throws where a checksum is off. */
export function readStoredZip(
  bytes: Buffer,
): ReadonlyMap<string, { readonly content: Buffer; readonly offset: number }> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const files = new Map<string, { content: Buffer; offset: number }>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, crc, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const offset = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(offset, offset + size);
    if (method !== 0) throw new Error('a file is packed');
    if (crc32(content) !== crc) throw new Error('a checksum is off');
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), { content, offset });
    at += 46 + name + extra + comment;
  }
  return files;
}
