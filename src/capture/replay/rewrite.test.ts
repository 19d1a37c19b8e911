import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Leads } from './addresses.ts';
import { rewriteCss } from './css.ts';
import { rewriteHtml } from './html.ts';

const page = 'https://news.example/2016/article.html';
const leads: Leads = {
  resource: (address) => `/copy?${address}`,
  away: (address) => `/away?${address}`,
};

const css = (text: string) => rewriteCss(text, page, leads);
const html = (text: string) =>
  rewriteHtml({ html: text, address: page, leads, frameWords: 'A page stood here' });

describe('the style sheet of a copy', () => {
  it('Addresses lead to what was kept, however they are written', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['a{background:url(b.png)}', 'a{background:url("/copy?https://news.example/2016/b.png")}'],
      ['a{background:url( "/b.png" )}', 'a{background:url( "/copy?https://news.example/b.png" )}'],
      ["a{background:URL('//cdn.example/b.png')}", 'a{background:URL("/copy?https://cdn.example/b.png")}'],
      ['a{background:u\\72 l(b.png)}', 'a{background:url("/copy?https://news.example/2016/b.png")}'],
      ['a{background:url(b\\.png)}', 'a{background:url("/copy?https://news.example/2016/b.png")}'],
      ['@import "x.css" screen;', '@import "/copy?https://news.example/2016/x.css" screen;'],
      ['@import url(x.css);', '@import url("/copy?https://news.example/2016/x.css");'],
      ['@\\69mport "x.css";', '@\\69mport "/copy?https://news.example/2016/x.css";'],
      ['a{b:image-set("c.png" 1x)}', 'a{b:image-set("/copy?https://news.example/2016/c.png" 1x)}'],
      ['a{--x:"https://evil.example/"}', 'a{--x:"/copy?https://evil.example/"}'],
      ['a{--x:"\\68ttps://evil.example/"}', 'a{--x:"/copy?https://evil.example/"}'],
      ['a{--x:"\\\\/\\/evil.example/"}', 'a{--x:"/copy?https://evil.example/"}'],
      ['a{fill:url(#part)}', 'a{fill:url("#part")}'],
      ['a{b:url(javascript:alert(1))}', 'a{b:url("data:,"))}'],
      ['a{b:url(data:image/png;base64,AA==)}', 'a{b:url("data:image/png;base64,AA==")}'],
      ['a{b:url(data:text/html,x)}', 'a{b:url("data:,")}'],
      ['a{b:url(unclosed', 'a{b:url("/copy?https://news.example/2016/unclosed")'],
    ];
    for (const [given, made] of cases) assert.equal(css(given), made);
  });

  it('What is no address stays', () => {
    for (const same of [
      'a[href^="https://x.example/"]::after{content:"»\\2014"}',
      '@namespace svg url("http://www.w3.org/2000/svg");',
      '@media (width <= 600px) and (width < 5em){a{b:c}}',
      '.w-\\[3px\\]{width:3px}',
      'a{b:"unfinished\n;c:d}',
    ])
      assert.equal(css(same), same);
    assert.equal(css('<!-- a{b:c} --> /* url(x) */ d{}').trim().replaceAll(/\s+/g, ' '), 'a{b:c} d{}');
  });

  it('Nothing in it ends the element that it stands in', () => {
    assert.doesNotMatch(css('a{b:"</style><img src=x onerror=alert(1)>"}'), /<[a-z/!]/i);
    assert.doesNotMatch(css('a{b:url("</style><script>")} </style>'), /<[a-z/!]/i);
  });

  it('Takes no longer than its length', () => {
    const started = performance.now();
    for (const part of ['url(', '"', '\\', '(', '/*', 'url("', '@import ', 'a\\', '<!--', "'\\\n"])
      css(part.repeat(200_000));
    assert.ok(performance.now() - started < 6_000, `${performance.now() - started} ms`);
  });
});

