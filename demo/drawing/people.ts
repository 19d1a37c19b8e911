import {
  circle,
  colour,
  ellipse,
  gradient,
  group,
  line,
  paint,
  path,
  polygon,
  rect,
  repeat,
  stroke,
} from './brush.ts';

/** Portraits, 640 × 640, of people who are not there. */
const frame = (ground: string, disc: string, body: string): string =>
  `<defs>${gradient('ground', [
    [0, ground],
    [1, disc],
  ])}</defs>` +
  rect(0, 0, 640, 640, paint('ground')) +
  body;

const neck = (skin: string, shade: string): string =>
  path('M270 380V500Q320 540 370 500V380Z', skin) +
  path('M270 420Q320 470 370 420V448Q320 492 270 448Z', shade, 'opacity=".55"');
const face = (skin: string): string =>
  path(
    'M212 270Q206 150 320 146Q434 150 428 270Q426 352 384 398Q350 432 320 432Q290 432 256 398Q214 352 212 270Z',
    skin,
  );
const eyes = (tone: string = colour.ink, y = 290): string =>
  ellipse(272, y, 8, 9, tone) + ellipse(368, y, 8, 9, tone);
const nose = (shade: string): string => stroke('M322 288Q318 330 306 344Q314 354 330 350', shade, 5);
const mouth = (shade: string, bend = 10): string => stroke(`M286 384Q320 ${384 + bend} 354 384`, shade, 6);

export function maud(): string {
  const skin = '#ecc9a3';
  const shade = '#c99a70';
  return frame(
    '#dfe6d6',
    '#b9cfc6',
    [
      path('M186 300Q168 110 322 104Q476 110 456 300Q462 372 440 420H200Q178 372 186 300Z', '#a7a9a2'),
      path('M84 660Q92 520 232 486L320 520L408 486Q548 520 556 660Z', '#2b2a26'),
      neck(skin, shade),
      face(skin),
      path(
        'M208 276Q196 140 326 132Q452 138 434 284Q426 214 392 184Q330 220 250 196Q218 222 208 276Z',
        '#b9bbb3',
      ) + stroke('M250 196Q320 220 392 184M236 206Q224 236 220 262', '#8f928b', 4),
      eyes(),
      circle(272, 290, 38, 'none', `stroke="${colour.rust}" stroke-width="7"`) +
        circle(368, 290, 38, 'none', `stroke="${colour.rust}" stroke-width="7"`) +
        line([310, 284], [330, 284], colour.rust, 7) +
        line([234, 286], [212, 278], colour.rust, 6) +
        line([406, 286], [428, 278], colour.rust, 6),
      stroke('M246 238Q270 226 296 238M344 238Q370 226 394 238', '#8f928b', 6),
      nose(shade),
      mouth('#9a5a44', 14),
      path('M226 480Q320 556 414 480L436 520Q424 560 320 578Q216 560 204 520Z', colour.teal) +
        path('M330 566L300 660H384L372 560Z', '#0a4a50') +
        repeat(4, (i) => stroke(`M${234 + i * 48} ${502 + (i % 2) * 18}q14 24 30 30`, '#3d7f80', 4)),
    ].join(''),
  );
}

export function layan(): string {
  const skin = '#d9a877';
  const shade = '#b27d4f';
  return frame(
    '#f3e0b0',
    '#dcb672',
    [
      circle(320, 96, 74, '#1e1a18'),
      path(
        'M196 320Q170 120 320 108Q470 120 444 320Q440 372 424 396L420 250H220L216 396Q200 372 196 320Z',
        '#1e1a18',
      ),
      path('M70 660Q84 520 236 484L320 560L404 484Q556 520 570 660Z', '#0a3f47'),
      neck(skin, shade),
      face(skin),
      path(
        'M210 282Q200 150 322 142Q440 150 430 282Q420 216 372 184Q300 196 250 214Q222 236 210 282Z',
        '#1e1a18',
      ) + stroke('M372 184Q300 190 250 214M360 168Q300 170 244 200', '#3c332e', 3.5),
      eyes('#201d1a', 292),
      stroke('M244 282Q272 262 298 284M342 284Q368 262 396 282', colour.ink, 5),
      stroke('M240 246Q268 230 300 242M340 242Q372 230 400 246', colour.ink, 8),
      nose(shade),
      mouth('#8d3f30', 16) + path('M292 386Q320 378 348 386Q320 406 292 386Z', '#a4513d'),
      circle(208, 364, 13, colour.ochre) +
        circle(432, 364, 13, colour.ochre) +
        circle(208, 392, 7, colour.gold) +
        circle(432, 392, 7, colour.gold),
      path('M236 486L320 566L404 486L424 510L326 640H314L216 510Z', '#0d5158') +
        path('M252 484L320 552L388 484L372 470Q320 520 268 470Z', colour.paper),
      line([320, 576], [320, 660], '#06282e', 4) +
        circle(332, 606, 5, colour.gold) +
        circle(332, 640, 5, colour.gold),
    ].join(''),
  );
}

