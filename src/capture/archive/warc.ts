import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BaseSerializerBuffer, getSurt, WARCRecord, WARCSerializer } from 'warcio';
import type { SeenCertificate } from '../../kit/fetch/index.ts';
import { bodyOfBytes, type RecordedBody, type RecordedExchange } from './recorder.ts';

/** What a WARC is made of. */
export type WarcContent = {
  /** Of the `warcinfo`: software, format, whose archive it is. */
  readonly info: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly exchanges: readonly RecordedExchange[];
  /** Made by this program of what it saw, or supplied: a screenshot, a rendered text, a file. */
  readonly resources: readonly ArchivedResource[];
};

export type ArchivedResource = {
  readonly url: string;
  readonly mime: string;
  readonly at: Date;
  readonly body: RecordedBody;
};

/** One line of the index (CDXJ): where in the WARC the record of an address lies. */
export type IndexEntry = {
  readonly url: string;
  /** The address in the order in which indexes are sorted: `com,example)/path`. */
  readonly key: string;
  /** `20261122120000`. */
  readonly timestamp: string;
  readonly mime: string;
  readonly status: number;
  readonly digest: string;
  readonly offset: number;
  readonly length: number;
};

export type WrittenWarc = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
  readonly entries: readonly IndexEntry[];
};

/**
 * Writes a WARC/1.1 file, each record a gzip member of its own (WARC 1.1, annex D.2), with SHA-256 digests of every
 * block and payload. Bodies pass through piece by piece.
 */
export async function writeWarc(path: string, content: WarcContent): Promise<WrittenWarc> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  const entries: IndexEntry[] = [];
  let bytes = 0;
  let records = 0;
  const write = async (record: NewRecord): Promise<{ offset: number; length: number }> => {
    const offset = bytes;
    for await (const piece of serialized(record)) {
      hash.update(piece);
      await file.writeFile(piece);
      bytes += piece.length;
    }
    records++;
    return { offset, length: bytes - offset };
  };
  try {
    await write(infoRecord(content));
    const seen = new Set<string>();
    for (const exchange of content.exchanges) await writeExchange(exchange, seen, write, entries);
    for (const resource of content.resources) {
      const { offset, length } = await write(resourceRecord(resource));
      const { url, mime, at, body } = resource;
      entries.push(entryOf(url, at, { mime, status: 200, digest: body.sha256, offset, length }));
    }
  } finally {
    await file.close();
  }
  return { path, bytes, sha256: hash.digest('hex'), records, entries };
}

type NewRecord = {
  readonly type: 'warcinfo' | 'response' | 'request' | 'metadata' | 'resource';
  readonly url?: string;
  readonly at: Date;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payloadSha256?: string;
  readonly pieces: () => AsyncIterable<Uint8Array>;
};

type Write = (record: NewRecord) => Promise<{ offset: number; length: number }>;

async function writeExchange(
  exchange: RecordedExchange,
  chainsSeen: Set<string>,
  write: Write,
  entries: IndexEntry[],
): Promise<void> {
  const { seen, body } = exchange;
  const id = recordId();
  const { offset, length } = await write(responseRecord(exchange, id));
  await write(requestRecord(exchange, id));
  const chain = seen.certificates.map(({ sha256 }) => sha256).join(' ');
  if (chain !== '' && !chainsSeen.has(chain)) {
    chainsSeen.add(chain);
    await write(certificatesRecord(exchange, id));
  }
  const mime = typeOf(seen.responseHead);
  const { url, status } = seen;
  entries.push(entryOf(url, seen.answeredAt, { mime, status, digest: body.sha256, offset, length }));
}

function infoRecord({ info, at }: WarcContent): NewRecord {
  return { type: 'warcinfo', at, contentType: 'application/warc-fields', pieces: fields(info) };
}

function responseRecord({ seen, body, cutOff }: RecordedExchange, id: string): NewRecord {
  const head = Buffer.from(archivedHead(seen.responseHead), 'latin1');
  return {
    type: 'response',
    url: seen.url,
    at: seen.answeredAt,
    contentType: 'application/http; msgtype=response',
    headers: {
      'WARC-Record-ID': id,
      'WARC-IP-Address': seen.remoteAddress,
      ...(seen.tls !== undefined && { 'WARC-Protocol': `tls/${seen.tls.replace(/^TLSv/, '')}` }),
      ...(cutOff !== undefined && { 'WARC-Truncated': truncation(cutOff) }),
    },
    payloadSha256: body.sha256,
    async *pieces() {
      yield head;
      yield* body.read();
    },
  };
}

