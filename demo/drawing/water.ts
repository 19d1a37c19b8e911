import {
  between,
  circle,
  colour,
  ellipse,
  glow,
  gradient,
  group,
  line,
  noise,
  paint,
  path,
  polygon,
  random,
  rect,
  reeds,
  repeat,
  ridge,
  ripples,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** The estuary before sunrise: hills behind hills, a low sun, one flat ferry. */
export function estuaryDawn(): string {
  const horizon = 560;
  const hills: [number, number, number, number, string][] = [
    [11, 470, 90, 3.2, '#c9d3c8'],
    [23, 505, 80, 4, '#a9c0b7'],
    [5, 530, 60, 5, '#7ea5a0'],
    [41, 552, 40, 7, '#4d8585'],
  ];
  const sun = { x: 1070, y: 452 };
  const glitter = random(9);
  return [
    `<defs>${gradient('sky', [
      [0, '#a9c4bf'],
      [0.45, '#dfe3d3'],
      [0.8, '#f3e3bd'],
      [1, '#efcf8e'],
    ])}${glow('sun', '#f2c566', 0.9)}${gradient('water', [
      [0, '#e8cf9b'],
      [0.25, '#a5bfb4'],
      [0.7, '#4f8788'],
      [1, '#1f5a60'],
    ])}</defs>`,
    rect(0, 0, W, horizon, paint('sky')),
    circle(sun.x, sun.y, 330, paint('sun')),
    circle(sun.x, sun.y, 64, colour.gold),
    hills
      .map(([seed, y, rise, count, tone]) =>
        path(ridge({ seed, y, rise, hills: count, width: W, bottom: horizon + 4 }), tone),
      )
      .join(''),
    rect(0, horizon, W, H - horizon, paint('water')),
    repeat(120, () => {
      const depth = glitter() ** 1.3;
      const y = horizon + 6 + depth * 330;
      const half = (14 + depth * 90) * between(glitter, 0.3, 1);
      const x = sun.x + between(glitter, -1, 1) * (20 + depth * 150);
      return line(
        [x - half, y],
        [x + half, y],
        colour.gold,
        1.5 + depth * 3.5,
        `opacity="${(0.75 - depth * 0.5).toFixed(2)}"`,
      );
    }),
    ripples(4, { x: -60, y: horizon + 30, w: W, h: 380 }, ['#d9e2da', '#2d6a6d', '#123f47'], 170),
    ferry(560, 660, 0.62, { hull: '#123f47', people: '#0b2730', lamp: false }),
    birds(),
    path(`M-20 1020L-20 930Q180 890 380 935T760 1000L800 1020Z`, '#0b2730'),
    reeds(77, -10, 560, 1000, 330, '#0b2730', 90),
    reeds(31, 1380, 1640, 1020, 260, '#0b2730', 46),
  ].join('');
}

function birds(): string {
  const next = random(15);
  return repeat(9, () => {
    const x = between(next, 260, 860);
    const y = between(next, 130, 330);
    const s = between(next, 9, 17);
    return stroke(
      `M${x - s} ${y - s * 0.2}q${s * 0.5} ${-s * 0.6} ${s} ${s * 0.3}q${s * 0.5} ${-s * 0.9} ${s} ${-s * 0.3}`,
      colour.deep,
      2.6,
    );
  });
}

type FerryTones = { hull: string; people: string; lamp: boolean };

/** A flat chain ferry, its waterline at (x, y). */
function ferry(x: number, y: number, scale: number, { hull, people, lamp }: FerryTones): string {
  const person = (px: number, tall: number) =>
    path(
      `M${px - 15} -8Q${px - 17} ${-tall * 0.55} ${px - 11} ${-tall * 0.74}Q${px} ${-tall * 0.84} ${px + 11} ${-tall * 0.74}Q${px + 17} ${-tall * 0.55} ${px + 15} -8Z`,
      people,
    ) + circle(px, -tall * 0.92, 12.5, people);
  const wheel = (px: number) => circle(px, -34, 25, 'none', `stroke="${people}" stroke-width="3.4"`);
  return group(
    [
      lamp ? circle(190, -236, 300, paint('lamp')) : '',
      path('M-290 -20L-240 26H240L290 -20Z', hull),
      rect(-300, -26, 600, 12, hull),
      repeat(9, (i) => rect(-276 + i * 69, -96, 5, 76, hull)),
      rect(-282, -98, 564, 6, hull),
      rect(-282, -62, 564, 4, hull),
      rect(187, -232, 6, 210, hull),
      lamp
        ? circle(190, -240, 15, colour.gold) + circle(190, -240, 8, '#fff2cf')
        : circle(190, -240, 11, hull),
      person(-150, 132),
      person(-95, 118),
      wheel(28) +
        wheel(112) +
        stroke('M28 -34L56 -76L96 -74L112 -34M56 -76L72 -34L96 -74M96 -74L92 -92H104M52 -84H64', people, 3.4),
      path('M235 -20q-4 -30 10 -34l18 -2q8 -12 12 -2l2 8q-8 6 -10 8l2 22h-5l-3 -16h-12l-3 16Z', people),
    ].join(''),
    `transform="translate(${x} ${y}) scale(${scale})"`,
  );
}

/** The seven o'clock boat at dusk, and the Reeds behind it. */
export function ferryDusk(): string {
  const horizon = 520;
  const next = random(62);
  const bank = noise(8, 5);
  const windows = random(3);
  return [
    `<defs>${gradient('sky', [
      [0, '#0d3a44'],
      [0.45, '#2f6f72'],
      [0.78, '#b9a878'],
      [0.93, '#e0a24c'],
      [1, '#c97a3a'],
    ])}${gradient('water', [
      [0, '#c08a4c'],
      [0.12, '#6f8672'],
      [0.4, '#205a60'],
      [1, '#0a2a33'],
    ])}${glow('lamp', '#f5cf7a', 0.75)}${gradient('glimmer', [
      [0, '#f5cf7a', 0.75],
      [1, '#f5cf7a', 0],
    ])}</defs>`,
    rect(0, 0, W, horizon, paint('sky')),
    repeat(46, () =>
      circle(
        between(next, 0, W),
        between(next, 0, 230),
        between(next, 0.8, 2.2),
        '#f3ead0',
        `opacity="${between(next, 0.3, 0.9).toFixed(2)}"`,
      ),
    ),
    repeat(6, (i) => {
      const y = 300 + i * 32;
      const x = between(next, -200, 1100);
      return path(
        `M${x} ${y}q${between(next, 150, 260)} ${-between(next, 10, 22)} ${between(next, 420, 700)} 0q-240 ${between(next, 6, 12)} -700 0Z`,
        '#123f47',
        'opacity=".28"',
      );
    }),
    path(
      `M-20 ${horizon + 8}L${Array.from({ length: 200 }, (_, i) => `${i * 8.2 - 20} ${horizon - 34 - 26 * bank(i / 14) - (i % 3) * 5}`).join('L')}L1640 ${horizon + 8}Z`,
      '#0b2f38',
    ),
    reeds(18, 0, W, horizon + 6, 74, '#0b2f38', 330),
    repeat(9, () => {
      const x = between(windows, 120, 1480);
      return (
        rect(x, horizon - between(windows, 26, 48), 9, 12, colour.gold) +
        rect(x + 1, horizon + 10, 7, between(windows, 50, 120), paint('glimmer'), 'opacity=".7"')
      );
    }),
    rect(0, horizon, W, H - horizon, paint('water'), 'style="mix-blend-mode:normal"'),
    ripples(
      12,
      { x: -80, y: horizon + 8, w: W + 80, h: 460 },
      ['#e0a24c', '#3d7f80', '#0b2730', '#0b2730'],
      260,
    ),
    stroke('M-20 742Q260 760 560 716M1040 716Q1340 770 1640 736', '#0b2730', 3.5, 'stroke-dasharray="9 6"'),
    group(ripples(5, { x: 560, y: 735, w: 480, h: 60 }, ['#06171d'], 70), 'opacity=".9"'),
    rect(968, 740, 26, 190, paint('glimmer'), 'opacity=".55"'),
    ferry(800, 712, 0.98, { hull: '#081d24', people: '#05141a', lamp: true }),
    ripples(44, { x: 860, y: 760, w: 180, h: 180 }, ['#f5cf7a'], 30),
    reeds(90, -20, 300, 1030, 330, '#06171d', 60),
  ].join('');
}

/** A forest spring at night: the stars above, the same stars below. */
export function nightSprings(): string {
  const next = random(1830);
  const stars = Array.from(
    { length: 230 },
    () => [between(next, 0, W), between(next, 0, 1) ** 0.8 * 520, between(next, 0.7, 3)] as const,
  );
  const trunk = (x: number, w: number, lean: number) =>
    polygon(
      [
        [x, 1000],
        [x + lean, 0],
        [x + lean + w * 0.55, 0],
        [x + w, 1000],
      ],
      '#04141a',
    );
  return [
    `<defs>${gradient('sky', [
      [0, '#071d26'],
      [0.5, '#0f4650'],
      [0.62, '#3d7f80'],
      [1, '#5f9894'],
    ])}${gradient('pool', [
      [0, '#3d7f80'],
      [0.3, '#114a53'],
      [1, '#061b23'],
    ])}${glow('star', '#f0c46a', 0.9)}</defs>`,
    rect(0, 0, W, H, paint('sky')),
    stars.map(([x, y, r]) => circle(x, y, r, '#f4eed9', `opacity="${(0.35 + r / 5).toFixed(2)}"`)).join(''),
    circle(1010, 250, 60, paint('star')),
    circle(1010, 250, 6, colour.gold),
    path(ridge({ seed: 8, y: 585, rise: 60, hills: 9, width: W, bottom: 700 }), '#0a333c'),
    firs(6, 590, '#082a32', 60),
    rect(0, 618, W, 400, '#051a21'),
    firs(17, 636, '#04141a', 8),
    ellipse(820, 790, 640, 150, paint('pool')),
    stars
      .filter(([x, y]) => Math.abs(x - 820) < 520 && y < 420)
      .map(([x, y, r]) =>
        ellipse(
          x,
          930 - y * 0.46 - 40,
          r * 1.5,
          r * 0.6,
          '#f4eed9',
          `opacity="${(0.25 + r / 7).toFixed(2)}"`,
        ),
      )
      .join(''),
    ellipse(1010, 775, 60, 22, paint('star')),
    ellipse(1010, 775, 9, 3, colour.gold),
    repeat(7, (i) =>
      ellipse(
        640,
        820,
        26 + i * 30,
        6 + i * 7,
        'none',
        `stroke="#d5e0d8" stroke-width="1.6" opacity="${(0.5 - i * 0.06).toFixed(2)}"`,
      ),
    ),
    trunk(60, 90, 26) + trunk(250, 50, -18) + trunk(1370, 70, 22) + trunk(1500, 120, -30),
    reeds(55, 200, 1500, 1020, 190, '#030f14', 110),
  ].join('');
}

function firs(seed: number, foot: number, tone: string, count: number): string {
  const next = random(seed);
  return repeat(count, () => {
    const x = between(next, -20, W + 20);
    const tall = between(next, 80, 210);
    const w = tall * between(next, 0.17, 0.24);
    const levels = Array.from({ length: 6 }, (_, i) => {
      const y = foot - tall + (tall / 6) * i;
      const half = (w * (i + 1)) / 6;
      return polygon(
        [
          [x, y - 8],
          [x - half, y + tall / 4.6],
          [x + half, y + tall / 4.6],
        ],
        tone,
      );
    });
    return levels.join('');
  });
}
