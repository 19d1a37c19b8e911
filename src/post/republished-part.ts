import { createHash } from 'node:crypto';
import { type AnyNode, children, type Document, type Republished } from '../document/document.ts';
import { plainText } from '../document/index.ts';

/** A part of a post that was published elsewhere before, with the text that is looked for in the source. */
export type RepublishedPart = {
  /** By what it is known within its post. */
  readonly key: string;
  /** ID of the source. */
  readonly source: number;
  readonly mode: 'whole' | 'excerpt' | 'translation';
  /** BCP 47, where the part says it. */
  readonly lang?: string;
  readonly paragraphs: readonly string[];
  /** SHA-256 of the paragraphs, in hexadecimal. */
  readonly hash: string;
};

/** The republished parts of a document that name their source, in its order. Parts do not lie in each other. */
export function republishedParts(document: Document): readonly RepublishedPart[] {
  const parts: RepublishedPart[] = [];
  const taken = new Set<string>();
  for (const node of republishedNodes(document)) {
    const { source, mode = 'whole', key: said, lang } = node.attrs ?? {};
    if (source === undefined) continue;
    const wanted = said ?? `part-${parts.length + 1}`;
    const key = taken.has(wanted) ? `part-${parts.length + 1}` : wanted;
    taken.add(key);
    const paragraphs = paragraphsOf(node);
    const hash = createHash('sha256').update(JSON.stringify(paragraphs)).digest('hex');
    parts.push({ key, source, mode, paragraphs, hash, ...(lang !== undefined && { lang }) });
  }
  return parts;
}

function* republishedNodes(node: AnyNode): Generator<Republished> {
  if (node.type === 'republished') {
    yield node;
    return;
  }
  if (node.type === 'text') return;
  for (const child of children(node)) yield* republishedNodes(child);
}

/** The text of each block that holds text. A translation that stands within is no text of the source. */
function paragraphsOf(node: AnyNode): readonly string[] {
  if (node.type === 'translation') return [];
  if (node.type === 'raw') return lines(plainText({ type: 'doc', content: [node] }).text);
  const inner = children(node);
  const holdsText = inner.some(({ type }) => type === 'text');
  return holdsText ? lines(inner.map(inlineText).join('')) : inner.flatMap(paragraphsOf);
}

function lines(text: string): readonly string[] {
  return text.trim() === '' ? [] : [text.trim()];
}

function inlineText(node: AnyNode): string {
  if (node.type === 'text') return node.text;
  return node.type === 'hardBreak' ? '\n' : '';
}
