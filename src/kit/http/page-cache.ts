import type { Changed } from '../database/index.ts';
import { Flight } from './flight.ts';
import { type CachedPage, type Composed, type Encoding, KeptPage, type ReadyPage } from './kept-page.ts';

export type { CachedPage, Encoding, ReadyPage } from './kept-page.ts';

/** A block, made apart because it changes more often than the pages around it. */
export type CachedBlock = { readonly html: string; readonly reads: ReadonlySet<string> };

type KeptBlock = { readonly bytes: Buffer; readonly reads: ReadonlySet<string> };

export type PageCacheOptions = {
  /** Bytes that the pages may take in all. */
  readonly maxBytes: number;
  readonly renderBlock: (key: string) => Promise<CachedBlock>;
  /** Milliseconds since 1970; the system's time unless a test says otherwise. */
  readonly now?: () => number;
};

/** Who asks, as far as it matters to what is kept: `personal` when a cookie says that it is somebody in particular. */
export type Asker = { readonly personal: boolean };

const anybody: Asker = { personal: false };

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
 * - A page that holds a form is sent until its time is over.
 * - Somebody whom a cookie names never gets a kept page that has a personal form, nor waits for one.
 */
export class PageCache {
  readonly #options: PageCacheOptions;
  readonly #pages = new Map<string, KeptPage>();
  readonly #blocks = new Map<string, KeptBlock>();
  readonly #readers = new Map<string, Set<KeptPage>>();
  readonly #blockReaders = new Map<string, Set<string>>();
  readonly #flights = new Map<string, Flight<unknown>>();
  readonly #now: () => number;
  #bytes = 0;
  #ownFlights = 0;
  #blockGeneration = 0;
  hits = 0;
  misses = 0;

  constructor(options: PageCacheOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#pages.size;
  }

  /** The hot path: a page that is there, in that encoding, with all its blocks as they are now. */
  find(key: string, encoding: Encoding, { personal } = anybody): ReadyPage | undefined {
    const entry = this.#pages.get(key);
    if (entry === undefined || entry.generation !== this.#blockGeneration) return undefined;
    if (entry.personal && personal) return undefined;
    if (entry.until !== Number.POSITIVE_INFINITY && entry.until <= this.#now()) return undefined;
    const ready = entry.ready[encoding];
    if (ready === undefined) return undefined;
    this.hits++;
    entry.used = true;
    return ready;
  }

  /**
   * The page of that key: put together from what is kept, or rendered. `render` may answer with something
   * that must not be kept (a page with `reads` undefined): that is handed back as it is, and to nobody else.
   */
  async fill<T extends object>(
    key: string,
    encoding: Encoding,
    render: () => Promise<CachedPage | { readonly uncached: T }>,
    { personal } = anybody,
  ): Promise<ReadyPage | { readonly uncached: T }> {
    const known = this.#current(key);
    if (known && !(personal && known.personal)) return this.#assemble(known, encoding);
    this.misses++;
    let mine = false;
    const flight = this.#join(personal ? `own ${++this.#ownFlights}` : `page ${key}`, () => {
      mine = true;
      return render();
    });
    const page = await flight.result;
    // What is not kept may be meant for one person: whoever came along and waited gets an answer of their own.
    if ('uncached' in page) return mine ? page : this.#alone(key, encoding, render);
    const entry = this.#current(key) ?? new KeptPage(key, page, this.#now());
    if (flight.isClean(page.reads) && !this.#pages.has(key)) this.#insert(entry);
    return this.#assemble(entry, encoding);
  }

  /** The page that is kept, unless its time is over. */
  #current(key: string): KeptPage | undefined {
    const entry = this.#pages.get(key);
    if (entry === undefined || entry.until > this.#now()) return entry;
    this.#remove(entry);
    return undefined;
  }

  async #alone<T extends object>(
    key: string,
    encoding: Encoding,
    render: () => Promise<CachedPage | { readonly uncached: T }>,
  ): Promise<ReadyPage | { readonly uncached: T }> {
    const page = await render();
    return 'uncached' in page ? page : this.#assemble(new KeptPage(key, page, this.#now()), encoding);
  }

  /** A text with its blocks put in, for an answer that is not kept. */
  async withBlocks({ texts, blocks }: Pick<CachedPage, 'texts' | 'blocks'>): Promise<string> {
    let out = texts[0] ?? '';
    for (const [index, key] of blocks.entries())
      out += (await this.#block(key)).toString() + (texts[index + 1] ?? '');
    return out;
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

  async #assemble(entry: KeptPage, encoding: Encoding): Promise<ReadyPage> {
    const ready = entry.generation === this.#blockGeneration ? entry.ready[encoding] : undefined;
    if (ready) return ready;
    const page = await entry.encode(await this.#compose(entry), encoding);
    this.#weigh(entry);
    return page;
  }

  /** Puts the text together from the page's own parts and its blocks as they are now. */
  async #compose(entry: KeptPage): Promise<Composed> {
    for (;;) {
      const generation = this.#blockGeneration;
      const blocks = await Promise.all(
        entry.blocks.map((key) => this.#blocks.get(key)?.bytes ?? this.#block(key)),
      );
      if (generation === this.#blockGeneration) return entry.compose(blocks, generation);
    }
  }

  async #block(key: string): Promise<Buffer> {
    const known = this.#blocks.get(key);
    if (known) return known.bytes;
    const flight = this.#join(`block ${key}`, async () => {
      const { html, reads } = await this.#options.renderBlock(key);
      return { bytes: Buffer.from(html), reads };
    });
    const block = await flight.result;
    if (flight.isClean(block.reads) && !this.#blocks.has(key)) {
      this.#blocks.set(key, block);
      for (const name of block.reads) added(this.#blockReaders, name, key);
    }
    return block.bytes;
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

  #insert(entry: KeptPage): void {
    this.#pages.set(entry.key, entry);
    for (const name of entry.reads) added(this.#readers, name, entry);
    this.#weigh(entry);
  }

  #remove(entry: KeptPage): void {
    if (this.#pages.get(entry.key) !== entry) return;
    this.#pages.delete(entry.key);
    this.#bytes -= entry.weight;
    for (const name of entry.reads) removed(this.#readers, name, entry);
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
      for (const name of entry.reads) {
        if (!name.startsWith(prefix)) continue;
        this.#remove(entry);
        break;
      }
    }
    for (const [key, block] of [...this.#blocks]) {
      if ([...block.reads].some((name) => name.startsWith(prefix))) this.#removeBlock(key);
    }
  }

  /** Counts anew what a page takes, and makes room where that is too much. */
  #weigh(entry: KeptPage): void {
    if (this.#pages.get(entry.key) !== entry) return;
    const size = entry.size;
    this.#bytes += size - entry.weight;
    entry.weight = size;
    if (this.#bytes > this.#options.maxBytes) this.#evict();
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
