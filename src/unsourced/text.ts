import { isDeepStrictEqual } from 'node:util';
import { type Document, renderHtml, renderMarkdown } from '../document/index.ts';
import type { Source } from '../post/post.ts';
import { readSource, sourceOf } from '../post/source.ts';
import type { FoundQuotation } from '../quotation/find/find.ts';
import type { Binding } from './bind.ts';

/**
 * What a post's writer wrote, with the words bound: only they are written anew where they stand there once as they are
 * in the text, else the whole is made from the document. Nothing where it was not known what was written.
 */
export function textWith(
  source: Source | undefined,
  document: Document,
  found: FoundQuotation,
  binding: Binding,
): Source | undefined {
  if (source === undefined) return undefined;
  const replaced = replacedIn(source, found, binding);
  const read = replaced && readSource(replaced);
  if (replaced && read?.ok && isDeepStrictEqual(json(read.document), json(document))) return replaced;
  return sourceOf({ document }, source.format);
}

function replacedIn(source: Source, { shape, text }: FoundQuotation, binding: Binding): Source | undefined {
  if (shape === 'block') return undefined;
  const words = new RegExp(
    shape === 'marks' ? `[“"„«‹‘'”»]\\s*${escaped(text)}\\s*[”"“»›’'«]` : escaped(text),
    'gu',
  );
  const places = [...source.text.matchAll(words)];
  const [place] = places;
  if (places.length !== 1 || !place) return undefined;
  const written = directiveOf(source.format, text, binding);
  const head = source.text.slice(0, place.index);
  return { ...source, text: head + written + source.text.slice(place.index + place[0].length) };
}

/** The words alone, as the format writes them with their binding. */
function directiveOf(format: Source['format'], text: string, binding: Binding): string {
  const words: Document = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [{ type: 'text', text, marks: [{ type: 'quotation', attrs: binding }] }],
      },
    ],
  };
  if (format === 'markdown') return renderMarkdown(words).trim();
  return renderHtml(words, { direction: 'as-written' })
    .toString()
    .replace(/^\s*<p[^>]*>|<\/p>\s*$/g, '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** As JSON, for one may have come from the database. */
function json(document: Document): unknown {
  return JSON.parse(JSON.stringify(document));
}
