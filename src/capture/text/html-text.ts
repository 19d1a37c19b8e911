import { blocks, leftOut, regionOf } from './element-kind.ts';
import { type OffsetMap, OffsetMapWriter } from './offset-map.ts';
import { attribute, type PageElement, type PageText, parsePage, plainText, walk } from './page-tree.ts';
import type { Region } from './region.ts';
import { spokenRegions } from './spoken.ts';

/** The text of a page, as quotations are looked for in it. */
export type HtmlText = {
  /** White space collapsed, a line break at each boundary of a block. */
  readonly text: string;
  /** Where words of somebody else stand, or hidden ones; in the order of the text, and they may lie in each other. */
  readonly regions: readonly Region[];
  readonly title?: string;
  readonly lang?: string;
  /** From the text back to the characters of the HTML. */
  readonly map: OffsetMap;
};

/** Raised whenever the same page would give another text. */
export const htmlTextVersion = '1';

/**
 * Reads the whole text of a page: scripts, styles and templates left out, everything else kept, hidden text and
 * readers' comments marked. Pure; takes time by the length of the page, whatever its nesting.
 */
export function htmlText(html: string): HtmlText {
  const tree = parsePage(html);
  const writer = new TextWriter(html);
  const open: { readonly element: PageElement; readonly start: number; readonly region: Opened }[] = [];
  let title: string | undefined;
  let lang: string | undefined;
  let verbatim = 0;
  walk(tree, {
    text: (node) => writer.write(node, verbatim > 0),
    enter: (element) => {
      const { tagName } = element;
      if (tagName === 'title') title ??= plainText(element, 500) || undefined;
      if (tagName === 'html') lang ??= attribute(element, 'lang') ?? attribute(element, 'xml:lang');
      if (tagName === 'meta') lang ??= contentLanguage(element);
      if (leftOut.has(tagName)) return false;
      if (tagName === 'br' || blocks.has(tagName)) writer.breakLine();
      else if (tagName === 'td' || tagName === 'th') writer.separate();
      if (keepsSpace.has(tagName)) verbatim++;
      const region = regionOf(element);
      if (region !== undefined) open.push({ element, start: writer.position, region });
      return true;
    },
    leave: (element) => {
      if (open.at(-1)?.element === element) {
        const { start, region } = open.pop()!;
        writer.mark(start, region);
      }
      if (keepsSpace.has(element.tagName)) verbatim--;
      if (blocks.has(element.tagName)) writer.breakLine();
    },
  });
  const { text, regions, map } = writer.done();
  return {
    text,
    regions,
    map,
    ...(title !== undefined && { title }),
    ...(lang !== undefined && lang !== '' && { lang }),
  };
}

/** What readers see of it: without hidden words, and without what other readers wrote under it. */
export function visibleText({ text, regions }: Pick<HtmlText, 'text' | 'regions'>): string {
  let visible = '';
  let at = 0;
  for (const { start, end, kind } of regions) {
    if (kind === 'quoted' || end <= at) continue;
    visible += text.slice(at, Math.max(at, start));
    at = end;
  }
  return visible + text.slice(at);
}

type Opened = Omit<Region, 'start' | 'end'>;

const keepsSpace = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext']);

function contentLanguage(element: PageElement): string | undefined {
  const is = attribute(element, 'http-equiv')?.toLowerCase() === 'content-language';
  return is ? attribute(element, 'content')?.split(',')[0]?.trim() : undefined;
}

type Pending = '' | ' ' | '\t' | '\n';

/** Collapses white space as a browser does, and remembers where every character came from. */
class TextWriter {
  readonly #html: string;
  readonly #pieces: string[] = [];
  readonly #map = new OffsetMapWriter();
  readonly #regions: Region[] = [];
  #length = 0;
  /** The white space that is due before the next word; at the very beginning none. */
  #pending: Pending = '';

  constructor(html: string) {
    this.#html = html;
  }

