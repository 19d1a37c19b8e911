/**
 * The way from a text back to what it was read from: four numbers a piece, in the order of the text: where the piece
 * begins in the text, how long it is there, where it begins in the source, how long it is there. Pieces of equal
 * lengths are the same on both sides, unit by unit; others (a character reference) belong together whole.
 */
export type OffsetMap = readonly number[];

/** Puts together an offset map; pieces that follow on each other on both sides become one. */
export class OffsetMapWriter {
  readonly #numbers: number[] = [];

  add(start: number, length: number, sourceStart: number, sourceLength: number): void {
    const numbers = this.#numbers;
    const last = numbers.length - 4;
    const follows =
      last >= 0 &&
      length === sourceLength &&
      numbers[last + 1] === numbers[last + 3] &&
      numbers[last]! + numbers[last + 1]! === start &&
      numbers[last + 2]! + numbers[last + 3]! === sourceStart;
    if (!follows) numbers.push(start, length, sourceStart, sourceLength);
    else {
      numbers[last + 1]! += length;
      numbers[last + 3]! += sourceLength;
    }
  }

  done(): OffsetMap {
    return this.#numbers;
  }
}

/** Where a span of the text stands in the source; `undefined` where nothing of it came from there. */
export function sourceSpan(
  map: OffsetMap,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  let from: number | undefined;
  let to: number | undefined;
  for (let i = firstPiece(map, start); i < map.length && map[i]! < end; i += 4) {
    const [at, length, source, sourceLength] = [map[i]!, map[i + 1]!, map[i + 2]!, map[i + 3]!];
    if (at + length <= start) continue;
    const even = length === sourceLength;
    from ??= even ? source + Math.max(0, start - at) : source;
    to = even && end < at + length ? source + (end - at) : source + sourceLength;
  }
  return from === undefined || to === undefined ? undefined : { start: from, end: to };
}

/** The last piece that begins at or before `start`, by halving. */
function firstPiece(map: OffsetMap, start: number): number {
  let low = 0;
  let high = map.length / 4;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (map[middle * 4]! <= start) low = middle;
    else high = middle;
  }
  return low * 4;
}
