import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anyDocument } from '../../test/document/arbitrary.ts';
import {
  type Document,
  parseHtml,
  parseMarkdown,
  quotationsIn,
  type RenderedQuotation,
  renderHtml,
  renderMarkdown,
} from './index.ts';

function read(markdown: string): Document {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

function quoted(markdown: string) {
  return quotationsIn(read(markdown)).map(({ binding, text, inline, translations }) => ({
    ...binding,
    text,
    inline,
    translations: translations.map((each) => each.text),
  }));
}

const known: RenderedQuotation = {
  key: 'k1',
  dir: 'ltr',
  lang: 'en',
  tone: 'ok',
  word: 'verbatim',
  label: 'verbatim: about',
  attribution: '<a href="/-/speakers/x/">X</a>',
  words: '“words”: ',
  about: '<p>In the source: <mark>words</mark></p>',
};

describe('A directive', () => {
  it('binds words to one copy of an address, while an address alone binds nothing', () => {
    const cite = 'https://elsewhere.example/s';
    assert.deepEqual(quoted(`:quote[One]{cite="${cite}" capture=3} and :quote[two]{cite="${cite}"}`), [
      { cite, capture: 3, text: 'One', inline: true, translations: [] },
    ]);
  });

  it('binds a block or words in a line, with what holds them in Markdown', () => {
    assert.deepEqual(
      quoted(
        ':::quotation{source=12 speaker=jane-roe said=2016-05 place="before the *council*" key=ab12}\nTo **be** or\n\n> not to be.\n:::\n\nHe said :quote[it is [so](/x) and *so*]{source=3 prefix="a &quot;b&quot;"}.',
      ),
      [
        {
          source: 12,
          speaker: 'jane-roe',
          said: '2016-05',
          place: 'before the *council*',
          key: 'ab12',
          text: 'To be or\n\nnot to be.',
          inline: false,
          translations: [],
        },
        { source: 3, prefix: 'a "b"', text: 'it is so and so', inline: true, translations: [] },
      ],
    );
  });

  it('holds others, with fewer colons or as many', () => {
    for (const outer of ['::::', ':::'])
      assert.deepEqual(
        quoted(
          `${outer}quotation{source=1}\nA\n\n:::translation{lang=en by=X}\nB\n:::\n${outer}\n\nAfter.`,
        ).map(({ text, translations }) => [text, translations]),
        [['A', ['B']]],
      );
  });

  it('that nobody knows, is not closed in its place or cannot be read, stays text or ends with what is around it', () => {
    assert.equal(renderMarkdown(read(':::note{x=1}')).trim(), '\\:::note\\{x=1}');
    assert.equal(quotationsIn(read('> :::quotation{source=1}\n> A\n\nB')).length, 1);
    assert.equal(quotationsIn(read(':::quotation{source=1\nA\n:::')).length, 0);
    assert.equal(quotationsIn(read('`:quote[a]{source=1}` and \\:quote[a]{source=1}')).length, 0);
    assert.equal(read(':::quotation{source=1}\nA').content.length, 1);
  });

  it('never ends in time that grows with the square of the text', () => {
    for (const part of [':::quotation\n', ':quote[', ':quote[a]{', '::::quotation\n:::translation\n']) {
      const started = performance.now();
      read(part.repeat(4_000));
      assert.ok(performance.now() - started < 5_000, part);
    }
  });

  it('leaves words out of the quotation that its writer put under it', () => {
    assert.deepEqual(quoted(':::quotation{source=1}\nWords.[^1]\n:::\n\n[^1]: Mine.')[0]?.text, 'Words.');
  });

  it('cuts what is far too long, and takes no address that runs', () => {
    const long = 'x'.repeat(100_000);
    const [one] = quoted(`:quote[a]{source=1 place="${long.slice(0, 7_000)}" cite="javascript:alert(1)"}`);
    assert.equal(one?.place?.length, 200);
    assert.equal(one?.cite, undefined);
    const html = `<blockquote cite="javascript:alert(1)" data-source="1" data-speaker="${long}" data-quotation='"><script>'><p>a</p></blockquote>`;
    const parsed = parseHtml(html, { limit: 'writer' });
    assert.ok(parsed.ok);
    assert.equal(
      renderHtml(parsed.document).toString(),
      `<blockquote data-source="1" data-speaker="${'x'.repeat(200)}">\n<p>a</p>\n</blockquote>`,
    );
  });
});

describe('What readers are shown about quotations', () => {
  it('is read back as the document that it was made of: nothing about a quotation becomes a part of it', () => {
    let shown = 0;
    fc.assert(
      fc.property(anyDocument, (document) => {
        const bound = new Set(quotationsIn(document).map(({ by }) => by));
        shown += bound.size;
        const html = renderHtml(document, {
          direction: 'as-written',
          quotation: (by) => (bound.has(by) ? known : undefined),
        }).toString();
        const parsed = parseHtml(html, { limit: 'writer' });
        assert.deepEqual(parsed.ok && parsed.document, document, html);
      }),
      { numRuns: Number(process.env.RUNS ?? 300), seed: Number(process.env.SEED ?? 20_261_122) },
    );
    assert.ok(shown > 30, `${shown} quotations`);
  });

  it('stands under a block, and for words in a line among the footnotes', () => {
    const document = read(':::quotation{source=1}\nA\n:::\n\nB :quote[c *d* e]{source=2}.[^1]\n\n[^1]: F.');
    const html = renderHtml(document, { quotation: () => known }).toString();
    assert.match(
      html,
      /<figcaption><div class="quotation-about"><p class="attribution">[\s\S]*<details class="note ok"><summary>verbatim<\/summary>/,
    );
    assert.match(
      html,
      /<q id="quotation-k1" data-source="2">c <em>d<\/em> e<\/q><sup class="quotation-about mark ok">/,
    );
    assert.match(html, /<li id="fn1">[\s\S]*<li id="quotation-k1-note" class="quotation-about h-cite">/);
  });
});