  /** Where the next word will stand. */
  get position(): number {
    return this.#length + (this.#length > 0 && this.#pending !== '' ? 1 : 0);
  }

  breakLine(): void {
    this.#pending = '\n';
  }

  separate(): void {
    if (this.#pending !== '\n') this.#pending = '\t';
  }

  write({ value, sourceCodeLocation: at }: PageText, verbatim: boolean): void {
    const source = at && sourceOffsets(this.#html, at.startOffset, at.endOffset, value);
    const words = verbatim ? /[^\n]+/g : /[^ \t\n\f\r]+/g;
    let end = 0;
    for (const { 0: word, index } of value.matchAll(words)) {
      if (index > end || (index === 0 && this.#pending === ''))
        this.#space(value.slice(end, index), verbatim);
      this.#flush();
      this.#pieces.push(word);
      source?.(index, word.length, this.#length, this.#map);
      this.#length += word.length;
      end = index + word.length;
    }
    if (end < value.length) this.#space(value.slice(end), verbatim);
  }

  mark(start: number, region: Opened): void {
    if (this.#length > start) this.#regions.push({ start, end: this.#length, ...region });
  }

  done(): { text: string; regions: readonly Region[]; map: OffsetMap } {
    const text = this.#pieces.join('');
    const regions = [...this.#regions, ...spokenRegions(text, this.#regions)];
    regions.sort((a, b) => a.start - b.start || b.end - a.end);
    return { text, regions, map: this.#map.done() };
  }

  #space(between: string, verbatim: boolean): void {
    if (between === '' || this.#pending === '\n') return;
    if (verbatim && between.includes('\n')) this.#pending = '\n';
    else if (this.#pending === '') this.#pending = ' ';
  }

  #flush(): void {
    if (this.#pending !== '' && this.#length > 0) {
      this.#pieces.push(this.#pending);
      this.#length++;
    }
    this.#pending = '';
  }
}

type WriteMap = (from: number, length: number, start: number, map: OffsetMapWriter) => void;

/**
 * How to find the units of a text node in the source: by counting where both are the same, else by going through
 * both side by side, so that a character reference (`&amp;`) stands for the characters that it gave.
 */
function sourceOffsets(html: string, start: number, end: number, value: string): WriteMap {
  const raw = html.slice(start, end);
  if (raw === value) return (from, length, position, map) => map.add(position, length, start + from, length);
  const offsets = alignedOffsets(raw, value);
  return (from, length, position, map) => {
    for (let i = from; i < from + length; i++) {
      const at = offsets[i]!;
      map.add(position + i - from, 1, start + at, Math.max(1, offsets[i + 1]! - at));
    }
  };
}

/** For every unit of `value`, and for its end, where it stands in `raw`. */
function alignedOffsets(raw: string, value: string): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = 0;
  for (let i = 0; i < value.length; i++) {
    offsets[i] = at;
    const reference = raw[at] === '&' ? referenceAt(raw, at) : undefined;
    if (reference !== undefined && !value.startsWith(raw.slice(at, at + reference), i)) {
      const units = unitsOf(raw, at + reference, value, i);
      for (let extra = 1; extra < units; extra++) offsets[++i] = at;
      at += reference;
    } else if (raw[at] === '\r' && raw[at + 1] === '\n') at += 2;
    else at++;
  }
  offsets[value.length] = Math.min(at, raw.length);
  return offsets;
}

const characterReference = /&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+)|[a-zA-Z][a-zA-Z0-9]*);?/y;

function referenceAt(raw: string, at: number): number | undefined {
  characterReference.lastIndex = at;
  return characterReference.exec(raw)?.[0].length;
}

/** One character reference gives one or two code points: what follows it says how many units these are. */
function unitsOf(raw: string, next: number, value: string, i: number): number {
  const follows = raw[next];
  if (follows === undefined) return value.length - i;
  for (const units of [1, 2, 3]) if (value[i + units] === follows || follows === '&') return units;
  return 1;
}
