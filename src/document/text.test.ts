import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import { anyDocument } from '../../test/document/arbitrary.ts';
import {
  type Document,
  offsetAt,
  outline,
  parseHtml,
  parseMarkdown,
  plainText,
  positionAt,
  references,
  renderHtml,
  rewriteReferences,
  schema,
  splitAtMore,
  splitPages,
  summary,
} from './index.ts';

const runs = { numRuns: 300, seed: 20_261_122 };

function html(text: string): Document {
  const parsed = parseHtml(text, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

function markdown(text: string): Document {
  const parsed = parseMarkdown(text, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

describe('Plain text', () => {
  it('has blocks parted by empty lines, items and rows by line ends, cells by tabs, footnotes at the end', () => {
    const document = markdown(
      '# Head\n\nOne[^1] two\\\nthree.\n\n- a\n- b\n  - c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nEnd.\n\n[^1]: Note.',
    );
    assert.equal(
      plainText(document).text,
      'Head\n\nOne two\nthree.\n\na\nb\nc\n\nx\ty\n1\t2\n\nEnd.\n\nNote.',
    );
  });

  it('holds the same characters as the positions that it names, in the editor’s document', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const doc = Node.fromJSON(schema, structuredClone(document));
        const { text, stretches } = plainText(document);
        for (const { offset, position, length, atom } of stretches) {
          const words = text.slice(offset, offset + length);
          if (!atom) assert.equal(doc.textBetween(position, position + length), words);
          else assert.ok(doc.nodeAt(position)?.isAtom);
        }
      }),
      runs,
    );
  });

  it('finds its way back from every position to the same place in the text', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(2000), (document, at) => {
        const plain = plainText(document);
        for (const { offset, length, atom } of plain.stretches) {
          const place = offset + (atom ? 0 : at % length);
          assert.equal(offsetAt(plain, positionAt(plain, place)), place);
        }
      }),
      runs,
    );
  });

  it('counts in UTF-16 units', () => {
    const plain = plainText(html('<p>👩‍👩‍👧 <b>x</b></p>'));
    const at = plain.text.indexOf('x');
    assert.equal(at, 9);
    assert.equal(positionAt(plain, at), 10);
    assert.equal(offsetAt(plain, 10), 9);
  });

  it('answers for a separator the end of the text before', () => {
    const plain = plainText(html('<p>one</p><p>two</p>'));
    assert.equal(plain.text, 'one\n\ntwo');
    assert.equal(positionAt(plain, 4), 4);
    assert.equal(positionAt(plain, 5), 6);
    assert.equal(offsetAt(plain, 5), 3);
  });

  it('lets a quotation that stands around a footnote’s mark be found as one', () => {
    const document = markdown('The beds that were resown in 2019[^1], and the tide.\n\n[^1]: Register.');
    const plain = plainText(document);
    const start = plain.text.indexOf('in 2019, and');
    assert.ok(start > 0);
    const doc = Node.fromJSON(schema, structuredClone(document));
    const between = doc.textBetween(positionAt(plain, start), positionAt(plain, start + 12));
    assert.ok(between.startsWith('in 2019') && between.endsWith(', and'));
  });
});

describe('The outline', () => {
  it('has the anchors that the HTML has', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const written = renderHtml(document).toString();
        const ids = Array.from(written.matchAll(/<h[1-6][^>]*? id="([^"]*)"/g), (found) =>
          found[1]!.replaceAll('&amp;', '&'),
        );
        assert.deepEqual(
          outline(document).map((entry) => entry.id),
          ids,
        );
      }),
      runs,
    );
  });

  it('has every anchor of a page once', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const ids = Array.from(
          renderHtml(document)
            .toString()
            .replace(/<div class="raw"[\s\S]*?<\/div>/g, '')
            .matchAll(/ id="([^"]*)"/g),
          (found) => found[1],
        );
        assert.equal(new Set(ids).size, ids.length);
      }),
      runs,
    );
  });

  it('makes anchors from any script', () => {
    const entries = outline(
      markdown('# Was ist «neu»?\n\n## مرحبا بالعالم\n\n## 你好，世界\n\n## !!!\n\n## fn1'),
    );
    assert.deepEqual(entries, [
      { id: 'was-ist-neu', level: 1, text: 'Was ist «neu»?' },
      { id: 'مرحبا-بالعالم', level: 2, text: 'مرحبا بالعالم' },
      { id: '你好-世界', level: 2, text: '你好，世界' },
      { id: 'section', level: 2, text: '!!!' },
      { id: 'fn1-', level: 2, text: 'fn1' },
    ]);
  });
});