export function anselme(): string {
  const skin = '#efc8a0';
  const shade = '#c99168';
  return frame(
    '#c9d9d0',
    '#8fb0a6',
    [
      path('M76 660Q90 524 236 490L320 540L404 490Q550 524 564 660Z', '#6b4a31'),
      neck(skin, shade),
      face(skin),
      path('M214 250Q214 118 320 118Q426 118 426 250Q390 176 320 176Q250 176 214 250Z', skin) +
        path('M250 170Q280 138 330 140', 'none', 'stroke="#fbe6c8" stroke-width="9" stroke-linecap="round"'),
      path('M206 300Q196 250 214 226L222 300ZM434 300Q444 250 426 226L418 300Z', '#f2f0e8'),
      ellipse(206, 308, 17, 30, skin) + ellipse(434, 308, 17, 30, skin),
      path(
        'M216 318Q226 360 262 356Q296 350 320 366Q344 350 378 356Q414 360 424 318Q430 420 388 462Q356 492 320 494Q284 492 252 462Q210 420 216 318Z',
        '#f7f5ee',
      ) +
        stroke('M262 372Q292 356 320 376Q348 356 378 372', '#d8d3c4', 6) +
        stroke('M262 430q10 26 30 38M320 420v60M378 430q-10 26 -30 38', '#d8d3c4', 4),
      stroke('M292 396Q320 408 348 396', '#a45f48', 6),
      eyes('#201d1a', 282),
      stroke('M240 250Q268 228 302 246M338 246Q372 228 400 250', '#f2f0e8', 11),
      path('M318 276Q304 330 296 344Q318 362 344 344Q330 320 326 276Z', '#e6b489'),
      path('M320 528L250 496V566ZM320 528L390 496V566Z', colour.ochre) + circle(320, 530, 15, '#9b6a1e'),
      path('M236 490L300 560L280 660H180ZM404 490L340 560L360 660H460Z', '#5a3c26'),
    ].join(''),
  );
}

export function taisia(): string {
  const skin = '#f3d3b4';
  const shade = '#d09b74';
  const braid = repeat(7, (i) =>
    ellipse(444 - i * 3 + (i % 2) * 6, 400 + i * 36, 30 - i * 1.5, 25, i % 2 ? '#b9622f' : '#a65226'),
  );
  return frame(
    '#d9d3c2',
    '#a9a48f',
    [
      path(
        'M190 320Q166 106 322 100Q478 106 452 330L440 420L420 300H220L204 410Q192 370 190 320Z',
        '#a65226',
      ),
      path('M72 660Q88 528 232 492H408Q552 528 568 660Z', '#77807d'),
      neck(skin, shade),
      face(skin),
      path('M208 290Q196 142 322 136Q446 142 432 290Q426 230 322 176Q232 216 208 290Z', '#b9622f') +
        stroke('M322 176Q250 204 222 262M322 176Q392 206 422 262M322 172V132', '#8d431d', 4),
      eyes('#2d5b5d', 290),
      stroke('M246 280Q272 264 298 282M342 282Q368 264 394 280', '#7c3f20', 4),
      stroke('M244 246Q270 234 298 244M342 244Q370 234 396 246', '#9a4f26', 7),
      nose(shade),
      mouth('#a85a4a', 6),
      repeat(8, (i) => circle(244 + (i % 4) * 17 + (i > 3 ? 92 : 0), 330 + ((i * 7) % 3) * 8, 3, '#c98a5e')),
      path('M238 470Q320 520 402 470L410 526Q320 566 230 526Z', '#8b9491') +
        repeat(9, (i) =>
          line(
            [248 + i * 18, 488 + Math.sin((i / 8) * Math.PI) * 24],
            [246 + i * 18.6, 524 + Math.sin((i / 8) * Math.PI) * 22],
            '#6a7370',
            4,
          ),
        ),
      repeat(12, (i) =>
        line(
          [110 + i * 38, 660],
          [130 + i * 35, 560 - Math.sin((i / 11) * Math.PI) * 20],
          '#6a7370',
          4,
          'opacity=".6"',
        ),
      ),
      braid + ellipse(452, 650, 16, 26, '#a65226') + rect(430, 618, 40, 14, colour.teal),
    ].join(''),
  );
}

/** The site's mark: two sheets, the upper one clean. */
export function icon(): string {
  return [
    rect(0, 0, 512, 512, colour.teal, 'rx="96"'),
    group(
      rect(0, 0, 210, 280, '#e3bb62') +
        repeat(4, (i) => line([32, 60 + i * 48], [150 - (i % 2) * 40, 60 + i * 48], '#8d6220', 13)),
      'transform="translate(112 122) rotate(-12)"',
    ),
    group(
      rect(10, 12, 210, 280, '#06282e', 'opacity=".35"') +
        rect(0, 0, 210, 280, colour.paper) +
        repeat(4, (i) => line([34, 62 + i * 50], [i === 3 ? 110 : 176, 62 + i * 50], colour.teal, 13)),
      'transform="translate(206 110) rotate(6)"',
    ),
    polygon([[0, 0]], 'none'),
  ].join('');
}
