import type { Mark } from '../document.ts';

/** The element in which HTML writes each mark. */
export const markTags: Readonly<Record<Mark['type'], string>> = {
  link: 'a',
  quotation: 'q',
  language: 'span',
  abbreviation: 'abbr',
  work: 'cite',
  strong: 'strong',
  emphasis: 'em',
  underline: 'u',
  strike: 's',
  highlight: 'mark',
  small: 'small',
  superscript: 'sup',
  subscript: 'sub',
  keyboard: 'kbd',
  code: 'code',
};
