import { cleanMp4 } from './mp4.ts';

/** More than this is no description of a film. Bytes. */
const largestDescription = 64 * 1024 * 1024;

/**
 * `cleanMp4` for a film that is too long for memory: only the boxes that describe it are held, the coded
 * pictures and sounds pass through. A file that is no such film ends in `RangeError`.
 */
export async function* cleanMp4Stream(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  let passing = 0;
  for await (const piece of pieces) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    for (;;) {
      const pass = Math.min(passing, held.length);
      if (pass > 0) yield held.subarray(0, pass);
      held = held.subarray(pass);
      passing -= pass;
      const size = held.length < 16 ? undefined : sizeOf(held);
      if (size === undefined || passing > 0) break;
      if (!describes(held)) {
        passing = size;
        continue;
      }
      if (size > largestDescription) throw new RangeError('a film with an endless description');
      if (held.length < size) break;
      yield cleanMp4(held.subarray(0, size));
      held = held.subarray(size);
    }
  }
  if (held.length > 0) yield cleanMp4(held);
}

function describes(held: Buffer): boolean {
  return ['moov', 'uuid', 'meta', 'udta'].includes(held.toString('latin1', 4, 8));
}

/** Size of the box whose header stands first; a box that runs to the file's end has no limit. */
function sizeOf(held: Buffer): number {
  const size = held.readUInt32BE(0);
  if (size === 0) return Number.POSITIVE_INFINITY;
  if (size === 1) return Math.max(16, Number(held.readBigUInt64BE(8)));
  if (size < 8) throw new RangeError('a box without a size');
  return size;
}
