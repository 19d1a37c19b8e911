import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Changed } from '../database/index.ts';

export type Encoding = 'identity' | 'gzip' | 'br';

/** A page as handlers make it: text with the places of blocks that are kept apart, and what was read for it. */
export type CachedPage = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Texts between the blocks: one more than there are blocks. */
  readonly texts: readonly string[];
  readonly blocks: readonly string[];
  readonly reads: ReadonlySet<string>;
};

/** A block, made apart because it changes more often than the pages around it. */
export type CachedBlock = { readonly html: string; readonly reads: ReadonlySet<string> };

/** A page ready to be sent: bytes, and the headers as `node:http` takes them. */
export type ReadyPage = {
  readonly status: number;
  readonly etag: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
};

export type PageCacheOptions = {
  /** Bytes that bodies and texts may take in all. */
  readonly maxBytes: number;
  readonly renderBlock: (key: string) => Promise<CachedBlock>;
};

/**
 * Pages ready to be sent, by key (scheme, host and path) and encoding.
 *
 * - A page is dropped when something that it read changes, and no other page is.
 * - A page rendered from before a change never enters after it: changes during a rendering are remembered
 *   until it ends.
 * - Simultaneous misses of a page wait for one rendering; a request that comes after a change does not wait
 *   for a rendering that began before it.
 * - Blocks are kept apart: when one changes, the pages that show it are put together anew, not rendered.
 * - It is bounded by bytes; the pages longest unused go first.
 */
export class PageCache {
  readonly #options: PageCacheOptions;
  readonly #pages = new Map<string, Entry>();
  readonly #blocks = new Map<string, CachedBlock>();
  readonly #readers = new Map<string, Set<Entry>>();
  readonly #blockReaders = new Map<string, Set<string>>();
  readonly #flights = new Map<string, Flight<unknown>>();
  #bytes = 0;
  #blockGeneration = 0;
  hits = 0;
  misses = 0;

  constructor(options: PageCacheOptions) {
    this.#options = options;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#pages.size;
  }

