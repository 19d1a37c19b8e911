import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Loss, type ParseOptions, parseHtml, renderHtml } from './index.ts';

const writer: ParseOptions = { limit: 'writer' };

function read(html: string, options: ParseOptions = writer): { html: string; losses: readonly Loss[] } {
  const parsed = parseHtml(html, options);
  assert.ok(parsed.ok);
  const written = renderHtml(parsed.document, { direction: 'as-written' }).toString();
  return { html: written.replaceAll(' loading="lazy" decoding="async"', ''), losses: parsed.losses };
}

function becomes(from: string, to: string, options: ParseOptions = writer): void {
  assert.equal(read(from, options).html, to);
}

describe('HTML of any origin', () => {
  it('has its text kept when it knows no paragraphs', () => {
    becomes(
      'one<div>two</div>three <b>four</b>',
      '<p>one</p>\n<p>two</p>\n<p>three <strong>four</strong></p>',
    );
  });

  it('has its paragraphs parted where two breaks stand in a row', () => {
    becomes('one<br><br />two<br>three<br>', '<p>one</p>\n<p>two<br>three</p>');
  });

  it('has marks around blocks passed on to what stands in them', () => {
    becomes('<a href="/x"><div><p>one</p></div></a>', '<p><a href="/x">one</a></p>');
    becomes('<b><p>one</p><p>two</p></b>', '<p><strong>one</strong></p>\n<p><strong>two</strong></p>');
  });

  it('has emphasis that old editors wrote as style read as marks', () => {
    becomes(
      '<p><span style="font-weight: bold">a</span> <span style="font-style:italic">b</span> <b style="font-weight:normal">c</b></p>',
      '<p><strong>a</strong> <em>b</em> c</p>',
    );
  });

  it('keeps direction, language and alignment of elements that vanish', () => {
    becomes('<div dir="rtl" lang="ar"><p>سلام</p></div>', '<p dir="rtl" lang="ar">سلام</p>');
    becomes('<center><p>mid</p></center>', '<p class="text-center">mid</p>');
    becomes('<p align="right">end</p>', '<p class="text-right">end</p>');
  });

  it('keeps an anchor that something links to, whatever carried it', () => {
    becomes(
      '<p><a href="#x">go</a></p><a name="x"></a><p>here</p>',
      '<p><a href="#x">go</a></p>\n<p id="x">here</p>',
    );
    becomes('<p id="x">one</p><p id="x">two</p>', '<p id="x">one</p>\n<p>two</p>');
  });

  it('gives headings the anchor of their text, unless they have one of their own', () => {
    becomes(
      '<h2>One &amp; two</h2><h2>One &amp; two</h2><h3 id="own">x</h3>',
      '<h2 id="one-two">One &amp; two</h2>\n<h2 id="one-two-2">One &amp; two</h2>\n<h3 id="own">x</h3>',
    );
  });

  it('has what fits no block kept as a raw block, and says so', () => {
    const { html, losses } = read('<p>Kanji <ruby onclick="x()">漢<rt>kan</rt></ruby></p>');
    assert.equal(html, '<div class="raw"><p>Kanji <ruby>漢<rt>kan</rt></ruby></p></div>');
    assert.deepEqual(losses, [
      { what: 'script in onclick of <ruby>', kept: 'the element without it' },
      { what: '<ruby> element', kept: 'as raw block' },
    ]);
  });

  it('names everything that it could not keep', () => {
    const { html, losses } = read(
      '<p style="color:red">a</p><script src="x.js"></script><form><input name="q"><p>b</p></form><a href="javascript:x()">c</a><object data="x.swf"><p>d</p></object>',
    );
    assert.equal(html, '<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>');
    assert.deepEqual(
      losses.map((loss) => loss.what),
      [
        'style of <p>',
        '<script> element',
        '<form> element',
        '<input> element',
        'javascript: address in <a>',
        '<object> element',
      ],
    );
  });

  it('has frames of known places turned into the address of what they show', () => {
    const page = (src: string): string =>
      /href="([^"]*)"/.exec(read(`<iframe src="${src}"></iframe>`).html)?.[1] ?? '';
    assert.equal(
      page('https://www.youtube-nocookie.com/embed/a-b_c?start=42'),
      'https://www.youtube.com/watch?v=a-b_c&amp;t=42s',
    );
    assert.equal(page('//player.vimeo.com/video/123'), 'https://vimeo.com/123');
    assert.equal(
      page('https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b'),
      'https://soundcloud.com/a/b',
    );
    assert.equal(page('https://open.spotify.com/embed/track/xyz'), 'https://open.spotify.com/track/xyz');
    assert.equal(page('https://archive.org/embed/item.1'), 'https://archive.org/details/item.1');
    assert.equal(
      page('https://mastodon.example/@me/112233445566/embed'),
      'https://mastodon.example/@me/112233445566',
    );
  });

  it('has frames of other places turned into a card that links there', () => {
    const { html, losses } = read(
      '<iframe src="https://maps.example/x"></iframe><iframe src="javascript:x"></iframe>',
    );
    assert.equal(
      html,
      '<figure class="embed"><a class="embed-card" href="https://maps.example/x">maps.example/x</a></figure>',
    );
    assert.deepEqual(
      losses.map((loss) => loss.kept),
      ['a card that links there', 'what stands there', 'nothing'],
    );
  });

  it('shows a picture that loads late once', () => {
    becomes(
      '<p><img src="data:image/gif;base64,R0lGOD" data-src="/real.jpg" alt="x"><noscript><img src="/real.jpg" alt="x"></noscript></p>',
      '<figure><img src="/real.jpg" alt="x"></figure>',
    );
  });

  it('has lists read whose nesting is wrong', () => {
    becomes(
      '<ul><li>one</li><ul><li>two</li></ul></ul>',
      '<ul>\n<li>one\n<ul>\n<li>two</li>\n</ul></li>\n</ul>',
    );
  });

  it('has a quoted post of another place keep its words and its address', () => {
    const { html } = read(
      '<blockquote class="twitter-tweet"><p lang="en">Words</p>&mdash; Me <a href="https://twitter.com/me/status/1">May 1</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>',
    );
    assert.match(html, /^<blockquote cite="https:\/\/twitter\.com\/me\/status\/1">\n<p lang="en">Words<\/p>/);
  });

  it('has its addresses made absolute where the base is known, fragments excepted', () => {
    becomes(
      '<p><a href="../a?b#c">x</a> <a href="#d">y</a> <img src="i.png" alt=""></p>',
      '<p><a href="https://blog.example/a?b#c">x</a> <a href="#d">y</a> <img src="https://blog.example/p/i.png" alt=""></p>',
      { limit: 'writer', baseUrl: 'https://blog.example/p/post' },
    );
  });

  for (const [name, mark, note] of [
    [
      'kramdown',
      '<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup>',
      '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Note <a href="#fnref:1" class="reversefootnote">&#8617;</a></p></li></ol></div>',
    ],
    [
      'Pandoc',
      '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
      '<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>Note<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>',
    ],
  ] as const) {
    it(`has footnotes read as ${name} writes them`, () => {
      const { html } = read(`<p>Text${mark}.</p>${note}`);
      assert.match(
        html,
        /^<p>Text<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1<\/a><\/sup>\.<\/p>/,
      );
      assert.match(
        html,
        /<li id="fn1"><p>Note <a href="#fnref1" role="doc-backlink"[^>]*>↩\ufe0e<\/a><\/p><\/li>/,
      );
      assert.doesNotMatch(html, /<hr>/);
    });
  }

  it('keeps a footnote that nothing refers to, as the list that it stands in', () => {
    const { html } = read('<p>x</p><section class="footnotes"><ol><li id="a">lost</li></ol></section>');
    assert.equal(html, '<p>x</p>\n<ol>\n<li id="a">lost</li>\n</ol>');
  });

  it('has footnotes that refer to themselves come to an end', () => {
    const note = '<sup><a href="#a">1</a></sup>';
    const { html } = read(
      `<p>x${note}</p><section class="footnotes"><ol><li id="a">again ${note}</li></ol></section>`,
    );
    assert.match(html, /<li id="fn1"><p>again /);
  });

  it('has the formula of MathML taken from its TeX', () => {
    const { html } = read('<p>So <math alttext="{\\displaystyle a^2}"><mi>a</mi></math>.</p>');
    assert.match(html, /<annotation encoding="application\/x-tex">a\^2<\/annotation>/);
  });
});

