import type { Token } from 'parse5';
import { escapeHtml } from '../../kit/html.ts';
import { withoutFragment } from '../address.ts';
import { type Leads, nowhere, resolved } from './addresses.ts';
import { linkOf, type Rewriting, rewriteAttribute } from './attributes.ts';
import { rewriteCss } from './css.ts';
import { readTokens } from './tokens.ts';

export type PageToRewrite = {
  readonly html: string;
  /** Where it was answered. */
  readonly address: string;
  readonly leads: Leads;
  /** What stands in place of a page within the page: "A part from elsewhere stood here." */
  readonly frameWords: string;
};

/**
 * A captured page as a page that does nothing: no script, no handler, no form that sends, no frame, no address but
 * those that `leads` makes. Written anew token by token, in which only names from lists pass, and text cannot become
 * markup, however a browser reads what stands around it.
 */
export function rewriteHtml(page: PageToRewrite): string {
  const writer = new Writer(page);
  readTokens(page.html, writer);
  return writer.finish();
}

/** Elements that go with all that they hold. */
const dropped = new Set(['script', 'template', 'noembed', 'noframes']);

/** Elements that go, while what they hold stays. */
const opened = new Set(
  `base meta link object embed applet param noscript frameset portal fencedframe bgsound keygen animate animatemotion
  animatetransform animatecolor set discard handler listener feimage track webview`.split(/\s+/),
);

const frames = new Set(['iframe', 'frame']);
const renamed: Readonly<Record<string, string>> = { xmp: 'pre', plaintext: 'pre' };
const fields = /^(?:input|button|select|textarea|fieldset)$/;
const mostAddresses = 20_000;
const mostWritten = 48 * 2 ** 20;

class Writer {
  readonly #out: string[] = [];
  readonly #rewriting: Rewriting;
  readonly #frameWords: string;
  #written = 0;
  /** What is being left out, and how deep within others of its name. */
  #inside: { readonly name: string; depth: number } | undefined;
  #css: string[] | undefined;

  constructor({ html, address, leads, frameWords }: PageToRewrite) {
    this.#frameWords = frameWords;
    this.#rewriting = { base: baseOf(html, address), page: address, leads: counted(leads) };
  }

  finish(): string {
    this.#closeStyle();
    return this.#out.join('');
  }

  doctype({ name, publicId, systemId, forceQuirks }: Token.DoctypeToken): void {
    if (forceQuirks || name !== 'html') return;
    const known = (id: string | null) =>
      id !== null && /^[\w\s/:.+-]{1,200}$/.test(id) ? `"${id}"` : undefined;
    const [first, second] = [known(publicId), known(systemId)];
    if (first !== undefined)
      this.#write(`<!DOCTYPE html PUBLIC ${first}${second === undefined ? '' : ` ${second}`}>`);
    else this.#write('<!DOCTYPE html>');
  }

