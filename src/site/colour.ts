/** A colour as `#rrggbb`, in small letters. */
export type Colour = `#${string}`;

type Triple = readonly [number, number, number];

export function isColour(text: string): text is Colour {
  return /^#[0-9a-f]{6}$/.test(text);
}

/** WCAG 2.2, "contrast ratio": from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The colour nearest to the given one that has the contrast with every one of the others: its lightness is moved,
 * its hue stays. Undefined where neither black nor white would do.
 */
export function nearestPassing(colour: Colour, others: readonly Colour[], least: number): Colour | undefined {
  const passes = (tried: Colour) => others.every((other) => contrast(tried, other) >= least);
  const [lightness, a, b] = toOklab(colour);
  for (let step = 0; step <= 1; step += 0.005) {
    for (const moved of [lightness - step, lightness + step]) {
      if (moved < -0.005 || moved > 1.005) continue;
      // Towards black and white there is room for less and less colour.
      const room = Math.min(1, Math.max(0, 4 * moved, 0), Math.max(0, 4 * (1 - moved)));
      const tried = fromOklab([moved, a * room, b * room]);
      if (passes(tried)) return tried;
    }
  }
  return undefined;
}

/** So much of one colour and the rest of another, as the eye sees it. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const [from, to] = [toOklab(other), toOklab(one)];
  const between = (at: 0 | 1 | 2) => from[at] + (to[at] - from[at]) * share;
  return fromOklab([between(0), between(1), between(2)]);
}

function linear(colour: Colour): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Oklab as CSS Color 4 § 9.2 defines it: lightness from 0 to 1, and two axes of colour. */
function toOklab(colour: Colour): Triple {
  const [r, g, b] = linear(colour);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${channels.map(hex).join('')}`;
}

function hex(value: number): string {
  const clamped = Math.min(1, Math.max(0, value));
  const curved = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
  return Math.round(curved * 255)
    .toString(16)
    .padStart(2, '0');
}