/** The chunks of a body were undone on the way in (RFC 9112, 7.1): a reader of the archive must not look for them. */
function archivedHead(head: string): string {
  return head.replace(/^transfer-encoding:/gim, 'X-Archive-Orig-Transfer-Encoding:');
}

/** WARC 1.1, 5.13. */
function truncation(reason: string): string {
  if (reason === 'too-large') return 'length';
  return reason === 'timeout' || reason === 'cancelled' ? 'time' : 'disconnect';
}

function requestRecord({ seen }: RecordedExchange, response: string): NewRecord {
  const body = seen.requestBody ?? new Uint8Array();
  return {
    type: 'request',
    url: seen.url,
    at: seen.askedAt,
    contentType: 'application/http; msgtype=request',
    headers: { 'WARC-Concurrent-To': response },
    payloadSha256: bodyOfBytes(body).sha256,
    async *pieces() {
      yield Buffer.from(seen.requestHead, 'latin1');
      if (body.length > 0) yield body;
    },
  };
}

function certificatesRecord({ seen }: RecordedExchange, response: string): NewRecord {
  return {
    type: 'metadata',
    url: seen.url,
    at: seen.answeredAt,
    contentType: 'application/pem-certificate-chain',
    headers: { 'WARC-Concurrent-To': response },
    async *pieces() {
      yield Buffer.from(pemChain(seen.certificates));
    },
  };
}

/** RFC 8555, 9.1: explanatory lines may stand before each certificate. */
function pemChain(certificates: readonly SeenCertificate[]): string {
  return certificates
    .map(({ subject, sha256, pem }) => `Subject: ${subject}\nSHA-256: ${sha256}\n${pem}`)
    .join('\n');
}

function resourceRecord({ url, mime, at, body }: ArchivedResource): NewRecord {
  return { type: 'resource', url, at, contentType: mime, payloadSha256: body.sha256, pieces: body.read };
}

async function* serialized(record: NewRecord): AsyncGenerator<Uint8Array> {
  const { type, url, at, contentType, headers = {}, payloadSha256, pieces } = record;
  const made = WARCRecord.create(
    {
      type,
      date: at.toISOString(),
      warcVersion: 'WARC/1.1',
      warcHeaders: {
        'WARC-Record-ID': recordId(),
        'Content-Type': contentType,
        ...headers,
        ...(payloadSha256 !== undefined && { 'WARC-Payload-Digest': `sha256:${payloadSha256}` }),
      },
      ...(url !== undefined && { url }),
    },
    pieces(),
  );
  // The heads of HTTP stand in the block as they came; made anew from a list they could differ.
  made.httpHeaders = null;
  const options = { gzip: true, digest: { algo: 'sha-256', prefix: 'sha256:', base32: false } };
  yield* new WARCSerializer(made, options, new ReadAgain(pieces));
}

/** The digests stand before what they are of: the block is read twice, and kept in memory never. */
class ReadAgain extends BaseSerializerBuffer {
  readonly readAll: () => AsyncIterable<Uint8Array>;

  constructor(pieces: () => AsyncIterable<Uint8Array>) {
    super();
    this.readAll = pieces;
  }

  write(): void {
    // It is read anew from where it came.
  }

  purge(): void {
    // Nothing is held.
  }
}

function recordId(): string {
  return `<urn:uuid:${randomUUID()}>`;
}

function fields(values: Readonly<Record<string, string>>): () => AsyncIterable<Uint8Array> {
  return async function* () {
    yield Buffer.from(
      Object.entries(values)
        .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`)
        .join(''),
    );
  };
}

function entryOf(url: string, at: Date, rest: Omit<IndexEntry, 'url' | 'key' | 'timestamp'>): IndexEntry {
  const timestamp = at.toISOString().replace(/\D/g, '').slice(0, 14);
  return { url, key: getSurt(url), timestamp, ...rest, digest: `sha256:${rest.digest}` };
}

function typeOf(head: string): string {
  const type = /^content-type:[ \t]*([^;\r\n]+)/im.exec(head)?.[1];
  return type?.trim().toLowerCase() ?? 'application/octet-stream';
}