  start(tag: Token.TagToken, foreign: boolean): void {
    const name = tag.tagName;
    if (this.#inside) {
      if (name === this.#inside.name && name === 'template') this.#inside.depth++;
      return;
    }
    if (dropped.has(name)) {
      if (!(foreign && tag.selfClosing)) this.#inside = { name, depth: 1 };
    } else if (frames.has(name)) this.#frame(tag, foreign);
    else if (name === 'link') this.#sheet(tag);
    else if (name === 'meta') this.#meta(tag);
    else if (!opened.has(name) && /^[a-z][a-z0-9._-]{0,60}$/.test(name)) this.#element(tag, foreign);
  }

  end(name: string): void {
    if (this.#inside) {
      if (name !== this.#inside.name) return;
      if (--this.#inside.depth === 0) this.#inside = undefined;
      return;
    }
    if (name === 'style') this.#closeStyle();
    if (dropped.has(name) || opened.has(name) || frames.has(name)) return;
    if (/^[a-z][a-z0-9._-]{0,60}$/.test(name)) this.#write(`</${renamed[name] ?? name}>`);
  }

  text(text: string): void {
    if (this.#inside) return;
    if (this.#css) this.#css.push(text);
    else this.#write(escapeHtml(text));
  }

  #write(text: string): void {
    this.#written += text.length;
    if (this.#written <= mostWritten) this.#out.push(text);
  }

  #element(tag: Token.TagToken, foreign: boolean): void {
    const name = renamed[tag.tagName] ?? tag.tagName;
    const kept = tag.attrs.map(({ name: key, value }) => this.#attribute(name, key, value, tag)).join('');
    const added = `${lazySource(tag, (value) => this.#attribute(name, 'src', value, tag))}${fields.test(name) ? ' disabled' : ''}`;
    this.#write(`<${name}${kept}${added}${tag.selfClosing ? ' /' : ''}>`);
    if (name === 'style' && !(foreign && tag.selfClosing)) this.#css = [];
  }

  #attribute(element: string, key: string, value: string, tag: Token.TagToken): string {
    if (key === 'value' && /^(?:hidden|password|file)$/i.test(attributeOf(tag, 'type') ?? '')) return '';
    const made = rewriteAttribute(element, key, value, this.#rewriting);
    return made === undefined ? '' : ` ${key}="${escapeHtml(made)}"`;
  }

  /** Its content was read as text and is left out: it is for browsers that have no frames. */
  #frame(tag: Token.TagToken, foreign: boolean): void {
    const address = attributeOf(tag, 'src');
    const href = address === undefined ? undefined : linkOf(address, this.#rewriting);
    const words = escapeHtml(this.#frameWords);
    if (href !== undefined) this.#write(`<p><a href="${escapeHtml(href)}">${words}</a></p>`);
    if (tag.tagName === 'iframe' && !(foreign && tag.selfClosing))
      this.#inside = { name: 'iframe', depth: 1 };
  }

  #sheet(tag: Token.TagToken): void {
    const rel = (attributeOf(tag, 'rel') ?? '').toLowerCase().split(/\s+/);
    const href = attributeOf(tag, 'href');
    if (!rel.includes('stylesheet') || rel.includes('alternate') || href === undefined) return;
    const absolute = resolved(href, this.#rewriting.base);
    if (absolute === undefined) return;
    const media = attributeOf(tag, 'media');
    const when = media === undefined || media === 'print' ? '' : ` media="${escapeHtml(media)}"`;
    const lead = this.#rewriting.leads.resource(withoutFragment(absolute));
    if (media !== 'print' || attributeOf(tag, 'onload') !== undefined)
      this.#write(`<link rel="stylesheet" href="${escapeHtml(lead)}"${when}>`);
  }

  #meta(tag: Token.TagToken): void {
    const name = (attributeOf(tag, 'name') ?? '').toLowerCase();
    const value = attributeOf(tag, 'content');
    if (value === undefined || !/^(?:viewport|color-scheme)$/.test(name)) return;
    this.#write(`<meta name="${name}" content="${escapeHtml(value)}">`);
  }

  #closeStyle(): void {
    if (!this.#css) return;
    const { base, leads } = this.#rewriting;
    this.#write(rewriteCss(this.#css.join(''), base, leads));
    this.#css = undefined;
  }
}

/** A page of a hundred thousand pictures is not asked for them all. */
function counted(leads: Leads): Leads {
  let left = mostAddresses;
  const within = (lead: (address: string) => string, instead: string) => (address: string) =>
    left-- > 0 ? lead(address) : instead;
  return { resource: within(leads.resource, nowhere), away: within(leads.away, '#') };
}

/** Where a script would have put a picture's address in its place. */
function lazySource(tag: Token.TagToken, attribute: (value: string) => string): string {
  if (tag.tagName !== 'img') return '';
  const src = attributeOf(tag, 'src');
  const later = attributeOf(tag, 'data-src');
  return later !== undefined && src === undefined ? attribute(later) : '';
}

function attributeOf(tag: Token.TagToken, name: string): string | undefined {
  return tag.attrs.find((one) => one.name === name)?.value;
}

/** The first `base` of the page decides for all of it, wherever it stands. */
function baseOf(html: string, address: string): string {
  if (!/<base[\s/]/i.test(html)) return address;
  let base: string | undefined;
  readTokens(html, {
    start: (tag) => {
      if (tag.tagName === 'base') base ??= attributeOf(tag, 'href');
    },
    end: () => undefined,
    text: () => undefined,
  });
  return (base !== undefined && resolved(base, address)) || address;
}
