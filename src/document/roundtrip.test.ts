import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import type { Document } from './document.ts';
import { parseHtml } from './html/parse.ts';
import { normalise } from './normal/normalise.ts';
import { renderHtml } from './render/html.ts';
import { schema } from './schema/schema.ts';
import { anyDocument, looseDocument } from './testing/arbitrary.ts';

const runs = { numRuns: Number(process.env.RUNS ?? 400), seed: Number(process.env.SEED ?? 20_261_122) };

/** The HTML read again. */
function again(html: string): Document {
  const parsed = parseHtml(html, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

describe('A document and its HTML', () => {
  it('read back as the same document', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const html = renderHtml(document, { direction: 'as-written' }).toString();
        assert.deepEqual(again(html), document, html);
      }),
      runs,
    );
  });

  it('fit the schema that the editor uses', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        Node.fromJSON(schema, structuredClone(document)).check();
      }),
      runs,
    );
  });

  it('are in normal form once and for all', () => {
    fc.assert(
      fc.property(looseDocument, (loose) => {
        const once = normalise(loose);
        assert.deepEqual(normalise(once), once);
      }),
      runs,
    );
  });
});
