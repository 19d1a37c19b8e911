import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument, parseHtml, parseMarkdown, renderHtml, sanitizeFragment } from './index.ts';

/** Processor time of a call, in milliseconds: what others do on the machine does not count. */
function cost(call: () => unknown): number {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function repeat(count: number, piece: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => piece(i)).join('');
}

/** Input made to be costly, all of it within a guest's 64 KB, and with what it may cost. */
const costly: readonly (readonly [name: string, html: string])[] = [
  ['deep divisions', repeat(12_000, () => '<div>')],
  ['deep divisions of a table', repeat(5900, () => '<table><td>')],
  ['deep formatting', repeat(4000, (i) => `<b a=${i}>`)],
  ['formatting left open in every paragraph', repeat(2500, (i) => `<p><b a=${i}>x</p>`)],
  ['formatting hidden behind tables', repeat(1500, (i) => `<div><b a=${i}><table></b></table></div>`)],
  ['links in links', repeat(8000, () => '<a><div>')],
  ['rows in foreign content', `<svg>${repeat(12_000, () => '<tr>')}`],
  ['templates', repeat(6000, () => '<template>')],
  ['one tag with very many attributes', `<a ${repeat(8000, (i) => `a${i} `)}>x`],
  ['many elements before a table', `<table>${repeat(8000, () => '<b>x</b>')}`],
  ['ends without starts', repeat(12_000, () => '</p>')],
  ['ampersands', '&'.repeat(60_000)],
  ['open comments', '<!--'.repeat(16_000)],
  ['ends of scope', repeat(60, () => `${'<div>'.repeat(90)}<button>${'</div>'.repeat(90)}`)],
];

describe('Input made to be costly', () => {
  for (const [name, html] of costly) {
    it(`is refused or read in milliseconds: ${name}`, () => {
      assert.ok(html.length <= 65_536, `${html.length}`);
      const spent = cost(() => parseHtml(html, { limit: 'guest' }));
      assert.ok(spent < 400, `${spent} ms`);
      assert.ok(cost(() => sanitizeFragment(html)) < 1500);
    });
  }

  it('nested 20,000 deep is refused within milliseconds', () => {
    for (const limit of ['guest', 'writer'] as const) {
      const html = '<div>'.repeat(limit === 'guest' ? 13_000 : 20_000);
      let refused: unknown;
      const spent = cost(() => {
        refused = parseHtml(html, { limit });
      });
      assert.deepEqual(refused, { ok: false, reason: 'too-deep', limit: limit === 'guest' ? 100 : 400 });
      assert.ok(spent < 50, `${spent} ms`);
    }
  });

  it('as Markdown costs little', () => {
    for (const piece of [
      '>',
      '- ',
      '[',
      '![',
      '*a ',
      '_',
      '`',
      '$',
      '$a',
      '<',
      '\\',
      '[^1]',
      '^[',
      '^[a]',
      '```\n',
      '|a\n|-|\n',
      '|',
      '~~',
      '[a](',
      '1. ',
      '&',
      '# ',
    ]) {
      const text = piece.repeat(Math.floor(60_000 / piece.length));
      const spent = cost(() => parseMarkdown(text, { limit: 'guest' }));
      assert.ok(spent < 2000, `${piece}: ${spent} ms`);
    }
  });

  it('as JSON nested 20,000 deep is refused', () => {
    let node: Record<string, unknown> = { type: 'paragraph' };
    for (let i = 0; i < 20_000; i++) node = { type: 'quote', content: [node] };
    assert.deepEqual(parseDocument({ type: 'doc', content: [node] }, { limit: 'writer' }), {
      ok: false,
      reason: 'not-a-document',
    });
  });
});

describe('Limits', () => {
  it('refuse a guest above 64 KB, counted in bytes of UTF-8', () => {
    assert.ok(parseHtml('x'.repeat(65_536), { limit: 'guest' }).ok);
    const refused = { ok: false, reason: 'too-large', bytes: 65_538, limit: 65_536 };
    assert.deepEqual(parseHtml('س'.repeat(32_769), { limit: 'guest' }), refused);
    assert.deepEqual(parseMarkdown('س'.repeat(32_769), { limit: 'guest' }), refused);
  });

  it('let a writer have 5 MB, and not more', () => {
    const long = '<p>word word word</p>\n'.repeat(238_000);
    const parsed = parseHtml(long, { limit: 'writer' });
    assert.equal(parsed.ok && parsed.document.content.length, 238_000);
    assert.equal(parseHtml(`${long}${long}`, { limit: 'writer' }).ok, false);
  });

  it('let old pages pass whose formatting was never closed', () => {
    const page =
      repeat(500, (i) => `<p>paragraph ${i}<li>item<td>cell`) + repeat(30, () => '<font color=red><p>x');
    assert.ok(parseHtml(page, { limit: 'writer' }).ok);
  });

  it('keep sixty levels of blocks, and the text of what lies deeper', () => {
    const deep = `${'<blockquote>'.repeat(90)}<p>bottom</p>${'</blockquote>'.repeat(90)}`;
    const parsed = parseHtml(deep, { limit: 'writer' });
    assert.ok(parsed.ok);
    const html = renderHtml(parsed.document).toString();
    assert.match(html, /bottom/);
    assert.equal(html.split('<blockquote>').length - 1, 60);
    assert.deepEqual(parsed.losses, [
      { what: 'nesting deeper than 60 levels', kept: 'the innermost blocks' },
    ]);
    assert.ok(parseHtml(html, { limit: 'writer' }).ok);
  });
});
