import sharp, { type Metadata, type Sharp } from 'sharp';
import { cleanAvif } from './clean/avif.ts';
import { cleanGif } from './clean/gif.ts';
import { cleanJpeg } from './clean/jpeg.ts';
import { cleanPng } from './clean/png.ts';
import { cleanWebp } from './clean/webp.ts';

/** A picture that is larger is not decoded: 100 megapixels take 400 MB of memory. All frames together. */
export const mostPixels = 100_000_000;

/** A picture as it may be kept and shown. Width and height are as it is seen, after turning. */
export type CleanImage = {
  readonly ok: true;
  readonly file: Buffer;
  readonly mime: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
};

export type ImageRefused =
  | {
      readonly ok: false;
      readonly reason: 'too-many-pixels';
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly reason: 'unreadable'; readonly detail: string };

/**
 * Takes out of a picture what it tells about its maker (place, camera, time, thumbnails), and leaves what is seen
 * as it was: no loss of quality, colour profile kept. Turned PNG and WebP are written anew, upright. TIFF becomes
 * PNG. The picture is decoded once: what cannot be decoded is refused, what merely breaks off is kept.
 */
export async function cleanImage(file: Buffer, mime: string): Promise<CleanImage | ImageRefused> {
  if (mime === 'image/x-icon' || isAnimatedAvif(file, mime)) {
    return {
      ok: true,
      file: mime === 'image/avif' ? cleanAvif(file) : file,
      mime,
      width: undefined,
      height: undefined,
    };
  }
  try {
    const found = await sharp(file, { limitInputPixels: false }).metadata();
    const size = sizeOf(found);
    if (size.width * size.height * (found.pages ?? 1) > mostPixels)
      return { ok: false, reason: 'too-many-pixels', ...size };
    const cleaned = await withoutTraces(file, mime, found);
    await open(cleaned.file).resize(8, 8, { fit: 'fill' }).raw().toBuffer();
    return { ok: true, ...cleaned, ...size };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (/pixel limit/i.test(error.message))
      return { ok: false, reason: 'too-many-pixels', width: 0, height: 0 };
    return { ok: false, reason: 'unreadable', detail: error.message.split('\n')[0]!.slice(0, 200) };
  }
}

/** Opens a picture within the limits; what breaks off is shown as far as it goes, as browsers do. */
export function open(file: Buffer): Sharp {
  return sharp(file, { limitInputPixels: mostPixels, failOn: 'none', sequentialRead: true });
}

async function withoutTraces(
  file: Buffer,
  mime: string,
  found: Metadata,
): Promise<{ file: Buffer; mime: string }> {
  const orientation = found.orientation ?? 1;
  const turned = orientation > 1 && (found.pages ?? 1) === 1;
  switch (mime) {
    case 'image/jpeg':
      return { file: cleanJpeg(file, orientation), mime };
    case 'image/png':
      return { file: turned ? await upright(file).png().toBuffer() : cleanPng(file), mime };
    case 'image/webp':
      return { file: turned ? await upright(file).webp({ quality: 92 }).toBuffer() : cleanWebp(file), mime };
    case 'image/gif':
      return { file: cleanGif(file), mime };
    case 'image/avif':
      return { file: cleanAvif(file), mime };
    default:
      return { file: await upright(file).png().toBuffer(), mime: 'image/png' };
  }
}

function upright(file: Buffer): Sharp {
  return open(file).autoOrient().keepIccProfile();
}

function sizeOf({ autoOrient }: Metadata): { width: number; height: number } {
  return { width: autoOrient.width, height: autoOrient.height };
}

/** `sharp` reads single AVIF pictures; browsers show moving ones too (brand `avis`). */
function isAnimatedAvif(file: Buffer, mime: string): boolean {
  return mime === 'image/avif' && file.toString('latin1', 8, 12) === 'avis';
}
