import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { anyDocument } from '../../test/document/arbitrary.ts';
import {
  type Document,
  directionOf,
  firstStrong,
  parseHtml,
  parseMarkdown,
  type RenderOptions,
  renderHtml,
} from './index.ts';

function read(html: string): Document {
  const parsed = parseHtml(html, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

function render(html: string, options: RenderOptions = {}): string {
  return renderHtml(read(html), options).toString();
}

describe('The HTML of a document', () => {
  it('is valid, whatever stands in the document', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:a11y'],
      elements: ['html5'],
      rules: {
        'valid-id': ['error', { relaxed: true }],
        // Left to the writer: a picture in a line of text that nobody described, a heading of formulas alone.
        'wcag/h30': 'off',
        'empty-heading': 'off',
        // Code may end its lines with spaces.
        'no-trailing-whitespace': 'off',
      },
    });
    for (const document of fc.sample(withoutRaw, { numRuns: 150, seed: 20_261_122 })) {
      const html = renderHtml(document).toString();
      const report = await validator.validateString(`<div>${html}</div>`);
      const found = report.results.flatMap((result) =>
        result.messages.map((m) => `${m.ruleId}: ${m.message}`),
      );
      assert.deepEqual(found, [], html);
    }
  });

  it('has a direction on each block that begins the other way than the text around it', () => {
    const html =
      '<p>Hello</p><p>مرحبا <em>x</em></p><ul><li>שלום</li></ul><blockquote><p>سلام</p><p>Hi</p></blockquote><p>123</p>';
    assert.equal(
      render(html),
      '<p>Hello</p>\n<p dir="rtl">مرحبا <em>x</em></p>\n<ul dir="rtl">\n<li>שלום</li>\n</ul>\n<blockquote dir="rtl">\n<p>سلام</p>\n<p dir="ltr">Hi</p>\n</blockquote>\n<p>123</p>',
    );
    assert.equal(
      render('<p>Hello</p><p>مرحبا</p><pre><code>x</code></pre>', { direction: 'rtl' }),
      '<p dir="ltr">Hello</p>\n<p>مرحبا</p>\n<pre dir="ltr"><code>x</code></pre>',
    );
  });

  it('keeps the direction that a writer gave', () => {
    assert.equal(
      render('<p dir="rtl">English, set from the right</p>'),
      '<p dir="rtl">English, set from the right</p>',
    );
  });

  it('shows a site’s own copy of a picture in its sizes', () => {
    const image = (src: string): ReturnType<NonNullable<RenderOptions['image']>> =>
      src === '/a.jpg'
        ? { src: '/m/a.jpg', srcset: '/m/a-480.webp 480w, /m/a-960.webp 960w', width: 1200, height: 800 }
        : undefined;
    assert.equal(
      render('<figure class="alignwide"><img src="/a.jpg" alt="A"></figure>', { image, firstImage: 'eager' }),
      '<figure class="align-wide"><img src="/m/a.jpg" srcset="/m/a-480.webp 480w, /m/a-960.webp 960w" sizes="100vw" alt="A" width="1200" height="800" fetchpriority="high" decoding="async"></figure>',
    );
    assert.match(
      render('<img src="/a.jpg" alt="A" width="300">', { image }),
      /width="300" height="200" loading="lazy" decoding="async"/,
    );
  });

  it('has a link in the place of a picture that is elsewhere', () => {
    const image = (): 'elsewhere' => 'elsewhere';
    const html =
      '<figure><img src="https://far.example/a.jpg" alt="A far picture"><figcaption>Cap</figcaption></figure><p>b <img src="https://far.example/b.jpg" alt="B"></p>';
    const shown = render(html, { image });
    assert.equal(
      shown,
      '<figure class="missing"><a href="https://far.example/a.jpg">A far picture</a><figcaption>Cap</figcaption></figure>\n<p>b <a class="missing" href="https://far.example/b.jpg">B</a></p>',
    );
    const again = read(shown);
    assert.equal(again.content[0]?.type, 'image');
    assert.equal(
      render(
        '<div class="raw"><ruby>x<rt>y</rt></ruby><img src="https://far.example/c.jpg" alt="C"><a href="/d"><img src="https://far.example/d.jpg" alt="D"></a><video src="/v.mp4" poster="https://far.example/e.jpg"></video></div>',
        { image },
      ),
      '<div class="raw"><ruby>x<rt>y</rt></ruby><a class="missing" href="https://far.example/c.jpg">C</a><a href="/d">D</a><video src="/v.mp4" controls preload="none"></video></div>',
    );
  });

  it('asks no other host for the picture of a film in a raw block, wherever that stands in the tag', () => {
    const raw =
      '<div class="raw"><ruby>x<rt>y</rt></ruby><video poster="https://far.example/e.jpg" src="/v.mp4"></video></div>';
    assert.doesNotMatch(render(raw, { image: () => 'elsewhere' }), /poster/);
  });

  it('takes no sign in the address of a picture for a pattern', () => {
    const raw =
      '<div class="raw"><ruby>x<rt>y</rt></ruby><img alt="a" src="https://far.example/ onerror=alert(1) .jpg"></div>';
    const image = () => ({ src: "/$&-$1-$`-$'.jpg", srcset: '', width: 1, height: 1, sources: [] });
    assert.match(render(raw, { image }), /<img alt="a" src="\/\$&amp;-\$1-\$`-\$'\.jpg"/);
  });

  it('lends content no class by which the page itself shows what is what', () => {
    const shown = render(
      '<div class="raw"><ruby class="badge verdict ok wp-block-x has-y">x<rt class="masthead">y</rt></ruby></div>',
    );
    assert.match(shown, /<ruby class="wp-block-x has-y">x<rt>y<\/rt><\/ruby>/);
  });

  it('has a card for an embed, with the player’s address for a script to use', () => {
    const card = {
      url: 'https://www.youtube.com/watch?v=abc',
      provider: 'YouTube',
      title: 'A <film>',
      author: 'Somebody',
      picture: { src: '/m/thumb.jpg', width: 480, height: 360 },
      player: { src: 'https://www.youtube-nocookie.com/embed/abc', width: 560, height: 315 },
    };
    assert.equal(
      render('<iframe src="https://www.youtube.com/embed/abc"></iframe>', { embed: () => card }),
      '<figure class="embed" data-player="https://www.youtube-nocookie.com/embed/abc" data-width="560" data-height="315"><a class="embed-card" href="https://www.youtube.com/watch?v=abc"><img src="/m/thumb.jpg" alt="" width="480" height="360" loading="lazy" decoding="async"><span class="embed-title"><bdi>A &lt;film&gt;</bdi></span><span class="embed-author"><bdi>Somebody</bdi></span><span class="embed-provider">YouTube</span></a></figure>',
    );
  });

  it('moves headings down under the page’s own', () => {
    assert.equal(render('<h1>a</h1><h3>b</h3>', { topHeading: 2 }), '<h2 id="a">a</h2>\n<h4 id="b">b</h4>');
    assert.equal(render('<h2>a</h2>', { topHeading: 2 }), '<h2 id="a">a</h2>');
  });

  it('keeps the anchors of several documents on one page apart', () => {
    assert.equal(
      render('<h2 id="x">a</h2><p><a href="#x">b</a></p>', { idPrefix: 'p7-' }),
      '<h2 id="p7-x">a</h2>\n<p><a href="#p7-x">b</a></p>',
    );
  });

  it('marks links that guests wrote', () => {
    assert.equal(
      render('<p><a href="https://a.example/" rel="me">a</a> <a href="#b">b</a> <a href="/c">c</a></p>', {
        linkRel: 'nofollow ugc',
      }),
      '<p><a href="https://a.example/" rel="me nofollow ugc">a</a> <a href="#b">b</a> <a href="/c">c</a></p>',
    );
  });

  it('speaks the reader’s language in what only a screen reader says', () => {
    const parsed = parseMarkdown('a[^1]\n\n- [x] b\n\n[^1]: c', { limit: 'writer' });
    assert.ok(parsed.ok);
    const html = renderHtml(parsed.document, {
      labels: { footnotes: 'Notes', backToText: 'Retour au texte', done: 'Fait' },
    }).toString();
    assert.match(html, /aria-label="Notes"/);
    assert.match(html, /aria-label="Retour au texte 1"/);
    assert.match(html, /aria-label="Fait"/);
  });

  it('is nothing for an empty document', () => {
    assert.equal(render(''), '');
    assert.equal(render('<p>&nbsp;</p><div></div>'), '');
  });
});

