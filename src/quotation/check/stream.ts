/**
 * A text as a normaliser left it, with the way back: unit `i` of `text` was made from the units `starts[i]` up to
 * `ends[i]` of the text that was given. All count UTF-16 units. Without arrays nothing was changed. Both rise
 * and never fall.
 */
export type Stream = {
  readonly text: string;
  readonly starts: Uint32Array | undefined;
  readonly ends: Uint32Array | undefined;
};

/** Some units of a text: from `start` up to `end`. */
export type Span = { readonly start: number; readonly end: number };

export function streamOf(text: string): Stream {
  return { text, starts: undefined, ends: undefined };
}

/** Where a unit of the stream begins in the text that was given; behind the last unit, where that one ends. */
export function startAt({ text, starts, ends }: Stream, index: number): number {
  if (starts === undefined || ends === undefined) return index;
  if (index < text.length) return starts[index]!;
  return text.length === 0 ? 0 : ends[text.length - 1]!;
}

function endAt({ ends }: Stream, index: number): number {
  return ends === undefined ? index + 1 : ends[index]!;
}

/** The units of the given text from which these of the stream were made. */
export function spanIn(stream: Stream, start: number, end: number): Span {
  const from = startAt(stream, start);
  return { start: from, end: end > start ? endAt(stream, end - 1) : from };
}

/** What was given for one unit and what follows it until the next; for the last one, with the marks on it. */
export function unitIn(given: string, stream: Stream, index: number): string {
  const [start, end] = [startAt(stream, index), endAt(stream, index)];
  if (index + 1 < stream.text.length) return given.slice(start, Math.max(end, startAt(stream, index + 1)));
  const marks = /^[\u0640\p{M}]+/u.exec(given.slice(end, end + 8))?.[0].length ?? 0;
  return given.slice(start, end + marks);
}

/** Units `index` to `index + length` of a stream become others. */
export type Edit = { readonly index: number; readonly length: number; readonly by: string };

/** Replaces what the pattern (with its `g`) finds; `undefined` leaves a find as it is. */
export function rewrite(
  stream: Stream,
  pattern: RegExp,
  replace: (found: string) => string | undefined,
): Stream {
  const edits: Edit[] = [];
  for (const { 0: found, index } of stream.text.matchAll(pattern)) {
    const by = replace(found);
    if (by !== undefined && by !== found) edits.push({ index, length: found.length, by });
  }
  return edit(stream, edits);
}

/**
 * Makes the edits, which stand in order. What becomes as many units as it was keeps its places one by one;
 * anything else has for each new unit the place of the whole.
 */
export function edit(stream: Stream, edits: readonly Edit[]): Stream {
  if (edits.length === 0) return stream;
  if (edits.every(({ length, by }) => by.length === length))
    return { ...stream, text: exchanged(stream.text, edits) };
  const size = edits.reduce((sum, { length, by }) => sum + by.length - length, stream.text.length);
  const starts = new Uint32Array(size);
  const ends = new Uint32Array(size);
  const pieces: string[] = [];
  let read = 0;
  let written = 0;
  const keep = (to: number) => {
    pieces.push(stream.text.slice(read, to));
    copyPlaces(stream, read, to, starts, ends, written);
    written += to - read;
    read = to;
  };
  for (const { index, length, by } of edits) {
    keep(index);
    if (by.length === length) copyPlaces(stream, index, index + length, starts, ends, written);
    else {
      const { start, end } = spanIn(stream, index, index + length);
      starts.fill(start, written, written + by.length);
      ends.fill(end, written, written + by.length);
    }
    pieces.push(by);
    written += by.length;
    read = index + length;
  }
  keep(stream.text.length);
  return { text: pieces.join(''), starts, ends };
}

function exchanged(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let read = 0;
  for (const { index, length, by } of edits) {
    pieces.push(text.slice(read, index), by);
    read = index + length;
  }
  pieces.push(text.slice(read));
  return pieces.join('');
}

function copyPlaces(
  stream: Stream,
  from: number,
  to: number,
  starts: Uint32Array,
  ends: Uint32Array,
  at: number,
): void {
  if (stream.starts !== undefined && stream.ends !== undefined) {
    starts.set(stream.starts.subarray(from, to), at);
    ends.set(stream.ends.subarray(from, to), at);
    return;
  }
  for (let i = from; i < to; i++) {
    starts[at + i - from] = i;
    ends[at + i - from] = i + 1;
  }
}
