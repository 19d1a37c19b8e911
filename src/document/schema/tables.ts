import type { NodeSpec } from 'prosemirror-model';
import {
  type Attributes,
  alignment,
  blockAttributes,
  needed,
  optional,
  textAlignment,
} from './attributes.ts';

const cellAttributes: Attributes = {
  ...blockAttributes,
  colspan: needed('number', 1),
  rowspan: needed('number', 1),
  align: textAlignment,
};

/**
 * `table` holds the grid and its caption. Grid, rows and cells carry the `tableRole` by which
 * prosemirror-tables knows them.
 */
export const tables = {
  table: {
    group: 'block',
    content: 'tableGrid caption?',
    isolating: true,
    attrs: { ...blockAttributes, align: alignment },
  },
  tableGrid: { content: 'tableRow+', tableRole: 'table', isolating: true, attrs: blockAttributes },
  tableRow: {
    content: '(tableCell | tableHeader)+',
    tableRole: 'row',
    attrs: { ...blockAttributes, foot: optional('boolean') },
  },
  tableCell: { content: 'block+', tableRole: 'cell', isolating: true, attrs: cellAttributes },
  tableHeader: { content: 'block+', tableRole: 'header_cell', isolating: true, attrs: cellAttributes },
  caption: { content: 'inline*', defining: true, attrs: blockAttributes },
} satisfies Record<string, NodeSpec>;
