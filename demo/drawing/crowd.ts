import {
  between,
  circle,
  colour,
  ellipse,
  gradient,
  group,
  line,
  paint,
  path,
  pick,
  polygon,
  type Random,
  random,
  rect,
  repeat,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** A snowy square, a crowd seen from behind, a closed door. */
export function silentSquare(): string {
  const next = random(1825);
  const crowd = (count: number, y: number, tall: number, tones: readonly string[]) =>
    repeat(count, (i) => {
      const x = (i + between(next, -0.25, 0.25)) * (W / (count - 1));
      const t = tall * between(next, 0.86, 1.12);
      return bundle(next, x, y + between(next, -8, 8), t, pick(next, tones));
    });
  return [
    `<defs>${gradient('sky', [
      [0, '#8fb0ad'],
      [1, '#e6e4d6'],
    ])}${gradient('snow', [
      [0, '#e9e7dc'],
      [1, '#c4d0ca'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    '<g transform="translate(0 44)">',
    rect(150, 120, 1300, 520, '#d8c393') +
      rect(150, 112, 1300, 22, '#fbfaf5') +
      rect(150, 336, 1300, 12, '#b89a63'),
    repeat(10, (i) =>
      Math.abs(i - 4.5) < 1
        ? ''
        : path(`M${206 + i * 126} 300V210a30 30 0 0 1 60 0V300Z`, '#2f5f62') +
          path(`M${206 + i * 126} 560V450a30 30 0 0 1 60 0V560Z`, '#2f5f62') +
          rect(198 + i * 126, 300, 76, 9, '#fbfaf5') +
          rect(198 + i * 126, 560, 76, 9, '#fbfaf5'),
    ),
    rect(660, 60, 280, 590, '#e2cf9f') +
      polygon(
        [
          [630, 130],
          [800, 10],
          [970, 130],
        ],
        '#0b5a5f',
      ) +
      polygon(
        [
          [630, 130],
          [800, 6],
          [970, 130],
          [950, 130],
          [800, 30],
          [650, 130],
        ],
        '#fbfaf5',
      ),
    path('M716 640V330a84 84 0 0 1 168 0V640Z', '#5c3a22') +
      path('M732 640V334a68 68 0 0 1 136 0V640Z', '#3a2416') +
      line([800, 262], [800, 640], '#5c3a22', 5) +
      circle(788, 470, 7, colour.ochre) +
      circle(812, 470, 7, colour.ochre),
    rect(600, 560, 70, 84, '#c9b27c') +
      rect(930, 560, 70, 84, '#c9b27c') +
      rect(594, 548, 82, 16, '#fbfaf5') +
      rect(924, 548, 82, 16, '#fbfaf5'),
    rect(640, 612, 320, 16, '#fbfaf5') +
      rect(600, 628, 400, 16, '#efeee6') +
      rect(560, 644, 480, 18, '#e4e4da'),
    '</g>',
    rect(0, 690, W, 320, paint('snow')),
    crowd(25, 752, 88, ['#5d7a78', '#6c7f74', '#7a7262']),
    crowd(20, 800, 124, ['#3c6163', '#4c5a52', '#6a5240']),
    crowd(15, 880, 172, ['#1f4b50', '#33413d', '#54392a']),
    crowd(10, 1010, 262, ['#0b2f38', '#1c2a2a', '#3a2417']),
    repeat(150, () =>
      circle(
        between(next, 0, W),
        between(next, 0, H),
        between(next, 1.2, 4.2),
        '#fffdf6',
        `opacity="${between(next, 0.4, 0.95).toFixed(2)}"`,
      ),
    ),
  ].join('');
}

/** Somebody in a winter coat, from behind. */
function bundle(next: Random, x: number, y: number, tall: number, tone: string): string {
  const w = tall * between(next, 0.2, 0.27);
  const head = tall * 0.105;
  const hat = next();
  const body = path(
    `M${x - w} ${y}Q${x - w * 1.12} ${y - tall * 0.62} ${x - w * 0.62} ${y - tall * 0.74}Q${x} ${y - tall * 0.84} ${x + w * 0.62} ${y - tall * 0.74}Q${x + w * 1.12} ${y - tall * 0.62} ${x + w} ${y}Z`,
    tone,
  );
  const crown =
    hat < 0.45
      ? path(
          `M${x - head * 1.35} ${y - tall * 0.84}q${head * 0.2} ${-head * 1.9} ${head * 1.35} ${-head * 1.9}t${head * 1.35} ${head * 1.9}Z`,
          tone,
        )
      : hat < 0.8
        ? ellipse(x, y - tall * 0.95, head * 1.1, head * 0.62, tone) +
          rect(x - head * 1.15, y - tall * 0.94, head * 2.3, head * 0.6, tone)
        : '';
  return body + circle(x, y - tall * 0.87, head, tone) + crown;
}

/** The market of paper under its awnings, an hour before noon. */
export function paperMarket(): string {
  const next = random(15);
  const awning = (x: number, y: number, w: number, drop: number, a: string, b: string, way: number) => {
    const stripes = 8;
    return repeat(stripes, (i) => {
      const x0 = x + (i / stripes) * w;
      const x1 = x + ((i + 1) / stripes) * w;
      const shift = way * drop * 0.8;
      return (
        polygon(
          [
            [x0, y],
            [x1, y],
            [x1 + shift, y + drop],
            [x0 + shift, y + drop],
          ],
          i % 2 ? a : b,
        ) +
        path(
          `M${x0 + shift} ${y + drop}H${x1 + shift}V${y + drop + 14}a${w / stripes / 2} 16 0 0 1 ${-w / stripes} 0Z`,
          i % 2 ? a : b,
        )
      );
    });
  };
  const stack = (x: number, foot: number, w: number, leaves: number) =>
    repeat(
      leaves,
      (i) =>
        rect(
          x + between(next, -5, 5),
          foot - (i + 1) * 10,
          w,
          10,
          pick(next, ['#f6eed8', '#efe3c2', '#e3d3a8', '#fbf8ee']),
        ) + line([x, foot - i * 10], [x + w, foot - i * 10], '#a58c58', 1.2, 'opacity=".6"'),
    ) + rect(x + w * 0.46, foot - leaves * 10, 9, leaves * 10, '#9a4a28');
  const body = (x: number, y: number, t: number, robe: string, cap: string) =>
    group(
      path('M-40 0Q-46 -120 -30 -164Q0 -184 30 -164Q46 -120 40 0Z', robe) +
        circle(0, -200, 24, '#8a5a3a') +
        path(`M-25 -206q25 -34 50 0l3 8h-56Z`, cap),
      `transform="translate(${x} ${y}) scale(${t})"`,
    );
  return [
    `<defs>${gradient('sky', [
      [0, '#f7e9bf'],
      [1, '#f3d695'],
    ])}${gradient('ground', [
      [0, '#e0bd7c'],
      [1, '#a57c45'],
    ])}${gradient('ray', [
      [0, '#fff4cc', 0.6],
      [1, '#fff4cc', 0],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    path('M640 620V330a160 160 0 0 1 320 0V620Z', '#fdf3d4') +
      path('M610 640V330a190 190 0 0 1 380 0V640H960V330a160 160 0 0 0 -320 0V640Z', '#b98a4a'),
    polygon(
      [
        [-10, -10],
        [610, 140],
        [610, 660],
        [-10, 920],
      ],
      '#c9985a',
    ) +
      polygon(
        [
          [1610, -10],
          [990, 140],
          [990, 660],
          [1610, 920],
        ],
        '#ad7f45',
      ),
    repeat(3, (i) => {
      const x = 30 + i * 200;
      const s = 1 - i * 0.24;
      return path(
        `M${x} ${860 - i * 82}V${470 + i * 20}a${72 * s} ${80 * s} 0 0 1 ${144 * s} 0V${808 - i * 74}Z`,
        '#4a2f1a',
      );
    }),
    repeat(3, (i) => {
      const x = 1570 - i * 200;
      const s = 1 - i * 0.24;
      return path(
        `M${x} ${860 - i * 82}V${470 + i * 20}a${72 * s} ${80 * s} 0 0 0 ${-144 * s} 0V${808 - i * 74}Z`,
        '#3a2312',
      );
    }),
    polygon(
      [
        [610, 640],
        [990, 640],
        [1640, 1010],
        [-40, 1010],
      ],
      paint('ground'),
    ),
    repeat(4, (i) =>
      polygon(
        [
          [520 + i * 170, -20],
          [600 + i * 170, -20],
          [380 + i * 200, 1000],
          [220 + i * 200, 1000],
        ],
        paint('ray'),
      ),
    ),
    awning(600, 190, 400, 60, '#c98f2f', '#f2e2b4', 0) +
      awning(440, 96, 330, 130, '#0b5a5f', '#efe3c2', 0.4) +
      awning(850, 110, 330, 120, '#a8592f', '#f2e2b4', -0.4) +
      awning(120, -30, 460, 200, '#c98f2f', '#f7ecc8', 0.5) +
      awning(1040, -40, 480, 210, '#0b5a5f', '#efe3c2', -0.5),
    stack(470, 700, 110, 9) + stack(560, 684, 80, 15) + stack(1010, 696, 100, 12) + stack(1120, 712, 120, 7),
    body(760, 690, 0.6, '#5d8f86', '#f2efe7') + body(850, 706, 0.66, '#8a5236', '#123f47'),
    stack(180, 880, 210, 22) +
      stack(60, 910, 150, 33) +
      stack(350, 850, 130, 13) +
      stack(1210, 862, 170, 19) +
      stack(1380, 900, 200, 30),
    body(1160, 880, 1.12, '#efe3c2', '#9a4a28') +
      body(590, 930, 1.24, '#0b5a5f', '#c98f2f') +
      group(
        rect(-40, -34, 92, 44, '#f6eed8') + rect(0, -34, 9, 44, '#9a4a28'),
        'transform="translate(600 800)"',
      ),
    rect(386, 812, 92, 44, '#5a3a20') + rect(400, 856, 9, 60, '#5a3a20') + rect(454, 856, 9, 60, '#5a3a20'),
  ].join('');
}
