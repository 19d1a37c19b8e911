import type { Binding, Document } from '../document/index.ts';
import type { Source } from '../post/post.ts';
import { rewritten } from '../post/rewritten.ts';
import type { FoundQuotation } from '../quotation/find/find.ts';
import { written } from '../quotation/written.ts';

/**
 * What a post's writer wrote, with the words bound: only they are written anew where they stand there once as they are
 * in the text.
 */
export function textWith(
  source: Source | undefined,
  document: Document,
  found: FoundQuotation,
  binding: Binding,
): Source | undefined {
  return rewritten(source, document, source === undefined ? [] : replacedIn(source, found, binding));
}

function replacedIn(source: Source, { shape, text }: FoundQuotation, binding: Binding): readonly string[] {
  if (shape === 'block') return [];
  const words = new RegExp(
    shape === 'marks' ? `[“"„«‹‘'”»]\\s*${escaped(text)}\\s*[”"“»›’'«]` : escaped(text),
    'gu',
  );
  const places = [...source.text.matchAll(words)];
  const [place] = places;
  if (places.length !== 1 || !place) return [];
  const head = source.text.slice(0, place.index);
  return [head + quoteOf(source.format, text, binding) + source.text.slice(place.index + place[0].length)];
}

/** The words alone, as the format writes them with their binding. */
function quoteOf(format: Source['format'], text: string, binding: Binding): string {
  const words: Document = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [{ type: 'text', text, marks: [{ type: 'quotation', attrs: binding }] }],
      },
    ],
  };
  return written(words, format);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
