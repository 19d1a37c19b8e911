import { isDeepStrictEqual } from 'node:util';
import type { Document } from '../document/index.ts';
import type { Source } from './post.ts';
import { readSource, sourceOf } from './source.ts';

/** Each of them is read whole. */
const mostTries = 8;

/**
 * What a post's writer wrote, with a change that was made in its document: the first of some ways to write it that
 * reads as the document, so that the rest of the text stays to the letter; else all of it made from the document.
 * Nothing where it was not known what was written.
 */
export function rewritten(
  source: Source | undefined,
  document: Document,
  tries: Iterable<string>,
): Source | undefined {
  if (source === undefined) return undefined;
  const wanted = json(document);
  let left = mostTries;
  for (const text of tries) {
    const read = readSource({ ...source, text });
    if (read.ok && isDeepStrictEqual(json(read.document), wanted)) return { ...source, text };
    if (--left === 0) break;
  }
  return sourceOf({ document }, source.format);
}

/** As JSON, for one may have come from the database. */
function json(document: Document): unknown {
  return JSON.parse(JSON.stringify(document));
}
