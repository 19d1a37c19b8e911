import { type Document, rewriteReferences } from '../../document/index.ts';
import { hrefOf } from '../../post/permalink.ts';
import { storedForm } from './address.ts';
import type { Entry, Run, Stock } from './run.ts';
import type { Shelf } from './shelf.ts';
import { referenceTarget } from './shortcode/reference.ts';

export type Settled = {
  readonly document: Document;
  readonly losses: readonly { readonly what: string; readonly kept: string }[];
  /** Addresses by which the text calls other posts, that those had. */
  readonly evidence: readonly (readonly [path: string, to: Entry])[];
  /** The address of a picture here; it is added to what is to be fetched when it is elsewhere. */
  readonly pictureOf: (
    src: string | undefined,
    losses: { what: string; kept: string }[],
  ) => string | undefined;
  /** Addresses of pictures elsewhere. */
  readonly remote: () => readonly string[];
};

type Around = { readonly run: Run; readonly stock: Stock; readonly shelf: Shelf; readonly entry: Entry };

/** Gives every link and picture of a text the address that it has here. */
export function settle(document: Document, around: Around): Settled {
  const losses: { what: string; kept: string }[] = [];
  const evidence: (readonly [string, Entry])[] = [];
  const remote = new Set<string>();
  const missing = new Set<string>();
  const media = (
    src: string,
    isPicture: boolean,
    lost: { what: string; kept: string }[],
  ): string | undefined => {
    const found = mediaAddress(src, isPicture, around);
    if (found.kind === 'here') return hrefOf(found.path);
    if (found.kind === 'remote') {
      if (isPicture) remote.add(found.url);
      return found.url;
    }
    if (found.kind === 'missing' && !missing.has(src.replace(/^\//, ''))) {
      missing.add(src.replace(/^\//, ''));
      lost.push({ what: `the file ${src} is not in the folder`, kept: 'its address' });
    }
    return undefined;
  };
  const settled = rewriteReferences(document, (kind, url) => {
    if (kind === 'image') return media(url, true, losses);
    if (kind === 'file') return media(url, false, losses);
    if (kind === 'embed') return undefined;
    return linkAddress(url, around, losses, evidence);
  });
  return {
    document: settled,
    losses,
    evidence,
    pictureOf: (src, lost) => {
      if (src === undefined) return undefined;
      const address = media(src, true, lost);
      return address === undefined ? undefined : /^https?:/i.test(address) ? address : decodeURI(address);
    },
    remote: () => [...remote],
  };
}

type MediaAddress =
  | { readonly kind: 'here'; readonly path: string }
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'missing' | 'other' };

function mediaAddress(given: string, isPicture: boolean, { stock, shelf, entry }: Around): MediaAddress {
  const src = referenceTarget(given)?.path ?? given;
  const own = ownPath(src, stock);
  const here = shelf.find(own ?? src, entry.item);
  if (here) return { kind: 'here', path: here.path };
  if (/^https?:\/\//i.test(src)) return { kind: 'remote', url: src };
  if (/^[a-z][a-z0-9+.-]*:|^#/i.test(src)) return { kind: 'other' };
  if (src.startsWith('//')) return { kind: 'remote', url: `https:${src}` };
  // What the folder lacks is fetched from where the blog was, where that is known.
  if (stock.blog.baseUrl !== undefined && isPicture && /\.\w{2,5}($|\?)/.test(src)) {
    const base = src.startsWith('/')
      ? stock.blog.baseUrl
      : new URL(entry.aliases[0] ?? '/', stock.blog.baseUrl).href;
    if (URL.canParse(src, base)) return { kind: 'remote', url: new URL(src, base).href };
  }
  return { kind: 'missing' };
}

/** The path of an address of the blog itself, without the folder that the blog was in. */
function ownPath(address: string, { blog }: Stock): string | undefined {
  const base = blog.baseUrl === undefined ? undefined : new URL(blog.baseUrl);
  const prefix = base?.pathname.replace(/\/$/, '') ?? '';
  if (/^(https?:)?\/\//i.test(address)) {
    if (base === undefined || !URL.canParse(address, base)) return undefined;
    const url = new URL(address, base);
    if (bareHost(url.host) !== bareHost(base.host)) return undefined;
    return below(url.pathname + url.search + url.hash, prefix);
  }
  return address.startsWith('/') ? below(address, prefix) : undefined;
}

function bareHost(host: string): string {
  return host.replace(/^www\./, '');
}

function below(path: string, prefix: string): string {
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** Where a link leads here; undefined to leave it as it is. */
function linkAddress(
  url: string,
  around: Around,
  losses: { what: string; kept: string }[],
  evidence: (readonly [string, Entry])[],
): string | undefined {
  const { stock, shelf, entry } = around;
  const reference = referenceTarget(url);
  if (reference) {
    const found =
      stock.links.byFile(reference.path, entry, reference.lang) ??
      byPath(`/${reference.path}`, around, evidence);
    if (found) return href(found) + reference.fragment;
    const page = otherPage(reference.path, stock);
    if (page !== undefined) return page + reference.fragment;
    losses.push({
      what: `the link to ${reference.path}, which is not in the folder`,
      kept: 'a link to its address as it was',
    });
    return oldAddress(reference.path) + reference.fragment;
  }
  if (/^[a-z][a-z0-9+.-]*:(?!\/\/)|^#|^\?/i.test(url)) return undefined;
  const own = ownPath(url, stock);
  if (own === undefined && /^([a-z][a-z0-9+.-]*:)?\/\//i.test(url)) return undefined;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(own ?? url) ?? [];
  const file = shelf.find(path, entry.item);
  if (file) return hrefOf(file.path);
  if (/\.(md|markdown)$/i.test(path)) {
    const found = stock.links.byFile(decoded(path), entry);
    return found && href(found) + rest;
  }
  const found = path.startsWith('/') ? byPath(path, around, evidence) : undefined;
  if (found) return href(found) + rest;
  const page = path.startsWith('/') ? otherPage(decoded(path), stock) : undefined;
  if (page !== undefined) return page + rest;
  // The blog's own host, but nothing of this folder: the address still is one of this site.
  return own !== undefined && own !== url ? own : undefined;
}

function byPath(
  path: string,
  { stock, entry }: Around,
  evidence: (readonly [string, Entry])[],
): Entry | undefined {
  const stored = storedForm(path);
  if (stored === undefined) return undefined;
  const said = stock.links.byAddress(stored);
  if (said) return said;
  const found = stock.links.byLook(stored, entry);
  if (found && !/[\s<>"]/.test(stored)) evidence.push([stored, found]);
  return found;
}

/** Archives of terms and authors. */
function otherPage(path: string, { terms, bylines }: Stock): string | undefined {
  const term = terms.pageOf(path);
  if (term !== undefined) return hrefOf(term);
  const author = /^\/?authors?\/([^/]+)\/?$/i.exec(path)?.[1];
  return author !== undefined && bylines.has(author) ? `/author/${author}/` : undefined;
}

function href(entry: Entry): string {
  return hrefOf(entry.path);
}

/** `communities/user-experience.md` → `/communities/user-experience/` */
function oldAddress(path: string): string {
  const plain = path
    .replace(/^\/+/, '')
    .replace(/(^|\/)_?index(\.\w+)?$/i, '$1')
    .replace(/\.(md|markdown)$/i, '')
    .replace(/\/+$/, '');
  return encodeURI(`/${plain}${plain === '' || /\.\w{2,5}$/.test(plain) ? '' : '/'}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
