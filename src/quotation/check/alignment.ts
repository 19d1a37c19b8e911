/** How two rows of words go together: the most that stand in both in the same order. */
export type Alignment = {
  readonly count: number;
  /** The first and the last of the second row that go with one of the first; -1 when none does. */
  readonly first: number;
  readonly last: number;
};

/** The longest common subsequence of `ours` and `theirs[from, to)`. Takes time by the product of both lengths. */
export function align(ours: Int32Array, theirs: Int32Array, from: number, to: number): Alignment {
  const width = to - from;
  let above = newRow(width);
  let row = newRow(width);
  for (const word of ours) {
    for (let at = 1; at <= width; at++) {
      const extended = word >= 0 && theirs[from + at - 1] === word ? above.counts[at - 1]! + 1 : 0;
      const best = Math.max(above.counts[at]!, row.counts[at - 1]!);
      row.counts[at] = Math.max(best, extended);
      if (extended > best) {
        row.firsts[at] = extended === 1 ? from + at - 1 : above.firsts[at - 1]!;
        row.lasts[at] = from + at - 1;
      } else {
        const [other, index] = above.counts[at] === best ? [above, at] : [row, at - 1];
        row.firsts[at] = other.firsts[index]!;
        row.lasts[at] = other.lasts[index]!;
      }
    }
    [above, row] = [row, above];
  }
  return { count: above.counts[width]!, first: above.firsts[width]!, last: above.lasts[width]! };
}

type Row = { readonly counts: Int32Array; readonly firsts: Int32Array; readonly lasts: Int32Array };

function newRow(width: number): Row {
  return {
    counts: new Int32Array(width + 1),
    firsts: new Int32Array(width + 1).fill(-1),
    lasts: new Int32Array(width + 1).fill(-1),
  };
}
