import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

/** A page as handlers make it: text with the places of blocks that are kept apart, and what was read for it. */
export type CachedPage = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Texts between the blocks: one more than there are blocks. */
  readonly texts: readonly string[];
  readonly blocks: readonly string[];
  readonly reads: ReadonlySet<string>;
  /** Whether somebody whom a cookie names gets another one. */
  readonly personal?: boolean;
  /** Absent: until something that it read changes. */
  readonly keepSeconds?: number;
};

/** A page ready to be sent: bytes, and the headers as `node:http` takes them. */
export type ReadyPage = {
  readonly status: number;
  readonly etag: string;
  readonly headers: readonly string[];
  /** Those of a 304: the validators and what caches need, no length and no encoding (RFC 9110, section 15.4.5). */
  readonly unchanged: readonly string[];
  /** Milliseconds since 1970, of what says when it was last modified. */
  readonly modified: number | undefined;
  readonly body: Buffer;
};

const varying = ['vary', 'accept-encoding'];

/** A page's whole text, and the tag of just that text. */
export type Composed = { readonly plain: Buffer; readonly etag: string };

/**
 * A page in the cache. Its whole text is held once, as bytes outside the heap that is swept; where blocks stand in
 * it is known, so that it can be put together anew. Of its bodies those are held that somebody asked for.
 */
export class KeptPage {
  readonly key: string;
  readonly blocks: readonly string[];
  readonly reads: ReadonlySet<string>;
  readonly personal: boolean;
  /** Milliseconds since 1970, from which on it is not sent any more. */
  readonly until: number;
  readonly #status: number;
  readonly #headers: readonly string[];
  /** Without what is said of the body. */
  readonly #lasting: readonly string[];
  readonly #modified: number | undefined;
  readonly #making = new Map<string, Promise<ReadyPage>>();
  /** Between the blocks: as it was rendered, then parts of the whole text. */
  #own: readonly (string | Buffer)[];
  #whole: Buffer = Buffer.alloc(0);
  #etag = '';
  /** Of the cache's blocks when the text was put together. */
  generation = -1;
  ready: Partial<Record<Encoding, ReadyPage>> = {};
  used = false;
  /** What the cache counts it as. */
  weight = 0;

  constructor(key: string, page: CachedPage, now: number) {
    this.key = key;
    this.personal = page.personal ?? false;
    this.until = page.keepSeconds === undefined ? Number.POSITIVE_INFINITY : now + page.keepSeconds * 1000;
    this.blocks = page.blocks;
    this.reads = page.reads;
    this.#status = page.status;
    this.#headers = flat(page.headers);
    this.#modified = timeOf(page.headers['last-modified']);
    this.#lasting = this.#headers.filter((_, index, all) => all[index - (index % 2)] !== 'content-type');
    this.#own = page.texts;
  }

  /** Bytes of memory, about: of the bodies, of what is said of them, and of the names that were read. */
  get size(): number {
    let size = 2_000 + this.#whole.length + this.reads.size * 150;
    for (const { body } of Object.values(this.ready)) if (body !== this.#whole) size += body.length;
    return size;
  }

  /** The whole text, with the blocks as they are now. Bodies that say something else are let go. */
  compose(blocks: readonly Buffer[], generation: number): Composed {
    const { whole, own } = puttingTogether(this.#own, blocks);
    const etag = hash('sha256', whole, 'base64url').slice(0, 22);
    this.generation = generation;
    if (etag !== this.#etag) {
      this.ready = {};
      this.#etag = etag;
      this.#whole = whole;
      this.#own = own;
    }
    return { plain: this.#whole, etag };
  }

  /** The body in an encoding, made once for everybody who waits for it. */
  async encode(text: Composed, encoding: Encoding): Promise<ReadyPage> {
    const tag = encoding === 'identity' ? `"${text.etag}"` : `"${text.etag}-${encoding}"`;
    const ready = this.ready[encoding];
    if (ready?.etag === tag) return ready;
    if (encoding === 'identity') return this.#settle(text.plain, encoding, text.etag, tag);
    const underway = this.#making.get(tag);
    if (underway) return underway;
    const making = compressed(text.plain, encoding)
      .then((body) => this.#settle(body, encoding, text.etag, tag))
      .finally(() => this.#making.delete(tag));
    this.#making.set(tag, making);
    return making;
  }

  /** Kept, unless the text changed while the body was being made. */
  #settle(body: Buffer, encoding: Encoding, etag: string, tag: string): ReadyPage {
    const encoded = encoding === 'identity' ? [] : ['content-encoding', encoding];
    const made = {
      status: this.#status,
      etag: tag,
      headers: [...this.#headers, ...encoded, 'content-length', String(body.length), 'etag', tag, ...varying],
      unchanged: [...this.#lasting, 'etag', tag, ...varying],
      modified: this.#modified,
      body,
    };
    if (etag === this.#etag) this.ready[encoding] = made;
    return made;
  }
}

/** Own parts and blocks in turn, in one piece of memory, and the own parts as they lie in it. */
function puttingTogether(
  own: readonly (string | Buffer)[],
  blocks: readonly Buffer[],
): { whole: Buffer; own: readonly Buffer[] } {
  let length = 0;
  for (const part of own) length += Buffer.byteLength(part);
  for (const block of blocks) length += block.length;
  const whole = Buffer.allocUnsafeSlow(length);
  let at = 0;
  const parts = own.map((part, index) => {
    const from = at;
    at += typeof part === 'string' ? whole.write(part, at) : part.copy(whole, at);
    const placed = whole.subarray(from, at);
    at += blocks[index]?.copy(whole, at) ?? 0;
    return placed;
  });
  return { whole, own: parts };
}

function timeOf(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' ? Date.parse(header) : undefined;
}

function flat(headers: CachedPage['headers']): readonly string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [name, value] : value.flatMap((one) => [name, one]),
  );
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses in zlib's threads: quality 5 takes 0.2 ms for a page of 24 KB, quality 11 sixty times that. */
function compressed(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding !== 'br') return zip(plain, { level: 6 });
  // A window as long as the page: the usual one takes megabytes to set up, each time.
  const window = Math.min(22, Math.max(16, Math.ceil(Math.log2(plain.length + 1))));
  return brotli(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: window,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
}
