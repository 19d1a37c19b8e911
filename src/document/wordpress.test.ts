import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { assertClean } from '../../test/document/clean.ts';
import { shared } from '../../test/document/payloads.ts';
import { parseHtml, plainText, renderHtml } from './index.ts';

/** What WordPress writes, and what of ours it becomes. */
const blocks: readonly (readonly [name: string, from: string, to: string])[] = [
  [
    'a picture with link, caption, size and place',
    '<figure class="wp-block-image alignleft size-large"><a href="/p"><img src="/a.jpg" alt="A" class="wp-image-7" style="width:300px"></a><figcaption class="wp-element-caption">Cap <em>x</em></figcaption></figure>',
    '<figure class="align-left size-large"><a href="/p"><img src="/a.jpg" alt="A" width="300"></a><figcaption>Cap <em>x</em></figcaption></figure>',
  ],
  [
    'a picture in the wrapper that centres it',
    '<div class="wp-block-image"><figure class="aligncenter"><img src="/a.jpg" alt=""></figure></div>',
    '<figure class="align-center"><img src="/a.jpg" alt=""></figure>',
  ],
  [
    'the caption of the classic editor',
    '<div id="attachment_9" style="width: 310px" class="wp-caption alignright"><a href="/b.jpg"><img src="/s.jpg" alt="S" width="300" height="200" class="size-medium wp-image-9"></a><p class="wp-caption-text">Words</p></div>',
    '<figure class="align-right size-medium"><a href="/b.jpg"><img src="/s.jpg" alt="S" width="300" height="200"></a><figcaption>Words</figcaption></figure>',
  ],
  [
    'a picture of the classic editor alone in its paragraph',
    '<p style="text-align: center"><a href="/b.jpg"><img class="aligncenter size-full" src="/s.jpg" alt="S"></a></p>',
    '<figure class="align-center"><a href="/b.jpg"><img src="/s.jpg" alt="S"></a></figure>',
  ],
  [
    'a gallery with nested pictures',
    '<figure class="wp-block-gallery has-nested-images columns-2 is-cropped alignwide"><figure class="wp-block-image"><img src="/1.jpg" alt="1"></figure><figure class="wp-block-image"><img src="/2.jpg" alt="2"><figcaption>two</figcaption></figure><figcaption class="blocks-gallery-caption">all</figcaption></figure>',
    '<figure class="gallery align-wide" data-columns="2"><figure><img src="/1.jpg" alt="1"></figure><figure><img src="/2.jpg" alt="2"><figcaption>two</figcaption></figure><figcaption>all</figcaption></figure>',
  ],
  [
    'a gallery as a list',
    '<ul class="wp-block-gallery columns-3"><li class="blocks-gallery-item"><figure><a href="/l"><img src="/1.jpg" alt="1"></a><figcaption>one</figcaption></figure></li></ul>',
    '<figure class="gallery" data-columns="3"><figure><a href="/l"><img src="/1.jpg" alt="1"></a><figcaption>one</figcaption></figure></figure>',
  ],
  [
    'the gallery of the shortcode',
    '<div id="gallery-1" class="gallery galleryid-5 gallery-columns-3"><dl class="gallery-item"><dt class="gallery-icon"><a href="/1/"><img src="/1.jpg" alt="1"></a></dt><dd class="wp-caption-text gallery-caption">one</dd></dl><br style="clear: both"></div>',
    '<figure class="gallery" id="gallery-1" data-columns="3"><figure><a href="/1/"><img src="/1.jpg" alt="1"></a><figcaption>one</figcaption></figure></figure>',
  ],
  [
    'columns with widths',
    '<div class="wp-block-columns"><div class="wp-block-column" style="flex-basis:66.66%"><p>a</p></div><div class="wp-block-column"><p>b</p></div></div>',
    '<div class="columns"><div class="column" data-width="66"><p>a</p></div><div class="column"><p>b</p></div></div>',
  ],
  [
    'a pull quote',
    '<figure class="wp-block-pullquote alignright"><blockquote><p>Words</p><cite>Who</cite></blockquote></figure>',
    '<figure class="pullquote align-right"><blockquote><p>Words</p></blockquote><figcaption>Who</figcaption></figure>',
  ],
  [
    'a quote with its citation',
    '<blockquote class="wp-block-quote"><p>Words</p><p>More</p><cite>Who, <em>What</em></cite></blockquote>',
    '<figure class="quotation"><blockquote><p>Words</p><p>More</p></blockquote><figcaption>Who, <em>What</em></figcaption></figure>',
  ],
  [
    'a quote without one',
    '<blockquote><p>See <cite>Hamlet</cite>.</p></blockquote>',
    '<blockquote><p>See <cite>Hamlet</cite>.</p></blockquote>',
  ],
  [
    'verse',
    '<pre class="wp-block-verse">A <em>verse</em>…<br>and  more</pre>',
    '<pre class="verse">A <em>verse</em>…\nand  more</pre>',
  ],
  [
    'code',
    '<pre class="wp-block-code"><code lang="js" class="language-js">a &lt; b\n  c</code></pre>',
    '<pre><code class="language-js">a &lt; b\n  c</code></pre>',
  ],
  [
    'code of a highlighter',
    '<pre class="brush: php; title: ; notranslate" title="">echo 1;</pre>',
    '<pre><code class="language-php">echo 1;</code></pre>',
  ],
  [
    'a table with caption, header and foot',
    '<figure class="wp-block-table"><table><thead><tr><th>H</th></tr></thead><tbody><tr><td class="has-text-align-right" data-align="right">1</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table><figcaption>Cap</figcaption></figure>',
    '<figure class="table"><table><caption>Cap</caption><thead><tr><th scope="col">H</th></tr></thead><tbody><tr><td class="text-right">1</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table></figure>',
  ],
  [
    'an embed as it is saved',
    '<figure class="wp-block-embed is-type-video is-provider-youtube"><div class="wp-block-embed__wrapper">\nhttps://www.youtube.com/watch?v=abc\n</div><figcaption>Cap</figcaption></figure>',
    '<figure class="embed"><a class="embed-card" href="https://www.youtube.com/watch?v=abc">youtube.com/watch?v=abc</a><figcaption>Cap</figcaption></figure>',
  ],
  [
    'an embed as it is shown',
    '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><iframe src="https://www.youtube.com/embed/abc?feature=oembed" width="500"></iframe></div></figure>',
    '<figure class="embed"><a class="embed-card" href="https://www.youtube.com/watch?v=abc">youtube.com/watch?v=abc</a></figure>',
  ],
  [
    'an address alone in a paragraph',
    '<p>https://vimeo.com/12345</p>',
    '<figure class="embed"><a class="embed-card" href="https://vimeo.com/12345">vimeo.com/12345</a></figure>',
  ],
  [
    'buttons',
    '<div class="wp-block-buttons"><div class="wp-block-button aligncenter"><a class="wp-block-button__link wp-element-button" href="/go">Go</a></div></div>',
    '<p class="button text-center"><a href="/go">Go</a></p>',
  ],
  [
    'a file',
    '<div class="wp-block-file"><a id="wp-block-file--media-x" href="/f.pdf">The file</a><a href="/f.pdf" class="wp-block-file__button wp-element-button" download>Download</a></div>',
    '<p class="file"><a href="/f.pdf" download>The file</a></p>',
  ],
  [
    'details',
    '<details class="wp-block-details"><summary>Sum</summary><p>Body</p></details>',
    '<details><summary>Sum</summary><p>Body</p></details>',
  ],
  [
    'footnotes',
    '<p>Text<sup data-fn="ab-1" class="fn"><a href="#ab-1" id="ab-1-link">1</a></sup>.</p><ol class="wp-block-footnotes"><li id="ab-1">Note <em>x</em>. <a href="#ab-1-link" aria-label="Jump to footnote reference 1">↩︎</a></li></ol>',
    '<p>Text<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a></sup>.</p><section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn1"><p>Note <em>x</em>. <a href="#fnref1" role="doc-backlink" aria-label="Back to the text 1">↩\ufe0e</a></p></li></ol></section>',
  ],
  [
    'media beside text',
    '<div class="wp-block-media-text has-media-on-the-right"><div class="wp-block-media-text__content"><p>Text</p></div><figure class="wp-block-media-text__media"><img src="/a.jpg" alt=""></figure></div>',
    '<div class="columns"><div class="column"><p>Text</p></div><div class="column"><figure><img src="/a.jpg" alt=""></figure></div></div>',
  ],
  [
    'a cover',
    '<div class="wp-block-cover" style="background-image:url(/bg.jpg)"><div class="wp-block-cover__inner-container"><p class="has-text-align-center">Title</p></div></div>',
    '<div class="group"><figure><img src="/bg.jpg" alt=""></figure><p class="text-center">Title</p></div>',
  ],
  [
    'more and pages',
    '<p>a<!--more Go on-->b</p><!--nextpage--><p>c</p>',
    '<p>a</p><div class="more" data-label="Go on"></div><p>b</p><div class="page-break"></div><p>c</p>',
  ],
  ['emoji pictures', '<p>So <img class="emoji" alt="😀" src="https://s.w.org/x.svg"></p>', '<p>So 😀</p>'],
  [
    'audio',
    '<figure class="wp-block-audio"><audio controls src="/a.mp3"></audio><figcaption>Cap</figcaption></figure>',
    '<figure><audio controls preload="metadata" src="/a.mp3"></audio><figcaption>Cap</figcaption></figure>',
  ],
  [
    'video with tracks',
    '<figure class="wp-block-video"><video controls poster="/p.jpg" src="/v.mp4" width="640"><track src="/v.vtt" kind="captions" srclang="en" label="English"></video></figure>',
    '<figure><video controls preload="metadata" src="/v.mp4" playsinline poster="/p.jpg" width="640"><track kind="captions" src="/v.vtt" srclang="en" label="English"></video></figure>',
  ],
  [
    'room that only makes room',
    '<div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div><p>&nbsp;</p><hr class="wp-block-separator">',
    '<hr>',
  ],
];

