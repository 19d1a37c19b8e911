import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Colour, contrast, isColour, mix, nearestPassing } from './colour.ts';

/** The colours of a scheme that are chosen; all others are worked out from them. */
export type Palette = { readonly paper: Colour; readonly ink: Colour; readonly accent: Colour };

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];
export const colourNames = ['paper', 'ink', 'accent'] as const satisfies readonly (keyof Palette)[];

/** The default theme's own, as `base.css` has them. */
export const defaultPalettes: Readonly<Record<Scheme, Palette>> = {
  light: { paper: '#fbfaf7', ink: '#1d1b18', accent: '#24487f' },
  dark: { paper: '#161614', ink: '#e8e4dc', accent: '#a3c0ee' },
};

export const faceNames = ['literata', 'source-sans', 'system-serif', 'system-sans'] as const;
export type FaceName = (typeof faceNames)[number];

const colour = z.string().refine(isColour, 'is no colour');
const palette = z.strictObject({ paper: colour, ink: colour, accent: colour });

/** How a site looks where it does not look as the theme does; null for the theme's own colours. */
export const lookShape = z.strictObject({
  light: palette.nullable(),
  dark: palette.nullable(),
  text: z.enum(faceNames),
  furniture: z.enum(faceNames),
});

export type Look = Readonly<z.infer<typeof lookShape>>;

export const defaultLook: Look = { light: null, dark: null, text: 'literata', furniture: 'source-sans' };

/** WCAG 2.2 § 1.4.3, for text. */
export const leastContrast = 4.5;

export type Contrast = {
  readonly name: 'ink' | 'accent';
  readonly ratio: number;
  readonly passes: boolean;
  /** The nearest colour that can be read, where this one cannot. */
  readonly instead: Colour | undefined;
};

/** What of a palette can be read on its paper, and on the tinted paper of buttons and labels. */
export function contrastsOf(given: Palette): readonly Contrast[] {
  const grounds = [given.paper, tintOf(given)];
  return (['ink', 'accent'] as const).map((name) => {
    const ratio = Math.min(...grounds.map((ground) => contrast(given[name], ground)));
    const passes = ratio >= leastContrast;
    return {
      name,
      ratio,
      passes,
      instead: passes ? undefined : nearestPassing(given[name], grounds, leastContrast),
    };
  });
}

function tintOf({ paper, ink }: Palette): Colour {
  return mix(ink, paper, 0.05);
}

/** Every colour of the theme for a palette: what is written softly can be read too, and what is drawn can be seen. */
function coloursOf(given: Palette): Readonly<Record<string, Colour>> {
  const { paper, ink, accent } = given;
  const tint = tintOf(given);
  const soft = mix(ink, paper, 0.68);
  const edge = mix(ink, paper, 0.52);
  return {
    paper,
    ink,
    accent,
    tint,
    soft: nearestPassing(soft, [paper, tint], leastContrast) ?? ink,
    // WCAG 2.2 § 1.4.11: the edge of a field.
    edge: nearestPassing(edge, [paper], 3) ?? ink,
    line: mix(ink, paper, 0.14),
  };
}

type Face = {
  readonly latin: string;
  readonly arabic: string;
  readonly persian: string;
  readonly last: string;
};

const faces: Readonly<Record<FaceName, Face>> = {
  literata: {
    latin: 'Literata, "Literata fallback"',
    arabic: 'Naskh',
    persian: 'Vazirmatn',
    last: 'Georgia, serif',
  },
  'source-sans': {
    latin: 'Sans, "Sans fallback"',
    arabic: 'Vazirmatn',
    persian: 'Vazirmatn',
    last: 'system-ui, sans-serif',
  },
  'system-serif': {
    latin: 'ui-serif, Georgia, "Times New Roman"',
    arabic: '"Noto Naskh Arabic"',
    persian: '"Noto Naskh Arabic"',
    last: 'serif',
  },
  'system-sans': {
    latin: 'system-ui',
    arabic: '"Noto Sans Arabic"',
    persian: '"Noto Sans Arabic"',
    last: 'sans-serif',
  },
};

/** A face and those that stand in for it, as CSS names them. */
export function faceStack(face: FaceName, arabic: 'arabic' | 'persian' = 'arabic'): string {
  const { latin, last, ...scripts } = faces[face];
  return `${latin},${scripts[arabic]},${last}`;
}

/** The style sheet that follows the theme's, with what differs from it; empty where nothing does. */
export function lookStyle({ light, dark, text, furniture }: Look): string {
  const rules: string[] = [];
  if (light) rules.push(`@media screen and (prefers-color-scheme:light){:root{${declared(light)}}}`);
  if (dark) rules.push(`@media screen and (prefers-color-scheme:dark){:root{${declared(dark)}}}`);
  if (text !== defaultLook.text) {
    rules.push(`:root,[lang]{--text:${faceStack(text)}}`);
    rules.push(`:lang(fa),:lang(ps){--text:${faceStack(text, 'persian')}}`);
  }
  if (furniture !== defaultLook.furniture) rules.push(`:root{--sans:${faceStack(furniture)}}`);
  return rules.join('\n');
}

/** Colours of a palette as CSS's own names for them: `--paper:#fbfaf7;…`. */
export function declared(given: Palette): string {
  return Object.entries(coloursOf(given))
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** The address of a look's style sheet, which changes with what is in it. Undefined where there is none. */
export function lookHref(look: Look): string | undefined {
  const style = lookStyle(look);
  if (style === '') return undefined;
  return `/-/assets/site.${createHash('sha256').update(style).digest('hex').slice(0, 10)}.css`;
}
