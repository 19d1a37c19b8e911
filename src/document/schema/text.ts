import type { NodeSpec } from 'prosemirror-model';
import { blockAttributes, needed, optional, textAlignment } from './attributes.ts';

/** Blocks that hold running text. */
export const textBlocks = {
  paragraph: { group: 'block', content: 'inline*', attrs: { ...blockAttributes, align: textAlignment } },
  heading: {
    group: 'block',
    content: 'inline*',
    defining: true,
    attrs: { ...blockAttributes, level: needed('number', 2), align: textAlignment },
  },
  verse: {
    group: 'block',
    content: '(text | footnote | inlineMath)*',
    whitespace: 'pre',
    defining: true,
    attrs: blockAttributes,
  },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    whitespace: 'pre',
    defining: true,
    attrs: { ...blockAttributes, language: optional('string') },
  },
} satisfies Record<string, NodeSpec>;

/** What stands inside running text. A footnote carries its own content, so that it moves with its mark. */
export const inlineNodes = {
  text: { group: 'inline' },
  hardBreak: { group: 'inline', inline: true, selectable: false, leafText: () => '\n' },
  inlineImage: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: {
      src: needed('string', ''),
      alt: optional('string'),
      title: optional('string'),
      width: optional('number'),
      height: optional('number'),
    },
  },
  inlineMath: { group: 'inline', inline: true, atom: true, attrs: { tex: needed('string', '') } },
  footnote: { group: 'inline', inline: true, atom: true, isolating: true, content: 'block+' },
} satisfies Record<string, NodeSpec>;
