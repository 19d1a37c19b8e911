import { open } from './image.ts';

/** A picture made from an upload: smaller, or in a format that takes fewer bytes. */
export type MadeVariant = {
  readonly mime: 'image/webp' | 'image/avif' | 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
  readonly file: Buffer;
};

/** Widths that fit the columns of a theme, at one and at two pixels a CSS pixel. */
const widths = { 'image/webp': [480, 800, 1200, 1600, 2400], 'image/avif': [480, 800, 1200, 1600] } as const;

/** Wider originals get a copy in their own kind of format, for readers that know no WebP (feeds, previews). */
const plainWidth = 1600;

/**
 * Makes the sizes and formats of a picture, smallest first. One that would take more bytes than the original at
 * the same width is left out. Moving pictures are not made anew.
 */
export async function* makeVariants(file: Buffer, mime: string): AsyncGenerator<MadeVariant> {
  const { autoOrient, pages = 1, hasAlpha } = await open(file).metadata();
  if (pages > 1) return;
  const { width } = autoOrient;
  for (const format of ['image/webp', 'image/avif'] as const) {
    if (format === mime && format === 'image/avif') continue;
    for (const wanted of stepsFor(widths[format], width)) {
      const made = await make(file, format, wanted);
      if (wanted < width || made.file.length < file.length) yield made;
    }
  }
  if (width > plainWidth) yield await make(file, hasAlpha ? 'image/png' : 'image/jpeg', plainWidth);
}

/** The widths below the original's, and its own where it is not larger than the largest. */
function stepsFor(steps: readonly number[], width: number): number[] {
  const smaller = steps.filter((step) => step < width);
  return width <= steps[steps.length - 1]! ? [...smaller, width] : smaller;
}

async function make(file: Buffer, mime: MadeVariant['mime'], width: number): Promise<MadeVariant> {
  const sized = open(file).autoOrient().resize({ width, withoutEnlargement: true });
  const { data, info } = await encode(sized, mime).toBuffer({ resolveWithObject: true });
  return { mime, width: info.width, height: info.height, file: data };
}

/** sRGB throughout: profiles are applied, not carried along. */
function encode(sized: ReturnType<typeof open>, mime: MadeVariant['mime']) {
  switch (mime) {
    case 'image/webp':
      return sized.webp({ quality: 80, smartSubsample: true });
    case 'image/avif':
      return sized.avif({ quality: 55, effort: 3 });
    case 'image/jpeg':
      return sized.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: true });
    case 'image/png':
      return sized.png({ compressionLevel: 9 });
  }
}
