import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertValidHtml, htmlFaults } from './html.ts';

const page = (body: string) =>
  `<!doctype html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>صفحة</title></head><body><main><h1>صفحة</h1>\n${body}\n</main></body></html>`;

describe('The check of HTML', () => {
  it('accepts a page that keeps to the standard, MathML and SVG in it', () => {
    assertValidHtml(
      page(
        '<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
      ),
      'A page',
    );
  });

  for (const [fault, body, rule] of [
    ['a block where only text may stand', '<p><span><div>a</div></span></p>', 'element-permitted-content'],
    ['an id given twice', '<p id="a">a</p><p id="a">b</p>', 'no-dup-id'],
    ['a picture without a text', '<img src="/a.png">', 'wcag/h37'],
    ['a style that the CSP would drop', '<p style="color: red">a</p>', 'no-inline-style'],
    ['an element left open', '<ul><li>a</ul>', 'no-implicit-close'],
    ['a heading that skips a level', '<h3>a</h3>', 'heading-level'],
    ['a link to nothing', '<label for="nowhere">a</label>', 'no-missing-references'],
  ] as const) {
    it(`finds ${fault}`, () => {
      assert.match(htmlFaults(page(body)).join('\n'), new RegExp(` ${rule}: `));
    });
  }
});
