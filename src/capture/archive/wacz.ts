import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Zip, ZipPassThrough } from 'fflate';
import type { ByteSpan } from '../capture.ts';
import type { IndexEntry, WrittenWarc } from './warc.ts';

export type WaczContent = {
  readonly warc: WrittenWarc;
  readonly page: WaczPage;
  readonly software: string;
  readonly at: Date;
};

export type WaczPage = {
  readonly url: string;
  readonly title: string;
  readonly at: Date;
  readonly text: string;
};

/** Where in the WACZ the archive and its index lie; filled while it is written. */
export type WaczLayout = { warc?: ByteSpan; index?: ByteSpan };

/**
 * Writes a WACZ 1.1.1 piece by piece: a ZIP whose files are stored and not packed, so that a record can be read by
 * its place. The pieces are the whole file; `layout` is filled when they end.
 */
export async function* writeWacz(
  { warc, page, software, at }: WaczContent,
  layout: WaczLayout,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream(at);
  const described: Described[] = [];
  const add = async function* (name: string, pieces: AsyncIterable<Uint8Array>) {
    const hash = createHash('sha256');
    zip.begin(name);
    let offset = 0;
    let length = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      const end = zip.push(piece);
      if (length === 0) offset = end - piece.length;
      length += piece.length;
      yield* zip.ready();
    }
    zip.finish();
    yield* zip.ready();
    described.push({ name: name.split('/').at(-1)!, path: name, hash: digestText(hash), bytes: length });
    return { offset, length };
  };
  layout.warc = yield* add('archive/data.warc.gz', createReadStream(warc.path));
  layout.index = yield* add('indexes/index.cdx', textPieces(indexText(warc.entries)));
  yield* add('pages/pages.jsonl', textPieces(pagesText(page)));
  const datapackage = packageText({ page, software, at }, described);
  yield* add('datapackage.json', textPieces(datapackage));
  const hash = digestText(createHash('sha256').update(datapackage));
  yield* add('datapackage-digest.json', textPieces(json({ path: 'datapackage.json', hash })));
  zip.end();
  yield* zip.ready();
}

type Described = {
  readonly name: string;
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
};

/** CDXJ: sorted by address and time, one line a record. */
export function indexText(entries: readonly IndexEntry[]): string {
  const lines = entries.map(({ key, timestamp, url, mime, status, digest, offset, length }) => {
    const place = { offset: String(offset), length: String(length), filename: 'data.warc.gz' };
    return `${key} ${timestamp} ${JSON.stringify({ url, mime, status: String(status), digest, ...place })}\n`;
  });
  return lines.sort().join('');
}

const longestPageText = 1_000_000;

function pagesText({ url, title, at, text }: WaczPage): string {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages', hasText: true };
  const page = { id: '1', url, ts: at.toISOString(), title, text: text.slice(0, longestPageText) };
  return `${JSON.stringify(head)}\n${JSON.stringify(page)}\n`;
}

function packageText(
  { page, software, at }: Omit<WaczContent, 'warc'>,
  resources: readonly Described[],
): string {
  return json({
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: page.title,
    created: at.toISOString(),
    software,
    mainPageUrl: page.url,
    mainPageDate: page.at.toISOString(),
    resources,
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function digestText(hash: ReturnType<typeof createHash>): string {
  return `sha256:${hash.digest('hex')}`;
}

async function* textPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The writer of `fflate`, whose pieces are fetched instead of thrown. */
class ZipStream {
  readonly #at: Date;
  readonly #zip: Zip;
  readonly #pieces: Uint8Array[] = [];
  #file: ZipPassThrough | undefined;
  #written = 0;

  constructor(at: Date) {
    this.#at = at;
    this.#zip = new Zip((error, piece) => {
      if (error) throw error;
      this.#pieces.push(piece);
      this.#written += piece.length;
    });
  }

  begin(name: string): void {
    this.#file = new ZipPassThrough(name);
    this.#file.mtime = this.#at;
    this.#zip.add(this.#file);
  }

  /** Answers where the piece ends. What stands before the first one of a file is written with it. */
  push(piece: Uint8Array): number {
    this.#file?.push(piece);
    return this.#written;
  }

  finish(): void {
    this.#file?.push(new Uint8Array(), true);
  }

  end(): void {
    this.#zip.end();
  }

  *ready(): Generator<Uint8Array> {
    yield* this.#pieces.splice(0);
  }
}
