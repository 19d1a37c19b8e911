import { rewrite, type Stream } from './stream.ts';

/** Takes out what leads to a footnote: [3] behind a word, raised figures and daggers behind a word or a full stop. */
export function dropFootnotes(stream: Stream): Stream {
  return rewrite(stream, footnoteMark, () => '');
}

/** Not behind a figure or a short word: 10², km². Letters in brackets may be an editor's own insertion. */
export const footnoteMark =
  /(?<=\S)\[(?:\d{1,3}|(?:note|n\.?|nb) ?\d{1,3})\]|(?<=\p{L}{3}|\p{L}[.,;:!?"»)…]|\p{Lo})(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3}|[*†‡]{1,3})(?=[\s.,;:!?"»)]|$)/giu;
