import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHtml } from './html/parse.ts';
import { sanitizeFragment } from './html/sanitize.ts';
import { plainText, renderHtml } from './index.ts';
import { parseMarkdown } from './markdown/parse.ts';

/** What costs a careless parser more for each that came before it. */
const pieces = [
  ...['```\n', '~~~\n', '===\n', '|a|\n|-|\n', '**a', '*a ', '[', '![', '^[', '[[', '[^1]: x\n', '> ', '- '],
  ...['`', '$', '$a$', '<!--', '{#a}', 'http://', 'a@b.c ', 'term\n: def\n', '\\', '&', '(', '"a', ' \n'],
  ...[
    '<pre>',
    '<pre></pre>',
    '<a>',
    '<b><p>',
    '<table>',
    '<ul><li>',
    '<svg><p>',
    '<![CDATA[',
    '<a b="',
    '<nobr>',
  ],
  ...[
    '<sup id=fnref1><a href="#fn1">',
    '<p style="text-decoration:',
    '<iframe>',
    '<blockquote>',
    '<details>',
  ],
];

/** Milliseconds of this process's own time: others on the machine do not count. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('Input that is made to take long', () => {
  for (const [name, parse] of [
    ['HTML', parseHtml],
    ['Markdown', parseMarkdown],
  ] as const) {
    it(`takes a comment's length of ${name} at most two seconds, whatever it repeats`, () => {
      for (const piece of pieces) {
        const text = piece.repeat(64_000 / piece.length);
        const taken = timeOf(() => {
          const parsed = parse(text, { limit: 'guest' });
          if (parsed.ok) {
            renderHtml(parsed.document);
            plainText(parsed.document);
          }
        });
        assert.ok(taken < 2_000, `${JSON.stringify(piece)} took ${Math.round(taken)} ms`);
      }
    });
  }

  it('takes a long text of code blocks as long as any other', () => {
    for (const [parse, piece] of [
      [parseMarkdown, '```\n'],
      [parseHtml, '<pre>a</pre>\n'],
      [sanitizeFragment, '<pre>a</pre>\n'],
    ] as const) {
      const taken = timeOf(() => {
        parse(piece.repeat(400_000 / piece.length), { limit: 'writer' });
      });
      assert.ok(taken < 5_000, `${JSON.stringify(piece)} took ${Math.round(taken)} ms`);
    }
  });
});
