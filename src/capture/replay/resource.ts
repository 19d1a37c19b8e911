import { cleanSvg } from '../../media/svg.ts';
import type { ArchivedFile } from '../resource.ts';
import { decodePage } from '../text/charset.ts';
import type { Leads } from './addresses.ts';
import { rewriteCss } from './css.ts';

/** Part of a page as it is sent. */
export type ShownFile = { readonly type: string; readonly bytes: Buffer };

const longestSheet = 5 * 2 ** 20;

/** A style sheet written anew, a drawing without what could act, a picture, a font, sound or film; nothing else. */
export function shownFile(file: ArchivedFile, leads: Leads): ShownFile | undefined {
  const { bytes, status } = file;
  if (status < 200 || status >= 300 || bytes.length === 0) return undefined;
  const type = typeIn(bytes) ?? file.mime;
  if (type === 'text/css') return sheet(file, leads);
  if (type === 'image/svg+xml') {
    const clean = cleanSvg(decodePage(bytes, `image/svg+xml; charset=${file.charset ?? ''}`).text);
    return clean.ok ? { type: 'image/svg+xml; charset=utf-8', bytes: Buffer.from(clean.svg) } : undefined;
  }
  return /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)|font\/(?:woff2?|ttf|otf)|(?:audio|video)\/[\w.+-]{1,40})$/.test(
    type,
  )
    ? { type, bytes }
    : undefined;
}

function sheet({ bytes, charset, address }: ArchivedFile, leads: Leads): ShownFile | undefined {
  if (bytes.length > longestSheet) return undefined;
  const named = /^@charset "([\w-]{1,40})";/.exec(bytes.subarray(0, 64).toString('latin1'))?.[1];
  const text = decodePage(bytes, `text/css; charset=${charset ?? named ?? ''}`).text;
  return { type: 'text/css; charset=utf-8', bytes: Buffer.from(rewriteCss(text, address, leads)) };
}

/** What pictures and fonts are by their first bytes, whatever their server called them. */
function typeIn(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 16).toString('latin1');
  return beginnings.find(([pattern]) => pattern.test(head))?.[1];
}

const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftypavi[fs]/, 'image/avif'],
  [/^wOF2/, 'font/woff2'],
  [/^wOFF/, 'font/woff'],
  [/^OTTO/, 'font/otf'],
  [/^(?:\0\x01\0\0|true)/, 'font/ttf'],
];
