import { SaxesParser, type SaxesTagNS } from 'saxes';
import { escapeHtml } from '../kit/html.ts';
import { cleanDeclarations, cleanStyleSheet } from './svg-css.ts';
import { allowedAttributes, allowedElements, animationElements } from './svg-names.ts';

export type CleanSvg =
  | { readonly ok: true; readonly svg: string; readonly width: number; readonly height: number }
  | {
      readonly ok: false;
      readonly reason: 'too-large' | 'too-deep' | 'too-complex' | 'no-svg';
      readonly detail: string;
    };

const limits = { bytes: 5 * 1024 * 1024, depth: 200, elements: 100_000, drawn: 20_000 };

const svgNamespace = 'http://www.w3.org/2000/svg';
const xlink = 'http://www.w3.org/1999/xlink';
const xml = 'http://www.w3.org/XML/1998/namespace';

/**
 * Reads an SVG as XML and writes it anew from an allow-list: shapes, text, gradients, filters, animations. No
 * script, no handler, no foreign markup, no reference to anything outside the file (pictures inside it as `data:`
 * of a raster format may stay). Declarations of entities are refused, comments and processing instructions left out.
 */
export function cleanSvg(text: string): CleanSvg {
  if (Buffer.byteLength(text) > limits.bytes) return refuse('too-large', `more than ${limits.bytes} bytes`);
  try {
    return new Writer().read(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.reason, error.message);
    if (error instanceof Error) return refuse('no-svg', error.message.slice(0, 200));
    throw error;
  }
}

type Reason = Extract<CleanSvg, { ok: false }>['reason'];

function refuse(reason: Reason, detail: string): CleanSvg {
  return { ok: false, reason, detail };
}

class Refusal extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** One reading of one file. */
class Writer {
  readonly #out: string[] = [];
  readonly #open: { readonly name: string; readonly kept: boolean; readonly id: string | undefined }[] = [];
  readonly #uses = new Map<string, string[]>();
  #style: string[] | undefined;
  /** Depth of the outermost element that is left out, with all that it holds. */
  #dropped = 0;
  #elements = 0;
  #used = 0;
  #size: { width: number; height: number } | undefined;

