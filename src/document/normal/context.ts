import { type AnyNode, type BlockNode, children } from '../document.ts';
import type { Losses } from '../losses.ts';
import type { Loose } from './loose.ts';

/** Where in a document a block is put in order. */
export type BlockContext = {
  readonly losses: Losses;
  readonly depth: number;
  /** Whether an address alone in a paragraph is an embed. */
  readonly embeds: boolean;
  readonly inFootnote: boolean;
  /** In a header cell, where HTML allows no headings. */
  readonly inHeader: boolean;

  /** The blocks of some content. */
  readonly blocks: (nodes: readonly Loose[], context: BlockContext) => AnyNode[];
};

export type Attributes = Readonly<Record<string, unknown>> | undefined;
/** Makes the blocks that one loose block becomes: usually one, none when it is empty. */
export type Maker = (node: Loose, attrs: Attributes, context: BlockContext) => readonly AnyNode[];

export function deeper(context: BlockContext): BlockContext {
  return { ...context, depth: context.depth + 1 };
}

export function make(type: string, attrs: Attributes, content: readonly AnyNode[] = []): AnyNode {
  const node: Record<string, unknown> = { type };
  if (attrs !== undefined) node.attrs = attrs;
  if (content.length > 0) node.content = content;
  return node as AnyNode;
}

/** What stands where a block is asked for and there is none. */
export const emptyParagraph: BlockNode = { type: 'paragraph' };

export function isInline(node: Loose): boolean {
  return (
    node.type === 'text' ||
    node.type === 'hardBreak' ||
    node.type === 'footnote' ||
    node.type === 'inlineImage' ||
    node.type === 'inlineMath'
  );
}

/** The words of some nodes, on one line. */
export function wordsOf(nodes: readonly AnyNode[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.text : wordsOf(children(node))))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
