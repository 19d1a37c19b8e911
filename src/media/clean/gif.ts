/**
 * A GIF without comments, plain text and the data of programs (XMP among them), and without what stands after
 * the end. The loop count stays. Sections: GIF89a specification, 18 to 27. A file that breaks off is kept as
 * far as it goes.
 */
export function cleanGif(file: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 13 + paletteSize(file[10]!);
  kept.push(file.subarray(0, at));
  while (at < file.length) {
    const start = at;
    if (file[at] === image) at = endOfBlocks(file, at + 11 + paletteSize(file[at + 9] ?? 0));
    else if (file[at] === extension) at = endOfBlocks(file, at + 2);
    else break;
    if (file[start] === image || isKept(file, start)) kept.push(file.subarray(start, at));
  }
  kept.push(Buffer.from([trailer]));
  return Buffer.concat(kept);
}

const image = 0x2c;
const extension = 0x21;
const trailer = 0x3b;

function paletteSize(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** Data come in blocks of up to 255 bytes, each led by its size; a size of 0 ends them. */
function endOfBlocks(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && file[at] !== 0) at += file[at]! + 1;
  return at + 1;
}

function isKept(file: Buffer, at: number): boolean {
  if (file[at + 1] === 0xf9) return true;
  if (file[at + 1] !== 0xff) return false;
  return ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'].includes(file.toString('latin1', at + 3, at + 14));
}
