import { between, colour, gradient, paint, random, rect, repeat, stroke } from './brush.ts';

const W = 1600;
const H = 1000;

/** A sheet with its shadow, its corner at (0, 0). */
export const sheet = (w: number, h: number, tone: string = colour.paper): string =>
  rect(14, 18, w, h, '#0b1a1c', 'opacity=".25"') +
  rect(0, 0, w, h, tone) +
  rect(0, 0, w, 3, '#ffffff', 'opacity=".6"');

export const desk = (top: string, bottom: string): string => {
  const next = random(70);
  return (
    `<defs>${gradient('desk', [
      [0, top],
      [1, bottom],
    ])}</defs>` +
    rect(0, 0, W, H, paint('desk')) +
    repeat(26, () => {
      const y = between(next, 0, H);
      return stroke(
        `M-20 ${y}q${between(next, 300, 600)} ${between(next, -22, 22)} ${between(next, 800, 1100)} 0t840 ${between(next, -10, 10)}`,
        '#000',
        between(next, 1, 3),
        'opacity=".09"',
      );
    })
  );
};
