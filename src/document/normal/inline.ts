import type { Inline, Mark, Text } from '../document.ts';
import { markNames } from '../schema/schema.ts';
import {
  cleanAttributes,
  describePicture,
  essential,
  markAttributes,
  nodeAttributes,
  withoutControls,
} from './attributes.ts';
import type { Loose, LooseMark } from './loose.ts';

/** How the text of a block is put in order. */
export type InlineRules = {
  /** What a footnote becomes. `undefined`: it is dropped. */
  readonly footnote: (node: Loose, marks: readonly Mark[]) => Inline | undefined;
};

const noMarks: readonly Mark[] = [];

/**
 * Puts the inline content of a block into normal form. Two or more breaks in a row part it: each part is
 * a line of its own, none of them empty.
 */
export function inlineParts(nodes: readonly Loose[], rules: InlineRules): Inline[][] {
  const parts: Inline[][] = [];
  let part: Inline[] = [];
  let spaced = true;
  for (const node of nodes) {
    if (node.type === 'hardBreak') {
      trimEnd(part);
      if (part.at(-1)?.type === 'hardBreak') {
        parts.push(part);
        part = [];
      } else if (part.length > 0) part.push(withMarks({ type: 'hardBreak' }, node));
      spaced = true;
      continue;
    }
    const leaf = node.type === 'text' ? node : inlineLeaf(node, rules);
    if (leaf === undefined) continue;
    if (leaf.type === 'text') {
      const text = collapse(leaf.text ?? '', spaced);
      if (text === '') continue;
      spaced = text.endsWith(' ');
      pushText(part, text, cleanMarks(leaf.marks));
    } else {
      spaced = false;
      part.push(leaf as Inline);
    }
  }
  parts.push(part);
  return parts.map(trimBreaks).filter((line) => !isBlank(line));
}

/** The same for a block that is one line of text: several breaks become one. */
export function inlineLine(nodes: readonly Loose[], rules: InlineRules): Inline[] {
  const [first = [], ...others] = inlineParts(nodes, rules);
  for (const part of others) first.push({ type: 'hardBreak' }, ...part);
  return first;
}

/** Text in which every space and line break counts. Pictures leave their words. */
export function verbatimText(nodes: readonly Loose[], rules: InlineRules): Inline[] {
  const out: Inline[] = [];
  for (const node of nodes) {
    const text = node.type === 'text' ? (node.text ?? '') : plainWords(node);
    if (text !== undefined) pushText(out, withoutControls(text), cleanMarks(node.marks));
    else {
      const leaf = inlineLeaf(node, rules);
      if (leaf?.type === 'text') pushText(out, leaf.text, leaf.marks ?? noMarks);
      else if (leaf !== undefined) out.push(leaf);
    }
  }
  return trimLines(out);
}

/** Marked text and nothing else, without links: a label. */
export function labelText(nodes: readonly Loose[]): Text[] {
  const plain = nodes.map((node) => ({
    type: 'text',
    text:
      node.type === 'text' ? node.text : node.type === 'hardBreak' ? ' ' : (texOf(node) ?? plainWords(node)),
    marks: node.marks?.filter((mark) => mark.type !== 'link'),
  }));
  return inlineParts(plain, { footnote: () => undefined }).flat() as Text[];
}

/** The words that stand for a node where only text may stand. */
function plainWords(node: Loose): string | undefined {
  if (node.type === 'hardBreak') return '\n';
  if (node.type !== 'inlineImage') return undefined;
  const alt = node.attrs?.alt;
  return typeof alt === 'string' ? alt : '';
}

function texOf(node: Loose): string | undefined {
  const tex = node.type === 'inlineMath' ? node.attrs?.tex : undefined;
  return typeof tex === 'string' ? tex : undefined;
}

