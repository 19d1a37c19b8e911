/**
 * The tools of the drawings: one palette, a seeded hand, and a few shapes. Everything here returns SVG text, and
 * the same seed always gives the same drawing.
 */

export const colour = {
  paper: '#fcfbf8',
  tint: '#f2efe7',
  line: '#e2ddd3',
  soft: '#8a8176',
  ink: '#201d1a',
  night: '#0b2730',
  deep: '#0a3f47',
  teal: '#0b5a5f',
  sea: '#3d7f80',
  mist: '#9fc0ba',
  pale: '#d5e0d8',
  sand: '#efdfb8',
  gold: '#e3bb62',
  ochre: '#c98f2f',
  clay: '#bb6f3d',
  rust: '#9a4a28',
} as const;

export type Point = readonly [x: number, y: number];
export type Random = () => number;

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (next: Random, low: number, high: number): number => low + (high - low) * next();

export function pick<T>(next: Random, choices: readonly T[]): T {
  return choices[Math.floor(next() * choices.length)] as T;
}

/** Smooth noise between -1 and 1 along a line; several octaves give hills. */
export function noise(seed: number, octaves = 4): (x: number) => number {
  const at = (n: number) => random(seed * 7919 + n)() * 2 - 1;
  const smooth = (x: number) => {
    const n = Math.floor(x);
    const f = x - n;
    const t = f * f * (3 - 2 * f);
    return at(n) * (1 - t) + at(n + 1) * t;
  };
  return (x) => {
    let sum = 0;
    for (let o = 0; o < octaves; o++) sum += smooth(x * 2 ** o + o * 17) / 2 ** o;
    return sum / 1.7;
  };
}

const n = (value: number): string => String(Math.round(value * 10) / 10);
export const points = (list: readonly Point[]): string => list.map(([x, y]) => `${n(x)},${n(y)}`).join(' ');

export const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${more}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${more}/>`;
export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${more}/>`;
export const polygon = (list: readonly Point[], fill: string, more = ''): string =>
  `<polygon points="${points(list)}" fill="${fill}" ${more}/>`;
export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const stroke = (d: string, colour: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const line = (a: Point, b: Point, colour: string, width: number, more = ''): string =>
  stroke(`M${n(a[0])} ${n(a[1])}L${n(b[0])} ${n(b[1])}`, colour, width, more);
export const group = (body: string, more = ''): string => `<g ${more}>${body}</g>`;
export const repeat = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

/** Letters; `serif` is the theme's own face, `naskh` its Arabic one. */
export function letters(
  text: string,
  at: Point,
  size: number,
  fill: string,
  face: 'serif' | 'sans' | 'mono' | 'naskh' = 'serif',
  more = '',
): string {
  const family = {
    serif: 'Literata',
    sans: 'Source Sans',
    mono: 'DejaVu Sans Mono, monospace',
    naskh: 'Naskh',
  }[face];
  return `<text x="${n(at[0])}" y="${n(at[1])}" font-family="${family}" font-size="${size}" fill="${fill}" ${more}>${text}</text>`;
}

/** A gradient from top to bottom (or along the given vector), and the paint that names it. */
export function gradient(
  id: string,
  stops: readonly (readonly [number, string, number?])[],
  vector = 'x1="0" y1="0" x2="0" y2="1"',
): string {
  const marks = stops.map(
    ([at, tone, opacity = 1]) => `<stop offset="${at}" stop-color="${tone}" stop-opacity="${opacity}"/>`,
  );
  return `<linearGradient id="${id}" ${vector}>${marks.join('')}</linearGradient>`;
}

export function glow(id: string, tone: string, strength = 0.8): string {
  return `<radialGradient id="${id}"><stop offset="0" stop-color="${tone}" stop-opacity="${strength}"/><stop offset=".4" stop-color="${tone}" stop-opacity="${strength * 0.35}"/><stop offset="1" stop-color="${tone}" stop-opacity="0"/></radialGradient>`;
}

export const paint = (id: string): string => `url(#${id})`;

export type Ridge = {
  readonly seed: number;
  /** Height of its middle, from the top. */
  readonly y: number;
  readonly rise: number;
  /** Hills across the width. */
  readonly hills: number;
  readonly width: number;
  readonly bottom: number;
};

/** The outline of a range of hills, closed at the bottom. */
export function ridge({ seed, y, rise, hills, width, bottom }: Ridge): string {
  const height = noise(seed);
  const steps = 160;
  const along = Array.from({ length: steps + 1 }, (_, i): Point => {
    const x = (i / steps) * (width + 40) - 20;
    return [x, y - rise * height((i / steps) * hills)];
  });
  return `M-20 ${bottom}L${along.map(([x, h]) => `${n(x)} ${n(h)}`).join('L')}L${width + 20} ${bottom}Z`;
}

/** Short level strokes, denser and longer towards the front: water. */
export function ripples(
  seed: number,
  area: { x: number; y: number; w: number; h: number },
  tones: readonly string[],
  count: number,
): string {
  const next = random(seed);
  return repeat(count, () => {
    const depth = next() ** 1.4;
    const y = area.y + depth * area.h;
    const length = between(next, 20, 60) * (0.5 + depth * 2.4);
    const x = area.x + next() * area.w;
    return line(
      [x, y],
      [x + length, y],
      pick(next, tones),
      1.2 + depth * 2.6,
      `opacity="${n(between(next, 3, 9)) as unknown as number}e-1"`,
    );
  });
}

/** Stalks that lean with the wind, some with a seed head. */
export function reeds(
  seed: number,
  from: number,
  to: number,
  foot: number,
  height: number,
  tone: string,
  count: number,
): string {
  const next = random(seed);
  return repeat(count, () => {
    const x = between(next, from, to);
    const tall = height * between(next, 0.45, 1);
    const lean = between(next, -0.12, 0.26) * tall;
    const stalk = stroke(
      `M${n(x)} ${n(foot)}Q${n(x + lean * 0.2)} ${n(foot - tall * 0.6)} ${n(x + lean)} ${n(foot - tall)}`,
      tone,
      between(next, 2, 5),
    );
    const head =
      next() > 0.6
        ? ellipse(
            x + lean,
            foot - tall,
            5,
            20,
            tone,
            `transform="rotate(${n((lean / tall) * 70)} ${n(x + lean)} ${n(foot - tall)})"`,
          )
        : '';
    return stalk + head;
  });
}

/** Lines of handwriting that cannot be read, each as long as its number says. */
export function handwriting(
  seed: number,
  at: Point,
  lengths: readonly number[],
  leading: number,
  size: number,
  tone: string,
  width = 2,
): string {
  const next = random(seed);
  return lengths
    .map((length, row) => {
      let x = at[0];
      const y = at[1] + row * leading;
      let d = '';
      while (x < at[0] + length) {
        const word = between(next, 2, 7);
        d += `M${n(x)} ${n(y)}`;
        for (let letter = 0; letter < word; letter++) {
          const wide = size * between(next, 0.35, 0.7);
          const tall = next() > 0.78 ? size * between(next, -1.5, 1.1) : size * between(next, -0.65, -0.35);
          d += `q${n(wide * 0.3)} ${n(tall)} ${n(wide * 0.55)} ${n(tall * 0.1)}t${n(wide * 0.45)} ${n(-tall * 0.1)}`;
          x += wide;
        }
        x += size * 0.75;
      }
      return stroke(d, tone, width);
    })
    .join('');
}
