/**
 * A JPEG without what it tells about its maker: EXIF, XMP, IPTC, comments, thumbnails, and whatever stands
 * after the picture's end. The picture itself is not touched. What decides how it looks stays: the colour
 * profile, Adobe's marker, and the orientation, in an EXIF block that holds nothing else.
 *
 * Sections: ITU-T T.81 annex B (markers), CIPA DC-008 (EXIF). A file that breaks off is kept as far as it goes.
 */
export function cleanJpeg(file: Buffer, orientation: number): Buffer {
  const kept: Buffer[] = [file.subarray(0, 2)];
  if (orientation > 1) kept.push(orientationSegment(orientation));
  let at = 2;
  while (at + 4 <= file.length) {
    const marker = file[at + 1]!;
    if (file[at] !== 0xff) break;
    if (marker === fill) {
      at++;
      continue;
    }
    if (marker === endOfImage) {
      kept.push(file.subarray(at, at + 2));
      return Buffer.concat(kept);
    }
    const length = hasLength(marker) ? file.readUInt16BE(at + 2) : 0;
    const end = marker === startOfScan ? endOfScan(file, at + 2 + length) : at + 2 + length;
    const segment = file.subarray(at, end);
    if (isKept(marker, segment)) kept.push(marker === app0 ? withoutThumbnail(segment) : segment);
    at = end;
  }
  if (file[at] === 0xff && file[at + 1] === endOfImage) kept.push(file.subarray(at, at + 2));
  return Buffer.concat(kept);
}

const fill = 0xff;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const app0 = 0xe0;
const comment = 0xfe;

/** Restart markers and TEM stand alone; everything else says how long it is. */
function hasLength(marker: number): boolean {
  return marker !== 0x01 && !(marker >= 0xd0 && marker <= 0xd8);
}

/** Coded data ends at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== fill && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

function isKept(marker: number, segment: Buffer): boolean {
  if (marker === comment) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const starts = (text: string) => segment.toString('latin1', 4, 4 + text.length) === text;
  if (marker === app0) return starts('JFIF\0');
  if (marker === 0xe2) return starts('ICC_PROFILE\0');
  return marker === 0xee && starts('Adobe');
}

/** The thumbnail of a JFIF header may show what was cut away. */
function withoutThumbnail(segment: Buffer): Buffer {
  if (segment.length < 18) return segment;
  const header = Buffer.from(segment.subarray(0, 18));
  header.writeUInt16BE(16, 2);
  header.writeUInt16BE(0, 16);
  return header;
}

/** APP1 with a big-endian TIFF of one entry: tag 0x0112, a SHORT. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.from(
    'ffe100224578696600004d4d002a00000008000101120003000000010000000000000000',
    'hex',
  );
  segment.writeUInt16BE(orientation, 28);
  return segment;
}