describe('References', () => {
  const page = html(
    '<p><a href="/l">x</a><img src="/i.png" alt=""></p><figure><a href="/big"><img src="/b.png" alt=""></a></figure><video src="/v.mp4" poster="/p.jpg"></video><p class="file"><a href="/f.pdf">f</a></p><iframe src="https://youtu.be/abc"></iframe><p>漢 <ruby>x<rt>y</rt></ruby> <img src="/raw.png" alt=""> <a href="/raw?a=1&amp;b=2">r</a></p>',
  );

  it('are found wherever they stand, in raw blocks too', () => {
    assert.deepEqual(references(page), {
      images: ['/i.png', '/b.png', '/p.jpg', '/raw.png'],
      links: ['/l', '/big', '/raw?a=1&b=2'],
      embeds: ['https://youtu.be/abc'],
      files: ['/v.mp4', '/f.pdf'],
    });
  });

  it('are rewritten all at once, and a document without a change is the same object', () => {
    const moved = rewriteReferences(page, (kind, url) =>
      url.startsWith('/') ? `/new-${kind}${url}` : undefined,
    );
    assert.deepEqual(references(moved), {
      images: ['/new-image/i.png', '/new-image/b.png', '/new-image/p.jpg', '/new-image/raw.png'],
      links: ['/new-link/l', '/new-link/big', '/new-link/raw?a=1&b=2'],
      embeds: ['https://youtu.be/abc'],
      files: ['/new-file/v.mp4', '/new-file/f.pdf'],
    });
    assert.equal(
      rewriteReferences(page, () => undefined),
      page,
    );
    assert.equal(
      rewriteReferences(page, (_, url) => url),
      page,
    );
  });

  it('cannot be rewritten to what is not allowed there', () => {
    assert.equal(
      rewriteReferences(page, () => 'javascript:alert(1)'),
      page,
    );
  });

  it('are all found: no address stays when each is replaced', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const replaced = rewriteReferences(document, () => 'https://other.example/x');
        const { images, links, embeds, files } = references(replaced);
        for (const url of [...images, ...links, ...embeds, ...files])
          assert.equal(url, 'https://other.example/x');
      }),
      runs,
    );
  });
});

describe('A summary', () => {
  it('is the beginning of the running text, cut between words', () => {
    const document = markdown(
      '# Head\n\nThe quick brown fox jumps over the lazy dog.\n\n```\ncode\n```\n\nMore.',
    );
    assert.equal(summary(document, 500), 'The quick brown fox jumps over the lazy dog. More.');
    assert.equal(summary(document, 20), 'The quick brown fox…');
  });

  it('ends where the teaser ends', () => {
    assert.equal(summary(markdown('One.\n\n<!--more-->\n\nTwo.'), 100), 'One.');
  });

  it('is never longer than asked, and never cuts a character in two', () => {
    const family = html(`<p>${'👩‍👩‍👧'.repeat(40)}</p>`);
    for (let n = 2; n < 60; n++) {
      const text = summary(family, n);
      assert.ok(text.length <= n, `${text.length} of ${n}`);
      assert.ok(text.isWellFormed());
      assert.ok(['👩‍👩‍👧', ''].includes(text.slice(0, -1).slice(-8)), text);
    }
  });

  it('falls back to other text where there is no running text', () => {
    assert.equal(
      summary(html('<figure><img src="/a.png" alt=""><figcaption>Caption</figcaption></figure>'), 50),
      'Caption',
    );
  });
});

describe('A document in parts', () => {
  it('has the pages between its page breaks, none of them empty', () => {
    const pages = splitPages(
      markdown('One.\n\n<!--nextpage-->\n\nTwo.\n\n<!--nextpage-->\n\n<!--nextpage-->'),
    );
    assert.deepEqual(
      pages.map((page) => plainText(page).text),
      ['One.', 'Two.'],
    );
    assert.equal(splitPages(html('')).length, 1);
  });

  it('has a teaser before the first mark, and the rest', () => {
    const [teaser, rest] = splitAtMore(markdown('One.\n\n<!--more-->\n\nTwo.'));
    assert.equal(plainText(teaser).text, 'One.');
    assert.equal(rest && plainText(rest).text, 'Two.');
    assert.equal(splitAtMore(markdown('One.')).length, 1);
  });
});
