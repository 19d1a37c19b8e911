import type { NodeSpec } from 'prosemirror-model';
import { alignment, blockAttributes, optional } from './attributes.ts';

/** Quotations as blocks. The citation is a part of the quote, so that the two never come apart. */
export const quotes = {
  quote: {
    group: 'block',
    content: 'block+ citation?',
    defining: true,
    attrs: { ...blockAttributes, cite: optional('string') },
  },
  pullQuote: {
    group: 'block',
    content: 'block+ citation?',
    defining: true,
    attrs: { ...blockAttributes, cite: optional('string'), align: alignment },
  },
  citation: { content: 'inline*', defining: true, attrs: blockAttributes },
} satisfies Record<string, NodeSpec>;
