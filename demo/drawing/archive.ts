import {
  between,
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
  pick,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** Three tall windows, desks, green lamps. */
export function readingRoom(): string {
  const window = (x: number) =>
    path(`M${x} 620V250a110 110 0 0 1 220 0V620Z`, '#6b4a2d') +
    path(`M${x + 14} 606V252a96 96 0 0 1 192 0V606Z`, paint('day')) +
    repeat(2, (i) => rect(x + 74 + i * 68, 160, 5, 446, '#6b4a2d')) +
    repeat(4, (i) => rect(x + 14, 262 + i * 86, 192, 5, '#6b4a2d')) +
    rect(x - 14, 616, 248, 16, '#8a6238');
  const beam = (x: number) =>
    polygon(
      [
        [x + 14, 240],
        [x + 206, 240],
        [x - 120, 1000],
        [x - 460, 1000],
      ],
      '#fbe7b2',
      'opacity=".22"',
    );
  const desk = (x: number, y: number, s: number) =>
    group(
      rect(-150, 0, 300, 18, '#5d3b22') +
        rect(-136, 18, 14, 130, '#4a2e1a') +
        rect(122, 18, 14, 130, '#4a2e1a') +
        rect(-122, 18, 244, 42, '#6e472a') +
        ellipse(-70, -86, 150, 96, paint('green')) +
        rect(-74, -86, 7, 86, colour.ochre) +
        ellipse(-70, -2, 34, 8, colour.ochre) +
        path('M-122 -84q6 -42 52 -42t52 42Z', '#1d7a68') +
        path('M-122 -84h104l4 8h-112Z', '#f6dc96') +
        rect(20, -22, 96, 22, '#b88a52') +
        rect(26, -40, 84, 18, '#0b5a5f') +
        polygon(
          [
            [-10, -4],
            [70, -4],
            [62, 0],
            [-18, 0],
          ],
          colour.paper,
        ),
      `transform="translate(${x} ${y}) scale(${s})"`,
    );
  const reader = (x: number, y: number, s: number, tone: string) =>
    group(
      path('M-62 96Q-74 -10 -40 -34Q0 -56 40 -34Q74 -10 62 96Z', tone) +
        circle(0, -72, 33, tone) +
        rect(-74, 20, 148, 12, '#3d2615') +
        rect(-74, 32, 10, 130, '#3d2615') +
        rect(64, 32, 10, 130, '#3d2615'),
      `transform="translate(${x} ${y}) scale(${s})"`,
    );
  return [
    `<defs>${gradient('day', [
      [0, '#dfe9e2'],
      [1, '#fbf0cd'],
    ])}${gradient('wall', [
      [0, '#c9b489'],
      [1, '#b19465'],
    ])}${gradient('floor', [
      [0, '#86613a'],
      [1, '#5a3c22'],
    ])}${glow('green', '#bfe0a8', 0.55)}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    rect(0, 660, W, 350, paint('floor')),
    rect(0, 632, W, 34, '#6b4a2d'),
    repeat(
      9,
      (i) =>
        rect(0, 0, W, 0, 'none') +
        line([800 + (i - 4) * 70, 666], [800 + (i - 4) * 330, 1010], '#4a2e1a', 2.5, 'opacity=".5"'),
    ),
    window(240) + window(690) + window(1140),
    rect(60, 200, 110, 430, '#5d3b22') + rect(1430, 200, 120, 430, '#5d3b22'),
    repeat(5, (r) => shelf(70, 214 + r * 84, 90, 66, 40 + r) + shelf(1440, 214 + r * 84, 100, 66, 60 + r)),
    circle(580, 330, 56, '#6b4a2d') +
      circle(580, 330, 46, colour.paper) +
      line([580, 330], [580, 300], colour.ink, 5) +
      line([580, 330], [606, 330], colour.ink, 4),
    beam(240) + beam(690) + beam(1140),
    desk(340, 720, 0.72) + desk(800, 720, 0.72) + desk(1260, 720, 0.72),
    reader(800, 700, 0.62, '#23484a'),
    desk(170, 850, 1.05) + desk(690, 850, 1.05) + desk(1230, 850, 1.05),
    reader(1240, 820, 0.95, '#2b2a26'),
    reader(180, 826, 0.92, '#7c3f26'),
  ].join('');
}

/** A run of books or boxes from x, standing on y + h. */
function shelf(x: number, y: number, w: number, h: number, seed: number): string {
  const next = random(seed);
  const tones = [
    '#0b5a5f',
    '#2f6f70',
    '#7e9c8d',
    '#c98f2f',
    '#a8592f',
    '#d9c08a',
    '#7b3f25',
    '#e6d8b0',
    '#3b5350',
  ];
  let out = '';
  for (let at = x; at < x + w - 7; ) {
    const wide = Math.min(between(next, 7, 19), x + w - at);
    const tall = h * between(next, 0.72, 0.98);
    const tone = pick(next, tones);
    if (next() > 0.06)
      out +=
        rect(at, y + h - tall, wide - 1.4, tall, tone) +
        (next() > 0.5 ? rect(at + 2, y + h - tall * 0.8, wide - 5.4, 3, '#f0dfae', 'opacity=".8"') : '');
    at += wide;
  }
  return out;
}

/** The stacks, floor to ceiling, and a ladder. */
export function archiveShelves(): string {
  const next = random(1871);
  const box = (x: number, y: number, w: number, h: number) => {
    const tone = pick(next, ['#b7996a', '#a98a5c', '#c6ab7a', '#8fa08c', '#97805d']);
    return (
      rect(x, y, w - 5, h, tone) +
      rect(x + w * 0.2, y + h * 0.26, w * 0.6 - 5, h * 0.3, '#f4ecd5') +
      rect(x + w * 0.28, y + h * 0.35, w * 0.36, 3, colour.soft) +
      circle(x + w / 2 - 2, y + h * 0.76, 6, '#5a4630')
    );
  };
  return [
    `<defs>${gradient(
      'dim',
      [
        [0, '#0b2730', 0.62],
        [0.5, '#0b2730', 0.05],
        [1, '#0b2730', 0.5],
      ],
      'x1="0" y1="0" x2="1" y2="0"',
    )}${glow('bulb', '#ffe6a8', 0.75)}</defs>`,
    rect(0, 0, W, H, '#2a1d12'),
    repeat(6, (r) => {
      const y = 20 + r * 164;
      const run = repeat(4, (c) => {
        const x = 30 + c * 392;
        return next() > 0.42
          ? repeat(Math.floor(366 / 92), (i) => box(x + i * 92, y + 34, 92, 106))
          : shelf(x, y + 12, 366, 128, r * 10 + c);
      });
      return (
        rect(0, y, W, 146, '#3a2818') +
        run +
        rect(0, y + 140, W, 20, '#6e4a2b') +
        rect(0, y + 140, W, 4, '#8c6239')
      );
    }),
    repeat(5, (i) => rect(4 + i * 392, 0, 22, H, '#5a3b22') + rect(4 + i * 392, 0, 5, H, '#7c5430')),
    circle(820, 70, 560, paint('bulb'), 'style="mix-blend-mode:screen"'),
    line([820, 0], [820, 50], colour.ink, 4) +
      path('M786 84q0 -40 34 -40t34 40Z', '#123f47') +
      circle(820, 88, 15, '#fff3cf'),
    line([980, 1010], [1150, 60], '#d7b274', 15) + line([1130, 1010], [1262, 60], '#c39a58', 15),
    repeat(11, (i) => line([990 + i * 15, 950 - i * 84], [1138 + i * 11.7, 950 - i * 84], '#d7b274', 11)),
    rect(0, 0, W, H, paint('dim')),
  ].join('');
}

/** Drawers with brass handles; one of them is open. */
export function cardCatalogue(): string {
  const names = [
    'A–Ab',
    'Ac–Al',
    'Am–Ar',
    'As–Ba',
    'Be–Bo',
    'Br–By',
    'Ca–Ch',
    'Ci–Co',
    'Cr–Da',
    'De–Do',
    'Dr–El',
    'Em–Fa',
    'Fe–Fi',
    'Fl–Ga',
    'Ge–Gu',
    'Ha–Hi',
    'Ho–In',
    'Ir–Ju',
    'Ka–La',
    'Le–Lo',
    'Lu–Me',
    'Mi–Mu',
    'Na–No',
    'Nu–Or',
    'Os–Pe',
    'Ph–Po',
    'Pr–Qu',
    'Ra–Re',
    'Ri–Sa',
    'Sc–Sn',
  ];
  const drawer = (i: number) => {
    const x = 50 + (i % 6) * 252;
    const y = 40 + Math.floor(i / 6) * 190;
    const tone = ['#a5713f', '#9c6a3a', '#ad7846'][(i * 7) % 3] as string;
    return (
      rect(x, y, 236, 174, '#5a3a20') +
      rect(x + 6, y + 6, 224, 162, tone) +
      stroke(
        `M${x + 20} ${y + 130}q60 -20 100 4t96 -10M${x + 14} ${y + 24}q90 18 208 -4`,
        '#7c5229',
        2,
        'opacity=".6"',
      ) +
      rect(x + 58, y + 38, 120, 52, '#c9a256') +
      rect(x + 64, y + 44, 108, 40, colour.paper) +
      letters(names[i] as string, [x + 118, y + 74], 27, colour.ink, 'serif', 'text-anchor="middle"') +
      path(`M${x + 86} ${y + 112}h64q4 34 -32 34t-32 -34Z`, '#d9b25e') +
      path(`M${x + 94} ${y + 116}h48q0 18 -24 18t-24 -18Z`, '#6e4a24')
    );
  };
  const x = 50;
  const y = 420;
  return [
    rect(0, 0, W, H, '#4a2e18'),
    repeat(30, (i) => (i === 12 ? '' : drawer(i))),
    rect(x, y, 236, 174, '#1d120a'),
    polygon(
      [
        [x + 6, y + 40],
        [x + 230, y + 40],
        [x + 262, y + 300],
        [x - 22, y + 300],
      ],
      '#7c5229',
    ),
    repeat(16, (i) => {
      const t = i / 15;
      const cx = x + 16 - t * 22;
      const cw = 206 + t * 42;
      const top = y + 26 + t * 214;
      const tab = (i * 5) % 4;
      return (
        rect(cx, top, cw, 46, i === 11 ? '#f3d58c' : i % 2 ? '#fbf6e6' : '#efe6cb') +
        (i % 4 === 0
          ? rect(
              cx + 20 + tab * 50,
              top - 12,
              46,
              14,
              ['#0b5a5f', '#a8592f', '#c98f2f', '#2f6f70'][tab] as string,
            )
          : '')
      );
    }),
    rect(x - 34, y + 284, 308, 196, '#5a3a20') +
      rect(x - 26, y + 292, 292, 180, '#b8834d') +
      rect(x + 42, y + 322, 156, 66, '#c9a256') +
      rect(x + 49, y + 329, 142, 52, colour.paper) +
      letters('Fe–Fi', [x + 120, y + 367], 36, colour.ink, 'serif', 'text-anchor="middle"') +
      path(`M${x + 76} ${y + 406}h88q6 44 -44 44t-44 -44Z`, '#e3bb62') +
      path(`M${x + 87} ${y + 411}h66q0 25 -33 25t-33 -25Z`, '#6e4a24'),
  ].join('');
}
