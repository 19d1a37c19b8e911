import {
  between,
  circle,
  colour,
  glow,
  gradient,
  group,
  letters,
  line,
  noise,
  type Point,
  paint,
  path,
  polygon,
  random,
  rect,
  repeat,
  ripples,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

const north = 'M-20 -20H1620V430Q1400 470 1200 436T860 470Q700 500 560 452T240 420Q100 410 -20 450Z';

const south = 'M-20 720Q180 690 380 706T760 730Q980 700 1180 716T1620 672V1020H-20Z';

/** Vessary on the Orle. */
export function riverMap(): string {
  const next = random(90);
  const blocks = repeat(150, () => {
    const x = between(next, 240, 1360);
    const y = between(next, 70, 400);
    if ((x - 800) ** 2 / 400000 + (y - 250) ** 2 / 46000 > 1) return '';
    return group(
      rect(
        -between(next, 16, 40),
        -between(next, 10, 22),
        between(next, 30, 76),
        between(next, 20, 46),
        pickTone(next()),
      ),
      `transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${between(next, -12, 12).toFixed(0)})"`,
    );
  });
  const place = (text: string, x: number, y: number, size = 27, more = '') =>
    letters(
      text,
      [x, y],
      size,
      colour.ink,
      'serif',
      `text-anchor="middle" paint-order="stroke" stroke="#f6f0de" stroke-width="7" ${more}`,
    );
  const dot = (x: number, y: number) => circle(x, y, 10, colour.rust) + circle(x, y, 4, colour.paper);
  return [
    rect(0, 0, W, H, '#b9d2cb'),
    ripples(7, { x: -40, y: 450, w: W, h: 260 }, ['#8fb5af', '#d9e6df'], 120),
    repeat(
      4,
      (i) =>
        path(
          north,
          'none',
          `stroke="#7ea5a0" stroke-width="2" opacity="${(0.6 - i * 0.13).toFixed(2)}" transform="translate(0 ${12 + i * 13})"`,
        ) +
        path(
          south,
          'none',
          `stroke="#7ea5a0" stroke-width="2" opacity="${(0.6 - i * 0.13).toFixed(2)}" transform="translate(0 ${-12 - i * 13})"`,
        ),
    ),
    path(north, '#f6f0de', 'stroke="#0b5a5f" stroke-width="4"') +
      path(south, '#e6e6cc', 'stroke="#0b5a5f" stroke-width="4"'),
    blocks,
    stroke(
      'M120 260Q420 200 800 250T1500 210M800 -10Q790 240 776 478M430 60Q520 220 560 450M1140 30Q1080 230 1050 446M260 360Q700 330 1360 372',
      '#f6f0de',
      15,
    ) +
      stroke(
        'M120 260Q420 200 800 250T1500 210M800 -10Q790 240 776 478',
        '#c98f2f',
        3,
        'stroke-dasharray="2 9"',
      ),
    repeat(210, () => {
      const x = between(next, 20, 1580);
      const y = between(next, 740, 980);
      return stroke(
        `M${x} ${y}q3 -14 -3 -24m3 24q0 -16 7 -22m-7 22q-2 -12 -10 -16`,
        '#5d8f86',
        2,
        'opacity=".75"',
      );
    }),
    stroke('M300 990Q520 860 770 728M770 728Q1000 850 1320 1000', '#f6f0de', 12),
    line([776, 478], [770, 728], colour.rust, 5, 'stroke-dasharray="2 13"') +
      line([1050, 446], [1010, 714], colour.teal, 5, 'stroke-dasharray="16 11"'),
    dot(776, 478) +
      dot(770, 728) +
      dot(560, 300) +
      dot(930, 292) +
      dot(690, 180) +
      dot(1150, 330) +
      dot(820, 398) +
      dot(400, 330),
    place('Lamp Stairs', 700, 470, 25, 'text-anchor="end"') +
      place('Reed Bank', 664, 764, 25) +
      place('Tanners’ Lane', 560, 282) +
      place('Corn Exchange', 930, 272) +
      place('Council', 690, 162) +
      place('Paper Market', 1150, 312) +
      place('Lamp Street', 900, 420, 25) +
      place('Station', 400, 312),
    letters(
      'V E S S A R Y',
      [800, 96],
      62,
      colour.teal,
      'serif',
      'text-anchor="middle" letter-spacing="10" font-weight="500"',
    ),
    letters('The Reeds', [1130, 880], 46, colour.teal, 'serif', 'text-anchor="middle" font-style="italic"') +
      letters(
        'the Orle',
        [300, 590],
        46,
        colour.teal,
        'serif',
        'font-style="italic" transform="rotate(-2 300 590)"',
      ) +
      letters('to the sea', [1380, 590], 30, colour.teal, 'serif', 'font-style="italic"') +
      stroke('M1536 580h40m-14 -10l14 10l-14 10', colour.teal, 3),
    letters('القصب', [520, 900], 46, colour.teal, 'naskh', 'text-anchor="middle" opacity=".8"') +
      letters('سوق الورق', [1150, 372], 30, colour.rust, 'naskh', 'text-anchor="middle"'),
    rose(1470, 130),
    rect(24, 24, W - 48, H - 48, 'none', 'stroke="#0b5a5f" stroke-width="3"') +
      rect(34, 34, W - 68, H - 68, 'none', 'stroke="#0b5a5f" stroke-width="1.4"'),
  ].join('');
}

const pickTone = (n: number): string =>
  n < 0.5 ? '#e3cf9d' : n < 0.8 ? '#d8bd84' : n < 0.92 ? '#cf9f62' : '#a9c0b0';

const rose = (x: number, y: number): string =>
  group(
    circle(0, 0, 58, 'none', 'stroke="#0b5a5f" stroke-width="2"') +
      repeat(
        8,
        (i) =>
          polygon(
            [
              [0, i % 2 ? -40 : -72],
              [9, -9],
              [0, 0],
            ],
            i % 2 ? '#c98f2f' : '#0b5a5f',
            `transform="rotate(${i * 45})"`,
          ) +
          polygon(
            [
              [0, i % 2 ? -40 : -72],
              [-9, -9],
              [0, 0],
            ],
            '#f6f0de',
            `stroke="#0b5a5f" stroke-width="1.4" transform="rotate(${i * 45})"`,
          ),
      ) +
      letters('N', [0, -82], 28, colour.teal, 'serif', 'text-anchor="middle" font-weight="600"'),
    `transform="translate(${x} ${y})"`,
  );

/** The plan that lay on the table: the bridge is only dots. */
export function bridgePlan(): string {
  const ink = '#12343b';
  const far = noise(14, 4);
  const bank = (y: number, way: number, seed: number) => {
    const n = noise(seed, 4);
    const edge = Array.from({ length: 120 }, (_, i): Point => [i * 13.6 - 10, y + n(i / 15) * 14]);
    const hatch = edge
      .map(([x, h], i) =>
        line([x, h], [x - way * 4, h - way * (24 + (i % 3) * 16)], ink, 1.3, 'opacity=".75"'),
      )
      .join('');
    return stroke(`M${edge.map((p) => p.map((v) => v.toFixed(1)).join(' ')).join('L')}`, ink, 3) + hatch;
  };
  const pier = (x: number) =>
    rect(x - 13, 470, 26, 150, 'none', `stroke="${ink}" stroke-width="2.4" stroke-dasharray="3 7"`) +
    line([x, 620], [x, 760], ink, 1.4, 'stroke-dasharray="2 8"') +
    circle(x, 790, 22, 'none', `stroke="${ink}" stroke-width="1.6"`) +
    letters(String(Math.round((x - 260) / 180)), [x, 799], 25, ink, 'serif', 'text-anchor="middle"');
  return [
    `<defs>${gradient('sheet', [
      [0, '#f8f1dc'],
      [1, '#ead9ae'],
    ])}${glow('age', '#c98f2f', 0.18)}</defs>`,
    rect(0, 0, W, H, paint('sheet')) +
      circle(1500, 80, 420, paint('age')) +
      circle(80, 980, 380, paint('age')),
    rect(40, 40, W - 80, H - 80, 'none', `stroke="${ink}" stroke-width="4"`) +
      rect(52, 52, W - 104, H - 104, 'none', `stroke="${ink}" stroke-width="1.4"`),
    group(
      [
        stroke(
          `M60 ${430}L${Array.from({ length: 90 }, (_, i) => `${60 + i * 16.6} ${(418 - Math.max(0, far(i / 9)) * 60).toFixed(1)}`).join('L')}`,
          ink,
          1.6,
          'opacity=".7"',
        ),
        repeat(16, (i) =>
          line(
            [60, 450 + i * 16],
            [1540, 450 + i * 16],
            ink,
            1,
            `opacity="${(0.14 + (i % 3) * 0.1).toFixed(2)}" stroke-dasharray="${34 + ((i * 29) % 70)} ${12 + ((i * 17) % 40)}"`,
          ),
        ),
        bank(660, -1, 5),
        stroke('M180 560Q420 250 800 250T1420 560', ink, 3.4, 'stroke-dasharray="4 9"') +
          stroke('M180 560H1420', ink, 4.4, 'stroke-dasharray="4 9"') +
          stroke('M180 580H1420', ink, 2, 'stroke-dasharray="4 9"'),
        repeat(12, (i) => {
          const x = 260 + i * 98;
          const t = (x - 180) / 1240;
          const y = 560 - 4 * 310 * t * (1 - t);
          return line([x, y], [x, 560], ink, 1.8, 'stroke-dasharray="3 8"');
        }),
        [440, 620, 800, 980, 1160].map(pier).join(''),
        polygon(
          [
            [80, 510],
            [240, 510],
            [260, 700],
            [60, 700],
          ],
          'none',
          `stroke="${ink}" stroke-width="2.6"`,
        ) +
          repeat(9, (i) => line([78 - i, 530 + i * 20], [242 + i * 2, 530 + i * 20], ink, 1.2)) +
          polygon(
            [
              [1360, 510],
              [1520, 510],
              [1540, 700],
              [1340, 700],
            ],
            'none',
            `stroke="${ink}" stroke-width="2.6"`,
          ) +
          repeat(9, (i) => line([1358 - i * 2, 530 + i * 20], [1522 + i, 530 + i * 20], ink, 1.2)),
        stroke(
          'M250 690Q520 720 700 668M860 668Q1080 720 1350 690',
          colour.rust,
          2.6,
          'stroke-dasharray="7 5"',
        ),
        path('M700 656l18 22h124l18 -22Z', colour.rust) +
          line([820, 656], [820, 606], colour.rust, 3) +
          circle(820, 602, 5, colour.rust) +
          letters(
            'the ferry',
            [780, 730],
            27,
            colour.rust,
            'serif',
            'text-anchor="middle" font-style="italic" paint-order="stroke" stroke="#f1e5c4" stroke-width="9"',
          ),
      ].join(''),
    ),
    letters('Lamp Stairs', [160, 480], 26, ink, 'serif', 'text-anchor="middle" font-style="italic"') +
      letters('Reed Bank', [1440, 480], 26, ink, 'serif', 'text-anchor="middle" font-style="italic"'),
    letters('A PLAN', [800, 128], 30, ink, 'serif', 'text-anchor="middle" letter-spacing="12"') +
      letters(
        'of the Bridge intended over the Orle',
        [800, 182],
        44,
        ink,
        'serif',
        'text-anchor="middle" font-style="italic"',
      ) +
      letters('as laid on the table, 14 May 2026', [800, 226], 25, ink, 'serif', 'text-anchor="middle"'),
    group(
      rect(0, 0, 380, 22, 'none', `stroke="${ink}" stroke-width="2"`) +
        repeat(5, (i) => (i % 2 ? '' : rect(i * 76, 0, 76, 22, ink))) +
        letters('0', [0, 52], 22, ink, 'serif', 'text-anchor="middle"') +
        letters('100 paces', [380, 52], 22, ink, 'serif', 'text-anchor="middle"'),
      'transform="translate(120 862)"',
    ),
    letters('E. of D. del.', [1480, 918], 24, ink, 'serif', 'text-anchor="end" font-style="italic"'),
    line([533, 40], [533, 960], '#b99a5a', 2, 'opacity=".5"') +
      line([1066, 40], [1066, 960], '#b99a5a', 2, 'opacity=".5"'),
  ].join('');
}