describe('A guest', () => {
  const guest: ParseOptions = { limit: 'guest' };

  it('has paragraphs, lists, quotes, code and simple marks', () => {
    const html =
      '<p>a <strong>b</strong> <em>c</em> <code>d</code> <a href="https://example.org/">e</a></p>\n<ul>\n<li>f</li>\n</ul>\n<blockquote>\n<p>g</p>\n</blockquote>\n<pre><code>h</code></pre>';
    assert.deepEqual(read(html, guest), { html, losses: [] });
  });

  it('sees what else was written become text and links', () => {
    const { html, losses } = read(
      '<h2 id="a">Head</h2><p><img src="https://example.org/a.jpg" alt="Pic"></p><table><tr><td>1</td><td>2</td></tr></table><iframe src="https://www.youtube.com/embed/x"></iframe><p><u>u</u> <a href="ftp://example.org/">f</a></p>',
      guest,
    );
    assert.equal(
      html,
      '<p><strong>Head</strong></p>\n<p><a href="https://example.org/a.jpg">Pic</a></p>\n<p>1</p>\n<p>2</p>\n<p><a href="https://www.youtube.com/watch?v=x">https://www.youtube.com/watch?v=x</a></p>\n<p>u f</p>',
    );
    assert.deepEqual(
      losses.map((loss) => loss.what),
      ['heading', 'image', 'table', 'embed', 'underline', 'link with an unusual scheme'],
    );
  });
});
