import {
  between,
  circle,
  colour,
  ellipse,
  group,
  handwriting,
  letters,
  line,
  path,
  polygon,
  random,
  rect,
  repeat,
  stroke,
} from './brush.ts';
import { desk, sheet } from './sheet.ts';

/** Rules of the house, typed, with second thoughts. */
export function typewrittenPage(): string {
  const rows: [string, string?][] = [
    ['HOW TO LEAVE SOMETHING OUT'],
    [''],
    ['1. A gap in the middle has dots in'],
    ['   square brackets, so that ours can-'],
    ['   not be mistaken for the author’s.'],
    [''],
    ['2. A longer gap has xxxxxx xxxx the'],
    ['   same. It looks like grief.'],
    [''],
    ['3. No gap may contain a negation,', 'strike'],
    ['   or any thing that xxxxxxxx changes'],
    ['   what is left.'],
    [''],
    ['4. We may begin late and stop early.'],
    ['   Where we stop, the speaker must'],
    ['   also have been able to stop.'],
  ];
  const next = random(33);
  const type = rows.map(([text, mark], i) => {
    const y = 120 + i * 47;
    const typed = [...text]
      .map((letter, c) =>
        letter === ' '
          ? ''
          : letters(
              letter,
              [84 + c * 20.4, y + between(next, -1.6, 1.6)],
              33,
              '#2b2723',
              'mono',
              `opacity="${between(next, 0.62, 1).toFixed(2)}"`,
            ),
      )
      .join('');
    const struck =
      mark === 'strike'
        ? repeat(11, (c) =>
            letters('x', [84 + (22 + c) * 20.4, y - 1], 33, '#2b2723', 'mono', 'opacity=".9"'),
          )
        : '';
    return typed + struck;
  });
  return [
    desk('#123f47', '#0a2a33'),
    group(
      [
        sheet(900, 1300, '#f8f1de'),
        type.join(''),
        letters('a not, a nor, an unless,', [505, 512], 34, colour.teal, 'serif', 'font-style="italic"'),
        stroke('M500 530q10 12 20 -4M500 528q120 12 240 -2', colour.teal, 3),
        letters('Maud — “provided that”?', [480, 690], 32, colour.rust, 'serif', 'font-style="italic"'),
        stroke('M470 688q-40 6 -56 -40m-4 18l4 -18l14 14', colour.rust, 3),
        circle(786, 900, 64, 'none', 'stroke="#b98a4a" stroke-width="7" opacity=".35"') +
          circle(790, 902, 58, 'none', 'stroke="#b98a4a" stroke-width="2" opacity=".4"'),
      ].join(''),
      'transform="translate(390 76) rotate(-3.2)"',
    ),
    group(
      rect(0, 0, 210, 210, '#c98f2f', 'rx="105"') +
        circle(105, 105, 92, '#b97a2c') +
        circle(105, 105, 38, '#2b2723') +
        repeat(8, (i) =>
          line([105, 105], [105 + Math.cos(i * 0.785) * 88, 105 + Math.sin(i * 0.785) * 88], '#8d5a1e', 2),
        ) +
        letters(
          'PARDEW · LAMP STREET',
          [105, 56],
          14,
          '#fbf3dc',
          'sans',
          'text-anchor="middle" letter-spacing="1.5"',
        ),
      'transform="translate(110 640)"',
    ),
  ].join('');
}

