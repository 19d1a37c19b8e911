import { type Box, blank, boxesIn } from './boxes.ts';

/**
 * Blanks what a video or a recording in MP4 or QuickTime tells about where it was made and with what: in place,
 * so that the file keeps its length and its offsets. Titles, artists and covers of an audio file stay.
 * (A track of positions, as action cameras write it, is data like any other and is not found.)
 */
export function cleanMp4(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  for (const box of boxesIn(copy, 0, copy.length)) {
    if (box.type === 'moov') cleanMovie(copy, box);
    else if (box.type === 'uuid' || box.type === 'meta' || box.type === 'udta') blank(copy, box);
  }
  return copy;
}

/** `moov`, `trak` and `mdia` nest; what tells a place stands in their `udta`, `meta` and `uuid`. */
function cleanMovie(file: Buffer, movie: Box): void {
  for (const box of boxesIn(file, movie.body, movie.end)) {
    if (box.type === 'trak' || box.type === 'mdia') cleanMovie(file, box);
    else if (box.type === 'meta' || box.type === 'uuid') blank(file, box);
    else if (box.type === 'udta') cleanUserData(file, box);
  }
}

/** Only `meta` with a title and a cover, as audio files have it, is left (its handler is `mdir`). */
function cleanUserData(file: Buffer, userData: Box): void {
  for (const box of boxesIn(file, userData.body, userData.end)) {
    const isTags = box.type === 'meta' && file.subarray(box.body, box.body + 64).includes('mdir');
    if (!isTags) blank(file, box);
  }
}
