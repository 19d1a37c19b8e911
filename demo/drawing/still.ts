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
  pick,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';

const W = 1600;
const H = 1000;

/** Six pencils sharpened the evening before, and a pad of shorthand. */
export function sixPencils(): string {
  const next = random(59);
  const tones = [colour.teal, colour.ochre, '#2f6f70', colour.rust, '#c98f2f', '#123f47'];
  const pencil = (x: number, length: number, tone: string) =>
    group(
      rect(8, 16, 44, length, '#0b1a1c', 'opacity=".25"') +
        rect(0, 0, 44, length, tone) +
        rect(0, 0, 13, length, '#ffffff', 'opacity=".18"') +
        rect(31, 0, 13, length, '#000000', 'opacity=".16"') +
        polygon(
          [
            [0, 0],
            [22, -92],
            [44, 0],
          ],
          '#e6c48f',
        ) +
        path('M0 0q7 -16 14 0q8 -16 16 0q7 -16 14 0V6H0Z', tone) +
        polygon(
          [
            [15, -62],
            [22, -92],
            [29, -62],
          ],
          '#2b2723',
        ) +
        rect(0, length, 44, 16, '#c9b27c') +
        rect(0, length + 16, 44, 22, '#a8592f'),
      `transform="translate(${x} ${820 - length}) rotate(${between(next, -1.6, 1.6).toFixed(1)})"`,
    );
  return [
    `<defs>${gradient('desk', [
      [0, '#d8bf8a'],
      [1, '#b08d57'],
    ])}${glow('lamp', '#fff1c6', 0.7)}</defs>`,
    rect(0, 0, W, H, paint('desk')),
    repeat(24, () => {
      const y = between(next, 0, H);
      return stroke(
        `M-20 ${y}q500 ${between(next, -20, 20)} 900 0t740 8`,
        '#7a5a2d',
        between(next, 1, 3),
        'opacity=".18"',
      );
    }),
    circle(360, 180, 620, paint('lamp')),
    group(
      rect(16, 20, 560, 780, '#0b1a1c', 'opacity=".28"') +
        rect(0, 0, 560, 780, '#fbf8ee') +
        rect(0, 0, 560, 56, '#0b5a5f') +
        repeat(17, (i) => circle(32 + i * 31, 28, 7, '#06282e')) +
        repeat(11, (i) => line([40, 130 + i * 56], [520, 130 + i * 56], '#c9d8d2', 2)) +
        line([280, 80], [280, 760], '#d9a08a', 2) +
        repeat(
          9,
          (i) =>
            shorthand(next, 54, 118 + i * 56, 190) + (i < 7 ? shorthand(next, 296, 118 + i * 56, 200) : ''),
        ) +
        handwriting(88, [300, 690], [170], 30, 18, colour.rust, 2.4),
      'transform="translate(150 120) rotate(-5)"',
    ),
    tones.map((tone, i) => pencil(860 + i * 108, [560, 520, 585, 470, 545, 410][i] as number, tone)).join(''),
    repeat(22, () =>
      path(
        `M${between(next, 850, 1500)} ${between(next, 880, 960)}q12 -16 28 -5q-7 16 -28 5Z`,
        pick(next, ['#e6c48f', '#d8b37c', colour.teal, colour.rust]),
      ),
    ),
  ].join('');
}

/** A line of signs: loops, hooks, flown commas. */
function shorthand(next: () => number, x: number, y: number, length: number): string {
  let at = x;
  let d = '';
  while (at < x + length) {
    const w = between(next, 12, 34);
    const kind = next();
    if (kind < 0.3) d += `M${at} ${y}q${w * 0.2} -${w} ${w * 0.6} -${w * 0.5}t-${w * 0.2} ${w * 0.6}`;
    else if (kind < 0.6) d += `M${at} ${y - between(next, 4, 18)}l${w} ${between(next, -10, 10)}`;
    else if (kind < 0.8) d += `M${at} ${y}q${w * 0.5} -${w * 1.1} ${w} 0`;
    else d += `M${at} ${y - 14}q${w * 0.8} 4 ${w * 0.3} 20`;
    at += w + between(next, 8, 22);
  }
  return stroke(d, '#3a342d', 2.6);
}