/** Raw blocks are as valid as what was put into them. */
const withoutRaw = anyDocument.filter((document) => !JSON.stringify(document).includes('"type":"raw"'));

describe('The direction of a text', () => {
  it('is that of its first strong letter', () => {
    for (const [text, expected] of [
      ['Hello', 'ltr'],
      ['مرحبا', 'rtl'],
      ['שלום', 'rtl'],
      ['«123» – پارسی and English', 'rtl'],
      ['🎉 123 Hi', 'ltr'],
      ['ߞߊ߬ߙߊ߲', 'rtl'],
      ['𞤀𞤣𞤤𞤢𞤥', 'rtl'],
      ['\u200fHello', 'rtl'],
      ['日本語', 'ltr'],
      ['', 'ltr'],
      ['123', 'ltr'],
    ] as const) {
      assert.equal(directionOf(text), expected, text);
    }
    assert.equal(firstStrong('١٢٣ 123 …'), undefined);
  });
});

describe('Anchors', () => {
  it('leave those of the page around a document, and those of replies, to them', () => {
    const written = '## Content\n\n## Comment 5\n\n<p id="comment-7">x</p>\n\n<p id="menu">y</p>';
    const parsed = parseMarkdown(written, { limit: 'writer' });
    assert.ok(parsed.ok);
    const html = renderHtml(parsed.document).toString();
    assert.deepEqual(
      [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id),
      ['content-2', 'comment-5-'],
    );
  });
});
