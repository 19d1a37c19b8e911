import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compose } from './composition.ts';
import { checkQuotation, prepareSource } from './index.ts';
import { foldsOf, lettersSeen } from './language.ts';
import { type Stream, spanIn, streamOf } from './stream.ts';
import { type Folding, streamsOf } from './tiers.ts';

const foldings: readonly Folding[] = [
  { tier: 'exact' },
  { tier: 'typographic' },
  { tier: 'typographic', whole: true },
  { tier: 'orthographic' },
  { tier: 'orthographic', whole: true },
];

/** Letters, marks, signs and controls that some normaliser looks at, and lone surrogates. */
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcdeéßſIİıςσŉ ') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...'ابتيیىكکةهأ\u064e\u064f\u0651\u0640\u0670שלם\u05b8\u05bcёе١۲२２²'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...'\n\t\u00a0\u202f\u00ad\u200b\u200c\u200d\u200f\u2067\ufe0f-–—….."“”«»\'’[]()!?;:,',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '\u0301',
      '\u0323',
      'ﬁ',
      'ﷺ',
      'ﻻ',
      'ﹰ',
      '가',
      'ᄀ',
      'ᅡ',
      '👨‍👩‍👧',
      '\ud800',
      '\udc00',
      '中',
      '的',
      'の',
    ),
  },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const text = fc.array(unit, { maxLength: 60 }).map((units) => units.join(''));
const words = fc
  .array(
    fc.constantFrom(
      'the',
      'war',
      'of',
      'people',
      'never',
      'Мы',
      'ещё',
      'كِتاب',
      'بيت',
      '“no”',
      'co-operate',
      '12',
      'we',
      'shall',
      'l’État',
      'mañana',
      'Straße',
      '\n',
      'ends.',
      'left,',
    ),
    { minLength: 12, maxLength: 60 },
  )
  .map((some) => some.join(' ').trim());

function streams(given: string): readonly Stream[] {
  const make = streamsOf(given, foldsOf([], [lettersSeen(given)]));
  return foldings.map(make);
}

describe('A normaliser', () => {
  it('keeps a way back that never goes backwards, and stays in the text', () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const stream of streams(given)) {
          let [lastStart, lastEnd] = [0, 0];
          for (let at = 0; at < stream.text.length; at++) {
            const { start, end } = spanIn(stream, at, at + 1);
            assert.ok(start >= lastStart && end >= lastEnd && start < end && end <= given.length);
            [lastStart, lastEnd] = [start, end];
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing more when it is asked again, where marks stand on letters', () => {
    fc.assert(
      fc.property(text, (some) => {
        const given = some.replace(/(?<!\p{L}\p{M}*)(?:\p{M}|\u0640|\u200c|\u200d|[\ufe70-\ufe7f])+/gu, '');
        for (const folding of foldings) {
          const folds = foldsOf([], [lettersSeen(given)]);
          const once = streamsOf(given, folds)(folding).text;
          const twice = streamsOf(once, folds)(folding).text;
          assert.equal(twice, once, JSON.stringify(folding));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('composes as Unicode does, where no letter has more than thirty marks', () => {
    fc.assert(
      fc.property(text, (given) => assert.equal(compose(streamOf(given)).text, given.normalize('NFC'))),
    );
  });
});

describe('What is found of a quotation', () => {
  it('is words of the source: what stands in its place gets the same verdict there, or a stricter one', () => {
    const order = ['exact', 'typographic', 'edited', 'orthographic'];
    fc.assert(
      fc.property(
        words,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(
          (t: string) => t,
          (t: string) => t.toUpperCase(),
          (t: string) => t.replaceAll(' ', '\u00a0'),
        ),
        (given, from, length, vary) => {
          const source = prepareSource({ text: given });
          const some = given.split(' ');
          const start = from % (some.length - 6);
          const quote = vary(some.slice(start, start + 6 + (length % 8)).join(' '));
          const { verdict, spans } = checkQuotation(source, { text: quote });
          for (const span of spans)
            assert.ok(span.start >= 0 && span.start < span.end && span.end <= given.length);
          if (!order.includes(verdict)) return;
          const [span] = spans;
          const again = checkQuotation(source, {
            text: given.slice(span?.start, span?.end),
            position: span?.start ?? 0,
          });
          assert.equal(again.verdict, 'exact');
          assert.deepEqual(again.spans, spans);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is found again after the source was changed outside it', () => {
    fc.assert(
      fc.property(words, words, words, (before, quote, after) => {
        const place = `“Zyx begins here: ${quote} and ends here zyx.`;
        const asked = { text: `begins here: ${quote} and ends here` };
        const short = checkQuotation(prepareSource({ text: `${place} ${after}` }), asked);
        const long = checkQuotation(prepareSource({ text: `${before}\n${place} ${before}` }), asked);
        const moved = before.length + 1;
        assert.equal(long.verdict, short.verdict);
        assert.deepEqual(
          long.spans,
          short.spans.map(({ start, end }) => ({ start: start + moved, end: end + moved })),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is something, whatever is written', () => {
    fc.assert(
      fc.property(text, text, (source, quote) => {
        const { spans } = checkQuotation(prepareSource({ text: source }), { text: quote });
        for (const { start, end } of spans) assert.ok(start >= 0 && start <= end && end <= source.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('A check takes bounded time', () => {
  const million = 1_000_000;
  /** A machine that does other things as well; what is unbounded takes minutes. */
  const most = 10_000;
  const cases: readonly (readonly [name: string, source: string, quote: string])[] = [
    [
      'one letter over and over',
      'a'.repeat(million),
      `${'a'.repeat(million / 4)}b${'a'.repeat(million / 4)}`,
    ],
    ['one word over and over', 'a '.repeat(million / 2), `${'a '.repeat(million / 4)}b`],
    ['a hundred thousand marks', `e${'\u0301\u0323'.repeat(50_000)} x`, `e${'\u0323\u0301'.repeat(50_000)}`],
    [
      'Arabic with rows of marks',
      `كتب${'\u064e\u0651'.repeat(50_000)} x`,
      `كتب${'\u0651\u064f'.repeat(50_000)} x`,
    ],
    [
      'gaps over and over',
      'the of and to '.repeat(70_000),
      `${'the […] of [x] and … '.repeat(2_000)}nothing`,
    ],
    ['open brackets', 'some words to look in '.repeat(1_000), '[a '.repeat(300_000)],
    ['quotation marks', `${'"'.repeat(million)}words`, '"x"'.repeat(300_000)],
    ['broken words', `${'word-\n'.repeat(100_000)}x`, `${'word-\n '.repeat(50_000)}y`],
    ['white space', `${' \u00a0'.repeat(million / 2)}x`, `${' \u00a0\n'.repeat(million / 3)}y`],
    ['lone surrogates', '\ud800 \udc00'.repeat(100_000), '\udc00 \ud800'.repeat(100_000)],
    [
      'a million characters, one word in four another',
      Array.from({ length: 170_000 }, (_, at) => `w${(at * 7919) % 50_000}`).join(' '),
      Array.from({ length: 170_000 }, (_, at) => (at % 4 ? `w${(at * 7919) % 50_000}` : 'x')).join(' '),
    ],
    ['letters of no known word', '中'.repeat(200_000), `${'中'.repeat(1_000)}国`],
  ];
  for (const [name, source, quote] of cases)
    it(name, () => {
      const begun = performance.now();
      checkQuotation(prepareSource({ text: source }), { text: quote });
      const took = performance.now() - begun;
      assert.ok(took < most, `${Math.round(took)} ms`);
    });
});
