import type { Limit, Parsed } from '../document.ts';
import { isElement, type TreeNode } from './tree.ts';

/** Bytes of UTF-8, and elements inside each other, that a parser takes. */
export const limits: Readonly<Record<Limit, Bounds>> = {
  guest: { bytes: 64 * 1024, depth: 100, repairs: 50_000 },
  writer: { bytes: 5 * 1024 * 1024, depth: 400, repairs: 2_000_000 },
};

type Bounds = {
  readonly bytes: number;
  readonly depth: number;
  /** Elements that the parser may have to open again: formatting left open is repeated in every later block. */
  readonly repairs: number;
};

/** Levels of nodes inside each other that a document keeps; what lies deeper moves up to this level. */
export const documentDepth = 60;

type Refusal = Extract<Parsed, { ok: false }>;

/** Measures an input before anything costly is done with it, in one pass without recursion. */
export function refuse(input: string, limit: Limit): Refusal | undefined {
  const { bytes, depth, repairs } = limits[limit];
  const size = byteLength(input, bytes);
  if (size > bytes) return { ok: false, reason: 'too-large', bytes: size, limit: bytes };
  if (mayBeTooDeep(input, depth, repairs)) return { ok: false, reason: 'too-deep', limit: depth };
  return undefined;
}

/** UTF-8 length; exact only where it can matter. */
function byteLength(text: string, limit: number): number {
  if (text.length > limit || text.length * 3 <= limit) return text.length;
  return new TextEncoder().encode(text).length;
}

/**
 * Whether more than `depth` elements may be open at once, or more than `repairs` be opened again. Counts
 * starts without an end by name. Names whose end may be left out do not count, as they cannot nest by
 * themselves, unless foreign content (SVG, MathML) takes that rule away. It is an estimate: what slips
 * through costs the parser milliseconds, and `isTooDeep` finds it in the tree.
 */
export function mayBeTooDeep(html: string, depth: number, repairs: number): boolean {
  if (html.length < depth * 3) return false;
  const single = /<(?:svg|math)/i.test(html) ? unnestedAnywhere : unnested;
  const open = new Map<string, number>();
  const styles: string[] = [];
  let total = 0;
  let repaired = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const ending = html.charCodeAt(at + 1) === 47;
    const start = ending ? at + 2 : at + 1;
    if (!isLetter(html.charCodeAt(start))) continue;
    const name = nameAt(html, start);
    const count = open.get(name) ?? 0;
    const styling = formatting.has(name) || barriers.has(name);
    if (ending) {
      if (styling) endStyle(styles, name);
      if (count === 0) continue;
      open.set(name, count - 1);
      total--;
      continue;
    }
    repaired += styles.length;
    if (repaired > repairs) return true;
    if (single.has(name)) continue;
    if (styling) styles.push(name);
    open.set(name, count + 1);
    if (++total > depth) return true;
  }
  return false;
}

/** A style ends, unless a table or the like was opened inside it: then the parser ignores the end. */
function endStyle(styles: string[], name: string): void {
  for (let i = styles.length - 1; i >= 0; i--) {
    if (styles[i] !== name && barriers.has(styles[i]!) && formatting.has(name)) return;
    if (styles[i] === name) {
      styles.splice(i, 1);
      return;
    }
  }
}

/** Whether a tree has more than `depth` levels. Walks it without recursion. */
export function isTooDeep(nodes: readonly TreeNode[], depth: number): boolean {
  let level = nodes;
  for (let i = 0; i <= depth; i++) {
    const below: TreeNode[] = [];
    for (const node of level) if (isElement(node)) for (const child of node.childNodes) below.push(child);
    if (below.length === 0) return false;
    level = below;
  }
  return true;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function nameAt(html: string, start: number): string {
  let end = start;
  const last = Math.min(html.length, start + 32);
  while (end < last) {
    const code = html.charCodeAt(end);
    if (code <= 32 || code === 47 || code === 62) break;
    end++;
  }
  return html.slice(start, end).toLowerCase();
}

const unnested = new Set(
  (
    'area base br col embed hr img input link meta param source track wbr keygen ' +
    'p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp rb rtc'
  ).split(' '),
);

/** Of those, the ones that end SVG and MathML when they stand inside. */
const unnestedAnywhere = new Set('br embed hr img meta p li dt dd'.split(' '));

/** HTML, "the list of active formatting elements". */
const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));

/** Elements that an end of formatting does not reach across; they stay in the count until the text ends. */
const barriers = new Set('table caption button object applet marquee template select'.split(' '));