  read(text: string): CleanSvg {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('doctype', (doctype) => {
      if (doctype.includes('[')) throw new Refusal('no-svg', 'a document type with declarations');
    });
    parser.on('opentag', (tag) => this.#enter(tag));
    parser.on('closetag', () => this.#leave());
    parser.on('text', (characters) => this.#write(characters));
    parser.on('cdata', (characters) => this.#write(characters));
    parser.write(text).close();
    if (this.#size === undefined) throw new Refusal('no-svg', 'the outermost element is not svg');
    this.#countDrawn();
    return { ok: true, svg: this.#out.join(''), ...this.#size };
  }

  #enter(tag: SaxesTagNS): void {
    if (++this.#elements > limits.elements) throw new Refusal('too-complex', 'too many elements');
    if (this.#open.length >= limits.depth) throw new Refusal('too-deep', `more than ${limits.depth} levels`);
    const isSvg = tag.uri === svgNamespace || tag.uri === '';
    const attributes = this.#attributes(tag);
    const inPicture = this.#dropped === 0 && this.#style === undefined;
    const kept =
      inPicture && isSvg && allowedElements.has(tag.local) && isHarmlessAnimation(tag.local, attributes);
    if (this.#open.length === 0) this.#begin(tag, kept, attributes);
    this.#open.push({ name: tag.local, kept, id: kept ? attributes.get('id') : undefined });
    if (!kept) {
      if (this.#dropped === 0) this.#dropped = this.#open.length;
      return;
    }
    this.#noteUse(tag.local, attributes);
    const namespace = this.#open.length === 1 ? ` xmlns="${svgNamespace}"` : '';
    const written = [...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');
    this.#out.push(`<${tag.local}${namespace}${written}>`);
    if (tag.local === 'style') this.#style = [];
  }

  #begin(tag: SaxesTagNS, kept: boolean, attributes: ReadonlyMap<string, string>): void {
    if (!kept || tag.local !== 'svg') throw new Refusal('no-svg', 'the outermost element is not svg');
    this.#size = sizeOf(attributes);
  }

  #leave(): void {
    const { name, kept } = this.#open.pop()!;
    if (kept) {
      if (this.#style !== undefined) this.#out.push(escapeHtml(cleanStyleSheet(this.#style.join(''))));
      this.#style = undefined;
      this.#out.push(`</${name}>`);
    } else if (this.#open.length < this.#dropped) this.#dropped = 0;
  }

  #write(characters: string): void {
    if (this.#dropped > 0 || this.#open.length === 0) return;
    if (this.#style !== undefined) this.#style.push(characters);
    else this.#out.push(escapeHtml(characters));
  }

  #attributes(tag: SaxesTagNS): Map<string, string> {
    const kept = new Map<string, string>();
    for (const { uri, local, value } of Object.values(tag.attributes)) {
      if (local === 'href' && (uri === '' || uri === xlink)) {
        if (isInsideReference(value, tag.local)) kept.set('href', value.trim());
      } else if (uri === xml && (local === 'lang' || local === 'space')) kept.set(`xml:${local}`, value);
      else if (uri === '' && local === 'style') kept.set('style', cleanDeclarations(value));
      else if (uri === '' && allowedAttributes.has(local)) {
        const cleaned = cleanDeclarations(value);
        if (cleaned === value) kept.set(local, value);
      }
    }
    return kept;
  }

  #noteUse(name: string, attributes: ReadonlyMap<string, string>): void {
    const target = name === 'use' ? attributes.get('href')?.slice(1) : undefined;
    if (target === undefined) return;
    if (++this.#used > limits.drawn) throw tooOften();
    for (const holder of ['', ...this.#open.map(({ id }) => id)]) {
      if (holder === undefined) continue;
      const targets = this.#uses.get(holder) ?? [];
      targets.push(target);
      this.#uses.set(holder, targets);
    }
  }

  /** Uses of uses multiply: a file of a kilobyte can ask for a billion shapes. One that uses itself never ends. */
  #countDrawn(): void {
    const known = new Map<string, number>();
    const count = (id: string): number => {
      const before = known.get(id);
      if (before !== undefined) return before;
      known.set(id, Number.POSITIVE_INFINITY);
      let drawn = 1;
      for (const target of this.#uses.get(id) ?? []) drawn += count(target);
      known.set(id, drawn);
      return drawn;
    };
    if (count('') > limits.drawn) throw tooOften();
  }
}

function tooOften(): Refusal {
  return new Refusal('too-complex', 'it draws its own parts too often');
}

/** A place in the file itself; a picture may also be the raster data themselves. */
function isInsideReference(value: string, element: string): boolean {
  const address = value.trim();
  if (/^#[^\s#]+$/.test(address)) return true;
  const isPicture = element === 'image' || element === 'feImage';
  return isPicture && /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$/.test(address);
}

/** An animation sets an attribute later on: it may set only those that are allowed, and no reference. */
function isHarmlessAnimation(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (!animationElements.has(name)) return true;
  const target = attributes.get('attributeName');
  return target === undefined
    ? name === 'animateMotion' || name === 'animateTransform'
    : allowedAttributes.has(target);
}

/** Width and height in CSS pixels where given, else those of the viewBox, else those of a picture without any. */
function sizeOf(attributes: ReadonlyMap<string, string>): { width: number; height: number } {
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth, boxHeight] =
    box.length === 4 && box[2]! > 0 && box[3]! > 0 ? [box[2]!, box[3]!] : [300, 150];
  const width = pixels(attributes.get('width'));
  const height = pixels(attributes.get('height'));
  const size = {
    width: width ?? (height === undefined ? boxWidth : (height * boxWidth) / boxHeight),
    height: height ?? (width === undefined ? boxHeight : (width * boxHeight) / boxWidth),
  };
  const whole = (length: number) => Math.min(32_767, Math.max(1, Math.round(length)));
  return { width: whole(size.width), height: whole(size.height) };
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

function pixels(length: string | undefined): number | undefined {
  const parts = /^(\d*\.?\d+(?:e[+-]?\d{1,2})?)(px|pt|pc|mm|cm|in|)$/i.exec(
    (length ?? '').trim().slice(0, 40),
  );
  const value = parts ? Number(parts[1]) * units[parts[2]!.toLowerCase()]! : 0;
  return value > 0 ? value : undefined;
}
