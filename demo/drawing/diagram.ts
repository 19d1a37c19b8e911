import {
  between,
  circle,
  colour,
  glow,
  gradient,
  letters,
  line,
  type Point,
  paint,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** From one mouth to many ears: a tree of who heard it from whom. */
export function transmission(): string {
  const next = random(356);
  const rows = [1, 3, 6, 10, 15];
  const nodes = rows.map((count, row) =>
    Array.from(
      { length: count },
      (_, i): Point => [
        800 +
          (i - (count - 1) / 2) * (1380 / Math.max(rows[4] as number, 1)) * [0, 3.6, 2.3, 1.45, 1][row]! +
          between(next, -12, 12),
        120 + row * 185 + between(next, -16, 16),
      ],
    ),
  );
  const known = rows.map((count, row) => Array.from({ length: count }, () => row === 0 || next() > 0.26));
  const links: string[] = [];
  for (let row = 1; row < rows.length; row++) {
    (nodes[row] as Point[]).forEach(([x, y], i) => {
      const above = nodes[row - 1] as Point[];
      const parent = Math.min(above.length - 1, Math.floor((i / (rows[row] as number)) * above.length));
      const [px, py] = above[parent] as Point;
      const sure = known[row]?.[i] && known[row - 1]?.[parent];
      links.push(
        stroke(
          `M${px} ${py}C${px} ${py + 90} ${x} ${y - 90} ${x} ${y}`,
          sure ? colour.teal : '#a08a5c',
          sure ? 4.4 - row * 0.5 : 2.2,
          sure ? '' : 'stroke-dasharray="3 9"',
        ),
      );
    });
  }
  const dots = nodes.flatMap((row, r) =>
    row.map(([x, y], i) => {
      const size = 30 - r * 4.2;
      return known[r]?.[i]
        ? circle(x, y, size, r === 0 ? colour.rust : r === 4 ? colour.ochre : colour.teal) +
            circle(x, y, size * 0.38, '#f6efd9')
        : circle(x, y, size, '#f4ecd4', `stroke="#8d7a4f" stroke-width="3"`);
    }),
  );
  return [
    `<defs>${gradient('sheet', [
      [0, '#f9f4e3'],
      [1, '#ecdfb9'],
    ])}${glow('first', colour.gold, 0.55)}</defs>`,
    rect(0, 0, W, H, paint('sheet')),
    circle(800, 120, 240, paint('first')),
    repeat(4, (i) =>
      line(
        [60, 305 + i * 185],
        [1540, 305 + i * 185],
        '#d3c08c',
        1.6,
        'opacity=".6" stroke-dasharray="1 10"',
      ),
    ),
    links.join(''),
    dots.join(''),
  ].join('');
}

/** The grid of the distance between two sentences, worked out and not drawn by eye. */
export function distanceMatrix(): string {
  const a = [...'should not support the people'];
  const b = [...'should support the people'];
  const grid: number[][] = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => grid[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      (grid[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
  const way: Point[] = [];
  for (let i = a.length, j = b.length; ; ) {
    way.unshift([j, i]);
    if (i === 0 && j === 0) break;
    if (i > 0 && j > 0 && at(i, j) === at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)) {
      i--;
      j--;
    } else if (i > 0 && at(i, j) === at(i - 1, j) + 1) i--;
    else j--;
  }
  const size = 31;
  const left = 260;
  const top = 62;
  const shade = (d: number) =>
    [
      '#f4efdf',
      '#e3ead9',
      '#c9dbd0',
      '#a9c8c0',
      '#86b1ac',
      '#639896',
      '#427f80',
      '#296a6d',
      '#155a5f',
      '#0d4a51',
      '#0b3b43',
      '#0a3038',
    ][Math.min(11, Math.round(d / 2.4))] as string;
  return [
    rect(0, 0, 1200, 1060, colour.paper),
    grid
      .map((row, i) =>
        row.map((d, j) => rect(left + j * size, top + i * size, size - 1.6, size - 1.6, shade(d))).join(''),
      )
      .join(''),
    a
      .map((letter, i) =>
        letters(
          letter === ' ' ? '·' : letter,
          [left - 22, top + (i + 1) * size + 22],
          22,
          colour.ink,
          'serif',
          'text-anchor="middle"',
        ),
      )
      .join(''),
    b
      .map((letter, j) =>
        letters(
          letter === ' ' ? '·' : letter,
          [left + (j + 1) * size + 15, top - 14],
          22,
          colour.ink,
          'serif',
          'text-anchor="middle"',
        ),
      )
      .join(''),
    stroke(
      `M${way.map(([j, i]) => `${left + j * size + 15} ${top + i * size + 15}`).join('L')}`,
      colour.ochre,
      7,
    ),
    circle(left + 15, top + 15, 8, colour.rust) +
      circle(left + b.length * size + 15, top + a.length * size + 15, 8, colour.rust),
    letters(
      String(at(a.length, b.length)),
      [left + b.length * size + 52, top + a.length * size + 27],
      34,
      colour.rust,
      'serif',
      'font-weight="600"',
    ),
  ].join('');
}
