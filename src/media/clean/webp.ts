/**
 * A WebP of nothing but its picture: EXIF, XMP and unknown chunks are left out, and whatever stands after the
 * end. Sections: RFC 9649, 2.3 to 2.7.
 */
export function cleanWebp(file: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    const type = file.toString('latin1', at, at + 4);
    if (type === 'VP8X') kept.push(withoutFlags(file.subarray(at, end)));
    else if (ofThePicture.has(type)) kept.push(file.subarray(at, end));
    at = end;
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}

const ofThePicture = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** The header says that EXIF (0x08) and XMP (0x04) follow: no longer. */
function withoutFlags(chunk: Buffer): Buffer {
  const header = Buffer.from(chunk);
  header[8] = header[8]! & ~0x0c;
  return header;
}
