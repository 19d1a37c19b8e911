import { parsePartialDate } from '../../kit/partial-date.ts';
import { safeUrl } from '../url.ts';
import { isRecord, type LooseAttributes } from './loose.ts';

/** Makes a value fit, or says `undefined`: the attribute is left out. */
export type Cleaner = (value: unknown) => unknown;
export type Cleaners = Readonly<Record<string, Cleaner>>;

/** The attributes that fit, without those at their default; `undefined` when none is left. */
export function cleanAttributes(
  attributes: LooseAttributes | null | undefined,
  cleaners: Cleaners,
): Record<string, unknown> | undefined {
  if (attributes === null || attributes === undefined) return undefined;
  let clean: Record<string, unknown> | undefined;
  for (const name in cleaners) {
    const given = attributes[name];
    if (given === undefined || given === null) continue;
    const value = cleaners[name]!(given);
    if (value === undefined) continue;
    clean ??= {};
    clean[name] = value;
  }
  return clean;
}

/** A picture that has only a title is described by it. */
export function describePicture(attrs: Record<string, unknown>): Record<string, unknown> {
  if (attrs.title === undefined || attrs.alt !== undefined) return attrs;
  const { title, ...others } = attrs;
  return { ...others, alt: title };
}

const word =
  (...words: readonly string[]): Cleaner =>
  (value) =>
    words.includes(value as string) ? value : undefined;
const flag: Cleaner = (value) => (value === true ? true : undefined);
const integer =
  (from: number, to: number, without?: number): Cleaner =>
  (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to && value !== without
      ? value
      : undefined;
/** Text of one line. */
const line: Cleaner = (value) => {
  if (typeof value !== 'string') return undefined;
  const clean = oneLine(value);
  return clean === '' ? undefined : clean;
};
const url =
  (kind: Parameters<typeof safeUrl>[1]): Cleaner =>
  (value) =>
    typeof value === 'string' ? safeUrl(value, kind) : undefined;

/** BCP 47, loosely: subtags of letters and digits. */
const language: Cleaner = (value) =>
  typeof value === 'string' && /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,8}$/i.test(value) ? value : undefined;
