/** A row of a list that is put in order by buttons; those deeper than the one before are below it. */
export type Row = { readonly depth: number };

type Move = { readonly act: 'up' | 'down' | 'in' | 'out' | 'remove'; readonly at: number };

export type Press = Move | { readonly act: 'add' } | { readonly act: 'save' };

/** The button by which a form was sent: `up-2`, `add`; `save` when it is none of these. */
export function pressOf(form: URLSearchParams): Press {
  const [, act, at] = /^(up|down|in|out|remove)-(\d{1,4})$/.exec(form.get('do') ?? '') ?? [];
  if (act !== undefined && at !== undefined) return { act: act as Move['act'], at: Number(at) };
  return { act: form.get('do') === 'add' ? 'add' : 'save' };
}

/** The rows after a press of a button; what is below a row moves with it. */
export function arranged<Each extends Row>(
  rows: readonly Each[],
  press: Press,
  deepest: number,
): readonly Each[] {
  if (press.act === 'add' || press.act === 'save') return rows;
  const { act, at } = press;
  const row = rows[at];
  if (!row) return rows;
  const end = endOf(rows, at);
  const [before, block, after] = [rows.slice(0, at), rows.slice(at, end), rows.slice(end)];
  const shifted = (by: number) => block.map((each) => ({ ...each, depth: Math.max(0, each.depth + by) }));
  switch (act) {
    case 'remove':
      return level([...before, ...block.slice(1), ...after], deepest);
    case 'in':
      return level([...before, ...shifted(1), ...after], deepest);
    case 'out':
      return level([...before, ...shifted(-1), ...after], deepest);
    case 'up': {
      const to = before.findLastIndex(({ depth }) => depth <= row.depth);
      return level(
        [...before.slice(0, Math.max(0, to)), ...block, ...before.slice(Math.max(0, to)), ...after],
        deepest,
      );
    }
    case 'down': {
      const next = after.length === 0 ? 0 : endOf(after, 0);
      return level([...before, ...after.slice(0, next), ...block, ...after.slice(next)], deepest);
    }
  }
}

function endOf(rows: readonly Row[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  const next = rows.findIndex((each, index) => index > at && each.depth <= depth);
  return next === -1 ? rows.length : next;
}

/** No row is more than one step deeper than the one before it, nor deeper than can be. */
function level<Each extends Row>(rows: readonly Each[], deepest: number): readonly Each[] {
  let last = -1;
  return rows.map((row) => {
    last = Math.min(row.depth, last + 1, deepest);
    return { ...row, depth: last };
  });
}

export type Branch<Each> = { readonly row: Each; readonly children: readonly Branch<Each>[] };

/** The rows as a tree. */
export function treeOf<Each extends Row>(rows: readonly Each[]): readonly Branch<Each>[] {
  const branches: Branch<Each>[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    const end = endOf(rows, at);
    if (row) branches.push({ row, children: treeOf(rows.slice(at + 1, end)) });
    at = end;
  }
  return branches;
}
