import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanSvg } from './svg.ts';
import { cleanDeclarations, cleanStyleSheet } from './svg-css.ts';

const folder = new URL('../../test/fixtures/media/svg/', import.meta.url);

/** Fails for anything in an SVG that acts or reaches outside. The parser of the test is not the one under test. */
function assertHarmless(svg: string, name: string): void {
  const outside =
    /<(?!\/)(?:[\w-]+:)?(?:script|foreignObject|iframe|link|body|object|embed|handler|audio|video)\b/i;
  assert.doesNotMatch(svg, outside, name);
  assert.doesNotMatch(svg, /<[^>]*\son\w+\s*=/i, name);
  assert.doesNotMatch(svg, /href\s*=\s*"(?!#|data:image\/(?:png|jpeg|gif|webp|avif);)/i, name);
  assert.doesNotMatch(svg, /<\?|<!/, name);
  const tags = svg.match(/<[^>]*>/g)?.join('') ?? '';
  const styles = [...svg.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css).join('');
  assert.doesNotMatch(tags + styles, /url\((?!["']?(?:&quot;|&#39;)?#)|@import|javascript:/i, name);
}

function svgOf(text: string): string {
  const result = cleanSvg(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.svg;
}

const inSvg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${content}</svg>`;
const cleanedContent = (content: string) => svgOf(inSvg(content)).replace(/^<svg[^>]*>|<\/svg>$/g, '');

describe('SVG from outside', () => {
  it('Known hostile files come out harmless', () => {
    const files = readdirSync(folder);
    assert.ok(files.length >= 9);
    for (const file of files) {
      const result = cleanSvg(readFileSync(new URL(file, folder), 'utf8'));
      if (result.ok) assertHarmless(result.svg, file);
    }
    const triangle = cleanSvg(readFileSync(new URL('SVG_XSS_green_triangle.svg', folder), 'utf8'));
    assert.ok(triangle.ok && triangle.svg.includes('<polygon') && triangle.svg.includes('#009900'));
  });

  it('Everything that acts goes, with what it holds; everything that draws stays', () => {
    assert.equal(
      cleanedContent('<rect width="1" height="2" onclick="x()"/>'),
      '<rect width="1" height="2"></rect>',
    );
    assert.equal(cleanedContent('<script>alert(1)</script><g><SCRIPT/></g>'), '<g></g>');
    assert.equal(
      cleanedContent('<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">x</div></foreignObject>'),
      '',
    );
    assert.equal(cleanedContent('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>a'), 'a');
    assert.equal(
      cleanedContent('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
      '<a><path d="M0 0"></path></a>',
    );
    assert.equal(cleanedContent('<a xlink:href=" JaVaScRiPt:alert(1)">x</a>'), '<a>x</a>');
    assert.equal(cleanedContent('<use xlink:href="#a"/>'), '<use href="#a"></use>');
    assert.equal(cleanedContent('<use href="http://x.test/a.svg#b"/>'), '<use></use>');
    assert.equal(cleanedContent('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), '<image></image>');
    assert.equal(
      cleanedContent('<image href="data:image/png;base64,iVBORw0="/>'),
      '<image href="data:image/png;base64,iVBORw0="></image>',
    );
    assert.equal(
      cleanedContent('<text><![CDATA[</text><script>alert(1)</script>]]></text>'),
      '<text>&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>',
    );
    assert.equal(cleanedContent('<style>a{}<g/>@import "x";</style>'), '<style>a{}</style>');
    assert.equal(cleanedContent('<set attributeName="href" to="javascript:alert(1)"/>'), '');
    assert.equal(cleanedContent('<set attributeName="xlink:href" to="javascript:alert(1)"/>'), '');
    assert.equal(cleanedContent('<animate attributeName="onclick" values="x()"/>'), '');
    assert.equal(
      cleanedContent('<animate attributeName="cx" values="1;2" dur="1s"/>'),
      '<animate attributeName="cx" values="1;2" dur="1s"></animate>',
    );
    assert.equal(
      cleanedContent('<rect fill="url(#g)" filter="url(http://x.test/f#f)"/>'),
      '<rect fill="url(#g)"></rect>',
    );
    assert.equal(
      cleanedContent('<rect style="fill:url(#g);background:url(//x.test/a)"/>'),
      '<rect style="fill:url(#g);background:none"></rect>',
    );
    assert.equal(
      cleanedContent('<metadata>x</metadata><!-- c --><?php x ?><title>A &amp; B</title>'),
      '<title>A &amp; B</title>',
    );
  });

  it('Entities are refused, a plain document type is left out', () => {
    const bomb =
      '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>';
    const external =
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>';
    for (const text of [bomb, external]) assert.equal(cleanSvg(text).ok, false);
    const plain =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>';
    assert.equal(svgOf(plain), '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
  });

  it('What is no SVG is refused', () => {
    for (const text of [
      '',
      'x',
      '<html/>',
      '<svg>',
      '<svg/><svg/>',
      '<svg><g></svg></g>',
      '<x:svg/>',
      '<svg a=1/>',
      '<g/>',
    ]) {
      const result = cleanSvg(text);
      assert.ok(!result.ok && result.reason === 'no-svg', text);
    }
    const html = cleanSvg('<svg xmlns="http://www.w3.org/1999/xhtml"><rect/></svg>');
    assert.ok(!html.ok && html.reason === 'no-svg');
  });

  it('Depth, number and multiplication have limits, and are refused fast', () => {
    const started = performance.now();
    const deep = cleanSvg(inSvg('<g>'.repeat(50_000) + '</g>'.repeat(50_000)));
    assert.ok(!deep.ok && deep.reason === 'too-deep');
    const many = cleanSvg(inSvg('<g/>'.repeat(200_000)));
    assert.ok(!many.ok && many.reason === 'too-complex');
    const large = cleanSvg(inSvg(' '.repeat(6_000_000)));
    assert.ok(!large.ok && large.reason === 'too-large');
    const levels = Array.from(
      { length: 10 },
      (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`,
    );
    const laughs = cleanSvg(inSvg(`<g id="l0"><path/></g>${levels.join('')}`));
    assert.ok(!laughs.ok && laughs.reason === 'too-complex');
    const itself = cleanSvg(inSvg('<g id="a"><use href="#a"/></g>'));
    assert.ok(!itself.ok && itself.reason === 'too-complex');
    assert.ok(cleanSvg(inSvg(`<g id="a"/>${'<use href="#a"/>'.repeat(1000)}`)).ok);
    assert.ok(performance.now() - started < 3_000);
  });

  it('The size is that of the picture as shown', () => {
    const sizeOf = (attributes: string) => {
      const result = cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`);
      return result.ok ? [result.width, result.height] : result;
    };
    assert.deepEqual(sizeOf('width="20" height="10"'), [20, 10]);
    assert.deepEqual(sizeOf('width="1in" height="25.4mm"'), [96, 96]);
    assert.deepEqual(sizeOf('viewBox="0 0 40 30"'), [40, 30]);
    assert.deepEqual(sizeOf('viewBox="0 0 40 30" width="80"'), [80, 60]);
    assert.deepEqual(sizeOf('viewBox="0,0,40,30" width="100%" height="100%"'), [40, 30]);
    assert.deepEqual(sizeOf('width="-5" height="0"'), [300, 150]);
    assert.deepEqual(sizeOf(''), [300, 150]);
  });

  it('Cleaning again changes nothing, and nothing that acts is ever written', () => {
    const names = fc.constantFrom(
      'g',
      'a',
      'use',
      'image',
      'script',
      'style',
      'set',
      'foreignObject',
      'text',
      'rect',
    );
    const attributes = fc.constantFrom(
      '',
      ' onload="x()"',
      ' href="#a"',
      ' href="javascript:x()"',
      ' xlink:href="//x.test/"',
      ' style="fill:url(x)"',
      ' fill="url(&quot;//x&quot;)"',
      ' style="a:\\75rl(x)"',
      ' attributeName="href"',
    );
    const text = fc.constantFrom(
      '',
      'a',
      '&lt;script&gt;',
      '<![CDATA[<script>]]>',
      '@import "x";',
      'a{b:url(//x)}',
      '<!--x-->',
    );
    const element = (children: fc.Arbitrary<string[]>) =>
      fc
        .tuple(names, attributes, text, children)
        .map(([name, given, inner, held]) => `<${name}${given}>${inner}${held.join('')}</${name}>`);
    const leaf = element(fc.constant([]));
    const branch = element(fc.array(leaf, { maxLength: 3 }));
    const tree = element(fc.array(fc.oneof(leaf, branch), { maxLength: 3 }));
    fc.assert(
      fc.property(tree, (content) => {
        const first = cleanSvg(inSvg(content));
        if (!first.ok) return;
        assertHarmless(first.svg, content);
        assert.equal(svgOf(first.svg), first.svg);
      }),
    );
  });
});

describe('CSS of an SVG', () => {
  it('Keeps what paints and takes out what fetches', () => {
    assert.equal(cleanStyleSheet('.a{fill:#fff;stroke:url(#b)}'), '.a{fill:#fff;stroke:url(#b)}');
    assert.equal(cleanStyleSheet('@import url("//x.test/a.css"); .a{fill:red}').trim(), '.a{fill:red}');
    assert.equal(
      cleanStyleSheet('@font-face{font-family:x;src:url(//x.test/f)} .a{fill:red}').trim(),
      '.a{fill:red}',
    );
    assert.equal(
      cleanStyleSheet('@media (max-width:1px){.a{fill:red}}'),
      '@media (max-width:1px){.a{fill:red}}',
    );
    assert.equal(cleanStyleSheet('.a{fill:url( "//x.test/a" )}'), '.a{fill:none}');
    assert.equal(cleanStyleSheet('.a{fill:u/**/rl(//x.test)}'), '.a{fill:u rl(//x.test)}');
  });

  it('Keeps nothing when something could be hidden', () => {
    for (const css of [
      '.a{b:\\75rl(//x.test)}',
      '.a{b:image-set("//x.test" 1x)}',
      '.a{b:url(//x.test',
      '.a{b:url("//x.test',
      '@imp\\ort "x"',
      '.a{b:expression(alert(1))}',
      '.a{-moz-binding:none}',
      '</style><script>',
      '@property --x{}',
      '@document url(x){}',
    ]) {
      assert.equal(cleanStyleSheet(css), '', css);
    }
    assert.equal(cleanDeclarations('fill:red;behavior:none'), '');
  });

  it('is read in time that grows with its length, whatever it repeats', () => {
    const before = process.cpuUsage();
    for (const piece of [
      'url(',
      ' ',
      'url( ',
      '@import',
      '@font-face{',
      '/*',
      'url("',
      "url('",
      '\\',
      '\n',
    ]) {
      const long = piece.repeat(300_000 / piece.length);
      for (const css of [long, `url(${long}`, `${long}{`, `url(${long}"`]) {
        cleanStyleSheet(css);
        cleanDeclarations(css);
      }
    }
    for (const width of ['1'.repeat(300_000), ' '.repeat(300_000), '1e'.repeat(150_000)])
      cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}x" viewBox="${width}x"/>`);
    const { user } = process.cpuUsage(before);
    assert.ok(user < 5_000_000, `took ${Math.round(user / 1000)} ms`);
  });
});
