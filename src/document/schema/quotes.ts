import type { NodeSpec } from 'prosemirror-model';
import { alignment, bindingAttributes, blockAttributes, oneOf, optional } from './attributes.ts';

/** Quotations as blocks. The citation is a part of the quote, so that the two never come apart. */
export const quotes = {
  quote: {
    group: 'block',
    content: 'block+ translation* citation?',
    defining: true,
    attrs: { ...blockAttributes, ...bindingAttributes },
  },
  translation: {
    content: 'block+',
    defining: true,
    attrs: { ...blockAttributes, translator: optional('string') },
  },
  pullQuote: {
    group: 'block',
    content: 'block+ citation?',
    defining: true,
    attrs: { ...blockAttributes, cite: optional('string'), align: alignment },
  },
  republished: {
    group: 'block',
    content: 'block+',
    defining: true,
    isolating: true,
    attrs: {
      ...blockAttributes,
      key: optional('string'),
      source: optional('number'),
      mode: oneOf('whole', 'excerpt', 'translation'),
    },
  },
  citation: { content: 'inline*', defining: true, attrs: blockAttributes },
} satisfies Record<string, NodeSpec>;
