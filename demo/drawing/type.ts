import {
  between,
  circle,
  colour,
  glow,
  gradient,
  group,
  letters,
  line,
  paint,
  pick,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** One piece of type standing up: its face is a mirror image, as type is. */
function sort(x: number, y: number, letter: string, face: 'serif' | 'naskh', size: number): string {
  const w = 200;
  const h = 250;
  return group(
    [
      polygon(
        [
          [w, 0],
          [w + 66, -54],
          [w + 66, h + 150],
          [w, h + 210],
        ],
        '#4c5a5c',
      ),
      polygon(
        [
          [0, 0],
          [66, -54],
          [w + 66, -54],
          [w, 0],
        ],
        '#c9d2cd',
      ),
      rect(0, 0, w, h + 210, paint('metal')),
      rect(0, h + 96, w, 15, '#39474a') + rect(0, h + 111, w, 5, '#aab7b4'),
      rect(14, 14, w - 28, h - 20, '#6b7a7b') + rect(14, 14, w - 28, 6, '#39474a'),
      group(
        letters(letter, [0, 0], size, '#1d2729', face, 'text-anchor="middle" font-weight="600"'),
        `transform="translate(${w / 2 + 4} ${h * 0.72 + 4}) scale(-1 1)"`,
      ),
      group(
        letters(letter, [0, 0], size, '#e6ece8', face, 'text-anchor="middle" font-weight="600"'),
        `transform="translate(${w / 2} ${h * 0.72}) scale(-1 1)"`,
      ),
    ].join(''),
    `transform="translate(${x} ${y})"`,
  );
}

/** Four sorts in four scripts, and what they print. */
export function fourScripts(): string {
  const row: [string, 'serif' | 'naskh', number][] = [
    ['ع', 'naskh', 170],
    ['A', 'serif', 190],
    ['É', 'serif', 180],
    ['Я', 'serif', 190],
  ];
  return [
    `<defs>${gradient('wall', [
      [0, '#0b3b43'],
      [1, '#0b5a5f'],
    ])}${gradient(
      'metal',
      [
        [0, '#a3b0ae'],
        [0.5, '#8b9a99'],
        [1, '#667677'],
      ],
      'x1="0" y1="0" x2="1" y2="0"',
    )}${gradient('table', [
      [0, '#f6f0de'],
      [1, '#dccda3'],
    ])}${glow('day', '#f5dfa4', 0.35)}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    circle(420, 120, 640, paint('day')),
    polygon(
      [
        [0, 590],
        [W, 590],
        [W, 1010],
        [0, 1010],
      ],
      paint('table'),
    ),
    row
      .map((_, i) =>
        polygon(
          [
            [200 + i * 318, 668],
            [470 + i * 318, 606],
            [600 + i * 318, 690],
            [400 + i * 318, 706],
          ],
          '#6e5a34',
          'opacity=".35"',
        ),
      )
      .join(''),
    row.map(([letter, face, size], i) => sort(160 + i * 318, 206, letter, face, size)).join(''),
    row
      .map(([letter, face, size], i) =>
        letters(
          letter,
          [262 + i * 318, face === 'naskh' ? 850 : 890],
          size * 0.92,
          colour.ink,
          face,
          'text-anchor="middle" font-weight="600" opacity=".93"',
        ),
      )
      .join(''),
    line([150, 926], [1450, 926], colour.clay, 3, 'opacity=".7"'),
  ].join('');
}

/** A case of type from above; a few letters lie face up. */
export function typeCase(): string {
  const next = random(1924);
  const cells: [number, number, number, number][] = [];
  const widths = [2, 1, 1, 2, 1, 1, 2, 1, 1];
  const total = widths.reduce((a, b) => a + b, 0);
  const unit = (W - 100) / total;
  for (let r = 0; r < 5; r++) {
    let x = 50;
    for (const w of r % 2 ? widths : [...widths].reverse()) {
      cells.push([x, 46 + r * 184, w * unit, 184]);
      x += w * unit;
    }
  }
  const metal = ['#8d9a99', '#a9b4b1', '#75848a', '#9aa6a0', '#6a787a'];
  const piece = (x: number, y: number, turn: number, long: number) =>
    group(
      rect(-long / 2, -6, long, 13, '#20292a', 'opacity=".5" transform="translate(3 4)"') +
        rect(-long / 2, -6, long, 12, pick(next, metal)) +
        rect(-long / 2, -6, long, 3, '#d3dbd7', 'opacity=".7"') +
        rect(long / 2 - 9, -6, 9, 12, '#39474a'),
      `transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(0)})"`,
    );
  const face = (x: number, y: number, letter: string, turn: number) =>
    group(
      rect(-34, -38, 74, 84, '#1a1009', 'opacity=".5"') +
        rect(-38, -44, 76, 88, '#aebab6') +
        rect(-38, -44, 76, 6, '#dfe6e2') +
        rect(-30, -34, 60, 68, '#7b8a8a') +
        group(
          letters(letter, [0, 22], 62, '#f2f5f2', 'serif', 'text-anchor="middle" font-weight="650"'),
          'transform="scale(-1 1)"',
        ),
      `transform="translate(${x} ${y}) rotate(${turn})"`,
    );
  return [
    `<defs>${gradient('deep', [
      [0, '#2a1a0e'],
      [1, '#4a2f1a'],
    ])}${gradient(
      'sheen',
      [
        [0, '#fff1c6', 0.22],
        [0.6, '#fff1c6', 0],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    )}</defs>`,
    rect(0, 0, W, H, '#8a5a30'),
    repeat(30, (i) =>
      stroke(`M-20 ${i * 34}q400 ${i % 2 ? 14 : -12} 820 0t820 4`, '#6a4222', 2, 'opacity=".5"'),
    ),
    cells
      .map(([x, y, w, h]) => {
        const empty = next() < 0.07;
        const inner = rect(x + 7, y + 7, w - 14, h - 14, paint('deep'));
        const pieces = empty
          ? ''
          : repeat(Math.round((w * h) / 900), () =>
              piece(
                between(next, x + 36, x + w - 36),
                between(next, y + 26, y + h - 22),
                between(next, -80, 80),
                between(next, 46, 62),
              ),
            );
        return (
          inner +
          pieces +
          rect(x + 7, y + 7, w - 14, 12, '#140b05', 'opacity=".65"') +
          stroke(`M${x} ${y + h}V${y}H${x + w}`, '#b07c48', 9) +
          stroke(`M${x + 2} ${y + h}V${y + 2}H${x + w}`, '#d6a56c', 2.5)
        );
      })
      .join(''),
    stroke(`M50 ${46 + 920}H${W - 50}V46`, '#b07c48', 10),
    face(330, 300, 'Ж', -14) +
      face(590, 560, 'ѣ', 9) +
      face(840, 240, 'Ю', 6) +
      face(1010, 640, 'н', -20) +
      face(1230, 380, 'Э', 14) +
      face(420, 740, 'п', 22) +
      face(1340, 780, 'Я', -8),
    group(
      rect(-72, -40, 150, 90, '#1a1009', 'opacity=".5"') +
        rect(-80, -48, 150, 90, '#e3bb62') +
        rect(-80, -48, 150, 90, 'none', 'stroke="#9a4a28" stroke-width="7"') +
        letters('ё', [-5, 22], 74, '#9a4a28', 'serif', 'text-anchor="middle" font-weight="700"'),
      'transform="translate(770 830) rotate(-9)"',
    ),
    rect(0, 0, W, H, paint('sheen')),
  ].join('');
}