/** A brioche in a baker's window, and the one who looks at it. */
export function brioche(): string {
  const bun = (x: number, y: number, s: number) =>
    group(
      ellipse(0, 66, 118, 16, '#3a2010', 'opacity=".35"') +
        path('M-104 60L-84 -6Q0 -36 84 -6L104 60Q0 84 -104 60Z', '#9c5a24') +
        repeat(7, (i) =>
          stroke(
            `M${-78 + i * 26} ${-4 - 12 * Math.sin((i / 6) * Math.PI)}L${-90 + i * 30} 62`,
            '#7c421a',
            4,
          ),
        ) +
        path('M-96 0Q-112 -74 -40 -84Q0 -112 42 -84Q112 -72 96 0Q0 26 -96 0Z', '#d08a3a') +
        path(
          'M-70 -30Q-60 -70 -20 -76',
          'none',
          'stroke="#f2c67a" stroke-width="11" stroke-linecap="round"',
        ) +
        ellipse(0, -100, 42, 38, '#c2782c') +
        path('M-24 -108q8 -18 26 -18', 'none', 'stroke="#f2c67a" stroke-width="8" stroke-linecap="round"'),
      `transform="translate(${x} ${y}) scale(${s})"`,
    );
  return [
    `<defs>${gradient('wall', [
      [0, '#2f6f70'],
      [1, '#1f5357'],
    ])}${gradient('shop', [
      [0, '#f7e3ae'],
      [1, '#e3b862'],
    ])}${glow('warm', '#fff3cf', 0.8)}${gradient('street', [
      [0, '#8a8a78'],
      [1, '#5c6158'],
    ])}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    rect(0, 850, W, 160, paint('street')) +
      repeat(13, (i) => line([i * 130, 850], [i * 150 - 120, 1010], '#4c5149', 3)),
    rect(250, 90, 1010, 112, '#0a3f47') +
      letters(
        'BOULANGER · PÂTISSIER',
        [755, 166],
        58,
        colour.gold,
        'serif',
        'text-anchor="middle" letter-spacing="8" font-weight="500"',
      ),
    repeat(14, (i) =>
      path(`M${250 + i * 72.2} 202h72.2v62a36 30 0 0 1 -72.2 0Z`, i % 2 ? '#efe3c2' : '#a8592f'),
    ),
    rect(272, 262, 966, 470, '#5a3a20') +
      rect(292, 282, 926, 430, paint('shop')) +
      circle(760, 420, 420, paint('warm')),
    rect(292, 470, 926, 14, '#8a5a30') + bun(450, 418, 0.62) + bun(640, 418, 0.62) + bun(1080, 418, 0.62),
    repeat(
      6,
      (i) =>
        ellipse(850 + (i % 3) * 34, 452 - Math.floor(i / 3) * 30, 26, 18, '#b87a34') +
        stroke(`M${836 + (i % 3) * 34} ${448 - Math.floor(i / 3) * 30}l10 8m4 -12l10 8`, '#8a5420', 3),
    ),
    bun(760, 640, 1.05) +
      rect(292, 704, 926, 12, '#8a5a30') +
      repeat(4, (i) =>
        group(
          path('M-15 0Q-20 -180 0 -210Q20 -180 15 0Z', '#c98f45') +
            repeat(5, (k) => stroke(`M-12 ${-40 - k * 32}l24 -14`, '#8a5a24', 4)),
          `transform="translate(${360 + i * 42} 704) rotate(${-9 + i * 6})"`,
        ),
      ),
    repeat(3, (i) => ellipse(1000 + i * 74, 682, 48, 26, ['#b06a2c', '#c47f38', '#a8622a'][i] as string)),
    rect(752, 282, 14, 430, '#5a3a20', 'opacity=".9"') +
      line([330, 300], [560, 690], '#fffaf0', 10, 'opacity=".25"') +
      line([380, 300], [610, 690], '#fffaf0', 4, 'opacity=".25"'),
    rect(262, 730, 986, 120, '#5a3a20') + repeat(4, (i) => rect(290 + i * 240, 752, 210, 78, '#6e4a2b')),
    group(
      path(
        'M-96 0L-112 -250Q-118 -330 -44 -352Q0 -364 44 -352Q118 -330 112 -250L96 0H22L8 -120H-8L-22 0Z',
        '#2b2a35',
      ) +
        circle(0, -402, 52, '#c8976b') +
        path(
          'M-58 -398Q-66 -468 0 -470Q66 -468 58 -398Q40 -366 44 -330Q0 -310 -44 -330Q-40 -366 -58 -398Z',
          '#d9d3c6',
        ) +
        path('M-10 -330L-16 -262H16L10 -330Z', '#d9d3c6') +
        polygon(
          [
            [-34, -322],
            [0, -308],
            [34, -322],
            [34, -292],
            [0, -306],
            [-34, -292],
          ],
          '#1c1b22',
        ) +
        path('M-92 -446H92L40 -486Q0 -512 -40 -486Z', '#1c1b22') +
        line([-116, -150], [-190, -10], '#8a8176', 7) +
        rect(-132, -176, 40, 15, colour.ochre, 'transform="rotate(28 -112 -168)"'),
      'transform="translate(1370 960) scale(1.02)"',
    ),
  ].join('');
}

/** Two houses with a hedge between them: on this side June, on that side snow. */
export function hedge(): string {
  const next = random(1862);
  const house = (x: number, wall: string, roof: string, snow: boolean) =>
    rect(x, 360, 380, 320, wall) +
    polygon(
      [
        [x - 34, 368],
        [x + 190, 190],
        [x + 414, 368],
      ],
      roof,
    ) +
    (snow
      ? path(
          `M${x - 40} 372L${x + 190} 184L${x + 420} 372L${x + 384} 360L${x + 190} 214L${x - 4} 360Z`,
          '#fbfaf5',
        )
      : '') +
    rect(x + 268, 210, 46, 110, '#8a4a2c') +
    (snow ? rect(x + 262, 200, 58, 18, '#fbfaf5') : '') +
    repeat(
      4,
      (i) =>
        rect(x + 54 + (i % 2) * 178, 410 + Math.floor(i / 2) * 130, 92, 86, snow ? '#f0cf86' : '#23565b') +
        line(
          [x + 100 + (i % 2) * 178, 410 + Math.floor(i / 2) * 130],
          [x + 100 + (i % 2) * 178, 496 + Math.floor(i / 2) * 130],
          wall,
          5,
        ),
    );
  const flake = () =>
    circle(
      between(next, 830, 1600),
      between(next, 0, 960),
      between(next, 2, 6),
      '#fffdf6',
      `opacity="${between(next, 0.5, 1).toFixed(2)}"`,
    );
  const flower = () => {
    const x = between(next, 20, 770);
    const y = between(next, 720, 980);
    const tone = pick(next, ['#fbf6e4', colour.gold, '#d98a5f', '#c96a4a']);
    return (
      line([x, y], [x + between(next, -6, 6), y + 26], '#3f6b45', 3) +
      repeat(5, (i) => circle(x + Math.cos(i * 1.26) * 7, y + Math.sin(i * 1.26) * 7, 5, tone)) +
      circle(x, y, 4, '#8a4a2c')
    );
  };
  return [
    `<defs>${gradient('june', [
      [0, '#a9cfc6'],
      [1, '#f4ecca'],
    ])}${gradient('winter', [
      [0, '#54767c'],
      [1, '#b9c8c4'],
    ])}<clipPath id="left"><rect width="800" height="1000"/></clipPath><clipPath id="right"><rect x="800" width="800" height="1000"/></clipPath></defs>`,
    group(
      rect(0, 0, W, H, paint('june')) +
        circle(150, 150, 72, '#f6dc8f') +
        house(120, '#f2e2b4', '#a8592f', false) +
        rect(0, 660, 810, 350, '#8fae6a') +
        path('M280 680Q360 820 300 1010H420Q450 830 360 680Z', '#e3cf9d') +
        repeat(90, flower),
      'clip-path="url(#left)"',
    ),
    group(
      rect(0, 0, W, H, paint('winter')) +
        house(1080, '#c9b27c', '#5b4636', true) +
        rect(790, 660, 820, 350, '#e9ece6') +
        path('M1240 680Q1180 820 1260 1010H1370Q1300 830 1320 680Z', '#cfd8d4') +
        repeat(150, flake),
      'clip-path="url(#right)"',
    ),
    rect(742, 470, 60, 540, '#3f6b45') + rect(798, 470, 60, 540, '#2d4f44'),
    repeat(120, () =>
      circle(
        between(next, 730, 800),
        between(next, 460, 990),
        between(next, 14, 30),
        pick(next, ['#3f6b45', '#4f7d4e', '#5f8f58']),
      ),
    ),
    repeat(120, () =>
      circle(
        between(next, 802, 868),
        between(next, 460, 990),
        between(next, 14, 30),
        pick(next, ['#2d4f44', '#35584c', '#274539']),
      ),
    ),
    repeat(26, () =>
      ellipse(between(next, 802, 868), between(next, 450, 960), between(next, 16, 30), 9, '#fbfaf5'),
    ),
    group(
      path('M-34 130L-28 10Q0 -14 28 10L34 130Z', '#fbf8ee') +
        circle(0, -24, 20, '#5a3a26') +
        circle(0, -20, 15, '#e9bf94') +
        line([24, 40], [72, 6], '#e9bf94', 10),
      'transform="translate(660 690)"',
    ),
    group(
      path('M-34 130L-28 10Q0 -14 28 10L34 130Z', '#9a4a28') +
        circle(0, -24, 20, '#2b2723') +
        circle(0, -20, 15, '#e9bf94') +
        line([-24, 40], [-72, 6], '#e9bf94', 10),
      'transform="translate(945 690)"',
    ),
    group(
      rect(-32, -22, 64, 44, colour.paper) + stroke('M-22 -8h40m-40 10h30', colour.soft, 3),
      'transform="translate(800 676) rotate(-8)"',
    ),
  ].join('');
}

/** A comma as large as a gate; somebody walks out beside it. */
export function comma(): string {
  const next = random(1912);
  return [
    `<defs>${gradient('wall', [
      [0, '#e9d6a2'],
      [1, '#d3b36f'],
    ])}${gradient('ground', [
      [0, '#b98d50'],
      [1, '#8a6231'],
    ])}${glow('out', '#fff6d6', 0.85)}</defs>`,
    rect(0, 0, W, H, paint('wall')),
    repeat(11, (r) =>
      repeat(9, (c) =>
        rect(
          -60 + c * 200 + (r % 2) * 100,
          r * 74,
          196,
          70,
          '#c9a65f',
          `opacity="${between(next, 0.12, 0.34).toFixed(2)}"`,
        ),
      ),
    ),
    rect(0, 790, W, 220, paint('ground')),
    circle(760, 520, 520, paint('out')),
    path('M560 796V420A210 210 0 0 1 980 420V796Z', '#fdf5d8') +
      path('M528 796V420A242 242 0 0 1 1012 420V796H980V420A210 210 0 0 0 560 420V796Z', '#9c7a3d'),
    polygon(
      [
        [560, 796],
        [980, 796],
        [1240, 1010],
        [380, 1010],
      ],
      '#fdf3cf',
      'opacity=".75"',
    ),
    letters('،', [1330, 770], 1900, '#12343b', 'naskh', 'text-anchor="middle"'),
    group(
      path('M-40 0L-46 -130Q-48 -178 0 -184Q48 -178 46 -130L40 0H12L4 -64H-4L-12 0Z', colour.rust) +
        circle(0, -212, 27, '#8a5a3a') +
        path('M-28 -216q28 -36 56 0Z', '#fbf8ee') +
        rect(42, -118, 56, 60, '#5a3a20') +
        stroke('M52 -118q18 -26 36 0', '#5a3a20', 6),
      'transform="translate(770 880) scale(1.08)"',
    ),
    polygon(
      [
        [740, 884],
        [800, 884],
        [690, 1000],
        [600, 1000],
      ],
      '#5a3a1c',
      'opacity=".35"',
    ),
    rect(150, 380, 190, 250, '#12343b') +
      repeat(5, (i) => rect(172 + i * 34, 380, 11, 250, '#9c7a3d')) +
      rect(138, 366, 214, 18, '#9c7a3d') +
      rect(138, 628, 214, 18, '#9c7a3d'),
    group(
      path('M-46 0V-150Q-46 -196 0 -200Q46 -196 46 -150V0Z', '#0b5a5f') +
        circle(0, -226, 27, '#c8976b') +
        rect(-34, -266, 68, 24, '#0a3f47') +
        line([70, 10], [70, -290], '#5a3a20', 9) +
        polygon(
          [
            [58, -288],
            [70, -340],
            [82, -288],
          ],
          '#8a8176',
        ),
      'transform="translate(440 860)"',
    ),
  ].join('');
}
