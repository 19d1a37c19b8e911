import {
  circle,
  colour,
  ellipse,
  glow,
  gradient,
  group,
  letters,
  line,
  paint,
  path,
  polygon,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** The interpreters' boxes, lit, from behind. */
export function booths(): string {
  const person = (x: number, tone: string, lean: number) =>
    group(
      path('M-96 250Q-110 60 -52 24Q0 -4 52 24Q110 60 96 250Z', tone) +
        rect(-20, -20, 40, 50, tone) +
        ellipse(0, -66, 52, 62, tone) +
        stroke('M-58 -62a58 62 0 0 1 116 0', colour.ink, 11) +
        rect(-72, -84, 24, 54, colour.ink, 'rx="10"') +
        rect(48, -84, 24, 54, colour.ink, 'rx="10"'),
      `transform="translate(${x} 560) rotate(${lean})"`,
    );
  const box = (i: number) => {
    const x = 70 + i * 372;
    const tones = ['#2d4a48', '#14383e', '#5b3a26', '#3a3f3a'];
    return (
      rect(x - 10, 300, 352, 480, '#05141a') +
      rect(x, 310, 332, 460, paint('lit')) +
      rect(x + 30, 326, 272, 60, '#0b5a5f') +
      line([x + 214, 560], [x + 250, 650], colour.ink, 6) +
      ellipse(x + 210, 548, 15, 20, colour.ink) +
      person(x + 150, tones[i] as string, [-5, 4, -3, 6][i] as number) +
      rect(x, 690, 332, 90, '#3a2818') +
      rect(x, 690, 332, 10, '#6e4a2b') +
      (i === 1
        ? polygon(
            [
              [x + 246, 690],
              [x + 254, 640],
              [x + 296, 640],
              [x + 304, 690],
            ],
            colour.paper,
          ) + rect(x + 254, 636, 42, 8, '#c98f2f')
        : polygon(
            [
              [x + 228, 690],
              [x + 244, 670],
              [x + 312, 670],
              [x + 304, 690],
            ],
            colour.paper,
          )) +
      letters(
        ['English', 'العربيّة', 'Français', 'Русский'][i] as string,
        [x + 166, 366],
        32,
        '#fbf3dc',
        i === 1 ? 'naskh' : 'serif',
        'text-anchor="middle"',
      )
    );
  };
  return [
    `<defs>${gradient('hall', [
      [0, '#071d26'],
      [1, '#0d343e'],
    ])}${gradient('lit', [
      [0, '#f0cf86'],
      [1, '#c98f2f'],
    ])}${glow('spill', '#f0cf86', 0.4)}</defs>`,
    rect(0, 0, W, H, paint('hall')),
    repeat(5, (i) =>
      path(
        `M-20 ${60 + i * 34}Q800 ${-30 + i * 40} 1620 ${60 + i * 34}`,
        'none',
        `stroke="#0f4650" stroke-width="5"`,
      ),
    ),
    repeat(4, (i) => ellipse(236 + i * 372, 560, 330, 380, paint('spill'))),
    repeat(4, box),
    rect(0, 780, W, 230, '#05141a'),
    repeat(13, (i) => path(`M${i * 128 - 10} 1010V920a44 44 0 0 1 88 0V1010Z`, '#0a2a33')),
    repeat(12, (i) => path(`M${i * 140 + 40} 1010V970a52 52 0 0 1 104 0V1010Z`, '#071d26')),
  ].join('');
}

/** A wireless set, its dial lit, sending rings into a dark room. */
export function wireless(): string {
  return [
    `<defs>${gradient('wall', [
      [0, '#0a2f3a'],
      [1, '#10424b'],
    ])}${gradient('wood', [
      [0, '#a8673a'],
      [1, '#6e3e20'],
    ])}${glow('dial', '#f7d889', 0.8)}${gradient('table', [
      [0, '#4a2c18'],
      [1, '#2a180c'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    repeat(11, (i) =>
      circle(
        800,
        500,
        230 + i * 92,
        'none',
        `stroke="${i % 2 ? '#3d7f80' : '#c98f2f'}" stroke-width="${(5 - i * 0.36).toFixed(1)}" opacity="${(0.62 - i * 0.05).toFixed(2)}"`,
      ),
    ),
    rect(0, 780, W, 230, paint('table')),
    path('M450 800V420Q450 250 640 250H960Q1150 250 1150 420V800Z', '#3d2110') +
      path('M470 790V424Q470 270 644 270H956Q1130 270 1130 424V790Z', paint('wood')),
    path('M540 600V430Q540 336 640 336H960Q1060 336 1060 430V600Z', '#4a2c18'),
    repeat(17, (i) => {
      const x = 556 + i * 30.5;
      const edge = Math.abs(i - 8) > 6 ? 40 : 0;
      return rect(x, 352 + edge, 12, 240 - edge, i % 2 ? '#b98a4a' : '#a2763c');
    }),
    ellipse(800, 694, 330, 120, paint('dial')),
    rect(590, 642, 420, 100, '#2a180c', 'rx="14"') + rect(602, 654, 396, 76, '#f7dc94', 'rx="8"'),
    repeat(20, (i) => line([622 + i * 19, 668], [622 + i * 19, i % 5 === 0 ? 690 : 680], '#5a3a20', 3)),
    letters('Londres', [632, 718], 20, '#5a3a20', 'sans') +
      letters('Vessary', [762, 718], 20, '#9a4a28', 'sans', 'font-weight="700"') +
      letters('Alger', [906, 718], 20, '#5a3a20', 'sans'),
    line([792, 658], [792, 726], colour.rust, 5),
    circle(530, 692, 38, '#2a180c') +
      circle(530, 692, 28, '#c98f2f') +
      line([530, 692], [546, 672], '#2a180c', 5) +
      circle(1070, 692, 38, '#2a180c') +
      circle(1070, 692, 28, '#c98f2f') +
      line([1070, 692], [1054, 676], '#2a180c', 5),
    rect(470, 790, 660, 18, '#2a180c') +
      rect(500, 806, 60, 16, '#160c05') +
      rect(1040, 806, 60, 16, '#160c05'),
    rect(206, 690, 130, 104, '#9fc0ba') +
      stroke('M336 716q52 6 46 40t-54 26', '#9fc0ba', 12) +
      ellipse(271, 692, 65, 12, '#4a2c18') +
      stroke('M244 660q-14 -26 4 -48t0 -50M290 664q-14 -26 4 -48t0 -50', '#d5e0d8', 4, 'opacity=".55"'),
    polygon(
      [
        [1240, 790],
        [1262, 742],
        [1500, 742],
        [1530, 790],
      ],
      '#f2efe7',
    ) + repeat(3, (i) => line([1286 + i * 6, 754 + i * 12], [1470 - i * 20, 754 + i * 12], '#8a8176', 3)),
  ].join('');
}

/** A railway hall at eighteen minutes to eight. */
export function stationClock(): string {
  const hand = (turn: number, length: number, width: number) =>
    line(
      [800, 330],
      [800 + Math.sin(turn * 2 * Math.PI) * length, 330 - Math.cos(turn * 2 * Math.PI) * length],
      colour.ink,
      width,
    );
  const coat = (x: number, y: number, t: number, tone: string, bag = '') =>
    group(
      path('M-30 0L-34 -96Q-34 -132 0 -134Q34 -132 34 -96L30 0H8L4 -40L-2 -40L-8 0Z', tone) +
        circle(0, -154, 18, tone) +
        path('M-24 -160q24 -26 48 0Z', tone) +
        bag,
      `transform="translate(${x} ${y}) scale(${t})"`,
    );
  const horn = (x: number, way: number) =>
    group(
      rect(-10, -90, 10, 96, '#3a2a1c') +
        path('M-8 -16L-50 6V44L-8 30Z', '#8a6238') +
        path('M-50 -6L-118 -34V84L-50 56Z', colour.clay) +
        ellipse(-118, 25, 16, 59, '#5a3a20'),
      `transform="translate(${x} 380) scale(${way} 1)"`,
    );
  return [
    `<defs>${gradient('air', [
      [0, '#e9dcb8'],
      [0.6, '#f4e9cb'],
      [1, '#cfd8cc'],
    ])}${gradient('ray', [
      [0, '#fff3c9', 0.75],
      [1, '#fff3c9', 0],
    ])}${gradient('floor', [
      [0, '#b7b39a'],
      [1, '#7d8a7c'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('air')),
    repeat(8, (i) =>
      stroke(
        `M${-200 + i * 30} 760A${1000 - i * 30} ${760 - i * 34} 0 0 1 ${1800 - i * 30} 760`,
        ['#2f6b6c', '#5d8f86'][i % 2] as string,
        i % 2 ? 3 : 12,
        `opacity="${(1 - i * 0.09).toFixed(2)}"`,
      ),
    ),
    repeat(15, (i) => line([800, 900], [800 + (i - 7) * 190, -40], '#2f6b6c', 4, 'opacity=".35"')),
    repeat(4, (i) =>
      polygon(
        [
          [360 + i * 260, -40],
          [500 + i * 260, -40],
          [260 + i * 330, 1000],
          [0 + i * 330, 1000],
        ],
        paint('ray'),
      ),
    ),
    rect(0, 800, W, 210, paint('floor')),
    repeat(11, (i) =>
      line([800 + (i - 5) * 80, 800], [800 + (i - 5) * 330, 1010], '#66746a', 2.5, 'opacity=".6"'),
    ),
    rect(60, 400, 34, 440, '#2f6b6c') +
      rect(1506, 400, 34, 440, '#2f6b6c') +
      rect(44, 384, 66, 22, '#1f5357') +
      rect(1490, 384, 66, 22, '#1f5357'),
    line([800, 0], [800, 150], '#3a2a1c', 9),
    circle(800, 330, 190, '#3a2a1c') + circle(800, 330, 172, colour.paper),
    repeat(12, (i) => {
      const a = (i / 12) * Math.PI * 2;
      const r = i % 3 ? 138 : 124;
      return line(
        [800 + Math.sin(a) * r, 330 - Math.cos(a) * r],
        [800 + Math.sin(a) * 154, 330 - Math.cos(a) * 154],
        colour.ink,
        i % 3 ? 6 : 11,
      );
    }),
    hand((7 + 42 / 60) / 12, 88, 15) + hand(42 / 60, 134, 9) + circle(800, 330, 13, colour.rust),
    horn(400, 1) + horn(1200, -1),
    rect(560, 590, 480, 96, '#123f47') +
      letters('7.45', [584, 640], 34, colour.gold, 'sans', 'font-weight="600"') +
      letters('Pont-d’Orle', [676, 640], 34, '#f4ead2', 'sans') +
      letters('voie 2', [900, 640], 34, '#f4ead2', 'sans') +
      letters('8.02', [584, 676], 26, '#9fc0ba', 'sans') +
      letters('La Saline', [676, 676], 26, '#9fc0ba', 'sans') +
      letters('voie 1', [900, 676], 26, '#9fc0ba', 'sans'),
    coat(420, 850, 0.9, '#4d6a66') +
      coat(505, 856, 0.95, '#7a5a41') +
      coat(980, 846, 0.86, '#5d726a') +
      coat(1120, 852, 0.94, '#8a5236'),
    coat(
      250,
      930,
      1.3,
      '#16343a',
      rect(34, -50, 54, 46, '#8a5236') + stroke('M46 -50q14 -26 30 0', '#3a2417', 5),
    ),
    coat(700, 950, 1.45, '#2b2a26', rect(-92, -96, 56, 44, colour.paper)) +
      coat(1310, 940, 1.36, '#0b5a5f') +
      coat(1420, 946, 1.2, '#3f3126', rect(26, -46, 46, 42, '#c98f2f')),
  ].join('');
}

/** A staircase from the top; somebody at the bottom looks up. */
export function staircase(): string {
  const cx = 800;
  const cy = 500;
  const tones = ['#0b5a5f', '#c98f2f', '#146a6e', '#b97a2c', '#0a4a50', '#d9a94e'];
  const at = (a: number, r: number) =>
    `${(cx + Math.cos(a) * r).toFixed(1)} ${(cy + Math.sin(a) * r).toFixed(1)}`;
  const steps = 96;
  const turn = (Math.PI * 2) / 19;
  let out = '';
  for (let i = 0; i < steps; i++) {
    const a = i * turn;
    const outer = 2150 * 0.967 ** i;
    const inner = outer * 0.54;
    const dark = Math.max(0, (i - 16) / steps) * 0.8;
    out += path(
      `M${at(a, outer)}A${outer} ${outer} 0 0 1 ${at(a + turn * 1.02, outer * 0.967)}L${at(a + turn * 1.02, inner * 0.967)}A${inner} ${inner} 0 0 0 ${at(a, inner)}Z`,
      tones[i % tones.length] as string,
    );
    out += path(
      `M${at(a, outer)}A${outer} ${outer} 0 0 1 ${at(a + turn * 1.02, outer * 0.967)}L${at(a + turn * 1.02, inner * 0.967)}A${inner} ${inner} 0 0 0 ${at(a, inner)}Z`,
      '#06171d',
      `opacity="${dark.toFixed(2)}"`,
    );
    out += stroke(`M${at(a, outer)}L${at(a, inner)}`, '#06171d', 3.2 * (1 - i / 110), 'opacity=".65"');
    out += stroke(
      `M${at(a, inner)}A${inner} ${inner} 0 0 1 ${at(a + turn, inner * 0.967)}`,
      '#f0d9a0',
      8 * (1 - i / 90),
      `opacity="${(0.95 - i / 120).toFixed(2)}"`,
    );
  }
  return [
    `<defs>${glow('well', '#f7e2ac', 0.9)}</defs>`,
    rect(0, 0, W, H, '#0b2730'),
    out,
    circle(cx, cy, 88, '#f0dca8') + circle(cx, cy, 150, paint('well')),
    ellipse(cx + 6, cy + 14, 36, 24, '#1c2a2a', 'opacity=".4"') +
      ellipse(cx, cy + 10, 40, 24, '#0b5a5f') +
      circle(cx, cy - 4, 19, '#6e3f24') +
      circle(cx, cy - 1, 14, '#e9bf94') +
      circle(cx - 5, cy - 4, 1.9, '#201d1a') +
      circle(cx + 5, cy - 4, 1.9, '#201d1a') +
      ellipse(cx, cy + 5, 3, 1.6, '#a8592f'),
  ].join('');
}
