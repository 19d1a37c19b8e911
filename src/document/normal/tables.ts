import type { AnyNode } from '../document.ts';
import { cleanAttributes, nodeAttributes } from './attributes.ts';
import { part } from './containers.ts';
import { type BlockContext, deeper, type Maker, make } from './context.ts';
import type { Loose } from './loose.ts';

export const table: Maker = (node, attrs, context) => {
  const grid = (node.content ?? []).find((child) => child.type === 'tableGrid');
  const captions = (node.content ?? []).filter((child) => child.type === 'caption');
  const rows = (grid?.content ?? []).flatMap((row) => tableRow(row, deeper(context)));
  if (rows.length === 0) return captions.flatMap((child) => context.blocks(child.content ?? [], context));
  const gridAttrs = cleanAttributes(grid?.attrs, nodeAttributes.tableGrid ?? {});
  const caption = captions.slice(0, 1).flatMap((child) => part(child, context));
  return [make('table', attrs, [make('tableGrid', gridAttrs, footLast(rows)), ...caption])];
};

export function tableRow(row: Loose, context: BlockContext): readonly AnyNode[] {
  if (row.type !== 'tableRow') return [];
  const cells = (row.content ?? [])
    .filter((cell) => cell.type === 'tableCell' || cell.type === 'tableHeader')
    .flatMap((cell) => part(cell, deeper(context)));
  if (cells.length === 0) return [];
  return [make('tableRow', cleanAttributes(row.attrs, nodeAttributes.tableRow ?? {}), cells)];
}

/** Rows of the foot stand last; a table of nothing but them has none. */
function footLast(rows: readonly AnyNode[]): readonly AnyNode[] {
  const foot = rows.filter(isFoot);
  if (foot.length === 0) return rows;
  if (foot.length < rows.length) return [...rows.filter((row) => !isFoot(row)), ...foot];
  return rows.map((row) => {
    if (row.type !== 'tableRow') return row;
    const { foot: _, ...others } = row.attrs ?? {};
    return make('tableRow', Object.keys(others).length > 0 ? others : undefined, row.content);
  });
}

function isFoot(row: AnyNode): boolean {
  return row.type === 'tableRow' && row.attrs?.foot === true;
}
