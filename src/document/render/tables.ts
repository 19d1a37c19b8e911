import type { AnyNode, Caption, Table, TableCell, TableGrid, TableHeader, TableRow } from '../document.ts';
import { attr } from '../html/write.ts';
import { renderInline } from './inline.ts';
import { type Around, blockAttributes, directionIn, type Rendering } from './rendering.ts';

type Bare = (nodes: readonly AnyNode[] | undefined, around: Around, rendering: Rendering) => string;

/** Columns from which a table may be wider than a phone: its figure then scrolls, and can be reached by keyboard. */
const wideColumns = 4;

export function renderTable(
  node: Table,
  around: Around,
  inner: Around,
  rendering: Rendering,
  bare: Bare,
): string {
  const content: readonly AnyNode[] = node.content ?? [];
  const grid = content.find((child) => child.type === 'tableGrid');
  const caption = content.find((child) => child.type === 'caption');
  const classes = node.attrs?.align === undefined ? 'table' : `table align-${node.attrs.align}`;
  const wide = (grid?.content?.[0]?.content?.length ?? 0) >= wideColumns;
  const reach = wide
    ? ` role="region" tabindex="0"${attr('aria-label', nameOf(caption) || rendering.labels.table)}`
    : '';
  const table = grid === undefined ? '' : gridTag(grid, caption, inner, rendering, bare);
  return `<figure${blockAttributes(node, around, inner, rendering, classes)}${reach}>${table}</figure>`;
}

function nameOf(caption: Caption | undefined): string {
  return (caption?.content ?? []).map((child) => (child.type === 'text' ? child.text : '')).join('');
}

function gridTag(
  grid: TableGrid,
  caption: Caption | undefined,
  around: Around,
  rendering: Rendering,
  bare: Bare,
): string {
  const rows = grid.content ?? [];
  const head = rows.findIndex((row) => row.attrs?.foot === true || !isHead(row));
  const headEnd = head < 0 ? rows.length : head;
  const foot = rows.findIndex((row) => row.attrs?.foot === true);
  const footStart = foot < 0 ? rows.length : foot;
  const section = (tag: string, part: readonly TableRow[], scope: string): string =>
    part.length === 0
      ? ''
      : `<${tag}>${part.map((row) => rowTag(row, scope, around, rendering, bare)).join('')}</${tag}>`;
  return (
    `<table${blockAttributes(grid, around, around, rendering)}>${captionTag(caption, around, rendering)}` +
    section('thead', rows.slice(0, headEnd), 'col') +
    section('tbody', rows.slice(headEnd, footStart), 'row') +
    section('tfoot', rows.slice(footStart), 'row') +
    '</table>'
  );
}

function isHead(row: TableRow): boolean {
  return (row.content ?? []).every((cell) => cell.type === 'tableHeader');
}

function captionTag(caption: Caption | undefined, around: Around, rendering: Rendering): string {
  if (caption === undefined) return '';
  const inner = directionIn(caption, around);
  return `<caption${blockAttributes(caption, around, inner, rendering)}>${renderInline(caption.content, rendering)}</caption>`;
}

function rowTag(row: TableRow, scope: string, around: Around, rendering: Rendering, bare: Bare): string {
  const cells = (row.content ?? []).map((cell) => cellTag(cell, scope, around, rendering, bare)).join('');
  return `<tr${blockAttributes(row, around, around, rendering)}>${cells}</tr>`;
}

function cellTag(
  cell: TableCell | TableHeader,
  scope: string,
  around: Around,
  rendering: Rendering,
  bare: Bare,
): string {
  const inner = directionIn(cell, around);
  const align = cell.attrs?.align;
  const spans = attr('colspan', cell.attrs?.colspan) + attr('rowspan', cell.attrs?.rowspan);
  const attributes = blockAttributes(cell, around, inner, rendering, align && `text-${align}`) + spans;
  const text = bare(cell.content, inner, rendering);
  return cell.type === 'tableHeader'
    ? `<th scope="${scope}"${attributes}>${text}</th>`
    : `<td${attributes}>${text}</td>`;
}
