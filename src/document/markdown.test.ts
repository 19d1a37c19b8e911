import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseFragment } from 'parse5';
import { shared } from '../../test/document/payloads.ts';
import { isElement, isText, type TreeNode } from './html/tree.ts';
import { type Document, parseHtml, parseMarkdown, plainText, renderHtml, renderMarkdown } from './index.ts';
import { parser } from './markdown/parser.ts';

function read(markdown: string): Document {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

function html(markdown: string): string {
  return renderHtml(read(markdown), { direction: 'as-written' })
    .toString()
    .replaceAll(' loading="lazy" decoding="async"', '');
}

describe('Markdown', () => {
  it('has headings with anchors of their own', () => {
    assert.equal(html('## What We Did {#toc1}'), '<h2 id="toc1">What We Did</h2>');
    assert.equal(html('## <a name="x"></a>Why? {#toc0 .big}'), '<h2 id="toc0">Why?</h2>');
  });

  it('has tables with alignment, tasks, strikethrough and definitions', () => {
    assert.match(
      html('| a | b |\n|--|:-:|\n| 1 | 2 |'),
      /<th scope="col">a<\/th><th scope="col" class="text-center">b<\/th>/,
    );
    assert.match(
      html('- [x] done\n- [ ] not'),
      /<input type="checkbox" checked disabled aria-label="Done"> done/,
    );
    assert.equal(html('~~gone~~'), '<p><s>gone</s></p>');
    assert.equal(html('Term\n: one\n: two'), '<dl>\n<dt>Term</dt>\n<dd>one</dd>\n<dd>two</dd>\n</dl>');
  });

  it('has footnotes, the same one twice, and names one that nothing refers to', () => {
    const parsed = parseMarkdown('A[^a] b[^a].\n\n[^a]: Note.\n\n[^b]: Lost.', { limit: 'writer' });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.losses, [{ what: 'footnote b, which nothing refers to', kept: 'nothing' }]);
    assert.equal(plainText(parsed.document).text, 'A b.\n\nNote.\n\nNote.');
  });

  it('has TeX between dollars, and leaves prices alone', () => {
    assert.match(html('So $x^2$ holds.'), /<annotation encoding="application\/x-tex">x\^2<\/annotation>/);
    assert.match(html('$$\na\\\\\nb\n$$'), /^<div class="math"><math display="block"/);
    assert.equal(html('From $5 to $10, or more.'), '<p>From $5 to $10, or more.</p>');
    assert.equal(html('It costs $20K/$30K here.'), '<p>It costs $20K/$30K here.</p>');
  });

  it('has an address alone on its line become an embed when its provider is known', () => {
    assert.equal(
      html('https://youtu.be/abc\n'),
      '<figure class="embed"><a class="embed-card" href="https://youtu.be/abc">youtu.be/abc</a></figure>',
    );
    assert.equal(
      html('See https://youtu.be/abc'),
      '<p>See <a href="https://youtu.be/abc">https://youtu.be/abc</a></p>',
    );
    assert.equal(
      html('https://example.org/'),
      '<p><a href="https://example.org/">https://example.org/</a></p>',
    );
  });

  it('has pictures alone in their paragraph as blocks, with their link', () => {
    assert.equal(
      html('[![A *b*](/a.jpg "T")](/big.jpg)'),
      '<figure><a href="/big.jpg"><img src="/a.jpg" alt="A b" title="T"></a></figure>',
    );
  });

  it('has HTML read by the reader of HTML', () => {
    assert.equal(
      html('<div class="group">\n\n*in*\n\n</div>\n\na <kbd>K</kbd> b'),
      '<div class="group">\n<p><em>in</em></p>\n</div>\n<p>a <kbd>K</kbd> b</p>',
    );
    assert.equal(html('one\n\n<!--more-->\n\ntwo'), '<p>one</p>\n<div class="more"></div>\n<p>two</p>');
  });

  it('has the language of fenced code, however it is written', () => {
    for (const info of ['js', 'js {1,3}', '{.js}', 'js,numbers']) {
      assert.equal(html(`\`\`\`${info}\nx\n\`\`\``), '<pre><code class="language-js">x</code></pre>', info);
    }
  });

  it('is read the same by the short way as by way of HTML', () => {
    for (const text of [...examples(), ...own]) {
      const long = parseHtml(parser.render(text), { limit: 'writer' });
      assert.deepEqual(long.ok && long.document, read(text), text);
    }
  });

  it('keeps every word of the examples of CommonMark', (t) => {
    const all = examples();
    if (all.length === 0)
      return t.diagnostic('../shared/data is absent: the examples of CommonMark were not tried');
    assert.ok(all.length > 600, `${all.length} examples`);
    for (const text of all) {
      const expected = wordsOf(parseFragment(parser.render(text)).childNodes as readonly TreeNode[]);
      assert.equal(plainText(read(text)).text.replace(/\s/g, ''), expected.replace(/\s/g, ''), text);
    }
  });

  it('is written so that it reads well', () => {
    const text = [
      '# Title',
      'Some _words_ and **more** of `code`, a [link](https://example.org/) and a note[^1].',
      '- one\n- two\n  - three',
      '3. three\n4. four',
      '- [x] done\n- [ ] not',
      '> Words\n>\n> <cite>Who</cite>',
      '![A picture](/a.jpg)',
      '| a | b |\n| --- | :-: |\n| 1 | 2 |',
      '```js\nlet x;\n\nx++;\n```',
      '$$\nx^2\n$$',
      '***',
      '<!--more-->',
      '[^1]: A note.',
    ].join('\n\n');
    assert.equal(renderMarkdown(read(text)), `${text}\n`);
  });
});

const own = [
  'a\n\n* tight\n* list\n\n1. loose\n\n2. list\n\n   more',
  '> quote\n> > inner\n\n---\n\n    indented code',
  '| a | b |\n|:--|--:|\n| `x` | **y** |',
  'Term\n: def\n\n  more\n',
  'note[^1] and ^[inline *note*]\n\n[^1]: First.\n\n    Second.',
  '$x$ and $$y$$\n\n$$\nz\n$$',
  '- [ ] a\n- [x] b',
  '# A {#b}\n\n![i](/i.png) text ![j](/j.png)\n\nhard  \nbreak\\\nbreak',
];

/** The Markdown of the specification's examples; `→` stands for a tab. */
function examples(): string[] {
  const spec = new URL('markdown/commonmark-spec.txt', shared);
  if (!existsSync(spec)) return [];
  const found = readFileSync(spec, 'utf8').matchAll(/^`{32} example\n([\s\S]*?)^\.\n[\s\S]*?^`{32}$/gm);
  return Array.from(found, (example) => (example[1] ?? '').replaceAll('→', '\t'));
}

function wordsOf(nodes: readonly TreeNode[]): string {
  let text = '';
  for (const node of nodes) {
    if (isText(node)) text += node.value;
    else if (isElement(node) && !/^(script|style|textarea|annotation)$/.test(node.tagName))
      text += wordsOf(node.childNodes);
  }
  return text;
}
