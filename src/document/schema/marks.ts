import type { MarkSpec } from 'prosemirror-model';
import { needed, oneOf, optional } from './attributes.ts';

/**
 * Marks, outermost first: their order here is their order in a document, and the order of their
 * elements in HTML. `work` is the title of a work (`<cite>`), `quotation` words of another (`<q>`).
 */
export const marks = {
  link: {
    inclusive: false,
    attrs: { href: needed('string', ''), title: optional('string'), rel: optional('string') },
  },
  quotation: { attrs: { cite: optional('string') } },
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
