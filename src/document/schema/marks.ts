import type { MarkSpec } from 'prosemirror-model';
import { bindingAttributes, needed, oneOf, optional } from './attributes.ts';

/**
 * Marks, outermost first: their order here is their order in a document, and the order of their
 * elements in HTML. `quotation` is words of another (`<q>`): outermost, so that a link among them does not part
 * them. `work` is the title of a work (`<cite>`).
 */
export const marks = {
  quotation: {
    attrs: {
      ...bindingAttributes,
      lang: optional('string'),
      translator: optional('string'),
      original: optional('string'),
    },
  },
  link: {
    inclusive: false,
    attrs: { href: needed('string', ''), title: optional('string'), rel: optional('string') },
  },
  language: { attrs: { lang: optional('string'), dir: oneOf('ltr', 'rtl') } },
  abbreviation: { inclusive: false, attrs: { title: needed('string', '') } },
  work: {},
  strong: {},
  emphasis: {},
  underline: {},
  strike: {},
  highlight: {},
  small: {},
  superscript: {},
  subscript: {},
  keyboard: {},
  code: { code: true },
} satisfies Record<string, MarkSpec>;
