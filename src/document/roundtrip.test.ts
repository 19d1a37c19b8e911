import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import { anyDocument, looseDocument } from '../../test/document/arbitrary.ts';
import {
  type Document,
  parseDocument,
  parseHtml,
  parseMarkdown,
  renderHtml,
  renderMarkdown,
  schema,
} from './index.ts';
import { normalise } from './normal/normalise.ts';

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

  it('read back as the same document when pictures come in several formats', () => {
    const image = (src: string) => ({ src, sources: [{ type: 'image/avif', srcset: '/a-480w.avif 480w' }] });
    let pictures = 0;
    fc.assert(
      fc.property(anyDocument, (document) => {
        const html = renderHtml(document, { direction: 'as-written', image }).toString();
        pictures += html.split('<picture>').length - 1;
        assert.deepEqual(again(html), document, html);
      }),
      runs,
    );
    assert.ok(pictures > 50, `${pictures} pictures`);
  });

  it('read back as the same document from Markdown too', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const markdown = renderMarkdown(document);
        const parsed = parseMarkdown(markdown, { limit: 'writer' });
        assert.deepEqual(parsed.ok && parsed.document, document, markdown);
      }),
      runs,
    );
  });

  it('read back the same after directions were worked out, and then need none', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const directed = again(renderHtml(document).toString());
        assert.deepEqual(again(renderHtml(directed).toString()), directed);
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

  it('are the same from JSON, and from what the editor makes of that JSON', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const edited: unknown = Node.fromJSON(schema, structuredClone(document)).toJSON();
        const parsed = parseDocument(edited, { limit: 'writer' });
        assert.deepEqual(parsed.ok && parsed.document, document);
      }),
      runs,
    );
  });

  it('pass through the limits of a guest only once', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const once = parseDocument(document, { limit: 'guest' });
        assert.ok(once.ok);
        const html = renderHtml(once.document).toString();
        assert.doesNotMatch(html, /<(?:img|figure|div|h\d|table|video|audio|details|section)\b/);
        assert.deepEqual(parseDocument(once.document, { limit: 'guest' }), { ...once, losses: [] });
      }),
      runs,
    );
  });
});