describe('What WordPress writes', () => {
  for (const [name, from, to] of blocks) {
    it(`becomes a block of ours: ${name}`, () => {
      const parsed = parseHtml(from, { limit: 'writer' });
      assert.ok(parsed.ok);
      const html = renderHtml(parsed.document, { direction: 'as-written' }).toString();
      assert.equal(plain(html), plain(to));
    });
  }

  it('names what a block without content would have shown', () => {
    const parsed = parseHtml('<!-- wp:latest-posts {"postsToShow":3} /--><p>x</p>', { limit: 'writer' });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.losses, [
      { what: 'block latest-posts, which has no content of its own', kept: 'nothing' },
    ]);
  });

  it('keeps its words and runs nothing, in every fixture of its own', (t) => {
    const pack = new URL('blocks/wp-block-fixtures.tar.gz', shared);
    if (!existsSync(pack)) return t.diagnostic('../shared/data is absent: the fixtures were not tried');
    let tried = 0;
    for (const { name, text } of files(gunzipSync(readFileSync(pack)))) {
      if (!name.endsWith('.html')) continue;
      const parsed = parseHtml(text, { limit: 'writer' });
      assert.ok(parsed.ok, name);
      assertClean(renderHtml(parsed.document).toString(), name);
      assert.equal(letters(plainText(parsed.document).text), letters(words(text)), name);
      tried++;
    }
    assert.ok(tried > 100, `${tried} fixtures`);
  });
});

/** Without what the renderer adds to every picture, and without line ends between blocks. */
function plain(html: string): string {
  return html
    .replaceAll(' loading="lazy" decoding="async"', '')
    .replace(/>\n+</g, '><')
    .replace(/<\/p>\n/g, '</p>');
}

function letters(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}

/** The text of a fixture, without what is said in another way: addresses of embeds, second links of files. */
function words(html: string): string {
  return html
    .replace(/<div class="wp-block-embed__wrapper">[^<]*<\/div>/g, '')
    .replace(/<a[^>]*wp-block-file__button[^>]*>[^<]*<\/a>/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&hellip;', '…')
    .replaceAll('&amp;', '&');
}

/** The files of a tar archive (POSIX ustar: headers of 512 bytes, sizes in octal). */
function* files(tar: Buffer): Generator<{ name: string; text: string }> {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    if (name !== '') yield { name, text: tar.toString('utf8', at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