describe('the page of a copy', () => {
  it('Scripts, handlers, forms, frames, refreshes and what is prepared for later are gone', () => {
    assert.equal(
      html(
        '<!doctype html><head><meta http-equiv=refresh content="0;url=/x"><meta charset=koi8-r><link rel=preload href=/p><script>a<b</script></head><body onload=x()><p onclick=y()>Words</p><form action=/z method=post><input type=hidden value=secret><button formaction=/q>Go</button></form><iframe src=/frame>no <b>frames</b></iframe><object data=/o>Instead</object><template><p>later</p></template><noscript>Plain</noscript>',
      ),
      '<!DOCTYPE html><head></head><body><p>Words</p><form><input type="hidden" disabled><button disabled>Go</button></form><p><a href="/away?https://news.example/frame">A page stood here</a></p>InsteadPlain',
    );
  });

  it('Pictures and style sheets lead to what was kept, links out of the copy', () => {
    assert.equal(
      html(
        '<link rel="stylesheet" href="a.css"><img src=b.png srcset="c.png 1x, d,e.png 2x,f.png" alt=""><a href="/other" target=_blank ping=/spy>o</a><a href="#part">p</a><a href="article.html#part">q</a><a href="java&#10;script:alert(1)">r</a><td background=g.gif style="background:url(h.png)">',
      ),
      '<link rel="stylesheet" href="/copy?https://news.example/2016/a.css"><img src="/copy?https://news.example/2016/b.png" srcset="/copy?https://news.example/2016/c.png 1x, /copy?https://news.example/2016/d,e.png 2x, /copy?https://news.example/2016/f.png" alt=""><a href="/away?https://news.example/other">o</a><a href="#part">p</a><a href="#part">q</a><a>r</a><td background="/copy?https://news.example/2016/g.gif" style="background:url(&quot;/copy?https://news.example/2016/h.png&quot;)">',
    );
  });

  it('The page’s base decides about its addresses, wherever it stands', () => {
    assert.equal(
      html('<img src=a.png><base href="//cdn.example/x/"><base href=/no/>'),
      '<img src="/copy?https://cdn.example/x/a.png">',
    );
  });

  it('A drawing stays a drawing and runs nothing', () => {
    assert.equal(
      html(
        '<svg viewBox="0 0 9 9"><script/><style>a{fill:url(#g)}</style><use href="https://evil.example/#x"/><use href="#y"/><image xlink:href=p.png /><set attributeName=href to=javascript:1 /><path d="M0 0" fill="url(//evil.example/)"/></svg>after',
      ),
      '<svg viewbox="0 0 9 9"><style>a{fill:url("#g")}</style><use /><use href="#y" /><image xlink:href="/copy?https://news.example/2016/p.png" /><path d="M0 0" fill="url(&quot;/copy?https://evil.example/&quot;)" /></svg>after',
    );
  });

  it('Text cannot become markup', () => {
    for (const [given, made] of [
      ['<title>a<b>c</title>', '<title>a&lt;b&gt;c</title>'],
      ['<xmp><img src=x onerror=1></xmp>', '<pre>&lt;img src=x onerror=1&gt;</pre>'],
      ['a<plaintext></plaintext><script>', 'a<pre>&lt;/plaintext&gt;&lt;script&gt;'],
      [
        '<svg><style><img src=x onerror=1></style></svg>',
        '<svg><style>\\3c img src=x onerror=1></style></svg>',
      ],
      ['<!-- <p> --><p title="--><script>">', '<p title="--&gt;&lt;script&gt;">'],
    ] as const)
      assert.equal(html(given), made);
  });

  it('Takes no longer than its length, at any depth', () => {
    const started = performance.now();
    for (const part of [
      '<div>',
      '<p><a href=x><table>',
      '<svg><math>',
      '<template>',
      '<b a>',
      '<',
      '<style>',
      '<img srcset=",,,,,',
      '<!--',
      '&#',
    ])
      html(part.repeat(100_000));
    html(`<img srcset="${',x '.repeat(300_000)}">`);
    assert.ok(performance.now() - started < 10_000, `${performance.now() - started} ms`);
  });
});
