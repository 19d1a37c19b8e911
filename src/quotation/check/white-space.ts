import { rewrite, type Stream } from './stream.ts';

/** White space of any kind and length is one space, save spaces that keep a line from breaking: those are typography. */
export function collapseSpace(stream: Stream): Stream {
  return rewrite(stream, space, () => ' ');
}

const space =
  /[ \t-\r\u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]{2,}|[\t-\r\u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/g;

/** Spaces that keep a line from breaking are spaces. Comes after what is invisible was taken out. */
export function plainSpace(stream: Stream): Stream {
  return rewrite(stream, fixedSpace, () => ' ');
}

const fixedSpace = / ?[\u00a0\u2007\u202f][ \u00a0\u2007\u202f]*| {2,}/g;
