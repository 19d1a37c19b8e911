import { type Leads, resolved, resourceOf } from './addresses.ts';

/**
 * A style sheet, or the declarations of a `style` attribute, in which every address leads to what was kept of it.
 *
 * Read once from left to right by the tokens of CSS Syntax 3: `url(…)` however it is written, the text of `@import`,
 * and texts that are addresses wherever they stand (a custom property may hand one to `image-set()`). What cannot be
 * understood stays as it is, for a browser does not understand it as an address either. Nothing in the result can
 * be taken for a tag.
 */
export function rewriteCss(css: string, base: string, leads: Leads): string {
  return new Sheet(css, base, leads).rewrite();
}

/** Functions whose plain texts are addresses. */
const takesAddress = /^(?:url|src|image|image-set|-webkit-image-set)$/;

class Sheet {
  readonly #css: string;
  readonly #base: string;
  readonly #leads: Leads;
  readonly #out: string[] = [];
  /** The brackets that are open: the name of a function, or the bracket itself. */
  readonly #open: string[] = [];
  #at = 0;
  /** The at-rule whose prelude is being read. */
  #rule = '';

  constructor(css: string, base: string, leads: Leads) {
    this.#css = css.replaceAll('\0', '\ufffd');
    this.#base = base;
    this.#leads = leads;
  }

  rewrite(): string {
    while (this.#at < this.#css.length) this.#token();
    return this.#out.join('').replaceAll(/<(?=[a-z/!?])/gi, '\\3c ');
  }

  #token(): void {
    const c = this.#css[this.#at] ?? '';
    if (this.#css.startsWith('/*', this.#at)) return this.#comment();
    if (this.#css.startsWith('<!--', this.#at)) return this.#skip(4);
    if (this.#css.startsWith('-->', this.#at)) return this.#skip(3);
    if (c === '"' || c === "'") return this.#text(c);
    if (c === '@' && begins(this.#css, this.#at + 1)) return this.#atRule();
    if (begins(this.#css, this.#at)) return this.#name();
    if (c === '(' || c === '[' || c === '{') this.#open.push(c);
    if (c === ')' || c === ']' || c === '}') this.#open.pop();
    if (c === ';' || c === '{') this.#rule = '';
    this.#take(1);
  }

  #take(length: number): void {
    this.#out.push(this.#css.slice(this.#at, this.#at + length));
    this.#at += length;
  }

  #skip(length: number): void {
    this.#at += length;
    this.#out.push(' ');
  }

  #comment(): void {
    const end = this.#css.indexOf('*/', this.#at + 2);
    this.#skip((end < 0 ? this.#css.length : end + 2) - this.#at);
  }

  #atRule(): void {
    const { name, end } = nameAt(this.#css, this.#at + 1);
    this.#rule = name.toLowerCase();
    this.#take(end - this.#at);
  }

  #name(): void {
    const { name, end } = nameAt(this.#css, this.#at);
    if (this.#css[end] !== '(') return this.#take(end - this.#at);
    const lower = name.toLowerCase();
    const first = afterSpace(this.#css, end + 1);
    const quoted = this.#css[first] === '"' || this.#css[first] === "'";
    if (lower === 'url' && !quoted && this.#rule !== 'namespace') return this.#plainUrl(first);
    this.#open.push(lower);
    this.#take(end + 1 - this.#at);
  }

  /** CSS Syntax 3 § 4.3.6: without quotes, up to the bracket. */
  #plainUrl(from: number): void {
    const closing = endOfUrl(this.#css, from);
    const written = unescaped(this.#css.slice(from, closing)).trim();
    this.#at = Math.min(closing + 1, this.#css.length);
    this.#out.push(`url("${this.#lead(written)}")`);
  }

  #text(quote: string): void {
    const end = endOfText(this.#css, this.#at, quote);
    const written = unescaped(this.#css.slice(this.#at + 1, end.content));
    const around = this.#open.at(-1) ?? '';
    const asked = this.#rule === 'import' ? this.#open.length === 0 : takesAddress.test(around);
    if (this.#rule !== 'namespace' && (asked || (around !== '[' && isAddress(written)))) {
      this.#at = end.next;
      this.#out.push(`"${this.#lead(written)}"`);
    } else this.#take(end.next - this.#at);
  }

  /** A part of the page itself stays; the rest leads to what was kept. */
  #lead(written: string): string {
    if (/^#[\w-]*$/.test(written)) return written;
    return resourceOf(written, this.#base, this.#leads).replaceAll(/["\\\n\r<>]/g, encodeURIComponent);
  }
}

function isAddress(text: string): boolean {
  return (
    /^[\p{Cc}\s]*(?:https?:|[\\/]{2})/iu.test(text) &&
    resolved(text, 'https://example.invalid/') !== undefined
  );
}

const nameStart = /[a-z_\-\u0080-\uffff\\]/i;
const namePart = /[\w\-\u0080-\uffff]/;

function begins(css: string, at: number): boolean {
  return nameStart.test(css[at] ?? '') && !(css[at] === '\\' && css[at + 1] === '\n');
}

/** A name with its escapes read (§ 4.3.11), and where it ends. */
function nameAt(css: string, start: number): { readonly name: string; readonly end: number } {
  let at = start;
  for (; at < css.length; ) {
    if (css[at] === '\\' && css[at + 1] !== '\n') at = afterEscape(css, at);
    else if (namePart.test(css[at] ?? '')) at++;
    else break;
  }
  return { name: unescaped(css.slice(start, at)), end: Math.max(at, start + 1) };
}

const escaped = /\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|(\r\n|[\s\S]))/giy;

function afterEscape(css: string, at: number): number {
  escaped.lastIndex = at;
  return escaped.test(css) ? escaped.lastIndex : css.length;
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(new RegExp(escaped.source, 'gi'), (_, hex: string | undefined, plain = '') => {
    if (hex === undefined) return /^[\r\n\f]/.test(plain) ? '' : plain;
    const code = Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
      ? '\ufffd'
      : String.fromCodePoint(code);
  });
}

function afterSpace(css: string, start: number): number {
  let at = start;
  while (/\s/.test(css[at] ?? '')) at++;
  return at;
}

function endOfUrl(css: string, start: number): number {
  let at = start;
  while (at < css.length && css[at] !== ')') at = css[at] === '\\' ? afterEscape(css, at) : at + 1;
  return at;
}

/** A text ends at its quote, or, broken, at the end of its line (§ 4.3.5). */
function endOfText(css: string, start: number, quote: string): { content: number; next: number } {
  let at = start + 1;
  while (at < css.length && css[at] !== quote && css[at] !== '\n')
    at = css[at] === '\\' ? afterEscape(css, at) : at + 1;
  return { content: at, next: css[at] === quote ? at + 1 : at };
}
