import { type Box, boxesIn } from './boxes.ts';

/**
 * Empties the EXIF and XMP of an AVIF, in place: orientation and colour of this format stand elsewhere.
 * Sections: ISO/IEC 14496-12, 8.11.3 (item location) and 8.11.6 (item information); annex A of 23008-12.
 */
export function cleanAvif(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  for (const meta of boxesIn(copy, 0, copy.length)) {
    if (meta.type !== 'meta') continue;
    const boxes = [...boxesIn(copy, meta.body + 4, meta.end)];
    const infos = boxes.find(({ type }) => type === 'iinf');
    const locations = boxes.find(({ type }) => type === 'iloc');
    if (infos === undefined || locations === undefined) continue;
    const telling = tellingItems(copy, infos);
    for (const extent of extentsOf(copy, locations)) {
      const kind = telling.get(extent.item);
      if (kind !== undefined) empty(copy, extent, kind);
    }
  }
  return copy;
}

type Kind = 'Exif' | 'mime';
type Extent = { readonly item: number; readonly start: number; readonly length: number };

/** Items of EXIF, and those named by a media type, which XMP is. */
function tellingItems(file: Buffer, infos: Box): Map<number, Kind> {
  const found = new Map<number, Kind>();
  const count = file[infos.body] === 0 ? 2 : 4;
  for (const { type, body, end } of boxesIn(file, infos.body + 4 + count, infos.end)) {
    const version = file[body]!;
    const wide = version === 2 ? 2 : 4;
    if (type !== 'infe' || version < 2 || end - body < 10 + wide) continue;
    const kind = file.toString('latin1', body + 6 + wide, body + 10 + wide);
    if (kind === 'Exif' || kind === 'mime') found.set(file.readUIntBE(body + 4, wide), kind);
  }
  return found;
}

/** Where each item lies, of those that lie in the file itself (construction method 0). */
function* extentsOf(file: Buffer, { body, end }: Box): Generator<Extent> {
  const version = file[body]!;
  const sizes = file.readUInt16BE(body + 4);
  const [offsetSize, lengthSize, baseSize] = [(sizes >> 12) & 15, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  let at = body + 6;
  const read = (size: number): number => {
    if (at + size > end) throw new RangeError('broken item locations');
    const value = size === 0 ? 0 : size === 8 ? Number(file.readBigUInt64BE(at)) : file.readUIntBE(at, size);
    at += size;
    return value;
  };
  const items = read(version < 2 ? 2 : 4);
  for (let n = 0; n < items; n++) {
    const item = read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read(2) & 15;
    read(2);
    const base = read(baseSize);
    for (let extents = read(2); extents > 0; extents--) {
      read(indexSize);
      const start = base + read(offsetSize);
      const length = read(lengthSize);
      if (method === 0 && start + length <= file.length) yield { item, start, length };
    }
  }
}

/** A reader that insists on EXIF finds a TIFF without entries. */
function empty(file: Buffer, { start, length }: Extent, kind: Kind): void {
  file.fill(kind === 'mime' ? 0x20 : 0, start, start + length);
  if (kind === 'Exif' && length >= 18) file.set(Buffer.from('0000000049492a0008000000', 'hex'), start);
}