function inlineLeaf(node: Loose, rules: InlineRules): Inline | undefined {
  // The mark of a footnote is a link of its own, and links do not nest.
  if (node.type === 'footnote') return rules.footnote(node, cleanMarks(node.marks).filter(isNoLink));
  const cleaners = nodeAttributes[node.type];
  if (cleaners === undefined) return undefined;
  const attrs = cleanAttributes(node.attrs, cleaners);
  const needed = essential[node.type];
  if (attrs === undefined || needed === undefined || attrs[needed] === undefined) return undefined;
  const described = node.type === 'inlineImage' ? describePicture(attrs) : attrs;
  return withMarks({ type: node.type, attrs: described } as Inline, node);
}

function isNoLink(mark: Mark): boolean {
  return mark.type !== 'link';
}

function withMarks(node: Inline, loose: Loose): Inline {
  const marks = cleanMarks(loose.marks);
  return marks.length === 0 ? node : { ...node, marks };
}

/** In the schema's order, each kind once, the last one winning; unknown and empty marks left out. */
export function cleanMarks(marks: readonly LooseMark[] | undefined): readonly Mark[] {
  if (marks === undefined || marks.length === 0) return noMarks;
  const clean: Mark[] = [];
  for (const name of markNames) {
    const mark = marks.findLast((candidate) => candidate.type === name);
    if (mark === undefined) continue;
    const attrs = cleanAttributes(mark.attrs, markAttributes[name]!);
    const needed = essential[name];
    if (needed !== undefined && attrs?.[needed] === undefined) continue;
    if (name === 'language' && attrs === undefined) continue;
    clean.push((attrs === undefined ? { type: name } : { type: name, attrs }) as Mark);
  }
  return clean;
}

function collapse(text: string, spaced: boolean): string {
  const clean = withoutControls(text);
  const single = /[\t\n]| {2}/.test(clean) ? clean.replace(/[ \t\n]+/g, ' ') : clean;
  return spaced && single.startsWith(' ') ? single.slice(1) : single;
}

function pushText(out: Inline[], text: string, marks: readonly Mark[]): void {
  if (text === '') return;
  const last = out.at(-1);
  if (last?.type === 'text' && sameMarks(last.marks ?? noMarks, marks)) {
    out[out.length - 1] = { ...last, text: last.text + text };
  } else out.push(marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks });
}

export function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a === b || (a.length === b.length && a.every((mark, i) => sameMark(mark, b[i]!)));
}

export function sameMark(a: Mark, b: Mark): boolean {
  if (a === b) return true;
  if (a.type !== b.type) return false;
  const left: Readonly<Record<string, unknown>> = ('attrs' in a && a.attrs) || {};
  const right: Readonly<Record<string, unknown>> = ('attrs' in b && b.attrs) || {};
  for (const name in left) if (left[name] !== right[name]) return false;
  for (const name in right) if (!(name in left)) return false;
  return true;
}

function trimEnd(part: Inline[]): void {
  const last = part.at(-1);
  if (last?.type !== 'text' || !last.text.endsWith(' ')) return;
  part.pop();
  const text = last.text.slice(0, -1);
  if (text !== '') part.push({ ...last, text });
}

function trimBreaks(part: Inline[]): Inline[] {
  for (;;) {
    trimEnd(part);
    if (part.at(-1)?.type !== 'hardBreak') return part;
    part.pop();
  }
}

/** Without empty lines at either end. */
function trimLines(nodes: Inline[]): Inline[] {
  for (;;) {
    const last = nodes.at(-1);
    if (last?.type !== 'text' || !/[ \t\n]$/.test(last.text)) break;
    nodes.pop();
    const text = last.text.replace(/[ \t\n]+$/, '');
    if (text !== '') nodes.push({ ...last, text });
  }
  for (;;) {
    const first = nodes[0];
    if (first?.type !== 'text' || !/^[ \t]*\n/.test(first.text)) break;
    nodes.shift();
    const text = first.text.replace(/^([ \t]*\n)+/, '');
    if (text !== '') nodes.unshift({ ...first, text });
  }
  return nodes;
}

/** Nothing but white space, no-break spaces included: what old editors put in to make room. */
export function isBlank(nodes: readonly Inline[]): boolean {
  return nodes.every(
    (node) => node.type === 'hardBreak' || (node.type === 'text' && node.text.trim() === ''),
  );
}
