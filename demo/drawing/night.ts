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
  path,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';
import { walker } from './street.ts';

const W = 1600;
const H = 1000;

/** Roofs under a full moon; one window is lit. */
export function fullMoon(): string {
  const next = random(303);
  const roofs = (seed: number, base: number, low: number, high: number, tone: string) => {
    const r = random(seed);
    let out = '';
    for (let x = -40; x < W + 40; ) {
      const w = between(r, 60, 170);
      const h = between(r, low, high);
      const kind = r();
      out += rect(x, base - h, w + 2, h + 600, tone);
      if (kind < 0.22)
        out +=
          path(
            `M${x + w * 0.1} ${base - h + 2}A${w * 0.4} ${w * 0.42} 0 0 1 ${x + w * 0.9} ${base - h + 2}Z`,
            tone,
          ) + line([x + w / 2, base - h - w * 0.4], [x + w / 2, base - h - w * 0.4 - 34], tone, 4);
      else if (kind < 0.34)
        out += polygon(
          [
            [x - 4, base - h],
            [x + w / 2, base - h - w * 0.5],
            [x + w + 6, base - h],
          ],
          tone,
        );
      else if (kind < 0.42)
        out +=
          rect(x + w * 0.3, base - h - 150, 30, 160, tone) +
          rect(x + w * 0.3 - 7, base - h - 110, 44, 9, tone) +
          path(`M${x + w * 0.3} ${base - h - 150}q15 -44 30 0Z`, tone);
      else if (kind < 0.6)
        out +=
          rect(x + w * 0.2, base - h - 26, 14, 30, tone) + rect(x + w * 0.68, base - h - 18, 20, 20, tone);
      x += w;
    }
    return out;
  };
  return [
    `<defs>${gradient('sky', [
      [0, '#0a2f3a'],
      [0.55, '#1d5a63'],
      [1, '#5b9290'],
    ])}${glow('halo', '#f6e2b0', 0.55)}${gradient('moon', [
      [0, '#fbf1d6'],
      [1, '#ecd092'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    repeat(90, () =>
      circle(
        between(next, 0, W),
        between(next, 0, 560),
        between(next, 0.7, 2.3),
        '#f4eed9',
        `opacity="${between(next, 0.25, 0.8).toFixed(2)}"`,
      ),
    ),
    circle(1020, 380, 480, paint('halo')),
    circle(1020, 380, 172, paint('moon')),
    circle(970, 330, 34, '#dcbf80', 'opacity=".35"') +
      circle(1066, 420, 52, '#dcbf80', 'opacity=".3"') +
      circle(1040, 300, 20, '#dcbf80', 'opacity=".3"') +
      circle(950, 430, 22, '#dcbf80', 'opacity=".3"'),
    roofs(12, 640, 20, 120, '#2a646b'),
    roofs(29, 720, 20, 150, '#174b55'),
    roofs(47, 830, 10, 150, '#0d343e'),
    roofs(66, 960, 10, 160, '#071d26'),
    rect(420, 858, 30, 44, colour.gold) + rect(433, 858, 3, 44, '#071d26') + rect(420, 878, 30, 3, '#071d26'),
    repeat(26, () => rect(between(next, 0, W), between(next, 700, 820), 5, 8, '#6fa19c', 'opacity=".35"')),
    stroke('M0 842Q300 880 560 850T1100 862T1640 836', '#071d26', 2.5),
  ].join('');
}

/** The number 4 climbing a dark street. */
export function tram(): string {
  const next = random(4);
  const facade = (x: number, w: number, top: number, tone: string) =>
    rect(x, top, w, H, tone) +
    repeat(Math.floor(w / 70) * 4, (i) => {
      const cols = Math.floor(w / 70);
      const lit = next() > 0.8;
      return rect(
        x + 22 + (i % cols) * 70,
        top + 50 + Math.floor(i / cols) * 120,
        32,
        54,
        lit ? '#d9a94e' : '#0f4650',
        lit ? '' : 'opacity=".8"',
      );
    });
  return [
    `<defs>${gradient('sky', [
      [0, '#0b2730'],
      [0.6, '#1d5a63'],
      [1, '#5d8f86'],
    ])}${glow('light', '#f7dc94', 0.8)}${gradient('street', [
      [0, '#24575c'],
      [1, '#0a2028'],
    ])}${gradient('wet', [
      [0, '#f0c873', 0.7],
      [1, '#f0c873', 0],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    facade(-10, 300, 180, '#0c323b') + facade(290, 190, 300, '#114049') + facade(480, 120, 390, '#174d55'),
    facade(1000, 130, 380, '#174d55') + facade(1130, 190, 290, '#114049') + facade(1320, 300, 160, '#0c323b'),
    polygon(
      [
        [600, 640],
        [1000, 640],
        [1700, 1010],
        [-100, 1010],
      ],
      paint('street'),
    ),
    line([690, 1010], [768, 640], '#9fc0ba', 5, 'opacity=".6"') +
      line([930, 1010], [842, 640], '#9fc0ba', 5, 'opacity=".6"'),
    repeat(22, () =>
      line(
        [between(next, 100, 1500), between(next, 760, 1000)],
        [between(next, 100, 1500), between(next, 760, 1000)],
        '#0a2028',
        0,
      ),
    ),
    stroke('M0 120Q800 330 1600 96M0 190Q800 372 1600 170', '#071d26', 3),
    line([805, 300], [805, 258], '#071d26', 4),
    polygon(
      [
        [640, 880],
        [970, 880],
        [1110, 1010],
        [500, 1010],
      ],
      paint('wet'),
    ),
    circle(805, 620, 380, paint('light')),
    path('M616 850V420Q616 340 700 330H910Q994 340 994 420V850Z', '#f2efe7'),
    path('M616 850V640H994V850Z', colour.teal),
    rect(606, 834, 398, 40, '#071d26') + rect(606, 632, 398, 12, colour.ochre),
    path('M648 610V440Q648 396 694 392H760V610Z', '#f6d88a') +
      path('M962 610V440Q962 396 916 392H850V610Z', '#f6d88a') +
      rect(772, 392, 66, 218, '#f6d88a'),
    group(walker(0, 0, 150, '#3b2a1d'), 'transform="translate(700 612)"') +
      group(walker(0, 0, 138, '#3b2a1d'), 'transform="translate(908 612)"') +
      group(walker(0, 0, 160, '#0b2730'), 'transform="translate(805 612)"'),
    rect(735, 344, 140, 40, '#071d26') +
      letters('4', [805, 378], 38, colour.gold, 'sans', 'text-anchor="middle" font-weight="700"'),
    circle(700, 742, 32, '#fff3cf') +
      circle(910, 742, 32, '#fff3cf') +
      circle(700, 742, 90, paint('light')) +
      circle(910, 742, 90, paint('light')),
    letters('4', [805, 790], 120, colour.gold, 'serif', 'text-anchor="middle" font-weight="700"'),
    stroke('M690 330L805 268L920 330', '#071d26', 5),
    rect(648, 872, 80, 20, '#05141a') + rect(882, 872, 80, 20, '#05141a'),
    rect(190, 560, 10, 330, '#071d26') +
      circle(195, 552, 26, '#f7dc94') +
      circle(195, 552, 190, paint('light')),
    group(
      walker(0, 0, 150, '#05141a') +
        polygon(
          [
            [-64, -128],
            [0, -186],
            [64, -128],
          ],
          colour.rust,
        ) +
        line([0, -186], [0, -96], '#05141a', 4),
      'transform="translate(310 930)"',
    ),
  ].join('');
}