/** A proof with its marks, and Mr Pardew's last blue pencil. */
export function bluePencil(): string {
  const blue = '#2f62a3';
  const mark = (text: string, how: string) =>
    `<tspan fill="${blue}" text-decoration="${how}" text-decoration-color="${blue}">${text}</tspan>`;
  const prose = [
    'A petition of the laundresses of the',
    'Reeds was laid on the table. It prayed',
    'that the outfall be moved upstream of',
    `the tann${mark('a', 'line-through')}ry, and not down, for the sake`,
    'of them that drink. It bore thirty-one',
    'names, and nineteen crosses. It was or-',
    `dered that the petition lie ${mark('[sic]', 'underline')}. No`,
    'member rose. The clerk has ruled a line',
    `${mark('beneath, twice,', 'line-through')} and so firmly that the`,
    'nib has gone through the page.',
  ];
  return [
    desk('#c2a271', '#8e6a3e'),
    group(
      [
        sheet(960, 1200),
        letters('PROCEEDINGS', [120, 110], 24, colour.soft, 'sans', 'letter-spacing="8"') +
          line([120, 134], [810, 134], colour.line, 3),
        prose.map((text, i) => letters(text, [120, 206 + i * 66], 39, colour.ink, 'serif')).join(''),
        letters('e /', [856, 406], 42, blue, 'serif', 'font-style="italic"'),
        letters('must we?', [782, 604], 38, blue, 'serif', 'font-style="italic"') +
          stroke('M800 622q60 12 118 -2', blue, 3.5),
        letters('stet', [30, 736], 38, blue, 'serif', 'font-style="italic"') +
          repeat(12, (i) => circle(132 + i * 22, 752, 3, blue)),
      ].join(''),
      'transform="translate(180 60) rotate(2.4)"',
    ),
    group(
      rect(8, 30, 640, 44, '#0b1a1c', 'opacity=".3"') +
        polygon(
          [
            [0, 0],
            [520, 0],
            [520, 52],
            [0, 52],
          ],
          blue,
        ) +
        rect(0, 0, 520, 16, '#4a7fc0') +
        rect(0, 36, 520, 16, '#234d84') +
        polygon(
          [
            [520, 0],
            [604, 18],
            [604, 34],
            [520, 52],
          ],
          '#e6c48f',
        ) +
        polygon(
          [
            [590, 15],
            [626, 26],
            [590, 37],
          ],
          '#234d84',
        ) +
        rect(0, 0, 40, 52, colour.ochre) +
        letters('N.º 1 · COPYING · BLUE', [120, 36], 24, '#e9eef5', 'sans', 'letter-spacing="3"'),
      'transform="translate(1560 240) rotate(124)"',
    ),
    repeat(9, (i) =>
      path(`M${1130 + i * 33} ${880 + ((i * 37) % 60)}q14 -18 30 -6q-6 18 -30 6Z`, i % 2 ? '#e6c48f' : blue),
    ),
  ].join('');
}

/** A draft, and its fair copy. */
export function draftAndFairCopy(): string {
  const fair = [
    'What is said in public',
    'should be repeated exactly,',
    'with the name, the place',
    'and the day;',
    'and what is left out',
    'should be seen to be.',
  ];
  const clean = fair
    .map((text, i) => letters(text, [88, 240 + i * 82], 42, colour.ink, 'serif', 'font-style="italic"'))
    .join('');
  const draft: [string, string, string, string?][] = [
    ['What ', 'people say', '', 'is said in public'],
    ['', 'ought to be copied faithfully,', '', 'should be repeated exactly,'],
    ['with the name', ' and', ' the place', ','],
    ['', 'if it is known', ' and the day;'],
    ['and ', 'if anything is missing', '', 'what is left out'],
    ['', 'nobody need know.', '', 'should be seen to be.'],
  ];
  const rough = draft.map(([kept, gone, rest, over], i) => {
    const y = 240 + i * 100;
    const struck = `<tspan text-decoration="line-through" text-decoration-thickness="3" fill="#7a7268">${gone}</tspan>`;
    const tilt = `font-style="italic" transform="rotate(${[-1, 0.8, -0.5, 1, -0.8, 0.4][i]} 84 ${y})"`;
    const above = over
      ? letters(
          over,
          [96 + (kept.length + (over.length < 3 ? 1 : 0)) * 19, y - 40],
          37,
          i % 2 ? colour.teal : colour.rust,
          'serif',
          'font-style="italic"',
        )
      : '';
    return (
      letters(kept + struck + rest, [84, y], 42, '#4a443d', 'serif', `xml:space="preserve" ${tilt}`) + above
    );
  });
  return [
    desk('#0d3a42', '#0a2a33'),
    group(
      [
        sheet(660, 850, '#efe2c0'),
        letters('draft', [84, 116], 30, colour.soft, 'sans', 'letter-spacing="6"'),
        rough.join(''),
        repeat(7, (i) => {
          const r = random(i + 40);
          return circle(between(r, 60, 600), between(r, 120, 820), between(r, 3, 11), colour.ink);
        }),
        stroke('M560 300q60 120 -10 260m-14 -22l14 22l18 -18', colour.rust, 4) +
          stroke('M96 780q120 -40 240 0t220 -10', colour.ink, 4) +
          letters('?', [590, 200], 90, colour.teal, 'serif', 'font-style="italic"'),
        ellipse(520, 760, 74, 70, 'none', 'stroke="#9a6a35" stroke-width="8" opacity=".3"'),
      ].join(''),
      'transform="translate(100 86) rotate(-4)"',
    ),
    group(
      [
        sheet(660, 850),
        letters('fair copy', [88, 116], 30, colour.soft, 'sans', 'letter-spacing="6"'),
        line([88, 148], [572, 148], colour.line, 3),
        clean,
        handwriting(9, [400, 772], [150], 30, 24, colour.ink, 3.4),
        line([380, 798], [580, 798], colour.line, 3),
      ].join(''),
      'transform="translate(850 62) rotate(1.4)"',
    ),
  ].join('');
}
