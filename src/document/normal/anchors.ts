import { type AnyNode, children, type Document, type Heading } from '../document.ts';
import { anchorFrom, isReplyAnchor } from '../slug.ts';

/**
 * Makes anchors unique: the first to use one keeps it. A heading whose anchor is the one made from its
 * text carries none, so that it follows the text when that is edited.
 */
export function settleAnchors(document: Document): Document {
  if (!hasAnchor(document)) return document;
  const doubtful = new Set<AnyNode>();
  eachAnchor(document, (node, anchor, own) => {
    const id = idOf(node);
    if (id !== undefined && (anchor !== id || own === id)) doubtful.add(node);
  });
  return doubtful.size === 0 ? document : (without(document, doubtful) as Document);
}

/** The anchors of a document's headings, in the order in which they are shown: footnotes last. */
export function headingAnchors(document: Document): string[] {
  const anchors: string[] = [];
  eachAnchor(document, (node, anchor) => {
    if (node.type === 'heading' && anchor !== undefined) anchors.push(anchor);
  });
  return anchors;
}

/**
 * Calls back for each block that has an anchor, in the order shown. `anchor` is the one it may use, absent
 * when another has it already; `own` the one made from a heading's text.
 */
export function eachAnchor(
  document: Document,
  callback: (node: AnyNode, anchor: string | undefined, own: string | undefined) => void,
): void {
  const taken = new Map<string, number>(ofThePage.map((id) => [id, 2]));
  eachShown(document, (node) => {
    const id = freeId(node);
    const own = node.type === 'heading' ? free(anchorFrom(headingText(node)), taken) : undefined;
    const anchor = id !== undefined && !taken.has(id) ? id : own;
    if (anchor !== undefined) taken.set(anchor, taken.get(anchor) ?? 2);
    if (anchor !== undefined || idOf(node) !== undefined) callback(node, anchor, own);
  });
}

/** Anchors of the pages that documents stand in: a heading called "Content" must not take the skip link's target. */
const ofThePage = [
  'content',
  'contents-title',
  'menu',
  'password',
  'posts',
  'related-title',
  'replies',
  'replies-title',
  'respond',
  'wrong',
] as const;

/** An anchor that somebody gave, unless it is one that replies have. */
function freeId(node: AnyNode): string | undefined {
  const id = idOf(node);
  return id === undefined || isReplyAnchor(id) ? undefined : id;
}

/** Every node in the order in which a reader meets it: the content of footnotes after everything else. */
export function eachShown(document: Document, callback: (node: AnyNode) => void): void {
  const later: AnyNode[] = [];
  const walk = (node: AnyNode): void => {
    callback(node);
    for (const child of children(node)) {
      if (child.type === 'footnote') later.push(child);
      else if (child.type !== 'text') walk(child);
    }
  };
  walk(document);
  for (const note of later) walk(note);
}

export function headingText(heading: Heading): string {
  let text = '';
  for (const node of heading.content ?? []) {
    if (node.type === 'text') text += node.text;
    else if (node.type === 'hardBreak') text += ' ';
    else if (node.type === 'inlineImage') text += node.attrs.alt ?? '';
    else if (node.type === 'inlineMath') text += node.attrs.tex;
  }
  return text;
}

/** The wanted anchor, or the first of `wanted-2`, `wanted-3` … that nobody has. Keeps the last number tried. */
function free(wanted: string, taken: Map<string, number>): string {
  let n = taken.get(wanted);
  if (n === undefined) return wanted;
  while (taken.has(`${wanted}-${n}`)) n++;
  taken.set(wanted, n);
  return `${wanted}-${n}`;
}

function idOf(node: AnyNode): string | undefined {
  const attrs: object | undefined = 'attrs' in node ? node.attrs : undefined;
  if (attrs === undefined || !('id' in attrs)) return undefined;
  return typeof attrs.id === 'string' ? attrs.id : undefined;
}

function hasAnchor(node: AnyNode): boolean {
  return idOf(node) !== undefined || children(node).some(hasAnchor);
}

function without(node: AnyNode, doubtful: ReadonlySet<AnyNode>): AnyNode {
  const copy: Record<string, unknown> = { ...node };
  if (doubtful.has(node) && 'attrs' in node) {
    const { id: _, ...others } = node.attrs as { readonly id?: string };
    if (Object.keys(others).length > 0) copy.attrs = others;
    else delete copy.attrs;
  }
  const inside = children(node);
  if (inside.length > 0) copy.content = inside.map((child) => without(child, doubtful));
  return copy as AnyNode;
}
