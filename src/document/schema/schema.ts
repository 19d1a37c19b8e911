import { type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import type { MarkName, NodeName } from '../document.ts';
import { layout } from './layout.ts';
import { lists } from './lists.ts';
import { marks } from './marks.ts';
import { media } from './media.ts';
import { quotes } from './quotes.ts';
import { tables } from './tables.ts';
import { inlineNodes, textBlocks } from './text.ts';

/** Every node of a document, as plain data: the server's schema and the editor's are made from it. */
export const nodeSpecs: Readonly<Record<NodeName, NodeSpec>> = {
  doc: { content: '(block | more | pageBreak)+' },
  ...textBlocks,
  ...lists,
  ...quotes,
  ...tables,
  ...media,
  ...layout,
  ...inlineNodes,
};

/** Every mark, outermost first. */
export const markSpecs: Readonly<Record<MarkName, MarkSpec>> = marks;

export const markNames = Object.keys(marks) as readonly MarkName[];

export const schema = new Schema<NodeName, MarkName>({ nodes: { ...nodeSpecs }, marks: { ...markSpecs } });
