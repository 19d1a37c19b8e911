import { rewrite, type Stream } from './stream.ts';

/** A hyphen at the end of a line, with the rest of the word on the next: nobody can tell whether it belongs to the word. */
const brokenWord = /(?<=\p{L}(?:\p{M}|\u200c|\u200d)*)[-\u2010\u00ad]\s*?\n\s*(?=\p{L})/gu;

export function hasBrokenWords(text: string): boolean {
  return text.search(brokenWord) >= 0;
}

/** Puts broken words together. Comes before white space is collapsed. */
export function joinBrokenWords(stream: Stream): Stream {
  return rewrite(stream, brokenWord, () => '');
}

/** Takes out the hyphens of all words, so that a broken word is found with its hyphen or without. `hyphensAgree` then looks at each. */
export function dropHyphens(stream: Stream): Stream {
  return rewrite(stream, /(?<=\p{L}(?:\p{M}|\u200c|\u200d)*)-(?=\p{L})/gu, () => '');
}

/** What stands between a letter and the next: no hyphen, a hyphen, or one at the end of a line, which may be either. */
export function hyphensAgree(quote: string, source: string): boolean {
  const [ours, theirs] = [hyphenIn(quote), hyphenIn(source)];
  return ours === theirs || ours === 'broken' || theirs === 'broken';
}

function hyphenIn(raw: string): 'none' | 'hyphen' | 'broken' {
  const at = raw.search(/[-\u2010-\u2015\u2212]/);
  if (at >= 0) return raw.includes('\n', at) ? 'broken' : 'hyphen';
  return /\u00ad\s*\n/.test(raw) ? 'broken' : 'none';
}

/** Whether a place in a text lies in the middle of a broken word. */
export function breaksWord(text: string, at: number): boolean {
  return (
    /^[-\u2010\u00ad]\s*?\n\s*\p{L}/u.test(text.slice(at, at + 20)) ||
    /\p{L}\p{M}?[-\u2010\u00ad]\s*?\n\s*$/u.test(text.slice(Math.max(0, at - 20), at))
  );
}