  /** The hot path: a page that is there, in that encoding, with all its blocks as they are now. */
  find(key: string, encoding: Encoding): ReadyPage | undefined {
    const entry = this.#pages.get(key);
    if (entry === undefined || entry.generation !== this.#blockGeneration) return undefined;
    const ready = entry.ready[encoding];
    if (ready === undefined) return undefined;
    this.hits++;
    entry.used = true;
    return ready;
  }

  /**
   * The page of that key: put together from what is kept, or rendered. `render` may answer with something
   * that must not be kept (a page with `reads` undefined): that is handed back as it is.
   */
  async fill<T extends object>(
    key: string,
    encoding: Encoding,
    render: () => Promise<CachedPage | { readonly uncached: T }>,
  ): Promise<ReadyPage | { readonly uncached: T }> {
    const known = this.#pages.get(key);
    if (known) return this.#assemble(known, encoding);
    this.misses++;
    const flight = this.#join(`page ${key}`, render);
    const page = await flight.result;
    if ('uncached' in page) return page;
    const entry = new Entry(key, page);
    if (flight.isClean(page.reads) && this.#pages.get(key) === undefined) this.#insert(entry);
    return this.#assemble(this.#pages.get(key) ?? entry, encoding);
  }

  /** A text with its blocks put in, for an answer that is not kept. */
  async withBlocks({ texts, blocks }: Pick<CachedPage, 'texts' | 'blocks'>): Promise<string> {
    return interleave(texts, await Promise.all(blocks.map((key) => this.#block(key))));
  }

  /** Drops what read any of the names. `<site>/*` drops all of a site. */
  drop(changed: Changed): void {
    for (const flight of this.#flights.values()) flight.soil(changed);
    // Whoever waits for a block that is being made looks again.
    if (this.#flights.size > 0) this.#blockGeneration++;
    if (changed === 'everything') return this.clear();
    for (const name of changed) {
      if (name.endsWith('/*')) this.#dropSite(name.slice(0, -1));
      for (const entry of this.#readers.get(name) ?? []) this.#remove(entry);
      for (const key of this.#blockReaders.get(name) ?? []) this.#removeBlock(key);
    }
  }

  clear(): void {
    this.#pages.clear();
    this.#readers.clear();
    this.#blocks.clear();
    this.#blockReaders.clear();
    this.#bytes = 0;
    this.#blockGeneration++;
  }

  /** Every page that is kept, as it would be sent: for the test that compares it with a fresh rendering. */
  keys(): readonly string[] {
    return [...this.#pages.keys()];
  }

  async #assemble(entry: Entry, encoding: Encoding): Promise<ReadyPage> {
    if (entry.generation !== this.#blockGeneration || entry.text === undefined) await this.#compose(entry);
    const ready = entry.ready[encoding];
    if (ready) return ready;
    const text = entry.text;
    const generation = entry.generation;
    const made = await prepare(entry.page, text ?? '', entry.etag, encoding);
    // The blocks may have changed while the body was compressed; then it serves this request only.
    if (entry.generation === generation && entry.text === text) {
      entry.ready[encoding] = made;
      if (this.#pages.get(entry.key) === entry) this.#grow(entry, made.body.length);
    }
    return made;
  }

  /** Puts the text together from the page's own parts and its blocks as they are now. */
  async #compose(entry: Entry): Promise<void> {
    for (;;) {
      const generation = this.#blockGeneration;
      const blocks = await Promise.all(entry.page.blocks.map((key) => this.#block(key)));
      if (generation !== this.#blockGeneration) continue;
      const text = interleave(entry.page.texts, blocks);
      entry.generation = generation;
      if (text === entry.text) return;
      this.#shrink(entry);
      entry.text = text;
      entry.etag = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      entry.ready = {};
      return;
    }
  }

  async #block(key: string): Promise<string> {
    const known = this.#blocks.get(key);
    if (known) return known.html;
    const flight = this.#join(`block ${key}`, () => this.#options.renderBlock(key));
    const block = await flight.result;
    if (flight.isClean(block.reads) && !this.#blocks.has(key)) {
      this.#blocks.set(key, block);
      for (const name of block.reads) added(this.#blockReaders, name, key);
    }
    return block.html;
  }

  #join<R>(key: string, work: () => Promise<R>): Flight<R> {
    const underway = this.#flights.get(key) as Flight<R> | undefined;
    if (underway && !underway.soiled) return underway;
    const flight = new Flight(work());
    this.#flights.set(key, flight as Flight<unknown>);
    const landed = () => {
      if (this.#flights.get(key) === (flight as Flight<unknown>)) this.#flights.delete(key);
    };
    flight.result.then(landed, landed);
    return flight;
  }

  #insert(entry: Entry): void {
    this.#pages.set(entry.key, entry);
    for (const name of entry.page.reads) added(this.#readers, name, entry);
    this.#grow(
      entry,
      entry.page.texts.reduce((sum, text) => sum + text.length, 500),
    );
  }

  #remove(entry: Entry): void {
    if (this.#pages.get(entry.key) !== entry) return;
    this.#pages.delete(entry.key);
    this.#bytes -= entry.bytes;
    for (const name of entry.page.reads) removed(this.#readers, name, entry);
  }

  #removeBlock(key: string): void {
    const block = this.#blocks.get(key);
    if (!block) return;
    this.#blocks.delete(key);
    for (const name of block.reads) removed(this.#blockReaders, name, key);
    this.#blockGeneration++;
  }

  #dropSite(prefix: string): void {
    for (const entry of [...this.#pages.values()]) {
      for (const name of entry.page.reads) {
        if (!name.startsWith(prefix)) continue;
        this.#remove(entry);
        break;
      }
    }
    for (const [key, block] of [...this.#blocks]) {
      if ([...block.reads].some((name) => name.startsWith(prefix))) this.#removeBlock(key);
    }
  }

  #grow(entry: Entry, bytes: number): void {
    entry.bytes += bytes;
    this.#bytes += bytes;
    if (this.#bytes > this.#options.maxBytes) this.#evict();
  }

  #shrink(entry: Entry): void {
    if (this.#pages.get(entry.key) !== entry) return;
    for (const ready of Object.values(entry.ready)) {
      entry.bytes -= ready.body.length;
      this.#bytes -= ready.body.length;
    }
  }

  /** Second chance: a page used since the last round is put to the end, others go, oldest first. */
  #evict(): void {
    for (const entry of this.#pages.values()) {
      if (this.#bytes <= this.#options.maxBytes * 0.9) return;
      if (entry.used) {
        entry.used = false;
        this.#pages.delete(entry.key);
        this.#pages.set(entry.key, entry);
      } else {
        this.#remove(entry);
      }
    }
  }
}

class Entry {
  readonly key: string;
  readonly page: CachedPage;
  generation = -1;
  text: string | undefined;
  etag = '';
  ready: Partial<Record<Encoding, ReadyPage>> = {};
  bytes = 0;
  used = false;

  constructor(key: string, page: CachedPage) {
    this.key = key;
    this.page = page;
  }
}

/** A rendering under way, and what changed since it began. */
class Flight<R> {
  readonly result: Promise<R>;
  readonly #changed = new Set<string>();
  #everything = false;

  constructor(result: Promise<R>) {
    this.result = result;
  }

  get soiled(): boolean {
    return this.#everything || this.#changed.size > 0;
  }

  soil(changed: Changed): void {
    if (changed === 'everything') this.#everything = true;
    else for (const name of changed) this.#changed.add(name);
  }

  isClean(reads: ReadonlySet<string>): boolean {
    if (this.#everything) return false;
    for (const name of this.#changed) {
      if (reads.has(name) || (name.endsWith('/*') && startsAny(reads, name.slice(0, -1)))) return false;
    }
    return true;
  }
}

function startsAny(names: ReadonlySet<string>, prefix: string): boolean {
  for (const name of names) if (name.startsWith(prefix)) return true;
  return false;
}

function interleave(texts: readonly string[], blocks: readonly string[]): string {
  let out = texts[0] ?? '';
  for (let i = 0; i < blocks.length; i++) out += (blocks[i] ?? '') + (texts[i + 1] ?? '');
  return out;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses in zlib's threads: quality 5 takes 0.7 ms for a page of 27 KB, quality 11 seventeen times that. */
async function prepare(page: CachedPage, text: string, etag: string, encoding: Encoding): Promise<ReadyPage> {
  const plain = Buffer.from(text);
  const body =
    encoding === 'br'
      ? await brotli(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        })
      : encoding === 'gzip'
        ? await zip(plain, { level: 6 })
        : plain;
  const tag = encoding === 'identity' ? `"${etag}"` : `"${etag}-${encoding}"`;
  const headers: string[] = [];
  for (const [name, value] of Object.entries(page.headers)) {
    for (const one of typeof value === 'string' ? [value] : value) headers.push(name, one);
  }
  if (encoding !== 'identity') headers.push('content-encoding', encoding);
  headers.push('content-length', String(body.length), 'etag', tag, 'vary', 'accept-encoding');
  return { status: page.status, etag: tag, headers, body };
}

function added<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function removed<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (!set) return;
  set.delete(value);
  if (set.size === 0) map.delete(key);
}
