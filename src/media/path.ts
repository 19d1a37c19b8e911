import { extensionOf, type Kind } from './kind.ts';

/** Where WordPress keeps uploads; links to them live on when a blog moves. */
export const uploads = '/wp-content/uploads/';

/** Where the sizes and formats made from pictures are: `/-/media/12/photo-800w.1a2b3c4d.webp`. */
export const variants = '/-/media/';

/** Address of an upload that came at a time (UTC ISO): `/wp-content/uploads/2016/05/photo.jpg`. */
export function uploadPath(name: string, kind: Kind, at: string): string {
  return `${uploads}${at.slice(0, 4)}/${at.slice(5, 7)}/${fileName(name, kind)}`;
}

/**
 * A file's name as it stands in an address: letters and digits of any script, `-`, `_` and `.`; the extension is
 * the one of what the file is. A name without anything of these is `file`.
 */
export function fileName(name: string, kind: Kind): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const given = extensionOf(last);
  const stem = (given === '' ? last : last.slice(0, -given.length - 1))
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/\.+/g, '.')
    .replace(/-{2,}/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '');
  const extension = kind.extensions.includes(given) ? given : kind.extensions[0];
  return `${shorten(stem) || 'file'}.${extension}`;
}

/** Names in other scripts take up to nine characters a letter in an address; file systems of exports end at 255 bytes. */
function shorten(stem: string): string {
  let short = stem.slice(0, 120);
  while (Buffer.byteLength(short) > 180) short = short.slice(0, -1);
  return short;
}

/** `photo.jpg`, then `photo-1.jpg`, `photo-2.jpg`, as WordPress counts. */
export function numbered(path: string, number: number): string {
  return number === 0 ? path : path.replace(/(\.[^./]*)?$/, `-${number}$1`);
}

/**
 * A path that came from outside (an import, an address), decoded and in one form; undefined when it is none that a
 * file of a site can have.
 */
export function normalPath(path: string): string | undefined {
  const normal = path.normalize('NFC');
  const segments = normal.split('/').slice(1);
  const fine =
    normal.startsWith('/') &&
    normal.length <= 500 &&
    !/[\0-\x1f\x7f\\]/.test(normal) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..') &&
    segments[0] !== '-';
  return fine ? normal : undefined;
}

/** The original behind one of WordPress's sizes (`photo-300x200.jpg`, `photo-scaled.jpg`), as candidates. */
export function originalsOf(path: string): string[] {
  const found = /^(.*?)(?:-\d{1,5}x\d{1,5}|-scaled|-rotated)(\.[A-Za-z0-9]{2,5})$/.exec(path);
  if (!found) return [];
  const [, stem, extension] = found;
  return [`${stem}${extension}`, `${stem}-scaled${extension}`].filter((candidate) => candidate !== path);
}

/** The width that WordPress's name for a size asks for. */
export function sizeIn(path: string): number | undefined {
  const width = /-(\d{1,5})x\d{1,5}\.[A-Za-z0-9]{2,5}$/.exec(path)?.[1];
  return width === undefined ? undefined : Number(width);
}

/**
 * Where the file that an address in a post means may stand, best first: the path itself, and the originals behind
 * WordPress's sizes. Addresses are percent-encoded, and absolute ones count when they name one of `hosts`.
 */
export function mediaPaths(address: string, hosts: readonly string[]): string[] {
  const path = ownPath(address, hosts);
  return path === undefined ? [] : [path, ...originalsOf(path)];
}

function ownPath(address: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(address, 'http://site.invalid')) return undefined;
  const url = new URL(address, 'http://site.invalid');
  if (url.host !== 'site.invalid' && !hosts.includes(url.host)) return undefined;
  try {
    return normalPath(decodeURIComponent(url.pathname));
  } catch {
    return undefined;
  }
}
