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

const W = 1600;
const H = 1000;

/** The lane of the tanners, and the door of number 11. */
export function tannersLane(): string {
  const next = random(1111);
  const house = (x: number, w: number, top: number, foot: number, tone: string, roof: string) => {
    const cols = Math.max(2, Math.round(w / 74));
    const gap = w / (cols + 0.5);
    const rows = Math.max(2, Math.round((foot - top) / 130));
    return (
      rect(x, top, w, H - top, tone) +
      polygon(
        [
          [x - 12, top + 6],
          [x + w * 0.08, top - 54],
          [x + w * 0.92, top - 54],
          [x + w + 12, top + 6],
        ],
        roof,
      ) +
      rect(x + w * 0.7, top - 104, 30, 62, roof) +
      repeat(rows * cols, (i) => {
        const cx = x + gap * ((i % cols) + 0.45);
        const cy = top + 46 + Math.floor(i / cols) * 122;
        if (cy > foot - 110) return '';
        const lit = next() > 0.86;
        return (
          rect(cx, cy, 38, 62, lit ? colour.gold : '#23565b') +
          rect(cx + 17.5, cy, 3, 62, tone) +
          rect(cx, cy + 28, 38, 3, tone) +
          rect(cx - 7, cy + 62, 52, 7, roof) +
          (next() > 0.5 ? rect(cx - 15, cy, 13, 62, '#8c4a2c') + rect(cx + 40, cy, 13, 62, '#8c4a2c') : '')
        );
      })
    );
  };
  return [
    `<defs>${gradient('sky', [
      [0, '#b9cfc8'],
      [0.7, '#f1e6c8'],
      [1, '#f3d9a4'],
    ])}${gradient('lane', [
      [0, '#d9c59a'],
      [1, '#a98c63'],
    ])}${glow('lamp', '#f7d98c', 0.8)}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    house(690, 150, 470, 640, '#cdbd94', '#9c7b55'),
    house(540, 190, 410, 690, '#d6b988', '#8d5c38'),
    house(830, 160, 430, 660, '#b9c2ae', '#5d7f78'),
    house(330, 240, 330, 750, '#c98e57', '#6e4029'),
    house(960, 230, 340, 740, '#dcc79a', '#8a5b3b'),
    house(60, 310, 210, 830, '#e0cfa6', '#7c5034'),
    polygon(
      [
        [735, 640],
        [845, 640],
        [1480, H + 10],
        [120, H + 10],
      ],
      paint('lane'),
    ),
    repeat(15, (i) => {
      const t = (i / 15) ** 1.6;
      const y = 644 + t * 350;
      const half = 55 + t * 620;
      return line(
        [790 - half + t * 10, y],
        [790 + half + t * 10, y],
        '#7d6444',
        1.5 + t * 4,
        'opacity=".55"',
      );
    }),
    rect(1150, 150, 460, 900, '#0f474e'),
    polygon(
      [
        [1130, 160],
        [1180, 96],
        [1640, 96],
        [1640, 160],
      ],
      '#0a333b',
    ),
    repeat(
      3,
      (i) =>
        rect(1212 + i * 142, 230, 72, 128, '#9fc0ba') +
        rect(1246 + i * 142, 230, 4, 128, '#0f474e') +
        rect(1212 + i * 142, 292, 72, 4, '#0f474e') +
        rect(1202 + i * 142, 358, 92, 9, '#0a333b'),
    ),
    path('M1290 960V640A105 105 0 0 1 1500 640V960Z', '#0a2c34'),
    path('M1310 960V642A85 85 0 0 1 1480 642V960Z', colour.clay),
    line([1395, 560], [1395, 960], '#7c4426', 4),
    rect(1326, 700, 52, 96, '#a85f34') +
      rect(1412, 700, 52, 96, '#a85f34') +
      rect(1326, 826, 52, 96, '#a85f34') +
      rect(1412, 826, 52, 96, '#a85f34') +
      circle(1382, 800, 7, colour.gold),
    rect(1266, 954, 258, 20, '#c9b98f') + rect(1246, 974, 298, 30, '#b7a477'),
    circle(1240, 560, 150, paint('lamp')),
    stroke('M1196 500q44 -24 44 24', '#0a2c34', 6) +
      polygon(
        [
          [1220, 524],
          [1260, 524],
          [1254, 590],
          [1226, 590],
        ],
        colour.gold,
      ) +
      polygon(
        [
          [1214, 524],
          [1240, 504],
          [1266, 524],
        ],
        '#0a2c34',
      ) +
      rect(1222, 590, 36, 7, '#0a2c34'),
    rect(1366, 476, 58, 44, colour.paper) +
      letters('11', [1395, 511], 35, colour.deep, 'serif', 'text-anchor="middle" font-weight="600"'),
    group(
      walker(0, 0, 118, colour.ink) + rect(14, -62, 30, 38, colour.rust),
      'transform="translate(690 846)"',
    ),
  ].join('');
}

export function walker(x: number, y: number, tall: number, tone: string): string {
  return (
    path(
      `M${x - tall * 0.15} ${y}L${x - tall * 0.13} ${y - tall * 0.55}Q${x - tall * 0.14} ${y - tall * 0.78} ${x} ${y - tall * 0.78}Q${x + tall * 0.14} ${y - tall * 0.78} ${x + tall * 0.13} ${y - tall * 0.55}L${x + tall * 0.15} ${y}H${x + tall * 0.03}L${x} ${y - tall * 0.24}L${x - tall * 0.03} ${y}Z`,
      tone,
    ) + circle(x, y - tall * 0.88, tall * 0.1, tone)
  );
}

/** The Corn Exchange in evening light, its clock at noon. */
export function cornExchange(): string {
  const stone = '#e6cf9c';
  const shade = '#b8905a';
  const arch = (x: number, y: number, w: number, h: number) =>
    path(`M${x} ${y + h}V${y + w / 2}A${w / 2} ${w / 2} 0 0 1 ${x + w} ${y + w / 2}V${y + h}Z`, '#6a4a30') +
    path(
      `M${x + 8} ${y + h}V${y + w / 2}A${w / 2 - 8} ${w / 2 - 8} 0 0 1 ${x + w - 8} ${y + w / 2}V${y + h}Z`,
      '#2d5b5d',
    );
  const hour = (i: number) => {
    const a = (i / 12) * Math.PI * 2;
    const r = i % 3 === 0 ? 62 : 68;
    return line(
      [800 + Math.sin(a) * r, 318 - Math.cos(a) * r],
      [800 + Math.sin(a) * 78, 318 - Math.cos(a) * 78],
      colour.ink,
      i % 3 === 0 ? 7 : 4,
    );
  };
  return [
    `<defs>${gradient('sky', [
      [0, '#6fa19c'],
      [0.5, '#d9dcc4'],
      [0.85, '#f3cf86'],
      [1, '#e8a955'],
    ])}${gradient('ground', [
      [0, '#d9b374'],
      [1, '#a87b45'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    repeat(5, (i) =>
      path(
        `M${i * 330 - 160} ${190 + (i % 3) * 60}q150 -26 320 0q-150 16 -320 0Z`,
        '#fbf3dc',
        'opacity=".55"',
      ),
    ),
    rect(0, 560, 330, 300, '#8fa58a') +
      polygon(
        [
          [-20, 562],
          [60, 490],
          [270, 490],
          [350, 562],
        ],
        '#5f7d74',
      ) +
      rect(1290, 540, 330, 320, '#8fa58a') +
      polygon(
        [
          [1270, 542],
          [1350, 466],
          [1560, 466],
          [1640, 542],
        ],
        '#5f7d74',
      ),
    repeat(
      6,
      (i) =>
        rect(40 + (i % 3) * 90, 600 + Math.floor(i / 3) * 100, 36, 56, '#476a66') +
        rect(1340 + (i % 3) * 90, 590 + Math.floor(i / 3) * 100, 36, 56, '#476a66'),
    ),
    rect(0, 840, W, 170, paint('ground')),
    polygon(
      [
        [1240, 850],
        [1640, 850],
        [1640, 1000],
        [1500, 1000],
      ],
      '#7d5a35',
      'opacity=".35"',
    ),
    rect(330, 500, 940, 346, stone),
    rect(1170, 500, 100, 346, shade, 'opacity=".5"'),
    polygon(
      [
        [306, 504],
        [800, 404],
        [1294, 504],
      ],
      '#c9a469',
    ),
    rect(306, 496, 988, 24, shade),
    repeat(5, (i) => (i === 2 ? '' : arch(384 + i * 182, 590, 104, 256))),
    rect(330, 556, 940, 8, shade, 'opacity=".6"'),
    rect(672, 190, 256, 660, '#eed9aa') + rect(880, 190, 48, 660, shade, 'opacity=".6"'),
    rect(654, 182, 292, 26, shade) + rect(654, 440, 292, 18, shade),
    polygon(
      [
        [664, 184],
        [800, 60],
        [936, 184],
      ],
      '#2f6b6c',
    ) +
      polygon(
        [
          [800, 60],
          [936, 184],
          [866, 184],
        ],
        '#1f5357',
      ) +
      line([800, 62], [800, 30], colour.ink, 5) +
      circle(800, 34, 9, colour.ochre),
    circle(800, 318, 104, '#8a5b33') + circle(800, 318, 92, colour.paper),
    repeat(12, hour),
    line([800, 318], [800, 264], colour.ink, 10) +
      line([800, 318], [800, 246], colour.ink, 6) +
      circle(800, 318, 9, colour.ochre),
    arch(732, 520, 136, 326),
    rect(700, 470, 200, 34, '#7a5630') +
      repeat(4, (i) => rect(716, 477 + i * 6, between(random(i + 3), 120, 168), 2.4, colour.gold)),
    pigeon(700, 182, 1) + pigeon(764, 182, -1),
    group(walker(0, 0, 108, colour.ink) + walker(44, 4, 96, '#3b2a1d'), 'transform="translate(560 900)"'),
    polygon(
      [
        [548, 900],
        [628, 904],
        [860, 960],
        [800, 964],
      ],
      '#5a4126',
      'opacity=".35"',
    ),
    group(
      walker(0, 0, 112, colour.deep) +
        line([30, -150], [30, 6], '#3b2a1d', 4) +
        line([56, -150], [56, 6], '#3b2a1d', 4) +
        repeat(6, (i) => line([30, -134 + i * 26], [56, -134 + i * 26], '#3b2a1d', 3)),
      'transform="translate(1010 918)"',
    ),
  ].join('');
}

const pigeon = (x: number, y: number, way: number): string =>
  group(
    path('M-16 0q-2 -16 12 -18q6 -10 14 -6l6 4l-8 2q0 16 -14 18l-18 6l4 -6Z', colour.ink),
    `transform="translate(${x} ${y}) scale(${way} 1)"`,
  );
