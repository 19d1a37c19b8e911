import type { Inline, Table, TableCell, TableHeader, TableRow } from '../document.ts';
import { type Place, writeInline } from './write-inline.ts';

type Cell = TableCell | TableHeader;

/**
 * A table with pipes, or `undefined` when it is more than Markdown's tables are: one row of headers, cells
 * of one paragraph, columns that align as one, no spans, no caption.
 */
export function writeTable(node: Table, place: Place): string | undefined {
  const [grid, caption] = node.content ?? [];
  if (
    grid?.type !== 'tableGrid' ||
    caption !== undefined ||
    node.attrs !== undefined ||
    grid.attrs !== undefined
  ) {
    return undefined;
  }
  const [head, ...body] = grid.content ?? [];
  if (head === undefined || !isRow(head, 'tableHeader', undefined)) return undefined;
  if (!body.every((row) => isRow(row, 'tableCell', head))) return undefined;
  const rule = (head.content ?? []).map((cell) => rules[cell.attrs?.align ?? 'none']).join(' | ');
  return [line(head, place), `| ${rule} |`, ...body.map((row) => line(row, place))].join('\n');
}

const rules = { none: '---', left: ':--', right: '--:', center: ':-:', justify: '---' };

function isRow(row: TableRow, type: Cell['type'], head: TableRow | undefined): boolean {
  if (row.attrs !== undefined || (head !== undefined && row.content?.length !== head.content?.length))
    return false;
  return (row.content ?? []).every((cell, i) => {
    const align = cell.attrs?.align;
    const others = Object.keys(cell.attrs ?? {}).filter((name) => name !== 'align');
    if (cell.type !== type || others.length > 0 || align === 'justify') return false;
    return isOneParagraph(cell) && (head === undefined || head.content?.[i]?.attrs?.align === align);
  });
}

function isOneParagraph(cell: Cell): boolean {
  const [only, ...others] = cell.content ?? [];
  return only?.type === 'paragraph' && only.attrs === undefined && others.length === 0;
}

function line(row: TableRow, place: Place): string {
  return `| ${(row.content ?? []).map((cell) => writeInline(textOf(cell), place)).join(' | ')} |`;
}

function textOf(cell: Cell): readonly Inline[] {
  const [only] = cell.content ?? [];
  return only?.type === 'paragraph' ? (only.content ?? []) : [];
}
