import type { NodeSpec } from 'prosemirror-model';
import { alignment, blockAttributes, needed, optional } from './attributes.ts';

/** Blocks that arrange others, and blocks without text of their own. */
export const layout = {
  columns: {
    group: 'block',
    content: 'column+',
    isolating: true,
    attrs: { ...blockAttributes, align: alignment },
  },
  column: { content: 'block+', isolating: true, attrs: { ...blockAttributes, width: optional('number') } },
  group: { group: 'block', content: 'block+', attrs: { ...blockAttributes, align: alignment } },
  details: {
    group: 'block',
    content: 'summary block+',
    isolating: true,
    attrs: { ...blockAttributes, open: optional('boolean') },
  },
  summary: { content: 'inline*', defining: true, attrs: blockAttributes },
  separator: { group: 'block', attrs: blockAttributes },
  more: { attrs: { ...blockAttributes, label: optional('string') } },
  pageBreak: { attrs: blockAttributes },
  math: { group: 'block', atom: true, attrs: { ...blockAttributes, tex: needed('string', '') } },
  raw: { group: 'block', atom: true, attrs: { ...blockAttributes, html: needed('string', '') } },
} satisfies Record<string, NodeSpec>;
