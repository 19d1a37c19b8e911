import {
  between,
  circle,
  colour,
  ellipse,
  glow,
  gradient,
  group,
  handwriting,
  letters,
  line,
  paint,
  path,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';
import { desk, sheet } from './sheet.ts';

const W = 1600;
const H = 1000;

/** An inkwell, a reed pen, and the scribe's last line. */
export function inkwell(): string {
  return [
    `<defs>${gradient('wall', [
      [0, '#dcc796'],
      [1, '#c2a56c'],
    ])}${gradient('board', [
      [0, '#7a4f2d'],
      [1, '#432814'],
    ])}${gradient('glass', [
      [0, '#3d7f80'],
      [0.4, '#0f474e'],
      [1, '#061b23'],
    ])}${glow('day', '#fff1c6', 0.8)}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    polygon(
      [
        [0, 0],
        [720, 0],
        [340, 640],
        [0, 640],
      ],
      '#f7e6b8',
      'opacity=".5"',
    ) +
      line([230, 0], [60, 640], '#b9995c', 9, 'opacity=".35"') +
      line([470, 0], [220, 640], '#b9995c', 9, 'opacity=".35"'),
    rect(0, 620, W, 390, paint('board')) + rect(0, 620, W, 8, '#9a6a3f'),
    polygon(
      [
        [420, 700],
        [1500, 660],
        [1590, 960],
        [300, 990],
      ],
      '#1c0f06',
      'opacity=".35"',
    ),
    polygon(
      [
        [400, 684],
        [1480, 644],
        [1570, 944],
        [280, 974],
      ],
      '#fbf6e4',
    ),
    group(
      letters('وقابلتُه على أصله', [0, 0], 132, colour.ink, 'naskh', 'direction="rtl" text-anchor="middle"'),
      'transform="matrix(1 -0.034 -0.12 0.86 1010 880)"',
    ),
    group(
      handwriting(5, [0, 0], [560, 520], 34, 15, '#8a8176', 2.2),
      'transform="matrix(1 -0.034 -0.14 0.8 800 726)"',
    ),
    ellipse(330, 850, 210, 40, '#160b04', 'opacity=".5"'),
    path(
      'M180 800Q160 690 232 642L236 596H420L424 642Q496 690 476 800Q470 858 328 858T180 800Z',
      paint('glass'),
    ),
    path('M204 790Q192 716 246 672Q214 720 226 800Z', '#9fc0ba', 'opacity=".55"'),
    ellipse(328, 598, 98, 26, '#0a2c34') +
      ellipse(328, 598, 78, 18, '#04090b') +
      ellipse(310, 594, 30, 6, '#2f6b6c', 'opacity=".6"'),
    rect(226, 628, 204, 16, colour.ochre),
    polygon(
      [
        [420, 566],
        [1090, 196],
        [1112, 236],
        [440, 602],
        [348, 640],
      ],
      '#c98f4a',
    ) +
      polygon(
        [
          [420, 566],
          [1090, 196],
          [1097, 210],
          [426, 580],
        ],
        '#e6b877',
      ) +
      polygon(
        [
          [348, 640],
          [424, 572],
          [438, 600],
        ],
        '#5a3418',
      ) +
      line([350, 639], [420, 592], '#160b04', 3) +
      ellipse(1101, 216, 13, 24, '#7a4d24', 'transform="rotate(-29 1101 216)"') +
      line([640, 444], [656, 480], '#8d5c2c', 5) +
      line([860, 323], [876, 358], '#8d5c2c', 5),
    circle(1300, 900, 7, colour.ink) + circle(1330, 916, 4, colour.ink),
  ].join('');
}

/** Five sheets of one speech, fanned. */
export function fiveSheets(): string {
  const lengths = [
    [360, 390, 340, 380, 372, 300, 388, 350, 240],
    [372, 380, 352, 366, 380, 318, 372, 360, 260],
    [380, 372, 360, 352, 388, 330, 366, 340, 300],
    [352, 388, 372, 360, 366, 342, 380, 372, 210],
    [388, 366, 380, 372, 352, 360, 340, 388, 280],
  ];
  return [
    desk('#12353c', '#08222a'),
    repeat(5, (i) => {
      const aged = ['#e6d2a4', '#ecdcb4', '#f1e5c6', '#f6eed8', '#fbf8ee'][i] as string;
      const second =
        i === 0
          ? repeat(9, (r) => line([60, 470 + r * 44], [450, 470 + r * 44], '#b9c6cf', 1.5, 'opacity=".5"'))
          : '';
      const ink = i === 0 ? '#5d564d' : '#2b2723';
      const title =
        i === 4
          ? letters(
              'Address',
              [255, 96],
              38,
              colour.ink,
              'serif',
              'font-style="italic" text-anchor="middle"',
            ) + handwriting(3, [300, 700], [130], 30, 26, colour.ink, 3.2)
          : '';
      return group(
        sheet(510, 760, aged) +
          second +
          handwriting(1863 + i, [62, 150], lengths[i] as number[], 58, 21, ink, 2.6) +
          title,
        `transform="translate(${236 + i * 152} ${150 + Math.abs(i - 2) * 22}) rotate(${-14 + i * 7} 255 760)"`,
      );
    }),
  ].join('');
}

/** Reams tied with cord. */
export function paperStack(): string {
  const next = random(1971);
  const ream = (x: number, y: number, w: number, leaves: number) =>
    repeat(
      leaves,
      (i) =>
        rect(
          x + between(next, -5, 5),
          y - i * 8,
          w + between(next, -6, 6),
          8.6,
          ['#efe3c2', '#e3d3a8', '#f6eed8', '#d8c392'][Math.floor(next() * 4)] as string,
        ) + line([x + 6, y - i * 8 + 8], [x + w - 6, y - i * 8 + 8], '#9c8353', 1, 'opacity=".5"'),
    ) +
    rect(x + w * 0.3, y - leaves * 8 + 4, 13, leaves * 8 + 8, '#8d5a2c') +
    rect(x + w * 0.66, y - leaves * 8 + 4, 13, leaves * 8 + 8, '#8d5a2c') +
    rect(x - 8, y - leaves * 4, w + 16, 11, '#8d5a2c');
  return [
    `<defs>${gradient('wall', [
      [0, '#0f474e'],
      [1, '#0a333b'],
    ])}${gradient('shelf', [
      [0, '#6e4526'],
      [1, '#3a2312'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    polygon(
      [
        [900, 0],
        [1300, 0],
        [700, 860],
        [200, 860],
      ],
      '#f5dfa4',
      'opacity=".13"',
    ),
    rect(0, 830, W, 180, paint('shelf')) + rect(0, 830, W, 9, '#94643a'),
    ream(140, 822, 560, 34) + ream(210, 550, 480, 24) + ream(250, 356, 400, 14),
    ream(860, 822, 600, 46) + ream(930, 452, 470, 20),
    stroke('M392 240q-70 -60 -20 -84t52 78q10 -90 64 -64t-60 74', '#b97a3a', 8) +
      stroke('M430 246q40 60 90 70M408 248q-50 40 -60 86', '#b97a3a', 7),
    line([1160, 540], [1190, 620], '#8d5a2c', 4) +
      group(
        polygon(
          [
            [0, 30],
            [26, 0],
            [190, 0],
            [190, 116],
            [26, 116],
            [0, 86],
          ],
          '#f4ead0',
        ) +
          circle(24, 58, 8, '#0a333b') +
          letters('دشت', [112, 82], 66, colour.ink, 'naskh', 'text-anchor="middle"'),
        'transform="translate(1150 610) rotate(5)"',
      ),
  ].join('');
}