/** What a fragment can name, save the names that the renderer gives to footnotes and quotations. */
const anchor: Cleaner = (value) =>
  typeof value === 'string' &&
  /^[^\s"'<>\p{C}]{1,200}$/u.test(value) &&
  !/^(?:fn(?:ref)?\d+|quotation-.*)$/.test(value)
    ? value
    : undefined;

/** Text of one line, cut after so many UTF-16 units. */
const upTo =
  (most: number): Cleaner =>
  (value) => {
    const clean = line(value) as string | undefined;
    return clean === undefined || clean.length <= most ? clean : line(clean.slice(0, most));
  };
/** The ID of a row, as a number or in digits. */
const serial: Cleaner = (value) => {
  const id = typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(id) && (id as number) > 0 ? id : undefined;
};
const key: Cleaner = (value) =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/i.test(value) ? value : undefined;
const partialDate: Cleaner = (value) =>
  typeof value === 'string' ? parsePartialDate(value.trim()) : undefined;

const binding: Cleaners = {
  cite: url('link'),
  key,
  source: serial,
  capture: serial,
  speaker: upTo(200),
  said: partialDate,
  place: upTo(200),
  prefix: upTo(300),
  suffix: upTo(300),
};

const block: Cleaners = { dir: word('ltr', 'rtl'), lang: language, id: anchor };
const align = word('left', 'right', 'center', 'wide', 'full');
const textAlign = word('left', 'right', 'center', 'justify');
const pixels = integer(1, 20_000);
const cell: Cleaners = { ...block, colspan: integer(2, 1000), rowspan: integer(2, 1000), align: textAlign };

/** For each node that has attributes: which, and what may stand in them. */
export const nodeAttributes: Readonly<Record<string, Cleaners>> = {
  paragraph: { ...block, align: textAlign },
  heading: { ...block, level: integer(1, 6), align: textAlign },
  verse: block,
  codeBlock: { ...block, language: codeLanguage },
  bulletList: block,
  orderedList: {
    ...block,
    start: integer(-1_000_000, 1_000_000_000, 1),
    reversed: flag,
    style: word('a', 'A', 'i', 'I'),
  },
  listItem: block,
  taskList: block,
  taskItem: { ...block, checked: flag },
  definitionList: block,
  term: block,
  description: block,
  quote: { ...block, ...binding },
  translation: { ...block, translator: upTo(200) },
  pullQuote: { ...block, cite: url('link'), align },
  citation: block,
  republished: { ...block, key, source: serial, mode: word('whole', 'excerpt', 'translation') },
  table: { ...block, align },
  tableGrid: block,
  tableRow: { ...block, foot: flag },
  tableCell: cell,
  tableHeader: cell,
  caption: block,
  image: {
    ...block,
    src: url('image'),
    alt: line,
    title: line,
    href: url('link'),
    align,
    size: word('thumbnail', 'medium', 'large', 'full'),
    width: pixels,
    height: pixels,
  },
  gallery: { ...block, columns: integer(1, 12), align },
  audio: { ...block, src: url('media'), loop: flag, align },
  video: {
    ...block,
    src: url('media'),
    poster: url('image'),
    width: pixels,
    height: pixels,
    loop: flag,
    muted: flag,
    tracks,
    align,
  },
  file: { ...block, href: url('link') },
  embed: { ...block, url: url('embed'), align },
  button: { ...block, href: url('link'), align: textAlign },
  columns: { ...block, align },
  column: { ...block, width: integer(1, 100) },
  group: { ...block, align },
  details: { ...block, open: flag },
  summary: block,
  separator: block,
  more: { ...block, label: line },
  pageBreak: block,
  math: { ...block, tex: texLines },
  raw: { ...block, html: (value) => (typeof value === 'string' ? value : undefined) },
  inlineImage: { src: url('image'), alt: line, title: line, width: pixels, height: pixels },
  inlineMath: { tex },
};

/** The same for marks. A mark without attributes has an empty entry. */
export const markAttributes: Readonly<Record<string, Cleaners>> = {
  link: { href: url('link'), title: line, rel: linkRelations },
  quotation: { ...binding, lang: language, translator: upTo(200), original: upTo(2000) },
  language: { lang: language, dir: word('ltr', 'rtl') },
  abbreviation: { title: line },
  work: {},
  strong: {},
  emphasis: {},
  underline: {},
  strike: {},
  highlight: {},
  small: {},
  superscript: {},
  subscript: {},
  keyboard: {},
  code: {},
};

/** The attribute without which a node or a mark is nothing. */
export const essential: Readonly<Record<string, string>> = {
  image: 'src',
  inlineImage: 'src',
  audio: 'src',
  video: 'src',
  file: 'href',
  button: 'href',
  embed: 'url',
  math: 'tex',
  inlineMath: 'tex',
  raw: 'html',
  link: 'href',
  abbreviation: 'title',
};

/** Control characters out, white space to single spaces, trimmed. */
export function oneLine(text: string): string {
  return withoutControls(text).replace(/\s+/g, ' ').trim();
}

/** Without control characters, save tab and line feed, and without halves of surrogate pairs. */
export function withoutControls(text: string): string {
  if (!unusual.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '');
}

const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]/;

function codeLanguage(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9+#._-]{0,39}$/.test(name) ? name : undefined;
}

function tex(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return oneLine(value) || undefined;
}

/** TeX of several lines: a comment ends with its line. */
function texLines(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const lines = withoutControls(value).split('\n').map(oneLine);
  return lines.filter((text) => text !== '').join('\n') || undefined;
}

const relations = ['author', 'license', 'me', 'nofollow', 'sponsored', 'tag', 'ugc'];

function linkRelations(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const given = value.toLowerCase().split(/\s+/);
  return relations.filter((name) => given.includes(name)).join(' ') || undefined;
}

function tracks(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  const clean = value.filter(isRecord).map((track) => cleanAttributes(track, trackAttributes));
  const usable = clean.filter((track) => track?.src !== undefined);
  return usable.length === 0 ? undefined : usable;
}

const trackAttributes: Cleaners = {
  src: url('media'),
  kind: word('captions', 'descriptions', 'chapters'),
  lang: language,
  label: line,
};
