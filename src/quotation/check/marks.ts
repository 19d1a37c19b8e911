import type { Folded } from './literal.ts';

/** What a quoting writer marked in a quotation, in units of its folded text. */
export type Mark = {
  readonly kind: 'gap' | 'bracket' | 'sic' | 'footnote';
  readonly from: number;
  readonly to: number;
  /** What stands between the brackets. */
  readonly content: string;
  /** An ellipsis without brackets: it may be the speaker's own. */
  readonly bare: boolean;
};

/** More marks than these are taken for letters. */
const most = 100;

/** The marks in a quotation, in their order. */
export function marksIn({ stream }: Folded): Mark[] {
  const marks: Mark[] = [];
  for (const { 0: found, index, groups } of stream.text.matchAll(pattern)) {
    if (marks.length === most) break;
    const content = (groups?.square ?? groups?.round ?? '').trim();
    const attached = index > 0 && stream.text[index - 1] !== ' ';
    const kind = kindOf(found, groups ?? {}, content, attached);
    marks.push({ kind, from: index, to: index + found.length, content, bare: groups?.bare !== undefined });
  }
  return marks;
}

const pattern =
  /(?<gap>[[［【〔(（<{]…[\]］】〕)）>}])|(?<bare>…)|[(（](?<round>sic|sic!)[)）]|[[［〔](?<square>[^[\]［］〔〕]{1,300})[\]］〕]|(?<note>(?<=\p{L}{3}|\p{L}[.,;:!?"»)])(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3}|[*†‡]{1,3})(?=[\s.,;:!?"»)]|$))/giu;

function kindOf(
  found: string,
  groups: Readonly<Record<string, string | undefined>>,
  content: string,
  attached: boolean,
): Mark['kind'] {
  if (groups.gap !== undefined || groups.bare !== undefined) return 'gap';
  if (groups.note !== undefined) return 'footnote';
  if (sic.test(content) || found.startsWith('(')) return 'sic';
  return attached && /^(?:\d{1,3}|(?:note|nb|n\.?) ?\d{1,3})$/i.test(content) ? 'footnote' : 'bracket';
}

/** What writers of several languages put behind what they quote as it stands. */
const sic =
  /^(?:sic|так|так в тексте|так в оригинале|כך|כך במקור|كذا|هكذا|原文|原文ママ|ママ|ママ。)[!.]?$/iu;
