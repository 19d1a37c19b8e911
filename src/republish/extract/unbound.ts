import type { AnyNode, Document, Mark } from '../../document/document.ts';
import { bindingNames, inlineBindingNames } from '../../document/quotation.ts';

/**
 * A document that came from elsewhere, without what only a writer of this site may say: which source and speaker
 * words are bound to, and that a part of it was published elsewhere. Addresses that it names stay.
 */
export function unbound(document: Document): Document {
  return { type: 'doc', content: document.content.flatMap((node) => freed(node)) as Document['content'] };
}

function freed(node: AnyNode): readonly AnyNode[] {
  const content = 'content' in node ? node.content?.flatMap((child: AnyNode) => freed(child)) : undefined;
  if (node.type === 'republished' || node.type === 'translation') return content ?? [];
  const plain = { ...node, ...(content && { content }) } as AnyNode & Loose;
  if (node.type === 'quote') return [without(plain, Object.keys(bindingNames))];
  if ('marks' in plain && plain.marks) return [{ ...plain, marks: plain.marks.map(freedMark) } as AnyNode];
  return [plain];
}

type Loose = { readonly attrs?: object; readonly marks?: readonly Mark[] };

function freedMark(mark: Mark): Mark {
  return mark.type === 'quotation' ? (without(mark, Object.keys(inlineBindingNames)) as Mark) : mark;
}

/** Of the attributes of a binding only the address stays. */
function without<Node extends { readonly attrs?: object }>(node: Node, names: readonly string[]): Node {
  const { attrs, ...rest } = node;
  const kept = Object.entries(attrs ?? {}).filter(([name]) => name === 'cite' || !names.includes(name));
  return (kept.length === 0 ? rest : { ...rest, attrs: Object.fromEntries(kept) }) as Node;
}
