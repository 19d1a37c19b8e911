import { rewrite, type Stream } from './stream.ts';

/**
 * Unicode's composed form (NFC, UAX #15): é is one letter however it was typed. Letters are composed one by one
 * with the marks on them, at most thirty at a time, which is what its stream-safe format allows: sorting a
 * hundred thousand marks on one letter would take minutes.
 */
export function compose(stream: Stream): Stream {
  if (!hasTallStack(stream.text) && stream.text.normalize('NFC') === stream.text) return stream;
  const known = new Map<string, string>();
  return rewrite(stream, cluster, (found) => {
    let composed = known.get(found);
    if (composed === undefined) {
      composed = found.normalize('NFC');
      known.set(found, composed);
    }
    return composed;
  });
}

/** Whether a letter has more than thirty marks. Most texts have no such row of letters beyond Latin at all, which is seen fast. */
function hasTallStack(text: string): boolean {
  let row = 0;
  for (let at = 0; at < text.length; at++) {
    row = text.charCodeAt(at) < firstMark ? 0 : row + 1;
    if (row > 30) return /\p{M}{31}/u.test(text);
  }
  return false;
}

const firstMark = 0x300;

/** A letter with its marks, or a syllable of Hangul; only those that composing can change. */
const cluster =
  /[\u1100-\u115f\ua960-\ua97c\uac00-\ud7a3][\u1160-\u11a7\ud7b0-\ud7c6]?[\u11a8-\u11ff\ud7cb-\ud7fb]?\p{M}{0,30}|[^\p{M}\0-\u02ff]\p{M}{0,30}|[^\p{M}]\p{M}{1,30}|\p{M}{1,30}/gu;
