import {
  between,
  circle,
  colour,
  glow,
  gradient,
  group,
  line,
  type Point,
  paint,
  path,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** Two flags of smoke on one horizon. */
export function twoWarnings(): string {
  const plume = (x: number, tone: string, seed: number, way: number) => {
    const r = random(seed);
    const side = (s: number): Point[] =>
      Array.from({ length: 13 }, (_, i) => {
        const t = i / 12;
        return [
          x + way * 330 * t ** 1.7 + s * (13 + 120 * t ** 1.2 + between(r, -16, 16) * t),
          690 - t * 780,
        ];
      });
    return (
      stroke('', tone, 0) +
      path(
        `M${[...side(-1), ...side(1).reverse()].map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join('L')}Z`,
        tone,
        'opacity=".88" stroke-linejoin="round"',
      )
    );
  };
  return [
    `<defs>${gradient('sky', [
      [0, '#cfdad0'],
      [0.6, '#efe5c6'],
      [1, '#eec98a'],
    ])}${glow('lit', '#f4cf7d', 0.9)}${gradient('land', [
      [0, '#123f47'],
      [1, '#071d26'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    circle(800, 690, 300, paint('lit')),
    plume(430, '#4d7f7f', 3, 1),
    plume(1190, '#a8674a', 8, 1),
    path('M-10 716Q300 676 620 704T1120 690T1620 712V1010H-10Z', paint('land')),
    rect(416, 628, 28, 84, '#0b2f38') +
      rect(1176, 622, 28, 84, '#0b2f38') +
      rect(380, 664, 110, 50, '#0b2f38') +
      rect(1150, 660, 120, 50, '#0b2f38') +
      polygon(
        [
          [1270, 660],
          [1300, 640],
          [1300, 710],
          [1270, 710],
        ],
        '#0b2f38',
      ),
    rect(752, 640, 96, 70, '#0b2f38') +
      polygon(
        [
          [740, 644],
          [800, 596],
          [860, 644],
        ],
        '#0b2f38',
      ) +
      rect(784, 660, 30, 34, colour.gold) +
      rect(797.5, 660, 3, 34, '#0b2f38'),
    repeat(30, (i) => line([-60 + i * 60, 1010], [640 + i * 12, 735], '#0d343e', 5, 'opacity=".6"')),
  ].join('');
}

/** A dry field, its furrows running to a low house. */
export function seedField(): string {
  const next = random(1887);
  const vx = 1050;
  const vy = 520;
  return [
    `<defs>${gradient('sky', [
      [0, '#7f6a45'],
      [0.35, '#b98a48'],
      [0.75, '#e0b565'],
      [1, '#f3dca0'],
    ])}${gradient('soil', [
      [0, '#b98d58'],
      [1, '#5d3a20'],
    ])}${glow('sun', '#fff1c0', 0.75)}</defs>`,
    rect(0, 0, W, 540, paint('sky')),
    circle(380, 330, 340, paint('sun')) + circle(380, 330, 58, '#fbeebf'),
    repeat(9, (i) =>
      path(
        `M${between(next, -300, 1100)} ${60 + i * 42}q${between(next, 200, 500)} ${between(next, -26, -8)} ${between(next, 700, 1100)} 0q-${between(next, 200, 420)} ${between(next, 8, 20)} -900 6Z`,
        '#6e5a38',
        `opacity="${between(next, 0.1, 0.26).toFixed(2)}"`,
      ),
    ),
    path('M-10 522Q400 496 800 514T1620 502V1010H-10Z', paint('soil')),
    repeat(41, (i) => {
      const foot = (i - 20) * 150 + vx * 0.8;
      return polygon(
        [
          [vx, vy],
          [foot - 34, 1010],
          [foot + 22, 1010],
        ],
        i % 2 ? '#4a2e18' : '#c99a62',
        `opacity="${i % 2 ? 0.62 : 0.28}"`,
      );
    }),
    repeat(170, () => {
      const t = next() ** 0.7;
      const y = vy + 24 + t * 460;
      const x = between(next, -20, 1620);
      return line(
        [x, y],
        [x + between(next, -12, 12) * (1 + t * 2), y + 4 + t * 12],
        '#3a2312',
        1 + t * 2.4,
        'opacity=".5"',
      );
    }),
    rect(1170, 452, 110, 66, '#e9d6a6') +
      polygon(
        [
          [1156, 456],
          [1182, 414],
          [1268, 414],
          [1294, 456],
        ],
        '#7c3f26',
      ) +
      rect(1196, 476, 20, 42, '#4a2e18') +
      rect(1236, 472, 24, 22, '#4a2e18') +
      rect(1246, 392, 14, 30, '#7c3f26'),
    line([1090, 516], [1090, 380], '#3a2312', 5) +
      line([1078, 516], [1090, 380], '#3a2312', 3) +
      line([1102, 516], [1090, 380], '#3a2312', 3) +
      repeat(12, (i) =>
        polygon(
          [
            [1090, 380],
            [1084, 346],
            [1097, 346],
          ],
          '#4a2e18',
          `transform="rotate(${i * 30} 1090 380)"`,
        ),
      ),
    stroke(
      'M1400 516v-84q-40 -34 -60 -30M1400 452q34 -40 60 -44M1400 432q-6 -36 4 -70M1372 412q-6 -16 -24 -22',
      '#3a2312',
      5,
    ),
    repeat(19, (i) => {
      const t = i / 18;
      const x = -30 + t * 780 + between(next, -8, 8);
      const y = 985 - t * 300;
      const s = 1.3 - t * 0.98;
      return group(
        stroke('M0 0q-4 -30 2 -58M0 -22q-22 -8 -32 -30M1 -34q20 -8 28 -28', '#7fa05a', 6) +
          path('M2 -56q-10 -14 0 -30q12 16 0 30Z', '#9dbb6c'),
        `transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) scale(${s.toFixed(2)})"`,
      );
    }),
  ].join('');
}
