import type { AnyNode, Mark, QuotationMark, Quote, Republished, Translation } from '../document.ts';
import { writeDirectiveAttributes } from './directive-attributes.ts';

/** What is written as a block directive: blocks that say more than Markdown's own signs can. */
export type DirectiveNode = Quote | Translation | Republished;

/** A block directive around Markdown, with more colons than anything in it begins with. */
export function writeDirective(node: DirectiveNode, content: string): string {
  const inside = Math.max(2, ...Array.from(content.matchAll(/:{3,}/g), (run) => run[0].length));
  const colons = ':'.repeat(inside + 1);
  const name = node.type === 'quote' ? 'quotation' : node.type;
  return `${colons}${name}${writeDirectiveAttributes(attributesOf(node))}\n${content}\n${colons}`;
}

function attributesOf(node: DirectiveNode): Readonly<Record<string, string | number | undefined>> {
  if (node.type !== 'translation') return { ...node.attrs };
  const { translator, ...others } = node.attrs ?? {};
  return { ...others, by: translator };
}

/** Whether a quote says more than `>` can. */
export function isDirective(node: AnyNode): node is DirectiveNode {
  if (node.type === 'republished' || node.type === 'translation') return true;
  if (node.type !== 'quote') return false;
  return node.attrs !== undefined || (node.content ?? []).some((child) => child.type === 'translation');
}

/** A quotation in a line that says more than whose address it has. */
export function isInlineDirective(mark: Mark): mark is QuotationMark {
  if (mark.type !== 'quotation' || mark.attrs === undefined) return false;
  return Object.keys(mark.attrs).some((name) => name !== 'cite');
}

/** What stands after the words of such a quotation, the bracket that ends them included. */
export function endOfInlineDirective({ attrs }: QuotationMark): string {
  const { translator, ...others } = attrs ?? {};
  return `]${writeDirectiveAttributes({ ...others, by: translator })}`;
}
