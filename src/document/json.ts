import type { Limit, Parsed } from './document.ts';
import { documentDepth } from './html/limits.ts';
import { finish } from './html/parse.ts';
import { openLosses } from './losses.ts';
import { isLoose } from './normal/loose.ts';

/**
 * A document from JSON that an editor or a client sent: the same rules as for HTML from outside, and the
 * same normal form. `not-a-document`: it has not the shape of ProseMirror JSON, or nests beyond all measure.
 */
export function parseDocument(
  value: unknown,
  options: { readonly limit: Limit },
): Extract<Parsed, { ok: true }> | { readonly ok: false; readonly reason: 'not-a-document' } {
  if (!isLoose(value, documentDepth * 4) || value.type !== 'doc')
    return { ok: false, reason: 'not-a-document' };
  const losses = openLosses();
  return { ok: true, document: finish(value, options, losses), losses: losses.list() };
}
