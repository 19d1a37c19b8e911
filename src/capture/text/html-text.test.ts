import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { htmlText } from './html-text.ts';
import { sourceSpan } from './offset-map.ts';

describe('the text of a page', () => {
  it('Keeps every word, collapses white space, and breaks lines where blocks end', () => {
    const { text, title, lang } = htmlText(
      '<!doctype html><html lang="fr"><title>A  page</title><p>One\n two<b> three</b></p><div>four<br>five</div><ul><li>six<li>seven</ul>' +
        '<table><tr><td>a<td>b<tr><td>c</table><pre>x\n  y</pre>',
    );
    assert.equal(text, 'One two three\nfour\nfive\nsix\nseven\na\tb\nc\nx\n  y');
    assert.equal(title, 'A page');
    assert.equal(lang, 'fr');
  });

  it('Leaves out scripts, styles and templates, and reads a shadow tree that the page declares', () => {
    const { text } = htmlText(
      '<script>one</script><style>two</style><template>three</template><p>four</p><x-a><template shadowrootmode=open><p>five</template></x-a>',
    );
    assert.equal(text, 'four\nfive');
  });

  it('Says what readers do not see, and what is not the author’s', () => {
    const { text, regions } = htmlText(
      `<p>The article.</p><p style="display: none">secret words</p><span class="sr-only">for machines</span>
       <blockquote><p>Some words.</p><footer>— Jane Roe</footer></blockquote>
       <div id="comments"><ol class="comment-list"><li class="comment">I disagree.</ol></div>`,
    );
    const told = regions.map(({ start, end, kind, by }) => [kind, text.slice(start, end), by]);
    assert.deepEqual(told, [
      ['hidden', 'secret words', undefined],
      ['hidden', 'for machines', undefined],
      ['quoted', 'Some words.\n— Jane Roe', 'Jane Roe'],
      ['comment', 'I disagree.', undefined],
      ['comment', 'I disagree.', undefined],
      ['comment', 'I disagree.', undefined],
    ]);
  });

  it('A page whose body is open for comments is no comment, and a class for wider screens hides nothing', () => {
    const { regions } = htmlText(
      '<body class="comments-open single"><main id="comments-page"><p class="hidden md:block">a b c</p></main>',
    );
    assert.deepEqual(regions, []);
  });

  it('Words in quotation marks with somebody named beside them are somebody else’s', () => {
    const cases: readonly [string, string][] = [
      ['“We will not negotiate,” said Jane Roe on Monday.', 'Jane Roe'],
      ['Jane Roe said: “We will not negotiate.”', 'Jane Roe'],
      ['« Nous ne négocierons pas », a déclaré Jeanne Dupont.', 'Jeanne Dupont'],
      ['«Мы не будем вести переговоры», — заявил Иван Петров.', 'Иван Петров'],
      ['وقال محمد علي: «لن نتفاوض معهم أبدا»', 'محمد علي'],
    ];
    for (const [line, by] of cases) {
      const { regions } = htmlText(`<p>${line}</p>`);
      assert.deepEqual(
        regions.map((region) => [region.kind, region.by]),
        [['quoted', by]],
        line,
      );
    }
    assert.deepEqual(htmlText('<p>The “so called new deal” failed.</p>').regions, []);
  });

  it('Every span leads back to the characters it was read from, through references and line ends', () => {
    const html = '<p>Fish &amp; chips,\r\n caf&eacute; &#x1F600; <b>bo</b>ld &lt;3 &notin; &bogus; end</p>';
    const { text, map } = htmlText(html);
    assert.equal(text, 'Fish & chips, café 😀 bold <3 ∉ &bogus; end');
    for (const [words, source] of [
      ['Fish & chips', 'Fish &amp; chips'],
      ['café', 'caf&eacute;'],
      ['😀', '&#x1F600;'],
      ['bold', 'bo</b>ld'],
      ['<3 ∉', '&lt;3 &notin;'],
      ['&bogus; end', '&bogus; end'],
    ] as const) {
      const start: number = text.indexOf(words);
      const span: { start: number; end: number } = sourceSpan(map, start, start + words.length)!;
      assert.equal(html.slice(span.start, span.end), source);
    }
  });

  it('A page nested 100,000 deep, never closing what it opens, or full of quotations, keeps its words and takes no longer than its length', () => {
    const started = performance.now();
    const deep = htmlText(
      `${'<div>'.repeat(100_000)}<p>the words</p>${'</div>'.repeat(100_000)}<p>after</p>`,
    );
    assert.equal(deep.text, 'the words\nafter');
    assert.match(htmlText('<p>x<b a=1><i>'.repeat(50_000)).text, /^x\n?x/);
    assert.match(htmlText(`${'<a href=x><table><div>'.repeat(20_000)}word`).text, /word/);
    const formats = Array.from({ length: 500 }, (_, i) => `<b a=${i}>`).join('');
    assert.equal(htmlText(`${formats}${'<p>y'.repeat(20_000)}`).text.length, 39_999);
    htmlText('<svg><g>'.repeat(50_000));
    htmlText('<select><option>'.repeat(50_000));
    htmlText('<q>“three words here”</q> '.repeat(100_000));
    htmlText(`<figure>${'<blockquote>x</blockquote>'.repeat(100_000)}</figure>`);
    const took = performance.now() - started;
    assert.ok(took < 15_000, `${took} ms`);
  });
});
