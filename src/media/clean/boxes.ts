/** A box of an ISO base media file (ISO/IEC 14496-12, 4.2): `start` is its header, `body` what follows it. */
export type Box = {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
};

/** The boxes that stand side by side between two offsets; what is broken ends the list. */
export function* boxesIn(file: Buffer, from: number, to: number): Generator<Box> {
  for (let start = from; start + 8 <= to; ) {
    const { size, header } = boxSize(file, start, to);
    const end = start + size;
    if (size < header || end > to) return;
    yield { type: file.toString('latin1', start + 4, start + 8), start, body: start + header, end };
    start = end;
  }
}

function boxSize(file: Buffer, start: number, to: number): { size: number; header: number } {
  const size = file.readUInt32BE(start);
  if (size === 0) return { size: to - start, header: 8 };
  if (size !== 1) return { size, header: 8 };
  return start + 16 > to
    ? { size: 0, header: 16 }
    : { size: Number(file.readBigUInt64BE(start + 8)), header: 16 };
}

/** Turns a box into free space, its content overwritten: nothing moves, so that offsets into the file still hold. */
export function blank(file: Buffer, box: Box): void {
  file.write('free', box.start + 4, 'latin1');
  file.fill(0, box.body, box.end);
}
