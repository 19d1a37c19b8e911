import type { Loose } from '../normal/loose.ts';
import {
  alignment,
  type BlockReader,
  blockAttributes,
  type Flow,
  noteAttributes,
  passOn,
  type Reader,
  textAlignment,
} from './reader.ts';
import { attribute, elementsOf, type TreeElement } from './tree.ts';

export const readTable: BlockReader = (element, flow, reader, out) => {
  const role = attribute(element, 'role');
  if (role === 'presentation' || role === 'none') return readLayout(element, flow, reader, out);
  out.push(tableBlock(element, element, undefined, flow, reader));
};

/** A table; `outer` carries the attributes of the block, `caption` what a figure says about it. */
export function tableBlock(
  table: TreeElement,
  outer: TreeElement,
  caption: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
): Loose {
  const attrs = blockAttributes(outer, flow, reader, { align: alignment(outer) });
  const inside = outer === table ? {} : blockAttributes(table, { marks: [] }, reader);
  const content: Loose[] = [{ type: 'tableGrid', attrs: inside, content: rowsOf(table, flow, reader) }];
  const cap = elementsOf(table).find((child) => child.tagName === 'caption') ?? caption;
  if (cap !== undefined) {
    content.push({
      type: 'caption',
      attrs: blockAttributes(cap, { marks: [] }, reader),
      content: reader.inline(cap.childNodes, flow.marks),
    });
  }
  return { type: 'table', attrs, content };
}

function rowsOf(table: TreeElement, flow: Flow, reader: Reader): Loose[] {
  return elementsOf(table).flatMap((section) => {
    if (section.tagName === 'tr') return [readRow(section, '', flow, reader)];
    if (!/^(thead|tbody|tfoot)$/.test(section.tagName)) return [];
    return elementsOf(section)
      .filter((row) => row.tagName === 'tr')
      .map((row) => readRow(row, section.tagName, flow, reader));
  });
}

function readRow(row: TreeElement, section: string, flow: Flow, reader: Reader): Loose {
  const cells = elementsOf(row).filter((cell) => cell.tagName === 'td' || cell.tagName === 'th');
  return {
    type: 'tableRow',
    attrs: blockAttributes(row, { marks: [] }, reader, { foot: section === 'tfoot' }),
    content: cells.map((cell) => readCell(cell, section === 'thead', flow, reader)),
  };
}

function readCell(cell: TreeElement, inHead: boolean, flow: Flow, reader: Reader): Loose {
  if (cell.attrs.length > 0) noteAttributes(cell, reader);
  return {
    type: inHead || cell.tagName === 'th' ? 'tableHeader' : 'tableCell',
    attrs: blockAttributes(cell, { marks: [] }, reader, {
      colspan: span(cell, 'colspan'),
      rowspan: span(cell, 'rowspan'),
      align: textAlignment(cell),
    }),
    content: reader.blocks(cell.childNodes, { marks: flow.marks }),
  };
}

function span(cell: TreeElement, name: string): number | undefined {
  const value = attribute(cell, name)?.trim();
  return value !== undefined && /^\d{1,4}$/.test(value) ? Number(value) : undefined;
}

/** A table that only arranges: its cells one after the other. */
function readLayout(table: TreeElement, flow: Flow, reader: Reader, out: Loose[]): void {
  const inner = passOn(table, flow, reader);
  const cells = elementsOf(table)
    .flatMap((section) => (section.tagName === 'tr' ? [section] : elementsOf(section)))
    .flatMap(elementsOf);
  for (const cell of cells) for (const block of reader.blocks(cell.childNodes, inner)) out.push(block);
}
