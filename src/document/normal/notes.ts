import type { BlockNode, Footnote, Inline, Mark } from '../document.ts';
import { type BlockContext, deeper, wordsOf } from './context.ts';
import type { InlineRules } from './inline.ts';
import type { Loose } from './loose.ts';

/** How text is put in order there: what becomes of its footnotes. */
export function rulesIn(context: BlockContext): InlineRules {
  return { footnote: (node, marks) => footnote(node, marks, context) };
}

function footnote(node: Loose, marks: readonly Mark[], context: BlockContext): Inline | undefined {
  const content = context.blocks(node.content ?? [], {
    ...deeper(context),
    inFootnote: true,
    inHeader: false,
  }) as BlockNode[];
  if (content.length === 0) return undefined;
  if (context.inFootnote) {
    context.losses.add('footnote inside a footnote', 'its text, in brackets');
    return { type: 'text', text: ` [${wordsOf(content)}]`, ...(marks.length > 0 ? { marks } : {}) };
  }
  return footnoteOf(content, marks);
}

export function footnoteOf(content: readonly BlockNode[], marks: readonly Mark[]): Footnote {
  return marks.length > 0 ? { type: 'footnote', content, marks } : { type: 'footnote', content };
}
