import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFragment, serialize } from 'parse5';
import { assertClean, reserialised } from '../../test/document/clean.ts';
import { hasWordPressAttacks, payloads } from '../../test/document/payloads.ts';
import { anyText, rawHtml } from '../../test/document/texts.ts';
import {
  type Limit,
  nodeSpecs,
  type Parsed,
  parseDocument,
  parseHtml,
  parseMarkdown,
  renderHtml,
  renderMarkdown,
  sanitizeFragment,
} from './index.ts';

const attacks = payloads();
const limits: readonly Limit[] = ['guest', 'writer'];

/** The HTML of what was read; nothing for what was refused. */
function shown(parsed: Parsed | ReturnType<typeof parseDocument>): string {
  return parsed.ok ? renderHtml(parsed.document).toString() : '';
}

function assertSafe(html: string, from: string): void {
  assertClean(html, from);
  assert.equal(
    reserialised(reserialised(html)),
    reserialised(html),
    `${from} changes when it is written again`,
  );
}

describe('Hostile input', () => {
  it('is at hand from all its lists', (t) => {
    assert.ok(attacks.length > 2500, `${attacks.length} payloads`);
    if (!hasWordPressAttacks())
      t.diagnostic('../shared/data is absent: the vectors of WordPress were not tried');
  });

  it('as HTML leaves nothing that runs', () => {
    for (const { from, html } of attacks) {
      for (const limit of limits)
        assertSafe(shown(parseHtml(html, { limit })), `${from} (${limit}): ${html}`);
    }
  });

  it('as HTML with a base address leaves nothing that runs', () => {
    for (const { from, html } of attacks) {
      const parsed = parseHtml(html, { limit: 'writer', baseUrl: 'https://blog.example/2026/post/' });
      assertSafe(shown(parsed), `${from}: ${html}`);
    }
  });

  it('as Markdown leaves nothing that runs', () => {
    for (const { from, html } of attacks) {
      for (const limit of limits)
        assertSafe(shown(parseMarkdown(html, { limit })), `${from} (${limit}): ${html}`);
    }
  });

  it('as a raw block leaves nothing that runs', () => {
    for (const { from, html } of attacks) {
      const json = { type: 'doc', content: [{ type: 'raw', attrs: { html } }] };
      for (const limit of limits) assertSafe(shown(parseDocument(json, { limit })), `${from}: ${html}`);
      assertSafe(sanitizeFragment(html), `${from}: ${html}`);
    }
  });

  it('as TeX leaves nothing that runs', () => {
    for (const { from, html } of attacks.filter((_, i) => i % 3 === 0)) {
      const json = { type: 'doc', content: [{ type: 'math', attrs: { tex: html } }] };
      assertSafe(shown(parseDocument(json, { limit: 'writer' })), `${from}: ${html}`);
    }
  });

  it('in any attribute of any node or mark leaves nothing that runs', () => {
    for (const { from, html } of attacks.filter((_, i) => i % 29 === 0)) {
      const attrs = Object.fromEntries(attributeNames().map((name) => [name, html]));
      const text = {
        type: 'text',
        text: 'x',
        marks: ['link', 'language', 'abbreviation', 'quotation'].map((type) => ({ type, attrs })),
      };
      const content = Object.keys(nodeSpecs).map((type) => ({ type, attrs, content: [text] }));
      assertSafe(shown(parseDocument({ type: 'doc', content }, { limit: 'writer' })), `${from}: ${html}`);
    }
  });

  it('in the answer of a provider leaves nothing that runs', () => {
    const document = parseHtml('<iframe src="https://www.youtube.com/embed/abc"></iframe>', {
      limit: 'writer',
    });
    assert.ok(document.ok);
    for (const { from, html } of attacks.filter((_, i) => i % 7 === 0)) {
      const card = { url: html, provider: html, title: html, author: html };
      assertSafe(renderHtml(document.document, { embed: () => card }).toString(), from);
    }
  });

  it('that was read once and written as Markdown stays the same', () => {
    for (const { from, html } of attacks) {
      const parsed = parseHtml(html, { limit: 'writer' });
      if (!parsed.ok) continue;
      const again = parseMarkdown(renderMarkdown(parsed.document), { limit: 'writer' });
      assert.deepEqual(again.ok && again.document, parsed.document, `${from}: ${html}`);
    }
  });

  it('that was read once is the same document when its HTML is read again', () => {
    for (const { from, html } of attacks) {
      const parsed = parseHtml(html, { limit: 'writer' });
      if (!parsed.ok) continue;
      const written = renderHtml(parsed.document, { direction: 'as-written' }).toString();
      const again = parseHtml(written, { limit: 'writer' });
      assert.deepEqual(again.ok && again.document, parsed.document, `${from}: ${html}`);
    }
  });
});

describe('The sanitiser', () => {
  it('changes nothing the second time, whatever the input', () => {
    fc.assert(
      fc.property(fc.oneof(rawHtml(), anyText), (html) => {
        const once = sanitizeFragment(html);
        assertSafe(once, html);
        assert.equal(sanitizeFragment(once), once);
      }),
      { numRuns: 2000, seed: 20_261_122 },
    );
  });

  it('changes nothing the second time for any payload, also after a browser wrote it back', () => {
    for (const { html } of attacks) {
      const once = sanitizeFragment(html);
      assert.equal(sanitizeFragment(once), once);
      assert.equal(sanitizeFragment(serialize(parseFragment(once))), once, html);
    }
  });

  it('keeps what is harmless as it stands', () => {
    for (const html of [
      '<p>one <b>two</b></p>',
      '<ruby>漢<rt>kan</rt></ruby>',
      '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
      '<details open><summary>s</summary><p>t</p></details>',
      '<pre>code\n\n  more</pre>',
      '<a href="/x" rel="nofollow">x</a>',
      'a &lt; b &amp; c',
    ]) {
      assert.equal(sanitizeFragment(html), html);
    }
  });
});

function attributeNames(): string[] {
  const marks = ['href', 'title', 'rel', 'cite', 'lang', 'dir'];
  return [
    ...new Set([...Object.values(nodeSpecs).flatMap((spec) => Object.keys(spec.attrs ?? {})), ...marks]),
  ];
}
