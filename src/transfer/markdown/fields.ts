import { type Fields, isRecord } from './front-matter.ts';

/** The first of these names that has a value. */
export function firstValue(fields: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** The first of these names that has a text or a number, as a text on one line. */
export function textOf(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = asText(fields[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}

export function asText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** Yes and no in the words of YAML 1.1 too, which Jekyll reads. */
export function flagOf(fields: Fields, ...names: readonly string[]): boolean | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    if (typeof value === 'string' && /^(true|yes|on)$/i.test(value.trim())) return true;
    if (typeof value === 'string' && /^(false|no|off)$/i.test(value.trim())) return false;
  }
  return undefined;
}

/** A list of texts, from a list or from one text; `separator` takes a text apart where that is meant. */
export function listOf(value: unknown, separator: RegExp | undefined): readonly string[] {
  const values = Array.isArray(value)
    ? value.flat(2)
    : typeof value === 'string' && separator
      ? value.split(separator)
      : [value];
  return [...new Set(values.map(asText).filter((text) => text !== undefined))];
}

/** The address of a picture: a text, a list's first, or an object that names it as themes do. */
export function pictureOf(
  value: unknown,
): { readonly src: string; readonly alt?: string; readonly caption?: string } | undefined {
  if (Array.isArray(value)) return pictureOf(value[0]);
  const src = asText(value);
  if (src !== undefined) return typeof value === 'string' ? { src } : undefined;
  if (!isRecord(value)) return undefined;
  const address = textOf(
    value,
    'src',
    'url',
    'path',
    'image',
    'file',
    'filename',
    'feature',
    'teaser',
    'thumbnail',
    'og_image',
    'uid',
  );
  if (address === undefined) return undefined;
  const alt = textOf(value, 'alt', 'title', 'image_alt', 'alttext', 'alt_text');
  const caption = textOf(value, 'caption', 'image_caption', 'figcaption');
  return { src: address, ...(alt !== undefined && { alt }), ...(caption !== undefined && { caption }) };
}

/** `ammie-farraj-feijoo` → `Ammie Farraj Feijoo`, for a key that stands where a name should. Other texts stay. */
export function nameFromKey(key: string): string {
  if (!/^[\p{Ll}\p{N}]+(?:[-_][\p{Ll}\p{N}]+)+$/u.test(key)) return key;
  return key.replaceAll(/[-_]/g, ' ').replace(/(^| )\p{Ll}/gu, (letter) => letter.toUpperCase());
}
