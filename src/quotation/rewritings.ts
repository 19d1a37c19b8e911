import { isDeepStrictEqual } from 'node:util';
import { type Document, parseHtml, parseMarkdown } from '../document/index.ts';

type Format = 'markdown' | 'html';

/** Where one quotation stands in a text: the whole of it, and the part of that which says what it is bound to. */
type Place = {
  readonly start: number;
  readonly end: number;
  readonly head: readonly [start: number, end: number];
};

/**
 * Ways to write one quotation of a text anew: first with nothing changed but what it is bound to, then whole. Only
 * where it stands as it is known; whether the text then says what it should is for who asks to see.
 */
export function* rewritings(
  { format, text }: { readonly format: Format; readonly text: string },
  before: Document,
  after: string,
): Iterable<string> {
  const [made] = places(format, after);
  const whole = made?.start === 0 && made.end === after.length ? made : undefined;
  for (const { start, end, head } of places(format, text)) {
    if (!reads(format, text.slice(start, end), before)) continue;
    if (whole) yield text.slice(0, head[0]) + after.slice(...whole.head) + text.slice(head[1]);
    yield text.slice(0, start) + after + text.slice(end);
  }
}

function reads(format: Format, text: string, wanted: Document): boolean {
  const read = (format === 'markdown' ? parseMarkdown : parseHtml)(text, { limit: 'writer' });
  return read.ok && isDeepStrictEqual(json(read.document), json(wanted));
}

function json(document: Document): unknown {
  return JSON.parse(JSON.stringify(document));
}

function places(format: Format, text: string): readonly Place[] {
  return format === 'html' ? elements(text) : [...blocks(text), ...inLines(text)];
}

/** `:::quotation{…}` up to a line of as many colons. */
function blocks(text: string): readonly Place[] {
  const found: Place[] = [];
  let looks = 0;
  for (const match of text.matchAll(/^(:{3,})quotation[ \t]*(\{.*\})?[ \t]*$/gm)) {
    const [first, colons = '', braces = ''] = match;
    const rest = match.index + first.length;
    let open = 1;
    for (const line of text.slice(rest).matchAll(/^(:{3,})[ \t]*([a-z]*).*$/gm)) {
      // Those that never end, one in the other, would have every line looked at for each of them.
      if (++looks > mostLooks) return found;
      if (line[1]!.length < colons.length) continue;
      open += line[2] === '' ? -1 : 1;
      if (open > 0) continue;
      const head = match.index + colons.length + 'quotation'.length;
      const end = rest + line.index + line[0].trimEnd().length;
      found.push({ start: match.index, end, head: [head, braces === '' ? head : rest] });
      break;
    }
  }
  return found;
}

const mostLooks = 200_000;

/** `:quote[words]{…}` */
function inLines(text: string): readonly Place[] {
  const found: Place[] = [];
  for (const { index, 0: name } of text.matchAll(/:quote\[/g)) {
    const close = closingBracket(text, index + name.length);
    if (close === undefined) continue;
    const braces = /^\{(?:[^{}"]|"[^"]*")*\}/.exec(text.slice(close + 1, close + 8_001))?.[0] ?? '';
    const end = close + 1 + braces.length;
    found.push({ start: index, end, head: [close + 1, end] });
  }
  return found;
}

function closingBracket(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length && at < from + 20_000; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '[') open++;
    else if (sign === ']') open--;
    if (open === 0) return at;
  }
  return undefined;
}

const tag = /<(\/?)(q|blockquote)\b((?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,600})>/gi;

/** `<q …>…</q>`, `<blockquote …>…</blockquote>` */
function elements(text: string): readonly Place[] {
  const found: Place[] = [];
  const open: { readonly name: string; readonly start: number; readonly head: Place['head'] }[] = [];
  for (const { index, 0: whole, 1: slash, 2: given = '', 3: attributes = '' } of text.matchAll(tag)) {
    const name = given.toLowerCase();
    const end = index + whole.length;
    if (slash === '') {
      const from = index + 1 + given.length;
      open.push({ name, start: index, head: [from, from + attributes.length] });
      continue;
    }
    const at = open.findLastIndex((each) => each.name === name);
    const [opened] = at < 0 ? [] : open.splice(at);
    if (opened) found.push({ start: opened.start, end, head: opened.head });
  }
  return found.toSorted((a, b) => a.start - b.start);
}
